"""Setting slots into routes that stand: the quick answer to a new call, and "what if this team?"."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .instance import Instance
from .state import State, routes_of, state_of


class Placing(NamedTuple):
    """Where a slot goes and what the whole plan then costs more."""

    team: int
    place: int
    cost: float
    routes: list[list[int]]


def insert_open(x: Instance, routes: list[list[int]]) -> list[list[int]]:
    """Return the routes with every open slot set in where it costs least, the heaviest first, if that is
    cheaper than leaving it open."""
    from .kernels import best_place, put  # numba takes its time: only whoever plans waits for it

    if not len(x.incident):
        return routes
    state = state_of(x, routes, seed=0)
    open_ = np.flatnonzero(state.team < 0)
    for slot in open_[np.argsort(-x.weight[x.incident[open_]], kind="stable")]:
        _, team, place = best_place(x, state, slot, 0.0, limit(x, state, slot))
        if team >= 0:
            put(x, state, team, place, slot)
    return routes_of(state.route, state.stops)


def limit(x: Instance, state: State, slot: int) -> float:
    """Return what filling a slot may cost at most to be worth it."""
    incident = x.incident[slot]
    return float(x.weight[incident] * (x.unserved[incident] - state.latest[incident]))


def only(x: Instance, slot: int, team: int) -> Instance:
    """Return the instance in which only one team may fill a slot."""
    kept = x.able[x.able_from[slot] : x.able_from[slot + 1]]
    able = np.concatenate(
        [x.able[: x.able_from[slot]], kept[kept == team], x.able[x.able_from[slot + 1] :]]
    )
    able_from = x.able_from.copy()
    able_from[slot + 1 :] -= len(kept) - int((kept == team).sum())
    return x._replace(able=able.astype(np.int32), able_from=able_from)
