"""Which areas nobody reaches in time, now and later, who could stand by, and where teams run out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from najda.dispatch.coverage import (
    AreaCover,
    Demand,
    Gap,
    Move,
    Waiting,
    area_covers,
    gaps,
    relocations,
)
from najda.dispatch.neighbours import with_helpers
from najda.dispatch.plan import Plan
from najda.dispatch.problem import Problem, TeamOption
from najda.dispatch.reading import plannable, ready_minutes
from najda.dispatch.replay import Minutes
from najda.dispatch.surge import Rate, Shortage, shortages
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.places import Position
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from ..aid_now import AskedAid, asked_now
from ..ports import Reading
from .past import Past, area_of
from .planning import Planning

LATER_MINUTES = (60, 120)
"""How far ahead gaps are looked for, besides now. Najda's policy."""

WINDOW_HOURS = 1.0
"""Calls are expected over so long a time."""


class Ahead(Value, frozen=True):
    """What is not covered so many minutes from now."""

    in_minutes: int
    gaps: tuple[Gap, ...]


class AreaStands(Value, frozen=True):
    """How an area is covered, now and soon, and the middle of where its calls come from."""

    area: str
    middle: Position
    cover: AreaCover


class Cover(Value, frozen=True):
    """How the areas stand: each of them, gaps now and later, moves that would close some, where teams run
    out, and the aid that is asked for already. It rests on `calls` of the last `hours`: without a past
    nothing can be said."""

    at: datetime
    hours: float
    calls: int
    ahead: tuple[Ahead, ...]
    moves: tuple[Move, ...]
    shortages: tuple[Shortage, ...]
    areas: tuple[AreaStands, ...] = ()
    asked: tuple[AskedAid, ...] = ()

    def rests_on(self) -> Phrase:
        """Return in words what is to be expected rests on."""
        calls = counted(N_("one call"), N_("{count} calls"), self.calls)
        time = counted(N_("the last hour"), N_("the last {count} hours"), round(self.hours))
        says = N_("What is to be expected rests on {calls} of {time}.")
        return phrase(says, calls=calls, time=time)


def cover(planning: Planning, view: Reading, at: datetime) -> Cover:
    """Return how the areas stand by the plan that stands."""
    standing = planning.plan(view, at)
    problem, plan = standing.reading.problem, standing.plan()
    known = planning.expected(view, at)
    areas = list(known.middles)
    minutes = partial(planning.minutes, view, at)
    waiting = _waiting(minutes, problem, plan, known, areas)
    demand = [
        Demand(area=c.area, capability=c.capability, calls=c.count / known.hours * WINDOW_HOURS)
        for c in known.calls
    ]
    middles = [known.middles[area] for area in areas]
    between = _none(minutes(middles, middles))
    rates = _rates(known)
    ahead = [
        Ahead(in_minutes=m, gaps=gaps(areas, demand, waiting, in_minutes=m))
        for m in (0, *LATER_MINUTES)
    ]
    return Cover(
        at=problem.at,
        hours=known.hours,
        calls=sum(c.count for c in known.calls),
        ahead=tuple(ahead),
        moves=relocations(areas, demand, waiting, between),
        shortages=with_helpers(
            problem,
            plan,
            rates,
            shortages(problem, plan, rates),
            areas=areas,
            waiting=waiting,
            home={team.id: area_of(team.areas) for team in problem.teams},
        ),
        areas=tuple(
            AreaStands(area=area, middle=known.middles[area], cover=covers)
            for area, covers in _covers(areas, demand, ahead).items()
        ),
        asked=asked_now(view, at),
    )


def foreseen(
    planning: Planning, view: Reading, at: datetime, *, area: str, capability: Capability
) -> Shortage | None:
    """Return when an area runs out of teams with a capability; None if it does not, so far as seen."""
    known = planning.expected(view, at)
    rates = [one for one in _rates(known) if (one.area, one.capability) == (area, capability)]
    if not rates:
        return None
    standing = planning.plan(view, at)
    return next(iter(shortages(standing.reading.problem, standing.plan(), rates)), None)


def _covers(
    areas: Sequence[str], demand: Sequence[Demand], ahead: Sequence[Ahead]
) -> dict[str, AreaCover]:
    now, *later = ahead
    return area_covers(areas, demand, now.gaps, [gap for each in later for gap in each.gaps])


def _rates(known: Past) -> list[Rate]:
    """Return the calls an hour to expect, by area and capability."""
    return [
        Rate(area=c.area, capability=c.capability, an_hour=c.count / known.hours)
        for c in known.calls
    ]


def _waiting(
    minutes: Minutes, problem: Problem, plan: Plan, known: Past, areas: Sequence[str]
) -> list[Waiting]:
    """Return the teams with nothing to do, now or after what the plan gives them."""
    back = {route.team: route.stops[-1].leaves_minutes for route in plan.routes}
    teams = [team for team in problem.teams if plannable(team, problem.at)]
    ways = _none(minutes([t.position for t in teams], [known.middles[area] for area in areas]))
    return [
        Waiting(
            team=team.id,
            capabilities=team.capabilities,
            minutes=tuple(row),
            from_minutes=back.get(team.id, _from(team, problem)),
        )
        for team, row in zip(teams, ways, strict=True)
    ]


def _from(team: TeamOption, problem: Problem) -> float:
    return ready_minutes(team, problem.at)


def _none(minutes: object) -> list[list[float | None]]:
    return [[m if m < float("inf") else None for m in row] for row in minutes.tolist()]
