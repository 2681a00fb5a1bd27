"""Reading TopoJSON: a border that two countries share is kept once, as an arc both refer to.

Quantized and delta-encoded as in https://github.com/topojson/topojson-specification.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

Rings = list[np.ndarray]


class Topology:
    """A TopoJSON file: its arcs in degrees, and the countries made of them."""

    def __init__(self, path: Path) -> None:
        whole = json.loads(path.read_text(encoding="utf-8"))
        scale, shift = (
            np.array(whole["transform"]["scale"]),
            np.array(whole["transform"]["translate"]),
        )
        self.arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in whole["arcs"]]
        self._countries = whole["objects"]["countries"]["geometries"]

    def polygons(self) -> Iterator[Rings]:
        """Yield every polygon as its rings, the outer one first, each an array of lon, lat; an islet that
        became a point is left out."""
        for arcs in self._polygons():
            outer, *holes = (self._ring(ring) for ring in arcs)
            if len(outer) > 3:
                yield [outer, *(hole for hole in holes if len(hole) > 3)]

    def _polygons(self) -> Iterator[Any]:
        for country in self._countries:
            if country["type"] == "Polygon":
                yield country["arcs"]
            elif country["type"] == "MultiPolygon":
                yield from country["arcs"]

    def _ring(self, arcs: list[int]) -> np.ndarray:
        """Return arcs joined; a negative number is an arc walked backwards."""
        parts = [self.arcs[at] if at >= 0 else self.arcs[~at][::-1] for at in arcs]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    @cached_property
    def _uses(self) -> Counter[int]:
        return Counter(
            at if at >= 0 else ~at
            for polygon in self._polygons()
            for ring in polygon
            for at in ring
        )

    def coasts(self) -> list[np.ndarray]:
        """Return the arcs that have land on one side only."""
        return [self.arcs[at] for at, uses in self._uses.items() if uses == 1]

    def borders(self) -> list[np.ndarray]:
        """Return the arcs that have a country on either side."""
        return [self.arcs[at] for at, uses in self._uses.items() if uses > 1]
