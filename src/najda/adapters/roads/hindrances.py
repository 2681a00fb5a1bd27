"""What obstacles on the map mean for arcs: how much longer each takes, and which cannot be entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely

from najda.kernel.roads import Obstacle, RoadPart, RoadSpot

from .network import Network
from .snapping import Snapper

SPOT_REACH_M = 200.0
"""A point farther than this from every road means no road."""


class Hindered(NamedTuple):
    """By arc: how many times as long it takes (infinite: closed), and whether it may be entered at its
    beginning: at a closed crossing roads can be left, but nobody goes on."""

    slower: np.ndarray
    open_at_start: np.ndarray


class Hindrances:
    """Finds the arcs meant by obstacles, and remembers what it found."""

    def __init__(self, network: Network, snapper: Snapper) -> None:
        self._network, self._snapper = network, snapper
        arcs, segments = network.arcs, network.segments
        self._start = np.where(arcs.forward, segments.a[arcs.segment], segments.b[arcs.segment])
        by_segment = np.argsort(arcs.segment, kind="stable")
        self._by_segment = by_segment
        self._first = np.searchsorted(arcs.segment[by_segment], np.arange(len(segments.a) + 1))
        self._known: dict[RoadSpot, np.ndarray] = {}

    def by(self, obstacles: Sequence[Obstacle]) -> Hindered:
        """Return what obstacles come to together: the worst of those on an arc counts."""
        count = len(self._network.arcs.ms)
        slower, open_ = np.ones(count), np.ones(count, dtype=bool)
        for obstacle in obstacles:
            arcs = self.arcs(obstacle.spot)
            if obstacle.times_as_long is not None:
                slower[arcs] = np.maximum(slower[arcs], obstacle.times_as_long)
            elif obstacle.spot.part is RoadPart.CROSSING:
                open_[arcs] = False
            else:
                slower[arcs] = np.inf
        return Hindered(slower, open_)

    def arcs(self, spot: RoadSpot) -> np.ndarray:
        """Return the arcs meant: both directions of roads, or those that begin at a crossing."""
        if spot not in self._known:
            if spot.part is RoadPart.CROSSING:
                junction = self._junction(spot)
                found = np.flatnonzero(self._start == junction)
            else:
                found = self._of(self.segments(spot))
            self._known[spot] = found
        return self._known[spot]

    def segments(self, spot: RoadSpot) -> np.ndarray:
        """Return the segments meant; those that meet at it for a crossing."""
        segments = self._network.segments
        if spot.part is RoadPart.AREA:
            ring = shapely.Polygon([(point.lon, point.lat) for point in spot.points])
            return self._snapper.touching(shapely.make_valid(ring))
        if spot.part is RoadPart.CROSSING:
            junction = self._junction(spot)
            return np.flatnonzero((segments.a == junction) | (segments.b == junction))
        snapped = self._snapper.snap(spot.points)
        return snapped.segment[snapped.metres_off <= SPOT_REACH_M]

    def _junction(self, spot: RoadSpot) -> int:
        """Return the junction at the nearer end of the nearest road; -1 if there is none in reach."""
        snapped = self._snapper.snap(spot.points)
        if snapped.metres_off[0] > SPOT_REACH_M:
            return -1
        segment, segments = int(snapped.segment[0]), self._network.segments
        nearer_a = snapped.share[0] <= 0.5
        return int(segments.a[segment] if nearer_a else segments.b[segment])

    def _of(self, segments: np.ndarray) -> np.ndarray:
        found = [self._by_segment[self._first[s] : self._first[s + 1]] for s in segments.tolist()]
        return np.concatenate(found) if found else np.zeros(0, dtype=int)

    def of_segment(self, segment: int) -> list[int]:
        """Return the arcs along a segment."""
        return self._by_segment[self._first[segment] : self._first[segment + 1]].tolist()
