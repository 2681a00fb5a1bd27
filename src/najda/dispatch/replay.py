"""Living a stretch of the past again under another way of dispatching: the same calls, teams and work.

Calls come when they came, teams are there when they were, work takes as long as it took, roads are closed
and dangers stand as they did; only who goes where is decided anew. It shows what a way of dispatching
does to waiting, not what would have happened: nobody falls ill, and journeys take what the roads say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import numpy as np

from najda.kernel.places import Position

from .happened import Call, Served, Watch, World
from .living import Living, Sending
from .problem import Problem, TeamOption
from .reading import read
from .schedule import plan_all

Minutes = Callable[[Sequence[Position], Sequence[Position]], np.ndarray]
"""Minutes by road, a row per origin and a column per destination; infinite where there is no way."""

Policy = Callable[[Problem], Iterable[Sending]]
"""A way of dispatching: whom to send where now, given how things stand."""


def by_plan(problem: Problem) -> list[Sending]:
    """Send whom the plan for all proposes."""
    return [(one.incident, one.team, one.capability) for one in plan_all(problem).assignments]


def closest_pair(problem: Problem) -> list[Sending]:
    """Send as a sensible dispatcher does: of all fit pairs of team and call the closest first."""
    reading = read(problem)
    ready = np.flatnonzero(reading.ready)
    pairs = sorted(
        (reading.travel[row, slot.incident], reading.teams[row].id, at)
        for at, slot in enumerate(reading.slots)
        for row in ready
        if reading.fit[row, at]
    )
    sent: list[Sending] = []
    teams, slots = set(), set()
    for _, team, slot in pairs:
        if team not in teams and slot not in slots:
            teams.add(team)
            slots.add(slot)
            incident, capability = reading.slots[slot]
            sent.append((reading.incidents[incident].id, team, capability))
    return sent


def replay(
    calls: Sequence[Call],
    watches: Sequence[Watch],
    policy: Policy,
    world: World,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Served]:
    """Return what becomes of the calls, in their order. `progress` hears of the share lived through."""
    past = Living(calls, watches, world)
    total = max(1, len(calls))
    for at in past.moments():
        if problem := past.problem(at):
            past.send(problem, policy(problem))
        progress(past.come / total)
    return past.served()


def from_then(
    calls: Sequence[Call],
    watches: Sequence[Watch],
    world: World,
    *,
    at: datetime,
    teams: Iterable[TeamOption],
    incident: str,
    sent: Sequence[str],
) -> list[Served] | None:
    """Return what becomes of the calls from a moment on if these teams are sent to one of them then, and
    the plan is followed in all else; None if one of the teams cannot get there."""
    past, decided = Living(calls, watches, world, begins=at, teams=teams), False
    for now in past.moments():
        problem = past.problem(now)
        if not decided:
            if problem is None or not all(past.send_as_was(problem, incident, one) for one in sent):
                return None
            decided, problem = True, past.problem(now)
        if problem:
            past.send(problem, by_plan(problem))
    return past.served()


def weighted_wait(served: Iterable[Served]) -> float:
    """Return the mean wait in minutes, each call counted by its weight."""
    all_ = list(served)
    weight = sum(one.call.weight for one in all_)
    return sum(one.call.weight * one.waited for one in all_) / weight if weight else 0.0


def weighted_minutes(served: Iterable[Served]) -> float:
    """Return the waits in minutes, each counted by its weight, added up."""
    return sum(one.call.weight * one.waited for one in served)
