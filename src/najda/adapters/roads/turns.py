"""Forbidden turns, by copying the junctions they are at and no others.

Arcs that enter a junction and may not leave it by every arc enter a copy of it, which has only the arcs
they may leave by. Arcs with the same arcs forbidden share a copy. A graph of n junctions and r restricted
arrivals so has at most n + r nodes.
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


Banned = Mapping[int, frozenset[int]]
"""By an arc the arcs that may not follow it."""


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
    """Return the arcs that may not follow an arc, and how many restrictions are not clear."""
    junction = {int(id_): number for number, id_ in enumerate(point)}
    here = {junction[one.via] for one in restrictions if one.via in junction}
    into, out = _at(end, here), _at(start, here)
    never: dict[int, set[int]] = defaultdict(set)
    only: dict[int, set[int]] = defaultdict(set)
    not_understood = 0
    for one in restrictions:
        at = junction.get(one.via)
        arriving = [arc for arc in into.get(at, ()) if way[arc] == one.from_way]
        if at is None or not arriving:
            continue  # nobody comes that way
        pairs = [
            (arc, next_)
            for arc in arriving
            for next_ in out.get(at, ())
            if way[next_] == one.to_way
            and (segment[arc] == segment[next_]) == (one.from_way == one.to_way)
        ]
        turning_back = one.from_way == one.to_way
        if len(pairs) > 1 and not turning_back:
            not_understood += 1  # a way that goes on beyond the crossing does not say which side
            continue
        for arc, next_ in pairs:
            (only if one.only else never)[arc].add(next_)
    for arc, allowed in only.items():
        never[arc] |= set(out[int(end[arc])]) - allowed
    return {arc: frozenset(arcs) for arc, arcs in never.items() if arcs}, not_understood


def _at(junction: np.ndarray, wanted: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for arc in np.flatnonzero(np.isin(junction, list(wanted))).tolist():
        found[int(junction[arc])].append(arc)
    return found


def expanded(junctions: int, start: np.ndarray, end: np.ndarray, banned: Banned) -> Graph:
    """Return the graph in which no path takes a banned turn, and every other path is there."""
    copies: dict[tuple[int, frozenset[int]], int] = {}
    head = end.astype(np.int32).copy()
    for arc in sorted(banned):
        key = (int(end[arc]), banned[arc])
        head[arc] = copies.setdefault(key, junctions + len(copies))
    by_start = _at(start, {at for at, _ in copies})
    more = [
        (number, arc)
        for (at, without), number in copies.items()
        for arc in by_start.get(at, ())
        if arc not in without
    ]
    tails = np.array([number for number, _ in more], dtype=np.int32)
    again = np.array([arc for _, arc in more], dtype=np.int32)
    arc = np.concatenate([np.arange(len(start), dtype=np.int32), again])
    tail = np.concatenate([start.astype(np.int32), tails])
    order = np.argsort(arc, kind="stable")
    at = np.concatenate([np.arange(junctions), [at for at, _ in copies]]).astype(np.int32)
    return Graph(at, tail[order], head[arc[order]], arc[order])
