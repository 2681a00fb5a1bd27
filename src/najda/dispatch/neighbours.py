"""Which areas of the same plan could help out where teams run out: whom they could spare, how soon.

An area spares as many teams as leave it without a shortage of its own for as long as the other's lasts.
What lies beyond the installation is not known here: neighbouring organisations are asked all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import floor

from najda.kernel.tasks import Capability
from najda.kernel.values import replace

from .coverage import Waiting
from .fit import WORK_MINUTES
from .plan import Plan
from .problem import Problem
from .surge import (
    AHEAD_MINUTES,
    STEP_MINUTES,
    TOO_FEW,
    Helper,
    Rate,
    Shortage,
    free_by_step,
)

MOST_HELPERS = 5
"""Areas named for one shortage: more calls than that nobody makes."""


def with_helpers(
    problem: Problem,
    plan: Plan,
    rates: Iterable[Rate],
    found: Iterable[Shortage],
    *,
    areas: Sequence[str],
    waiting: Sequence[Waiting],
    home: Mapping[str, str],
) -> tuple[Shortage, ...]:
    """Return the shortages, each with the areas that could help.

    `home` is each team's own area; `waiting` tells from when on a team is free, and its minutes to each
    of `areas`, in their order.
    """
    expected = {(rate.area, rate.capability): rate for rate in rates}

    def helpers(short: Shortage) -> tuple[Helper, ...]:
        could = [
            Helper(area=area, teams=min(len(each), spare), minutes=min(each))
            for area, each in _arrivals(problem, short, areas, waiting, home).items()
            if (spare := _to_spare(problem, plan, expected, area, short)) > 0
        ]
        could.sort(key=lambda one: (one.minutes, -one.teams, one.area))
        return tuple(could[:MOST_HELPERS])

    return tuple(replace(one, helpers=helpers(one)) for one in found)


def _arrivals(
    problem: Problem,
    short: Shortage,
    areas: Sequence[str],
    waiting: Sequence[Waiting],
    home: Mapping[str, str],
) -> dict[str, list[float]]:
    """Return by area in how many minutes each of its able teams could be where they run out, if its shift
    then lasts long enough to work there."""
    ends = {team.id: team.shift_end for team in problem.teams}
    column, found = areas.index(short.area), {}
    for team in waiting:
        own, way, end = home[team.team], team.minutes[column], ends[team.team]
        if own in ("", short.area) or short.capability not in team.capabilities:
            continue
        if way is None or end is None:
            continue
        there = team.from_minutes + way
        if there + WORK_MINUTES <= (end - problem.at).total_seconds() / 60:
            found.setdefault(own, []).append(there)
    return found


def _to_spare(
    problem: Problem,
    plan: Plan,
    expected: Mapping[tuple[str, Capability], Rate],
    area: str,
    short: Shortage,
) -> int:
    """Return how many teams an area can give without running out itself while the shortage lasts."""
    known = (area, short.capability)
    rate = expected.get(known) or Rate(area=area, capability=short.capability, an_hour=0.0)
    until = AHEAD_MINUTES if short.until_minutes is None else short.until_minutes
    steps = free_by_step(problem, plan, rate)
    least = min(steps[short.in_minutes // STEP_MINUTES : until // STEP_MINUTES + 1])
    return floor(least - (TOO_FEW if known in expected else 0.0))
