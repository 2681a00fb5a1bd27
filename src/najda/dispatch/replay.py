"""Living a stretch of the past again under another way of dispatching: the same calls, teams and work.

Calls come when they came, teams are there when they were, work takes as long as it took; only who goes
where is decided anew. It shows what a way of dispatching does to waiting, not what would have happened:
nobody falls ill, and journeys take what the roads say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

import numpy as np

from najda.kernel.places import Position
from najda.kernel.tasks import Capability
from najda.kernel.values import Value, replace

from .engine.instance import UNSERVED_MINUTES
from .fit import obstacles
from .problem import USUAL_WORK_MINUTES, Availability, Incident, Problem, TeamOption
from .reading import minutes_of, read
from .schedule import plan_all

Minutes = Callable[[Sequence[Position], Sequence[Position]], np.ndarray]
"""Minutes by road, a row per origin and a column per destination; infinite where there is no way."""

Sending = tuple[str, str, Capability]
"""An incident, the team sent there, and what it is sent for."""

Policy = Callable[[Problem], Iterable[Sending]]
"""A way of dispatching: whom to send where now, given how things stand."""


class Call(Value, frozen=True):
    """An incident of the past: when it was opened, its weight, and how long a team worked there."""

    id: str
    at: datetime
    weight: float
    level: int
    asks: tuple[Capability, ...]
    position: Position
    work_minutes: float = USUAL_WORK_MINUTES


class Watch(Value, frozen=True):
    """A team's shift, and where the team was at its start."""

    team: str
    capabilities: tuple[Capability, ...]
    position: Position
    begins: datetime
    ends: datetime


class Served(Value, frozen=True):
    """What became of a call: minutes until its last team was there (twelve hours if one never came) and
    minutes driven to it."""

    call: Call
    waited: float
    driven: float
    teams: tuple[str, ...] = ()


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
    minutes: Minutes,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Served]:
    """Return what becomes of the calls, in their order. `progress` hears of the share lived through."""
    past = _Past(calls, watches, minutes)
    total = max(1, len(calls))
    for at in past.moments():
        if problem := past.problem(at):
            past.send(problem, policy(problem))
        progress(past.come / total)
    return past.served()


class _Past:
    def __init__(self, calls: Sequence[Call], watches: Sequence[Watch], minutes: Minutes) -> None:
        self._minutes, self.calls = minutes, {call.id: call for call in calls}
        self.come = 0
        self._open: dict[str, list[Capability]] = {}
        self._enters: dict[str, list[datetime]] = {call.id: [] for call in calls}
        self._driven = dict.fromkeys(self.calls, 0.0)
        self._went: dict[str, list[str]] = {call.id: [] for call in calls}
        self._on: dict[str, TeamOption] = {}
        number = count()
        self._events: list[tuple[datetime, int, object]] = []
        self._push = lambda at, what: heappush(self._events, (at, next(number), what))
        for thing in (*calls, *watches):
            self._push(thing.at if isinstance(thing, Call) else thing.begins, thing)

    def moments(self) -> Iterable[datetime]:
        """Yield every moment at which something changes, with all that changes then taken in."""
        while self._events:
            at = self._events[0][0]
            while self._events and self._events[0][0] == at:
                self._take(heappop(self._events)[2])
            yield at

    def _take(self, what: object) -> None:
        match what:
            case Call():
                self._open[what.id] = list(what.asks)
                self.come += 1
            case Watch():
                self._on[what.team] = self._coming_on(what)

    def _coming_on(self, watch: Watch) -> TeamOption:
        before = self._on.get(watch.team)
        fresh = TeamOption(
            id=watch.team,
            capabilities=watch.capabilities,
            position=watch.position,
            shift_end=watch.ends,
        )
        if before is None or before.free_at is None or before.free_at <= watch.begins:
            return fresh
        return replace(before, shift_end=watch.ends)

    def problem(self, at: datetime) -> Problem | None:
        """Return how things stand, or None if nobody is asked for or nobody is there."""
        teams = tuple(
            _come_free(team, at)
            for team in self._on.values()
            if team.shift_end is not None and team.shift_end > at
        )
        incidents = tuple(self._incident(id_, asks) for id_, asks in self._open.items())
        if not teams or not incidents:
            return None
        where = [one.position for one in incidents]
        return Problem(
            at=at,
            incidents=incidents,
            teams=teams,
            travel_minutes=self._minutes([team.position for team in teams], where).tolist(),
            between_minutes=self._minutes(where, where),
        )

    def _incident(self, id_: str, asks: list[Capability]) -> Incident:
        call = self.calls[id_]
        return Incident(
            id=id_,
            since=call.at,
            weight=call.weight,
            asks=tuple(asks),
            position=call.position,
            work_minutes=call.work_minutes,
        )

    def send(self, problem: Problem, sendings: Iterable[Sending]) -> None:
        """Let teams go. Raises ValueError if a rule forbids it: a policy must keep the rules."""
        table = minutes_of(problem.travel_minutes, (len(problem.teams), len(problem.incidents)))
        rows = {team.id: at for at, team in enumerate(problem.teams)}
        columns = {one.id: at for at, one in enumerate(problem.incidents)}
        for incident, team, slot in sendings:
            way = float(table[rows[team], columns[incident]])
            self._send(problem, incident, team, slot, way)

    def _send(
        self, problem: Problem, incident: str, team: str, slot: Capability, way: float
    ) -> None:
        option, asks, call = self._on[team], self._open[incident], self.calls[incident]
        wanted, now = self._incident(incident, asks), _come_free(option, problem.at)
        alone = Problem(
            at=problem.at,
            incidents=(wanted,),
            teams=(now,),
            travel_minutes=[[way]],
            hazards=problem.hazards,
        )
        kept = obstacles(alone, now, wanted, slot)
        if slot not in asks or kept:
            raise ValueError(f"{team} may not go to {incident} for {slot}: {kept}")
        asks.remove(slot)
        if not asks:
            del self._open[incident]
        enters = problem.at + timedelta(minutes=way)
        free = enters + timedelta(minutes=call.work_minutes)
        self._enters[incident].append(enters)
        self._went[incident].append(team)
        self._driven[incident] += way
        self._on[team] = replace(
            option,
            position=call.position,
            availability=Availability.BUSY,
            engaged_with=incident,
            free_at=free,
        )
        self._push(free, None)

    def served(self) -> list[Served]:
        """Return what became of every call."""
        return [self._became(call) for call in self.calls.values()]

    def _became(self, call: Call) -> Served:
        waited = UNSERVED_MINUTES
        if len(self._enters[call.id]) == len(call.asks):
            waited = max(
                ((at - call.at).total_seconds() / 60 for at in self._enters[call.id]), default=0.0
            )
        return Served(
            call=call,
            waited=min(waited, UNSERVED_MINUTES),
            driven=self._driven[call.id],
            teams=tuple(self._went[call.id]),
        )


def _come_free(team: TeamOption, at: datetime) -> TeamOption:
    """Return the team as it is by now: free again if its work has ended."""
    if team.free_at is None or team.free_at > at:
        return team
    return replace(team, availability=Availability.FREE, engaged_with="", free_at=None)


def weighted_wait(served: Iterable[Served]) -> float:
    """Return the mean wait in minutes, each call counted by its weight."""
    all_ = list(served)
    weight = sum(one.call.weight for one in all_)
    return sum(one.call.weight * one.waited for one in all_) / weight if weight else 0.0
