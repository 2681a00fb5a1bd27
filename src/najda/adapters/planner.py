"""The planner in use: the engine of `dispatch` on a real clock, compiled before anybody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic

from najda.dispatch.engine.solve import Stop
from najda.dispatch.plan import Ranking
from najda.dispatch.problem import Problem
from najda.dispatch.rank import rank
from najda.dispatch.replan import POLISH_TURNS, insert, polish
from najda.dispatch.schedule import StandingPlan, planned, usual_stop
from najda.kernel.phrases import N_, Phrase, phrase

SECONDS = 1.0
"""How long a proposal may be thought over. Small problems take a few hundredths."""

REPLAN_SECONDS = 0.25
"""How long a plan that stands may be thought over again, reading included."""


PATIENCE_SECONDS = 2.0
"""From how long on somebody who waits for the planner to be prepared is told why."""

_PREPARING = N_(
    "The planner is being prepared for this machine. That takes up to half a minute, and only once."
)


class SearchPlanner:
    """Proposes by assignment and search. The same problem gives the same plan as long as the search ends
    by itself before the time is up; cut short, it gives the best found by then."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], float] = monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._lock, self._ready = Lock(), Event()
        self._getting_ready: Thread | None = None

    def plan(
        self, problem: Problem, standing: StandingPlan | None = None, *, by_turns: bool = False
    ) -> StandingPlan:
        """Return a plan for all open incidents at once. Going on from one that stands, new calls are set
        in and what is near them is searched; only what is worth the stated gain changes. `by_turns` no
        clock is heeded."""
        begun, most = self._clock(), self._seconds if standing is None else REPLAN_SECONDS

        def cancelled() -> bool:
            return not by_turns and self._clock() - begun >= most

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

    def get_ready(self, waits: Callable[[Phrase], None] = lambda why: None) -> None:
        """Compile the inner loop, or read it from disk where it was compiled before (under a second). On
        a machine that never planned, compiling takes ten to thirty seconds, once."""
        if self._ready.is_set():
            return
        with self._lock:
            if self._getting_ready is None:
                self._getting_ready = Thread(target=self._warm_up, name="planner", daemon=True)
                self._getting_ready.start()
        self._getting_ready.join(PATIENCE_SECONDS)
        if self._getting_ready.is_alive():
            waits(phrase(_PREPARING))
            self._getting_ready.join()

    def _warm_up(self) -> None:
        from najda.dispatch.engine.warm import warm_up

        warm_up()
        self._ready.set()
