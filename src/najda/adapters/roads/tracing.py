"""From the edges of a way back to roads: shape, length, names and what there is to choose on it."""

from __future__ import annotations

from collections.abc import Sequence
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
        arcs, segments = network.arcs, network.segments
        self._starts = np.where(arcs.forward, segments.a[arcs.segment], segments.b[arcs.segment])
        self._ends = np.where(arcs.forward, segments.b[arcs.segment], segments.a[arcs.segment])
        self._by_start = np.argsort(self._starts, kind="stable")
        self._first = np.searchsorted(self._starts[self._by_start], np.arange(len(network.lat) + 1))

    def trace(self, pieces: Sequence[Piece]) -> tuple[tuple[Position, ...], tuple[Leg, ...]]:
        """Return the shape of the whole and its legs."""
        points: list[Position] = []
        legs: list[Leg] = []
        following = [*(piece.arc for piece in pieces[1:]), None]
        for piece, next_ in zip(pieces, following, strict=True):
            lat, lon = self._shape(piece)
            here = [Position.at(*pair) for pair in zip(lat, lon, strict=True)]
            points += here[1:] if points and points[-1] == here[0] else here
            legs.append(self._leg(piece, next_, lat, lon))
        return tuple(points), tuple(legs)

    def line(self, segment: int) -> tuple[Position, ...]:
        """Return the shape of a segment."""
        segments = self._network.segments
        here = slice(segments.starts[segment], segments.starts[segment + 1])
        pairs = zip(segments.lat[here], segments.lon[here], strict=True)
        return tuple(Position.at(lat, lon) for lat, lon in pairs)

    def _leg(self, piece: Piece, next_: int | None, lat: np.ndarray, lon: np.ndarray) -> Leg:
        segments = self._network.segments
        segment = int(self._network.arcs.segment[piece.arc])
        others, exits = self._choices(piece.arc, next_) if piece.until >= 1 else (0, 0)
        bearings = _bearings(lat, lon)
        return Leg(
            road=RoadName(**self._network.names[segments.called[segment]]._asdict()),
            metres=round(float(segments.metres[segment]) * (piece.until - piece.since), 1),
            minutes=round(piece.ms / 60_000, 3),
            sets_out=round(float(bearings[0]), 1),
            arrives=round(float(bearings[-1]), 1),
            roundabout=bool(segments.roundabout[segment]),
            others=others,
            exits=exits,
        )

    def _choices(self, arc: int, next_: int | None) -> tuple[int, int]:
        end, arcs = int(self._ends[arc]), self._network.arcs
        out = self._by_start[self._first[end] : self._first[end + 1]]
        out = out[arcs.segment[out] != arcs.segment[arc]]
        leaving = ~self._network.segments.roundabout[arcs.segment[out]]
        others = int((out != next_).sum()) if next_ is not None else 0
        return others, int(leaving.sum())

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


def _bearings(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return the direction of each step in degrees, north 0, east 90; steps of no length are left out."""
    north = np.diff(lat)
    east = np.diff(lon) * np.cos(np.radians(lat[:-1]))
    moving = (north != 0) | (east != 0)
    found = np.degrees(np.arctan2(east[moving], north[moving])) % 360
    return found if len(found) else np.zeros(1)
