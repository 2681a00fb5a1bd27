"""Where places meet the graph: what is driven before the first crossing and after the last."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from typing import NamedTuple

import numpy as np

from najda.application.routes import RoadName
from najda.kernel.roads import Obstacle, RoadSpot

from .engines import NEVER, Ends, Engine
from .hindrances import Hindered, Hindrances
from .meeting import Meeting
from .network import Network
from .snapping import AT_CROSSING_M, REMEMBERED, Snapped, Snapper
from .tracing import Piece, Tracer

MEETINGS_KEPT = 4
"""Of so many sets of obstacles it is remembered where places are met."""


class Way(NamedTuple):
    """Between a place and a node of the graph: the milliseconds, and what is driven, if anything."""

    node: int
    ms: int
    piece: Piece | None


class Ground:
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
        self._named: dict[RoadSpot, tuple[RoadName, ...]] = {}
        self.lost_ms = network.arcs.lost_ms.astype(np.int64)
        self._free = network.arcs.ms.astype(np.int64)
        self._by_junction = np.argsort(network.graph.at, kind="stable")
        at = network.graph.at[self._by_junction]
        self._first = np.searchsorted(at, np.arange(len(network.lat) + 1))
        self.ms = self._free
        self.entered = self.ms
        self.meeting = Meeting(network, self.snapper, self.ms, self.entered)
        self._meetings = {self._heeded: self.meeting}
        self._entries: dict[tuple[int, float], list[Way]] = {}
        self._exits: dict[tuple[int, float], list[Way]] = {}

    def named(self, spot: RoadSpot) -> tuple[RoadName, ...]:
        """Return what the roads meant by a part of them are called. Lists of closures ask over and over,
        so what was found is remembered, and nobody waits for others' journeys to hear it again."""
        known = self._named.get(spot)
        if known is not None:
            return known
        with self.lock:
            found = self.tracer.names(self.hindrances.segments(spot))
        if len(self._named) >= REMEMBERED:
            self._named = {}
        self._named[spot] = found
        return found

    def driven(self, arc: int) -> float:
        """Return the milliseconds of an arc without what is lost at its end."""
        return float(self.ms[arc] - self.lost_ms[arc])

    def nodes_at(self, junction: int) -> list[int]:
        """Return the nodes of the graph at a junction."""
        return self._by_junction[self._first[junction] : self._first[junction + 1]].tolist()

    def heed(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Make the engine heed these obstacles and no others."""
        if obstacles == self._heeded:
            return
        self.ms, entered = self._times(self.hindrances.by(obstacles))
        arc = self.network.graph.arc
        changed = np.flatnonzero(entered[arc] != self.entered[arc])
        self.engine.reweigh(changed, entered[arc[changed]])
        self.entered, self._heeded = entered, obstacles
        self.meeting = self._meeting(obstacles)
        self._entries, self._exits = {}, {}

    def _meeting(self, obstacles: tuple[Obstacle, ...]) -> Meeting:
        """Return where places are met under obstacles; views take turns, so a few are kept."""
        found = self._meetings.pop(obstacles, None)
        if found is None:
            found = Meeting(self.network, self.snapper, self.ms, self.entered)
        self._meetings[obstacles] = found
        if len(self._meetings) > MEETINGS_KEPT:
            del self._meetings[next(iter(self._meetings))]
        return found

    def _times(self, hindered: Hindered) -> tuple[np.ndarray, np.ndarray]:
        """Return milliseconds by arc: once on it, and when it is entered at its beginning."""
        slowed = (self._free - self.lost_ms) * hindered.slower + self.lost_ms
        ms = np.ceil(np.minimum(slowed, NEVER)).astype(np.int64)
        return ms, np.where(hindered.open_at_start, ms, NEVER)

    def starts(self, here: Snapped) -> Ends:
        """Return where journeys enter the graph."""
        return _flat([self.entries(*at) for at in _spots(here)])

    def ends(self, there: Snapped) -> Ends:
        """Return where journeys leave the graph."""
        return _flat([self.exits(*at) for at in _spots(there)])

    def entries(self, segment: int, share: float) -> list[Way]:
        """Return the ways from a place into the graph: to the end of each arc it is on, or at once where
        it is at a crossing."""
        known = self._entries.get((segment, share))
        if known is None:
            if len(self._entries) >= REMEMBERED:
                self._entries = {}
            known = self._entries[segment, share] = self._find_entries(segment, share)
        return known

    def exits(self, segment: int, share: float) -> list[Way]:
        """Return the ways from the graph to a place: from the beginning of its arcs, or at once."""
        known = self._exits.get((segment, share))
        if known is None:
            if len(self._exits) >= REMEMBERED:
                self._exits = {}
            known = self._exits[segment, share] = self._find_exits(segment, share)
        return known

    def _find_entries(self, segment: int, share: float) -> list[Way]:
        found = [Way(junction, 0, None) for junction in self._crossings(segment, share)]
        for arc, along in self._on(segment, share):
            if self.ms[arc] < NEVER:
                ms = round((1 - along) * self.driven(arc) + self.lost_ms[arc])
                found.append(Way(int(self.head_of[arc]), ms, Piece(arc, along, 1.0, ms)))
        return found

    def _find_exits(self, segment: int, share: float) -> list[Way]:
        tail = self.network.graph.tail
        found = [
            Way(int(node), 0, None)
            for junction in self._crossings(segment, share)
            for node in self.nodes_at(junction)
        ]
        for arc, along in self._on(segment, share):
            if self.entered[arc] < NEVER:
                piece = Piece(arc, 0.0, along, round(along * self.driven(arc)))
                edges = slice(self.edges_of[arc], self.edges_of[arc + 1])
                found += [Way(int(node), int(piece.ms), piece) for node in tail[edges]]
        return found

    def _crossings(self, segment: int, share: float) -> list[int]:
        """Return the junctions that a place is at."""
        if segment < 0:
            return []
        segments = self.network.segments
        near = AT_CROSSING_M / max(float(segments.metres[segment]), AT_CROSSING_M)
        at_a = [int(segments.a[segment])] if share <= near else []
        return [*at_a, int(segments.b[segment])] if 1 - share <= near else at_a

    def _on(self, segment: int, share: float) -> list[tuple[int, float]]:
        """Return the arcs a place is on, each with the share of it that lies behind."""
        if segment < 0:
            return []
        forward = self.network.arcs.forward
        arcs = self.hindrances.of_segment(segment)
        return [(arc, share if forward[arc] else 1 - share) for arc in arcs]

    def direct(self, here: Snapped, there: Snapped, row: int, column: int) -> Piece | None:
        """Return the way between two places on one stretch that passes no crossing, if there is one."""
        ahead = dict(self._on(*_spot(there, column)))
        pieces = [
            Piece(arc, along, ahead[arc], (ahead[arc] - along) * self.driven(arc))
            for arc, along in self._on(*_spot(here, row))
            if ahead[arc] >= along and self.ms[arc] < NEVER
        ]
        return min(pieces, key=lambda piece: piece.ms, default=None)

    def pieces(self, here: Snapped, there: Snapped) -> list[Piece] | None:
        """Return what is driven from the first place to the other: nothing where both are met at one
        point of the roads; None where there is no way."""
        graph = self.network.graph
        entries, exits = self.entries(*_spot(here, 0)), self.exits(*_spot(there, 0))
        found = self.engine.path(_flat([entries]), _flat([exits]))
        direct = None
        if here.segment[0] == there.segment[0]:
            direct = self.direct(here, there, 0, 0)
        if direct is not None and (found is None or direct.ms <= found[0]):
            return [direct] if direct.until > direct.since else []
        if found is None:
            return None
        edges = found[1]
        if edges:
            first, last = int(graph.tail[edges[0]]), int(graph.head[edges[-1]])
        else:
            first = last = _meeting(entries, exits)
        driven = [Piece(a, 0.0, 1.0, float(self.ms[a])) for a in graph.arc[edges].tolist()]
        begin, end = _least(entries, first).piece, _least(exits, last).piece
        return [piece for piece in (begin, *driven, end) if piece is not None]


def _spot(snapped: Snapped, place: int) -> tuple[int, float]:
    return int(snapped.segment[place]), float(snapped.share[place])


def _spots(snapped: Snapped) -> list[tuple[int, float]]:
    """Return segment and share of each place."""
    return list(zip(snapped.segment.tolist(), snapped.share.tolist(), strict=True))


def _flat(ways: Sequence[Sequence[Way]]) -> Ends:
    return Ends.of([[(way.node, way.ms) for way in place] for place in ways])


def _least(ways: Sequence[Way], node: int) -> Way:
    return min((way for way in ways if way.node == node), key=lambda way: way.ms)


def _meeting(entries: Sequence[Way], exits: Sequence[Way]) -> int:
    """Return the node at which a journey enters and leaves the graph at once."""
    after = {way.node: _least(exits, way.node).ms for way in exits}
    return min((w.ms + after[w.node], w.node) for w in entries if w.node in after)[1]
