"""Planning again when something happens: a new call set in at once, then a short search around it.

Nothing here moves a team that is under way: the problem holds it as busy. What moves are proposals and
what the plan counts on for later, and those only where it is worth the stated gain.
"""

from __future__ import annotations

import numpy as np

from najda.kernel.values import replace

from .engine.insertion import insert_open
from .engine.instance import build
from .engine.solve import Stop, solve
from .extend import extended
from .plan import Plan
from .problem import Incident, Problem
from .reading import read
from .schedule import StandingPlan, carried_over, tidied

POLISH_TURNS = 400
"""Turns of search after a new call: some hundred milliseconds at a thousand calls."""

POLISH_HEAT = 0.05
"""How boldly: hardly more than taking what is better."""


def insert(problem: Problem, before: Plan) -> StandingPlan:
    """Return the plan `before` with every call it does not know set in where it costs least, and with
    what no longer holds left out. Milliseconds beside reading the problem."""
    reading = read(problem, before)
    x = build(reading.parts)
    routes = carried_over(reading, before)
    return StandingPlan(reading, x, insert_open(x, routes))


def add(replanned: StandingPlan, problem: Problem, incident: str) -> StandingPlan:
    """Return the plan with one new call of `problem` set in, all else as it was read before: the quick
    path, some ten milliseconds at a thousand calls. Times count from that earlier reading."""
    reading, x = extended(replanned.reading, replanned.instance, problem, incident)
    return StandingPlan(reading, x, insert_open(x, replanned.routes))


def with_one_more(standing: StandingPlan, one: Incident, alone: Problem) -> StandingPlan:
    """Return a plan with one of the incidents set in that were too light to be planned for. `alone` is
    the problem with it as the only one."""
    known = standing.reading.problem
    ways = {team.id: row[0] for team, row in zip(alone.teams, alone.travel_minutes, strict=True)}
    problem = replace(
        known,
        incidents=(*known.incidents, one),
        travel_minutes=[
            [*row, ways.get(team.id)]
            for team, row in zip(known.teams, known.travel_minutes, strict=True)
        ],
        between_minutes=None,
        lighter=tuple(other for other in known.lighter if other.id != one.id),
    )
    found = add(standing, problem, one.id)
    return found._replace(reading=found.reading._replace(problem=problem))


def polish(
    replanned: StandingPlan,
    *,
    new: frozenset[str] = frozenset(),
    stop: Stop | None = None,
    seed: int = 0,
) -> StandingPlan:
    """Return a plan at least as good, searched for around the incidents in `new` (else everywhere)."""
    reading, x, routes = replanned
    around = [
        at for at, slot in enumerate(reading.slots) if reading.incidents[slot.incident].id in new
    ]
    near = np.unique(x.near[around][:, :20]).tolist() if around else []
    if not reading.slots:
        return replanned
    stop = stop or Stop(POLISH_TURNS)
    found = solve(x, routes, stop, seed=seed, around=near, hot=POLISH_HEAT)
    return StandingPlan(reading, x, tidied(reading, x, found.routes))
