"""How fast a plan follows what happens: a call set in, a plan polished, a question answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import NamedTuple, TypeVar

import numpy as np

from najda.dispatch.engine.solve import Stop
from najda.dispatch.engine.warm import warm_up
from najda.dispatch.explain import explain_all
from najda.dispatch.plan import Plan
from najda.dispatch.problem import Incident, Problem, TeamOption
from najda.dispatch.replan import add, insert, polish
from najda.dispatch.schedule import StandingPlan, cost_of, planned
from najda.dispatch.whatif import what_if
from najda.kernel.places import Position
from najda.kernel.tasks import Capability
from najda.kernel.values import replace

from .instances import CAPABILITIES, Case, generate
from .table import show

AT = datetime(2026, 1, 1, tzinfo=UTC)
SOMEWHERE = Position.at(35.0, 36.0)
"""Journeys are given, so nobody looks where things are."""

FRESH_TURNS = 30_000
"""Turns for the plans compared with: about what a second gives."""

Answer = TypeVar("Answer")


class Call(NamedTuple):
    """Milliseconds each step took, and what the plan costs after it, a plan made anew being 1."""

    add: float
    polish: float
    reread: float
    what_if: float
    explain: float
    words: float
    added_cost: float
    polished_cost: float


def run(*, incidents: int = 1000, calls: int = 20, seeds: Sequence[int] = (1,)) -> None:
    """Print what each step takes when one call more comes in, the middle of many calls."""
    warm_up()
    found = [call for seed in seeds for call in _calls(generate(seed, incidents + calls), calls)]
    steps = (
        ("a new call set in", "add"), ("and polished around it", "polish"),
        ("everything read anew and set in", "reread"), ("what if this team?", "what_if"),
        ("every reason for one call", "explain"), ("the whole plan in words", "words"),
    )  # fmt: skip
    rows = [
        [says, f"{median(getattr(one, name) for one in found):.1f}",
         f"{max(getattr(one, name) for one in found):.1f}"]
        for says, name in steps
    ]  # fmt: skip
    title = f"A plan for {incidents:,} incidents follows, {len(found)} calls (ms)"
    show(title, ["step", "middle", "longest"], rows)
    costs = [
        [says, f"{median(getattr(one, name) for one in found):.3f}"]
        for says, name in (("set in", "added_cost"), ("polished", "polished_cost"))
    ]
    show("Cost then, a plan made anew = 1", ["after", "cost"], costs)


def _calls(case: Case, calls: int) -> list[Call]:
    whole = problem_of(case)
    known = len(whole.incidents) - calls
    standing, found = planned(_first(whole, known), stop=Stop(FRESH_TURNS)), []
    for number in range(known, known + calls):
        problem = _first(whole, number + 1)
        one = problem.incidents[-1]
        added, add_ms = _timed(add, standing, problem, one.id)
        polished, polish_ms = _timed(polish, added, new=frozenset([one.id]))
        before: Plan = standing.plan()
        _, reread_ms = _timed(insert, problem, before)
        fit = np.flatnonzero(case.able[:, case.capability[case.incident == number][0]])
        team = f"team-{fit[0]}"
        _, what_if_ms = _timed(what_if, polished, one.id, one.asks[0], team)
        _, explain_ms = _timed(explain_all, polished, one.id)
        _, words_ms = _timed(polished.plan)
        fresh = _cost(planned(problem, stop=Stop(FRESH_TURNS)))
        found.append(
            Call(
                add_ms, polish_ms, reread_ms, what_if_ms, explain_ms, words_ms,
                _cost(added) / fresh, _cost(polished) / fresh,
            )
        )  # fmt: skip
        standing = polished
    return found


def problem_of(case: Case) -> Problem:
    """Return a case as the planner is given it."""
    known = list(Capability)[:CAPABILITIES]
    asks = [
        tuple(known[one] for one in case.capability[case.incident == at])
        for at in range(len(case.weight))
    ]
    return Problem(
        at=AT,
        incidents=tuple(
            Incident(
                id=f"incident-{at}", since=AT, weight=float(case.weight[at]), asks=asks[at],
                position=SOMEWHERE, work_minutes=float(case.service[case.incident == at][0]),
            )
            for at in range(len(case.weight))
        ),
        teams=tuple(
            TeamOption(
                id=f"team-{at}", position=SOMEWHERE,
                capabilities=tuple(known[one] for one in np.flatnonzero(case.able[at])),
                free_at=AT + timedelta(minutes=float(case.ready[at])),
                shift_end=AT + timedelta(minutes=float(case.end[at])),
            )
            for at in range(len(case.ready))
        ),
        travel_minutes=case.direct,
        between_minutes=case.between,
    )  # fmt: skip


def _first(whole: Problem, count: int) -> Problem:
    return replace(
        whole,
        incidents=whole.incidents[:count],
        travel_minutes=whole.travel_minutes[:, :count],
        between_minutes=whole.between_minutes[:count, :count],
    )


def _cost(standing: StandingPlan) -> float:
    return cost_of(standing.instance, standing.routes)


def _timed(work: Callable[..., Answer], *given: object, **named: object) -> tuple[Answer, float]:
    begun = perf_counter()
    answer = work(*given, **named)
    return answer, (perf_counter() - begun) * 1000
