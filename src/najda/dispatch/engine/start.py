"""A first set of routes: teams and open slots are matched again and again as teams come free.

Each round is one linear assignment (SciPy) that values a pair by weight over (wait + work): the most
relief per minute first, as in Smith's rule for one machine (W. E. Smith, Naval Research Logistics
Quarterly 3, 1956). Only pairs in the sooner half of a round are kept, as the rest may be matched better
once more teams are free.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .instance import Instance
from .state import MOST_STOPS

KEPT_SHARE = 0.5
"""Share of a round's pairs that is kept. Tried: 1 costs a quarter more, 0.25 gains 1 % for twice the
time."""

MOST_AT_ONCE = 1500
"""Slots a round looks at, the heaviest per minute of work first: beyond that rounds take seconds."""


def rolling_assignment(
    x: Instance, may: np.ndarray, *, stopped: Callable[[], bool] = lambda: False
) -> list[list[int]]:
    """Return a route per team, each stop a slot. `may` is team by slot. Stopped early, the routes so
    far are returned."""
    rolling = _Rolling(x, may)
    while rolling.open.any() and not stopped():
        if not rolling.round():
            break
    return rolling.routes


def one_each(x: Instance, may: np.ndarray) -> list[list[int]]:
    """Return routes of one stop at most: the cheapest matching of teams and slots (SciPy). Where few can
    go anywhere a second time, it is the better start."""
    from scipy.optimize import linear_sum_assignment

    places = x.incident
    begins = np.maximum(x.ready[:, None] + x.direct.T[:, places], x.release[places])
    fit = may & (begins + x.need <= x.end[:, None]) & (begins < x.unserved[places])
    saved = x.weight[places] * (x.unserved[places] - np.where(fit, begins, x.unserved[places]))
    pairs = zip(*linear_sum_assignment(saved, maximize=True), strict=True)
    chosen = {int(team): [int(slot)] for team, slot in pairs if saved[team, slot] > 0}
    return [chosen.get(team, []) for team in range(len(x.ready))]


class _Rolling:
    def __init__(self, x: Instance, may: np.ndarray) -> None:
        self.x, self.may = x, may.copy()
        self.free, self.at = x.ready.copy(), np.full(len(x.ready), -1)
        self.open = np.ones(len(x.incident), bool)
        self.routes: list[list[int]] = [[] for _ in x.ready]
        self.merit = x.weight[x.incident] / x.service

    def round(self) -> bool:
        """Match once; return whether anything was kept."""
        from scipy.optimize import linear_sum_assignment  # takes its time too

        x, slots = self.x, self._looked_at()
        places = x.incident[slots]
        begins = np.maximum(self.free[:, None] + self._travel(places), x.release[places])
        fit = self.may[:, slots] & (begins + x.need[slots] <= x.end[:, None])
        fit &= begins < x.unserved[places]
        value = np.where(fit, x.weight[places] / (begins + x.service[slots] + 1.0), 0.0)
        teams, columns = linear_sum_assignment(value, maximize=True)
        matched = value[teams, columns] > 0
        teams, columns = teams[matched], columns[matched]
        if not len(teams):
            return False
        soon = begins[teams, columns]
        keep = soon <= np.quantile(soon, KEPT_SHARE)
        for team, column in zip(teams[keep], columns[keep], strict=True):
            self._send(team, slots[column], begins[team, column])
        return True

    def _looked_at(self) -> np.ndarray:
        slots = np.flatnonzero(self.open & self.may.any(axis=0))
        if len(slots) > MOST_AT_ONCE:
            heaviest = np.argsort(-self.merit[slots], kind="stable")[:MOST_AT_ONCE]
            slots = np.sort(slots[heaviest])
        return slots

    def _travel(self, places: np.ndarray) -> np.ndarray:
        """Return minutes from where each team is by then, a row per team."""
        x, waiting = self.x, (self.at < 0)[:, None]
        return np.where(waiting, x.direct.T[:, places], x.outof[np.maximum(self.at, 0)][:, places])

    def _send(self, team: int, slot: int, begins: float) -> None:
        x, incident = self.x, self.x.incident[slot]
        self.routes[team].append(int(slot))
        self.free[team], self.at[team] = begins + x.service[slot], incident
        self.open[slot] = False
        self.may[team, x.first[incident] : x.first[incident + 1]] = False
        if len(self.routes[team]) == MOST_STOPS:
            self.may[team] = False
