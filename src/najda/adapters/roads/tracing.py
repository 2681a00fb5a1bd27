"""From the edges of a way back to roads: shape, length, names and what there is to choose on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from math import atan2, cos, degrees, radians
from typing import NamedTuple

import numpy as np

from najda.application.routes import Leg, RoadName
from najda.kernel.places import Position

from .network import Network


class Piece(NamedTuple):
    """An arc, or part of it, as driven: shares of its length from its beginning, and milliseconds."""

    arc: int
    since: float
    until: float
    ms: float


class Tracer:
    """Tells what lies along the arcs of one network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._roads: dict[int, RoadName] = {}
        arcs, segments = network.arcs, network.segments
        self._starts = np.where(arcs.forward, segments.a[arcs.segment], segments.b[arcs.segment])
        self._ends = np.where(arcs.forward, segments.b[arcs.segment], segments.a[arcs.segment])
        self._by_start = np.argsort(self._starts, kind="stable")
        self._first = np.searchsorted(self._starts[self._by_start], np.arange(len(network.lat) + 1))

    def trace(self, pieces: Sequence[Piece]) -> tuple[tuple[Position, ...], tuple[Leg, ...]]:
        """Return the shape of the whole and its legs; nothing of either where nothing is driven."""
        points: list[Position] = []
        legs: list[Leg] = []
        for piece, following in zip_longest(pieces, pieces[1:]):
            lat, lon = (side.tolist() for side in self._shape(piece))
            here = [Position.at(*pair) for pair in zip(lat, lon, strict=True)]
            points += here[1:] if points and points[-1] == here[0] else here
            legs.append(
                self._leg(piece, following and following.arc, list(zip(lat, lon, strict=True)))
            )
        return tuple(points), tuple(legs)

    def line(self, segment: int) -> tuple[Position, ...]:
        """Return the shape of a segment."""
        segments = self._network.segments
        here = slice(segments.starts[segment], segments.starts[segment + 1])
        pairs = zip(segments.lat[here], segments.lon[here], strict=True)
        return tuple(Position.at(lat, lon) for lat, lon in pairs)

    def names(self, segments: np.ndarray) -> tuple[RoadName, ...]:
        """Return what segments are called, each name once, of which there is most first."""
        found = self._network.segments
        metres: dict[RoadName, float] = {}
        for segment in segments.tolist():
            road = self._road(int(found.called[segment]))
            metres[road] = metres.get(road, 0.0) + float(found.metres[segment])
        metres.pop(RoadName(), None)
        return tuple(sorted(metres, key=lambda road: (-metres[road], repr(road))))

    def _leg(self, piece: Piece, next_: int | None, shape: list[tuple[float, float]]) -> Leg:
        segments = self._network.segments
        segment = int(self._network.arcs.segment[piece.arc])
        others, exits = self._choices(piece.arc, next_) if piece.until >= 1 else (0, 0)
        return Leg(
            road=self._road(int(segments.called[segment])),
            metres=round(float(segments.metres[segment]) * (piece.until - piece.since), 1),
            minutes=round(piece.ms / 60_000, 3),
            sets_out=round(_bearing(shape), 1),
            arrives=round((_bearing(shape[::-1]) + 180) % 360, 1),
            roundabout=bool(segments.roundabout[segment]),
            others=others,
            exits=exits,
        )

    def _choices(self, arc: int, next_: int | None) -> tuple[int, int]:
        end, segment = int(self._ends[arc]), self._network.arcs.segment
        out = self._by_start[self._first[end] : self._first[end + 1]].tolist()
        out = [one for one in out if segment[one] != segment[arc]]
        leaving = [one for one in out if not self._network.segments.roundabout[segment[one]]]
        return len([one for one in out if one != next_]) if next_ is not None else 0, len(leaving)

    def _road(self, called: int) -> RoadName:
        if called not in self._roads:
            self._roads[called] = RoadName(**self._network.names[called]._asdict())
        return self._roads[called]

    def _shape(self, piece: Piece) -> tuple[np.ndarray, np.ndarray]:
        """Return the corners of a piece in the order they are driven; two at least."""
        arcs, segments = self._network.arcs, self._network.segments
        segment = int(arcs.segment[piece.arc])
        here = slice(segments.starts[segment], segments.starts[segment + 1])
        lat, lon = segments.lat[here], segments.lon[here]
        if not arcs.forward[piece.arc]:
            lat, lon = lat[::-1], lon[::-1]
        if (piece.since, piece.until) == (0.0, 1.0):
            return lat, lon
        steps = np.hypot(np.diff(lat), np.diff(lon) * np.cos(np.radians(lat[0])))
        along = np.concatenate([[0.0], np.cumsum(steps)])
        along /= along[-1] or 1.0
        inner = (along > piece.since) & (along < piece.until)
        at = np.concatenate([[piece.since], along[inner], [piece.until]])
        return np.interp(at, along, lat), np.interp(at, along, lon)


def _bearing(shape: Sequence[tuple[float, float]]) -> float:
    """Return the direction in which a shape begins, in degrees, north 0, east 90; steps of no length are
    passed over."""
    (lat, lon), *others = shape
    for north, east in others:
        if (north, east) != (lat, lon):
            turned = degrees(atan2((east - lon) * cos(radians(lat)), north - lat))
            return turned % 360
    return 0.0
