"""The planner in use: the engine of `dispatch` on a real clock, compiled before anybody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import monotonic

from najda.dispatch.engine.solve import Stop
from najda.dispatch.plan import Plan, Ranking
from najda.dispatch.problem import Problem
from najda.dispatch.propose import rank
from najda.dispatch.schedule import plan_all, usual_stop

SECONDS = 1.0
"""How long a proposal may be thought over. Small problems take a few hundredths."""


class SearchPlanner:
    """Proposes by assignment and search. The same problem gives the same plan as long as the search ends
    by itself before the time is up; cut short, it gives the best found by then."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock

    def propose(self, problem: Problem, before: Plan | None = None) -> Plan:
        """Return one proposal for all open incidents at once, changing the plan `before` only where
        that is worth it."""
        begun = self._clock()

        def cancelled() -> bool:
            return self._clock() - begun >= self._seconds

        turns = usual_stop(problem).turns
        return plan_all(problem, stop=Stop(turns, cancelled=cancelled), before=before)

    def rank(self, problem: Problem, incident: str) -> Ranking:
        """Return every team for one incident, fit or not, with reasons."""
        return rank(problem, incident)

    def warm_up(self) -> Thread:
        """Compile the inner loop in the background, or read it from disk (under a second) where it was
        compiled before. On a new machine compiling takes ten to thirty seconds, once."""
        from najda.dispatch.engine.warm import warm_up

        thread = Thread(target=warm_up, name="planner warm-up", daemon=True)
        thread.start()
        return thread
