"""The ground of every map as one small file: made once per process, kept compressed, named by content."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from najda import bootstrap
from najda.application.look_up import installation
from najda.intake.operations_area import OperationsArea

from ..site import Site

LANDMARKS = 1500
"""Names of places that are sent: more weigh more than they help."""


class Base(NamedTuple):
    """The ground as compressed JSON, and a version that changes with it."""

    content: bytes
    version: str


@lru_cache(maxsize=4)
def base_of(site: Site) -> Base:
    """Return land, coasts, borders and names of places in and around the area of operations.

    `area` is west, south, east, north; each place is its English name, its Arabic name, lon, lat, weight.
    """
    area = OperationsArea.read(installation(site.desk).area)
    ground = {
        "area": [area.west, area.south, area.east, area.north],
        "outline": bootstrap.outline(site.desk),
        "places": [
            (place.en, place.ar, place.lon, place.lat, round(place.weight, 2))
            for place in site.desk.gazetteer.landmarks(LANDMARKS)
        ],
    }
    whole = json.dumps(ground, ensure_ascii=False, separators=(",", ":")).encode()
    return Base(gzip.compress(whole, mtime=0), sha256(whole).hexdigest()[:16])
