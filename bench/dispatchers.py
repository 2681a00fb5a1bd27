"""What a dispatch room does by hand: send the nearest who is idle, in one order or another."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .instances import Case

Choice = Callable[[np.ndarray, np.ndarray], int]


def nearest_idle(case: Case) -> list[list[int]]:
    """Return routes: calls in order of arrival, each to the nearest team idle, or else idle first."""
    order = [slot for one in case.arrived for slot in np.flatnonzero(case.incident == one)]
    return _in_order(case, order, _idle)


def priority_then_nearest(case: Case) -> list[list[int]]:
    """Return routes: the heaviest call first, to the nearest team idle, or else idle first."""
    return _in_order(case, _by_weight(case), _idle)


def priority_then_soonest(case: Case) -> list[list[int]]:
    """Return routes: the heaviest call first, to whoever would be there first, busy or not."""
    return _in_order(case, _by_weight(case), lambda free, way: int(np.argmin(free + way)))


def _by_weight(case: Case) -> list[int]:
    return np.argsort(-case.weight[case.incident], kind="stable").tolist()


def _idle(free: np.ndarray, way: np.ndarray) -> int:
    first = max(0.0, float(free[np.isfinite(way)].min()))
    return int(np.argmin(np.where(free <= first, way, np.inf)))


def _in_order(case: Case, order: list[int], choose: Choice) -> list[list[int]]:
    teams = len(case.ready)
    free, at = case.ready.copy(), np.full(teams, -1)
    routes: list[list[int]] = [[] for _ in range(teams)]
    there: dict[int, list[int]] = {}
    for slot in order:
        one = case.incident[slot]
        way = np.where(at < 0, case.direct[:, one], case.between[np.maximum(at, 0), one])
        fit = case.able[:, case.capability[slot]] & (free + way + case.service[slot] <= case.end)
        fit[there.get(one, [])] = False
        if fit.any():
            team = choose(free, np.where(fit, way, np.inf))
            routes[team].append(slot)
            there.setdefault(one, []).append(team)
            free[team] += way[team] + case.service[slot]
            at[team] = one
    return routes
