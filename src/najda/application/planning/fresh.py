"""Planning that remembers nothing: the same ledger at the same time gives the same plan, whoever asks."""

from __future__ import annotations

from datetime import datetime

from najda.application.ports import Head, Planner, Reading, Roads
from najda.dispatch.problem import Incident
from najda.dispatch.schedule import StandingPlan

from .planning import Planning

MOST_BESIDE = 15
"""Incidents planned for when somebody is sent to one: the weightiest around. A plan made anew for each
sending has to be quick, and what is lighter takes no team away from it."""


class FreshPlanning(Planning):
    """Plans for whoever is sent are made anew each time, by turns and not by the clock, from the ledger
    alone. A drill needs that: stopped and gone on with, it tells the same story."""

    def __init__(self, roads: Roads, planner: Planner) -> None:
        super().__init__(roads, planner)
        self._last: tuple[tuple[Head, datetime, str], StandingPlan] | None = None

    def plan_with(self, view: Reading, at: datetime, incident: str) -> StandingPlan:
        """Return a plan for this incident and the weightiest around it, made anew."""
        key = (view.head(), at, incident)
        with self._lock:
            if self._last is None or self._last[0] != key:
                self._keep_up(view, at)
                self.get_ready()
                problem = self._whole(view, at, self._beside(incident))
                self._last = (key, self._planner.plan(problem, by_turns=True))
            return self._last[1]

    def _beside(self, incident: str) -> set[str]:
        known = self._outlook.incidents
        here = known[incident].areas[:1] if incident in known else ()
        around = [one for one in known.values() if one.asks and one.areas[:1] == here]
        around.sort(key=_weightiest_first)
        return {incident, *(one.id for one in around[:MOST_BESIDE])}


def _weightiest_first(one: Incident) -> tuple[float, datetime, str]:
    return -one.weight, one.since, one.id
