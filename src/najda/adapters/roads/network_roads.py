"""Journeys over a road network, heeding what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any

import numpy as np

from najda.application.routes import NoWay, Route, walk_minutes
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.places import Position
from najda.kernel.roads import Obstacle, RoadSpot

from .engines import NEVER, Ends, Engine
from .hindrances import Hindered, Hindrances
from .network import Network
from .snapping import SNAP_KM, Snapped, Snapper
from .tracing import Piece, Tracer

_FAR = N_("{place} lies more than {km} km from every road on the map, so no vehicle gets there.")
_OVER = (
    N_("Times are over a road map with {count} crossing."),
    N_("Times are over a road map with {count} crossings."),
)
_ORIGIN, _DESTINATION = N_("The place to set out from"), N_("The destination")
_SHUT = (
    N_("Every road between the two is closed now; {count} closure is heeded."),
    N_("Every road between the two is closed now; {count} closures are heeded."),
)
_APART = N_(
    "The road map shows no road between the two: one may lie on an island, behind a barrier or in a part "
    "that the map does not join."
)


class _Ground:
    """What views of one network share: it, its engine, and what the engine heeds now."""

    def __init__(self, network: Network, engine: Engine) -> None:
        self.network, self.engine = network, engine
        self.snapper = Snapper(network.segments)
        self.hindrances = Hindrances(network, self.snapper)
        self.tracer = Tracer(network)
        self.lock = RLock()
        arcs = len(network.arcs.ms)
        self.edges_of = np.searchsorted(network.graph.arc, np.arange(arcs + 1))
        self.head_of = network.graph.head[self.edges_of[:-1]] if arcs else np.zeros(0, int)
        self._heeded: tuple[Obstacle, ...] = ()
        self._free = network.arcs.ms.astype(np.int64)
        self.ms = self._free
        self.entered = self.ms

    def heed(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Make the engine heed these obstacles and no others."""
        if obstacles == self._heeded:
            return
        self.ms, entered = self._times(self.hindrances.by(obstacles))
        arc = self.network.graph.arc
        changed = np.flatnonzero(entered[arc] != self.entered[arc])
        self.engine.reweigh(changed, entered[arc[changed]])
        self.entered, self._heeded = entered, obstacles

    def _times(self, hindered: Hindered) -> tuple[np.ndarray, np.ndarray]:
        """Return milliseconds by arc: once on it, and when it is entered at its beginning."""
        slowed = np.minimum(self._free * hindered.slower, NEVER)
        ms = np.ceil(slowed).astype(np.int64)
        return ms, np.where(hindered.open_at_start, ms, NEVER)


class NetworkRoads:
    """Journeys over one network under some obstacles. Any thread may ask; they are answered in turn."""

    def __init__(self, network: Network, engine: Engine) -> None:
        self._ground = _Ground(network, engine)
        self._obstacles: tuple[Obstacle, ...] = ()

    def is_mapped(self) -> bool:
        """Tell whether a road map stands behind this: one does."""
        return True

    def about(self) -> Phrase:
        """Say what times rest on."""
        return counted(*_OVER, len(self._ground.network.lat))

    def heeding(self, obstacles: Sequence[Obstacle]) -> NetworkRoads:
        """Return the same roads with these obstacles and no others."""
        other = object.__new__(NetworkRoads)
        other._ground, other._obstacles = self._ground, tuple(obstacles)
        return other

    def travel_minutes(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[list[float | None]]:
        """Return minutes by road, a row per origin; None where there is no way."""
        with self._heeded() as ground:
            here, there = ground.snapper.snap(origins), ground.snapper.snap(destinations)
            ms = ground.engine.times(self._starts(here), self._ends(there))
            self._along_one_road(ms, here, there)
        minutes = ms / 60_000 + _walks(here)[:, None] + _walks(there)
        said: list[list[Any]] = np.round(minutes, 2).tolist()
        for row, column in zip(*np.nonzero(ms >= NEVER), strict=True):
            said[row][column] = None
        _at_once(said, origins, destinations)
        return said

    def route(self, origin: Position, destination: Position) -> Route | NoWay:
        """Return the quickest way, or why there is none."""
        if origin == destination:
            return Route(points=(origin,), minutes=0.0, km=0.0)
        with self._heeded() as ground:
            here, there = ground.snapper.snap([origin]), ground.snapper.snap([destination])
            for place, snapped in ((_ORIGIN, here), (_DESTINATION, there)):
                if snapped.segment[0] < 0:
                    return NoWay(why=phrase(_FAR, place=phrase(place), km=f"{SNAP_KM:g}"))
            pieces = self._pieces(here, there)
            if pieces is None:
                return self._no_way(origin, destination)
            points, legs = ground.tracer.trace(pieces)
        ms = sum(piece.ms for piece in pieces)
        off = (float(here.metres_off[0]), float(there.metres_off[0]))
        return Route(
            points=points,
            minutes=round(ms / 60_000 + sum(map(walk_minutes, off)), 2),
            km=round(sum(leg.metres for leg in legs) / 1000, 3),
            legs=legs,
            off_road_m=(round(off[0], 1), round(off[1], 1)),
        )

    def off_road_m(self, positions: Sequence[Position]) -> list[float | None]:
        """Return how many metres off the nearest road each place lies; None beyond SNAP_KM."""
        snapped = self._ground.snapper.snap(positions)
        far = snapped.segment < 0
        return [None if none else round(float(m), 1)
                for none, m in zip(far, snapped.metres_off, strict=True)]  # fmt: skip

    def lines(self, spot: RoadSpot) -> list[tuple[Position, ...]]:
        """Return the shapes of the roads meant by a part of them; none if there is no road there."""
        with self._ground.lock:
            segments = self._ground.hindrances.segments(spot)
        return [self._ground.tracer.line(segment) for segment in segments.tolist()]

    @contextmanager
    def _heeded(self) -> Iterator[_Ground]:
        with self._ground.lock:
            self._ground.heed(self._obstacles)
            yield self._ground

    def _starts(self, here: Snapped) -> Ends:
        """Return where journeys enter the graph: at the end of each arc a place is on."""
        ground = self._ground
        return Ends.of([
            [(int(ground.head_of[arc]), round((1 - along) * ground.ms[arc]))
             for arc, along in self._on(here, place) if ground.ms[arc] < NEVER]
            for place in range(len(here.segment))
        ])  # fmt: skip

    def _ends(self, there: Snapped) -> Ends:
        """Return where journeys leave the graph: at the beginning of each arc a place is on."""
        ground, tail = self._ground, self._ground.network.graph.tail
        return Ends.of([
            [(int(node), round(along * ground.ms[arc]))
             for arc, along in self._on(there, place) if ground.entered[arc] < NEVER
             for node in tail[ground.edges_of[arc] : ground.edges_of[arc + 1]]]
            for place in range(len(there.segment))
        ])  # fmt: skip

    def _on(self, snapped: Snapped, place: int) -> list[tuple[int, float]]:
        """Return the arcs a place is on, each with the share of it that lies behind."""
        segment, share = int(snapped.segment[place]), float(snapped.share[place])
        if segment < 0:
            return []
        forward = self._ground.network.arcs.forward
        arcs = self._ground.hindrances.of_segment(segment)
        return [(arc, share if forward[arc] else 1 - share) for arc in arcs]

    def _along_one_road(self, ms: np.ndarray, here: Snapped, there: Snapped) -> None:
        """Write into `ms` the way between places on the same stretch, which passes no junction."""
        same = (here.segment[:, None] == there.segment) & (here.segment[:, None] >= 0)
        for row, column in zip(*np.nonzero(same), strict=True):
            found = self._direct(here, there, row, column)
            if found is not None:
                ms[row, column] = min(ms[row, column], round(found.ms))

    def _direct(self, here: Snapped, there: Snapped, row: int, column: int) -> Piece | None:
        ahead = dict(self._on(there, column))
        pieces = [
            Piece(arc, along, ahead[arc], (ahead[arc] - along) * self._ground.ms[arc])
            for arc, along in self._on(here, row)
            if ahead[arc] >= along and self._ground.ms[arc] < NEVER
        ]
        return min(pieces, key=lambda piece: piece.ms, default=None)

    def _pieces(self, here: Snapped, there: Snapped) -> list[Piece] | None:
        """Return what is driven from the first place to the other."""
        ground, graph = self._ground, self._ground.network.graph
        starts, ends = self._starts(here), self._ends(there)
        found = ground.engine.path(starts, ends)
        direct = None
        if here.segment[0] == there.segment[0]:
            direct = self._direct(here, there, 0, 0)
        if direct is not None and (found is None or direct.ms <= found[0]):
            return [direct]
        if found is None:
            return None
        edges = found[1]
        if edges:
            first, last = int(graph.tail[edges[0]]), int(graph.head[edges[-1]])
        else:
            first = last = _meeting(starts, ends)
        (out, along), (arc, until) = self._first(here, first), self._last(there, last)
        whole = [Piece(a, 0.0, 1.0, float(ground.ms[a])) for a in graph.arc[edges].tolist()]
        begin = Piece(out, along, 1.0, (1 - along) * float(ground.ms[out]))
        return [begin, *whole, Piece(arc, 0.0, until, until * float(ground.ms[arc]))]

    def _first(self, here: Snapped, node: int) -> tuple[int, float]:
        ground = self._ground
        fits = [one for one in self._on(here, 0) if ground.head_of[one[0]] == node]
        return min(fits, key=lambda one: (1 - one[1]) * ground.ms[one[0]])

    def _last(self, there: Snapped, node: int) -> tuple[int, float]:
        ground, tail = self._ground, self._ground.network.graph.tail
        fits = [
            (arc, along)
            for arc, along in self._on(there, 0)
            if node in tail[ground.edges_of[arc] : ground.edges_of[arc + 1]]
        ]
        return min(fits, key=lambda one: one[1] * ground.ms[one[0]])

    def _no_way(self, origin: Position, destination: Position) -> NoWay:
        """Say whether it is what was closed, or the map itself."""
        if not self._obstacles or isinstance(self.heeding(()).route(origin, destination), NoWay):
            return NoWay(why=phrase(_APART))
        closed = sum(obstacle.times_as_long is None for obstacle in self._obstacles)
        return NoWay(why=counted(*_SHUT, closed))


def _meeting(starts: Ends, ends: Ends) -> int:
    """Return the node at which a journey enters and leaves the graph at once."""
    after = dict(sorted(ends.pairs(0), key=lambda pair: -pair[1]))
    both = [(ms + after[node], node) for node, ms in starts.pairs(0) if node in after]
    return min(both)[1]


def _walks(snapped: Snapped) -> np.ndarray:
    return np.array([walk_minutes(m) if np.isfinite(m) else 0.0 for m in snapped.metres_off])


def _at_once(
    said: list[list[float | None]],
    origins: Sequence[Position],
    destinations: Sequence[Position],
) -> None:
    """Being there takes no time, on foot neither."""
    columns: dict[Position, list[int]] = {}
    for column, position in enumerate(destinations):
        columns.setdefault(position, []).append(column)
    for row, position in enumerate(origins):
        for column in columns.get(position, ()):
            said[row][column] = 0.0
