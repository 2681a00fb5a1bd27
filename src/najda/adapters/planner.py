"""The planner in use: the engine of `dispatch` on a real clock, compiled before anybody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from time import monotonic

from najda.dispatch.engine.solve import Stop
from najda.dispatch.plan import Ranking
from najda.dispatch.problem import Problem
from najda.dispatch.rank import rank
from najda.dispatch.replan import POLISH_TURNS, insert, polish
from najda.dispatch.schedule import StandingPlan, planned, usual_stop

SECONDS = 1.0
"""How long a proposal may be thought over. Small problems take a few hundredths."""


REPLAN_SECONDS = 0.25
"""How long a plan that stands may be thought over again, reading included."""


class SearchPlanner:
    """Proposes by assignment and search. The same problem gives the same plan as long as the search ends
    by itself before the time is up; cut short, it gives the best found by then."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock

    def plan(self, problem: Problem, standing: StandingPlan | None = None) -> StandingPlan:
        """Return a plan for all open incidents at once. Going on from one that stands, new calls are set
        in and what is near them is searched; only what is worth the stated gain changes."""
        begun, most = self._clock(), self._seconds if standing is None else REPLAN_SECONDS

        def cancelled() -> bool:
            return self._clock() - begun >= most

        if standing is None:
            turns = usual_stop(problem).turns
            return planned(problem, stop=Stop(turns, cancelled=cancelled))
        known = {one.id for one in standing.reading.problem.incidents}
        new = frozenset(one.id for one in problem.incidents if one.id not in known)
        stop = Stop(POLISH_TURNS, cancelled=cancelled)
        return polish(insert(problem, standing.plan()), new=new, stop=stop)

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
