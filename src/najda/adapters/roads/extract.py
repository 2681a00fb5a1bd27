"""What an extract says of roads, before it is a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from .tags import KMH, LAST_RESORT_KMH

_CLASSES = (*KMH, *LAST_RESORT_KMH)
CLASS_NUMBER: Mapping[str, int] = {name: number for number, name in enumerate(_CLASSES)}


class Names(NamedTuple):
    """What a road is called: where it is, in Arabic, in English, and its number."""

    name: str = ""
    ar: str = ""
    en: str = ""
    ref: str = ""


class Restriction(NamedTuple):
    """From one way to another, by their ids: over a point, or over whole ways in this order."""

    from_way: int
    via: int | None
    over: tuple[int, ...]
    to_way: int
    only: bool


class Ways(NamedTuple):
    """Ways that can be driven. Way `i` runs over the points `refs[starts[i]:starts[i + 1]]`."""

    ids: np.ndarray
    starts: np.ndarray
    refs: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    roundabout: np.ndarray
    kinds: np.ndarray
    called: np.ndarray
    names: list[Names]


class Points(NamedTuple):
    """Points of roads, by id in order: positions (NaN where the extract does not hold them) and the
    seconds lost there (NaN where nobody passes)."""

    ids: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    seconds: np.ndarray


class Extract(NamedTuple):
    """What an extract says of roads, and how many forbidden turns it says in a way not understood."""

    ways: Ways
    points: Points
    restrictions: list[Restriction]
    not_understood: int
