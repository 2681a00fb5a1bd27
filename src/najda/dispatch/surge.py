"""When will nobody be left: the means of an area against what is planned and what is to be expected.

A forecast by counting, minute by minute: teams free, minus those the plan sends, minus those that calls
still to come will take, plus those that come back. Calls are taken as steady at their past rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value
from najda.kernel.words import word

from .plan import Plan
from .problem import USUAL_WORK_MINUTES, Problem, TeamOption
from .reading import plannable, ready_minutes
from .reasons import about_minutes

AHEAD_MINUTES, STEP_MINUTES = 240, 5
"""How far ahead is looked, and how finely."""

TOO_FEW = 0.5
"""Below so many expected free teams nobody is taken to be left: a call may well find none."""


class Rate(Value, frozen=True):
    """Calls an hour to expect in an area for a capability, and how long each keeps a team."""

    area: str
    capability: Capability
    an_hour: float
    minutes_each: float = USUAL_WORK_MINUTES


class Helper(Value, frozen=True):
    """An area that could help another out: with how many teams, the first of them there in so many
    minutes."""

    area: str
    teams: int
    minutes: float

    def says(self) -> Phrase:
        """Return it in words."""
        return counted(
            N_("{area} could spare one team, there in {minutes}."),
            N_("{area} could spare {count} teams, the first there in {minutes}."),
            self.teams,
            area=self.area,
            minutes=about_minutes(self.minutes),
        )


class Shortage(Value, frozen=True):
    """From `in_minutes` on nobody is left in an area with a capability, until `until_minutes` (None: as
    far as is looked ahead). `short` is how many teams would be wanted at the worst, `helpers` which areas
    of the same plan could spare some (see `neighbours`), the soonest first."""

    area: str
    capability: Capability
    in_minutes: int
    until_minutes: int | None
    short: float
    helpers: tuple[Helper, ...] = ()

    def says(self) -> Phrase:
        """Return it in words."""
        who = {"capability": word(self.capability), "area": self.area}
        if self.in_minutes <= 0:
            return phrase(N_("{area} has no team left for {capability}."), **who)
        return counted(
            N_("In one minute {area} has no team left for {capability}."),
            N_("In {count} minutes {area} has no team left for {capability}."),
            self.in_minutes,
            **who,
        )

    def who_could_help(self) -> tuple[Phrase, ...]:
        """Return in words which areas could help, or that none can."""
        if not self.helpers:
            says = N_("No other area can spare a team for {capability}. Ask neighbours outside.")
            return (phrase(says, capability=word(self.capability)),)
        return tuple(one.says() for one in self.helpers)


def shortages(
    problem: Problem, plan: Plan, rates: Iterable[Rate], *, ahead: int = AHEAD_MINUTES
) -> tuple[Shortage, ...]:
    """Return where teams run out, the soonest first: time to ask neighbours."""
    found = []
    for rate in rates:
        free = free_by_step(problem, plan, rate, ahead)
        bare = [at for at, teams in enumerate(free) if teams < TOO_FEW]
        if not bare:
            continue
        end = next((at for at in range(bare[0], len(free)) if free[at] >= TOO_FEW), None)
        worst = min(free[bare[0] : end])
        found.append(
            Shortage(
                area=rate.area,
                capability=rate.capability,
                in_minutes=bare[0] * STEP_MINUTES,
                until_minutes=None if end is None else end * STEP_MINUTES,
                short=round(1.0 - worst, 2),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.in_minutes, one.area, one.capability)))


def free_teams(
    problem: Problem, plan: Plan, area: str, capability: Capability, minute: float
) -> int:
    """Return how many teams of an area are there and idle at a minute, calls still to come left out."""
    mine = [t for t in problem.teams if area in t.areas and capability in t.capabilities]
    return sum(_idle(problem, plan, team, minute) for team in mine)


def free_by_step(
    problem: Problem, plan: Plan, rate: Rate, ahead: int = AHEAD_MINUTES
) -> list[float]:
    """Return how many teams are to be expected free in an area, each STEP_MINUTES from now on."""
    steps = range(0, ahead + 1, STEP_MINUTES)
    known = [free_teams(problem, plan, rate.area, rate.capability, minute) for minute in steps]
    return [
        teams - rate.an_hour / 60 * min(minute, rate.minutes_each)
        for minute, teams in zip(steps, known, strict=True)
    ]


def _idle(problem: Problem, plan: Plan, team: TeamOption, minute: float) -> bool:
    if not plannable(team, problem.at) or ready_minutes(team, problem.at) > minute:
        return False
    if (team.shift_end - problem.at).total_seconds() / 60 <= minute:
        return False
    return not any(_works(route.stops, minute) for route in plan.routes if route.team == team.id)


def _works(stops: Sequence[object], minute: float) -> bool:
    """Tell whether a team is on its round: from setting out to the end of its last stop."""
    return minute < stops[-1].leaves_minutes  # type: ignore[attr-defined]
