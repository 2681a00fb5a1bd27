"""A stretch of the past being lived again: who goes where is told from outside, the rest is as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

import numpy as np

from najda.kernel.tasks import Capability
from najda.kernel.values import replace

from .engine.instance import UNSERVED_MINUTES
from .fit import obstacles, site_of
from .happened import Call, Served, Watch, World
from .problem import Availability, Incident, Problem, TeamOption
from .reading import minutes_of
from .slots import slots_filled

Sending = tuple[str, str, Capability]
"""An incident, the team sent there, and what it is sent for."""


class Living:
    """Calls, teams and the world, moment by moment, from the first thing that happens on, or from
    `begins` with `teams` as they are then."""

    def __init__(
        self,
        calls: Sequence[Call],
        watches: Sequence[Watch],
        world: World,
        *,
        begins: datetime | None = None,
        teams: Iterable[TeamOption] = (),
    ) -> None:
        self._world, self.calls = world, {call.id: call for call in calls}
        self.come = 0
        self._open: dict[str, list[Capability]] = {}
        self._enters: dict[str, list[datetime]] = {call.id: [] for call in calls}
        self._driven = dict.fromkeys(self.calls, 0.0)
        self._went: dict[str, list[str]] = {call.id: [] for call in calls}
        self._able: dict[str, list[tuple[Capability, ...]]] = {call.id: [] for call in calls}
        self._besides: dict[str, list[Capability]] = {call.id: [] for call in calls}
        self._on: dict[str, TeamOption] = {team.id: team for team in teams}
        number = count()
        self._events: list[tuple[datetime, int, object]] = []
        self._push = lambda at, what: heappush(self._events, (at, next(number), what))
        for thing in (*calls, *watches):
            when = thing.at if isinstance(thing, Call) else thing.begins
            self._push(when if begins is None else max(when, begins), thing)
        frees = (team.free_at for team in self._on.values() if team.free_at is not None)
        if self._events:
            last = max(at for at, *_ in self._events) + timedelta(minutes=UNSERVED_MINUTES)
            for at in sorted({*world.moments(), *frees}):
                if self._events[0][0] <= at <= last:  # whoever waits longer counts as never served
                    self._push(at, None)

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
        here, where = [team.position for team in teams], [one.position for one in incidents]
        return Problem(
            at=at,
            incidents=incidents,
            teams=teams,
            travel_minutes=self._world.minutes(at, here, where).tolist(),
            hazards=self._world.hazards(at),
            between_minutes=self._world.minutes(at, where, where),
        )

    def _incident(self, id_: str, asks: list[Capability]) -> Incident:
        call = self.calls[id_]
        return Incident(
            id=id_,
            since=call.at,
            weight=call.weight,
            asks=tuple(asks),
            sent=tuple(self._besides[id_]),
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
        option, wanted = self._on[team], self._incident(incident, self._open.get(incident, []))
        now = _come_free(option, problem.at)
        alone = replace(
            problem,
            incidents=(wanted,),
            teams=(now,),
            travel_minutes=[[way]],
            between_minutes=None,
        )
        kept = obstacles(alone, now, wanted, slot)
        site = site_of(alone, wanted)
        if slot not in site.asks or kept:
            raise ValueError(f"{team} may not go to {incident} for {slot}: {kept}")
        self._go(problem.at, incident, team, slot, way, site.enters_after(way, problem.at))

    def send_as_was(self, problem: Problem, incident: str, team: str) -> bool:
        """Let a team go as somebody decided, whatever a rule says; return whether it can be told when it
        would be there: it is on shift and there is a way. It fills a slot if it and those who came before
        can fill one more between them."""
        row = next((at for at, one in enumerate(problem.teams) if one.id == team), None)
        column = next((at for at, one in enumerate(problem.incidents) if one.id == incident), None)
        if row is None or column is None:
            return False
        way = minutes_of([[problem.travel_minutes[row][column]]], (1, 1))[0, 0]
        if not np.isfinite(way):
            return False
        slot = self._one_more(incident, problem.teams[row].capabilities)
        site = site_of(problem, problem.incidents[column])
        enters = site.enters_after(float(way), problem.at)
        self._go(problem.at, incident, team, slot, float(way), enters)
        return True

    def _one_more(self, incident: str, able: tuple[Capability, ...]) -> Capability | None:
        """Return the slot that is filled once a team of these capabilities is there too, if any is."""
        asks = self.calls[incident].asks
        filled = slots_filled(asks, [*self._able[incident], able])
        still = Counter(asks) - Counter(asks[slot] for slot in filled if slot is not None)
        return next(iter(Counter(self._open.get(incident, ())) - still), None)

    def _go(
        self,
        at: datetime,
        incident: str,
        team: str,
        slot: Capability | None,
        way: float,
        enters_minutes: float,
    ) -> None:
        """Let a team go for a slot the call asks for, or besides: ordnance disposal where it must come
        first, or whoever somebody sent though it could fill none."""
        call, enters = self.calls[incident], at + timedelta(minutes=enters_minutes)
        free, asks = enters + timedelta(minutes=call.work_minutes), self._open.get(incident, [])
        if slot in asks:
            asks.remove(slot)
            self._able[incident].append(self._on[team].capabilities)
            self._enters[incident].append(enters)
        elif slot is not None:
            self._besides[incident].append(slot)
        if not asks:
            self._open.pop(incident, None)
        self._went[incident].append(team)
        self._driven[incident] += way
        self._on[team] = replace(
            self._on[team],
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
