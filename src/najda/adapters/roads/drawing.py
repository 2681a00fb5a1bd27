"""The roads of a part of the map, as light as the eye sees them at its size."""

from __future__ import annotations

import numpy as np
import shapely

from najda.kernel.places import Position
from najda.kernel.roads import Box, RoadShape

from .extract import CLASS_NUMBER
from .network import Segments
from .snapping import Snapper

MAIN = CLASS_NUMBER["tertiary_link"]
"""Classes up to this one are main roads: those that join places rather than houses."""

STEPS = 2000
"""No bend smaller than the box divided by this is kept: fewer pixels than that are on most screens."""


def shapes_within(segments: Segments, snapper: Snapper, box: Box, most: int) -> list[RoadShape]:
    """Return the shapes of at most `most` roads in a box: whole classes, main roads first; of a
    first class that is too many by itself, its longest roads."""
    found = snapper.touching(shapely.box(box.west, box.south, box.east, box.north))
    kinds = segments.kind[found]
    found = found[np.lexsort((-segments.metres[found], kinds))]
    if len(found) > most:
        below = np.searchsorted(np.sort(kinds), segments.kind[found[most]])
        found = found[: below or most]
    coarse = max(box.north - box.south, box.east - box.west) / STEPS
    lines = shapely.simplify(snapper.lines[found], coarse)
    corners, line = shapely.get_coordinates(lines, return_index=True)
    cuts = np.searchsorted(line, np.arange(1, len(found)))
    shapes = [
        tuple(Position.at(lat, lon) for lon, lat in part.tolist())
        for part in np.split(corners, cuts)
    ]
    main = (segments.kind[found] <= MAIN).tolist()
    return [RoadShape(*pair) for pair in zip(shapes, main, strict=True)] if len(found) else []
