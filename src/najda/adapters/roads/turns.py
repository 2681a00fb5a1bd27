"""Forbidden turns, by copying the junctions they are at and no others.

Arcs that enter a junction and may not leave it by every arc enter a copy of it, which has only the arcs
they may leave by. Where a turn is forbidden only to who came over certain arcs before, copies of the
junctions on the way remember that: the states of an automaton that knows the forbidden sequences (Aho and
Corasick, 1975). Drivers with the same ahead of them share a copy. A graph of n junctions, and sequences
with r arcs in all before what is forbidden, has at most n + r nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .extract import Restriction


class Graph(NamedTuple):
    """What is routed on. Node `i` is at junction `at[i]`; edge `e` drives arc `arc[e]` from node
    `tail[e]` to node `head[e]`. Edges are in the order of their arcs."""

    at: np.ndarray
    tail: np.ndarray
    head: np.ndarray
    arc: np.ndarray


Driven = tuple[int, ...]
"""Arcs driven one after the other."""

Banned = Mapping[Driven, frozenset[int]]
"""By arcs driven one after the other, one or more, the arcs that may not follow."""


def graph_of(
    junctions: int,
    a: np.ndarray,
    b: np.ndarray,
    way: np.ndarray,
    segment: np.ndarray,
    forward: np.ndarray,
    point: np.ndarray,
    restrictions: Sequence[Restriction],
) -> tuple[Graph, int]:
    """Return the graph and how many restrictions could not be told from the map.

    `a`, `b` and `way` are by segment, `segment` and `forward` by arc, `point` by junction.
    """
    start = np.where(forward, a[segment], b[segment])
    end = np.where(forward, b[segment], a[segment])
    banned, not_understood = banned_turns(start, end, way[segment], segment, point, restrictions)
    return expanded(junctions, start, end, banned), not_understood


def banned_turns(
    start: np.ndarray,
    end: np.ndarray,
    way: np.ndarray,
    segment: np.ndarray,
    point: np.ndarray,
    restrictions: Sequence[Restriction],
) -> tuple[Banned, int]:
    """Return the arcs that may not follow others, and how many restrictions are not clear.

    `only` holds for who came over the whole way it leads over; who left that earlier is free.
    """
    junction = {int(id_): number for number, id_ in enumerate(point)}
    roads = _Roads(start, end, segment, _by_way(way, restrictions))
    never: dict[Driven, set[int]] = defaultdict(set)
    only: dict[Driven, set[int]] = defaultdict(set)
    not_understood = 0
    for one in restrictions:
        if one.via is not None and one.via not in junction:
            continue  # nobody comes that way
        turning_back = one.from_way == one.to_way and not one.over
        made = roads.turns(one, one.via and junction[one.via], turning_back)
        if len(made) > 1 and not turning_back:
            not_understood += 1  # a way that goes on beyond the crossing does not say which side
            continue
        for *before, last in made:
            (only if one.only else never)[tuple(before)].add(last)
    leaving = _where(start, {int(end[driven[-1]]) for driven in only})
    for driven, allowed in only.items():
        never[driven] |= set(leaving[int(end[driven[-1]])]) - allowed
    return {driven: frozenset(arcs) for driven, arcs in never.items() if arcs}, not_understood


def _by_way(way: np.ndarray, restrictions: Sequence[Restriction]) -> Mapping[int, list[int]]:
    """Return the arcs of every way that restrictions speak of."""
    spoken = {id_ for one in restrictions for id_ in (one.from_way, *one.over, one.to_way)}
    return _where(way, spoken)


class _Roads(NamedTuple):
    """The arcs of ways, and how one leads to another."""

    start: np.ndarray
    end: np.ndarray
    segment: np.ndarray
    of_way: Mapping[int, list[int]]

    def turns(self, one: Restriction, at: int | None, turning_back: bool) -> list[Driven]:
        """Return what is driven by whoever makes this turn: the last arc of the way they come from, all
        of the ways between, and the first of the way they turn into."""
        arriving = [arc for arc in self.of_way[one.from_way] if at is None or self.end[arc] == at]
        ways = (one.from_way, *one.over, one.to_way)
        found, under_way = [], [((arc,), 0) for arc in arriving]
        while under_way:
            driven, place = under_way.pop()
            for onto in (place, place + 1) if place else (1,):
                for arc in self._after(driven[-1], ways[onto], turning_back):
                    if onto == len(ways) - 1:
                        found.append((*driven, arc))
                    elif self.end[arc] not in {self.end[each] for each in driven}:
                        under_way.append(((*driven, arc), onto))
        return sorted(found)

    def _after(self, last: int, way: int, turning_back: bool) -> list[int]:
        """Return the arcs of a way that follow an arc: on the same stretch only when turning back."""
        return [
            arc
            for arc in self.of_way[way]
            if self.start[arc] == self.end[last]
            and (self.segment[arc] == self.segment[last]) == turning_back
        ]


def _where(numbers: np.ndarray, wanted: set[int]) -> dict[int, list[int]]:
    """Return by number in which places it stands."""
    found: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(np.isin(numbers, list(wanted))).tolist():
        found[int(numbers[place])].append(place)
    return found


class _Ahead(NamedTuple):
    """What lies ahead of a driver at a junction: the arcs that may not follow, and what has to be
    remembered beyond where others lead. Drivers with the same ahead share a copy of the junction."""

    junction: int
    never: frozenset[int]
    onward: frozenset[tuple[int, Driven]]


def expanded(junctions: int, start: np.ndarray, end: np.ndarray, banned: Banned) -> Graph:
    """Return the graph in which no path takes a banned turn, and every other path is there."""
    remembered = {driven[:many] for driven in banned for many in range(1, len(driven) + 1)}
    following: dict[Driven, list[int]] = defaultdict(list)
    for *before, last in remembered:
        following[tuple(before)].append(last)
    copies: dict[_Ahead, int] = {}
    node: dict[Driven, int] = {}
    for driven in sorted(remembered):
        ahead = _ahead(driven, int(end[driven[-1]]), following, banned)
        node[driven] = copies.setdefault(ahead, junctions + len(copies))
    head = end.astype(np.int32).copy()
    for driven in remembered:
        if len(driven) == 1:
            head[driven[0]] = node[driven]
    leaving = _where(start, {ahead.junction for ahead in copies})
    more = []
    for ahead, number in copies.items():
        onward = {arc: node[driven] for arc, driven in ahead.onward}
        allowed = [arc for arc in leaving.get(ahead.junction, ()) if arc not in ahead.never]
        more += [(number, arc, onward.get(arc, head[arc])) for arc in allowed]
    tails, again, heads = np.array(more, dtype=np.int32).reshape(-1, 3).T
    arc = np.concatenate([np.arange(len(start), dtype=np.int32), again])
    tail = np.concatenate([start.astype(np.int32), tails])
    head = np.concatenate([head, heads])
    order = np.argsort(arc, kind="stable")
    at = np.concatenate([np.arange(junctions), [ahead.junction for ahead in copies]])
    return Graph(at.astype(np.int32), tail[order], head[order], arc[order])


def _ahead(
    driven: Driven, junction: int, following: Mapping[Driven, list[int]], banned: Banned
) -> _Ahead:
    """Return what lies ahead of whoever came over these arcs: all that any end of them forbids, and by
    arc the longest end that goes on with it."""
    ends = [driven[since:] for since in range(len(driven))]
    never = frozenset(arc for each in ends for arc in banned.get(each, ()))
    onward: dict[int, Driven] = {}
    for each in ends:
        for arc in following.get(each, ()):
            onward.setdefault(arc, (*each, arc))
    return _Ahead(
        junction, never, frozenset(item for item in onward.items() if item[0] not in never)
    )
