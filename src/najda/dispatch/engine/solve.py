"""Improve routes until told to stop: data, a stopping rule and a seed go in, a result comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from .instance import Instance
from .state import routes_of, state_of

HOT, COLD = 1.0, 0.01
"""Temperature at the start and the end, in mean cost of a slot."""

REMOVED = 12
"""Mean number of stops taken out at once."""

BLINK = 0.01
"""Probability that the reinsertion overlooks a team."""

TURNS = 100
"""Turns between two looks at the clock: some ten milliseconds."""


class Stop(NamedTuple):
    """When to stop, whichever comes first.

    `turns` alone makes the result the same on every machine. `left` returns the share of the time that
    is left (1 at first, 0 at the end), as a clock or anybody's patience has it; `cancelled` ends at once.
    """

    turns: int
    left: Callable[[], float] = lambda: 1.0
    cancelled: Callable[[], bool] = lambda: False


class Result(NamedTuple):
    """The best routes found, what they cost, what the start cost, and the turns taken."""

    routes: list[list[int]]
    cost: float
    start_cost: float
    turns: int


def solve(
    x: Instance,
    routes: Sequence[Sequence[int]],
    stop: Stop,
    *,
    seed: int = 0,
    around: Sequence[int] = (),
    hot: float = HOT,
) -> Result:
    """Return routes at least as good as those given. `around` are the slots to search near, else all."""
    from .kernels import search  # numba takes its time: only whoever plans waits for it

    state = state_of(x, [list(route) for route in routes], seed)
    best_route, best_stops, best_total = state.route.copy(), state.stops.copy(), state.total.copy()
    start_cost, turns = float(best_total[0]), 0
    seeds = np.array(around or range(len(x.incident)), np.int32)
    scale = start_cost / max(1, len(x.incident))
    while turns < stop.turns and len(seeds) and not stop.cancelled():
        gone = max(turns / stop.turns, 1.0 - stop.left())
        if gone >= 1.0:
            break
        heat = scale * hot * (COLD / HOT) ** gone
        some = min(TURNS, stop.turns - turns)
        search(x, state, seeds, some, heat, BLINK, REMOVED, best_route, best_stops, best_total)
        turns += some
    return Result(routes_of(best_route, best_stops), float(best_total[0]), start_cost, turns)
