"""What lies around one area, cut out and made as coarse as that area is wide."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from najda.intake.operations_area import OperationsArea
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .topology import Topology

WORLD = Path(__file__).with_name("countries-10m.json")

AROUND = 0.5
"""Shown beyond each edge of the area, as a part of its width or height: windows differ in shape."""

LEAST_AROUND = 5.0
"""Degrees shown beyond each edge at least: around a small area the coast goes on."""

STEPS = 4000
"""Nothing smaller than the area's width divided by this is kept."""

Outline = dict[str, Any]
"""GeoJSON (RFC 7946): a collection of three features, whose property `is` says which: `land` (polygons),
`coast` and `border` (lines)."""


class OutlineMissing(Refusal):
    """The file that comes with Najda is not there."""

    says = N_("The outline of coasts is missing ({path}). Run `make`, or install Najda again.")


@cache
def outline(area: OperationsArea) -> Outline:
    """Return land, coasts and borders around an area as GeoJSON, light enough for a page."""
    if not WORLD.exists():
        raise OutlineMissing(path=WORLD)
    world, (west, south, east, north) = Topology(WORLD), box_around(area)
    coarse = (east - west) / STEPS
    land = [shapely.Polygon(outer, holes) for outer, *holes in world.polygons()]
    parts = {"land": land, "coast": _lines(world.coasts()), "border": _lines(world.borders())}
    return {
        "type": "FeatureCollection",
        "bbox": [west, south, east, north],
        "features": [
            {
                "type": "Feature",
                "properties": {"is": name},
                "geometry": _within(shapes, (west, south, east, north), coarse),
            }
            for name, shapes in parts.items()
        ],
    }


def box_around(area: OperationsArea) -> tuple[float, float, float, float]:
    """Return west, south, east, north of what is shown; the whole Earth where an area crosses the 180th
    meridian."""
    high = max((area.north - area.south) * AROUND, LEAST_AROUND)
    south, north = max(area.south - high, -90.0), min(area.north + high, 90.0)
    if area.west > area.east:
        return -180.0, south, 180.0, north
    wide = max((area.east - area.west) * AROUND, LEAST_AROUND)
    west, east = max(area.west - wide, -180.0), min(area.east + wide, 180.0)
    return round(west, 4), round(south, 4), round(east, 4), round(north, 4)


def _lines(arcs: Iterable[np.ndarray]) -> list[Any]:
    return [shapely.LineString(arc) for arc in arcs if len(arc) > 1]


def _within(shapes: list[Any], box: tuple[float, float, float, float], coarse: float) -> Any:
    whole = np.array(shapes, dtype=object)
    near = whole[shapely.intersects(shapely.envelope(whole), shapely.box(*box))]
    cut = shapely.simplify(shapely.clip_by_rect(near, *box), coarse)
    parts = shapely.get_parts(cut[~shapely.is_empty(cut)])
    kind = 3 if shapely.get_type_id(shapes[0]) == 3 else 1
    parts = parts[shapely.get_type_id(parts) == kind]
    made = shapely.multipolygons(parts) if kind == 3 else shapely.multilinestrings(parts)
    return mapping(shapely.transform(made, lambda xy: np.round(xy, 4)))
