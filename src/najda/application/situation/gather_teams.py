"""What each team's shifts were, and what came of its alarms."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from najda.application.codec import FACTS, fact_of
from najda.domain.teams import events
from najda.domain.teams.status import MOVES, Status
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream

from .takers import Moment, Takers
from .window import Window


class Settled(StrEnum):
    """How an alarm ended."""

    ANSWERED = "answered"  # somebody looked after it
    HEARD = "heard"  # the team was heard from
    SHIFT_ENDED = "shift_ended"


class Shift(msgspec.Struct):
    """From when to when a team was on shift; `ended` None while it is."""

    started: Moment
    unrested: bool
    ended: Moment | None = None


class Alarm(msgspec.Struct):
    """A check-in that was missed, and what came of it."""

    raised: Moment
    settled: Moment | None = None
    how: Settled | None = None


class Team(msgspec.Struct):
    """One team. Where it is based is as last known; where it stands, and the entry that says so, as at
    the end of the period."""

    areas: tuple[str, ...]
    turned: int
    status: Status = Status.OFF_SHIFT
    shifts: list[Shift] = []
    alarms: list[Alarm] = []


class Teams:
    """All teams registered before the end of the period."""

    def __init__(self, window: Window) -> None:
        self._end = window.end
        self.by_id: dict[str, Team] = {}
        self._alarmed: dict[str, Alarm] = {}

    def takers(self) -> Takers:
        """Return what takes each kind of fact in."""
        return {
            events.TeamRegistered: self._registered,
            events.TeamRevised: self._revised,
            events.ShiftStarted: self._started,
            events.ShiftEnded: self._ended,
            events.CheckInMissed: self._missed,
            events.CheckedIn: self._heard,
            events.AlarmAnswered: self._answered,
            events.TeamPreassigned: self._turned,
            events.PreassignmentLifted: self._turned,
            events.TeamCommitted: self._turned,
            events.TeamReleased: self._turned,
            events.TeamStoodDown: self._turned,
        }

    def _registered(self, entry: Entry) -> None:
        if entry.occurred_at < self._end:
            _, id_ = split_stream(entry.stream)
            self.by_id[id_] = Team(fact_of(entry).base.areas, entry.sequence)

    def _revised(self, entry: Entry) -> None:
        team = self.by_id.get(split_stream(entry.stream)[1])
        if team is not None:
            team.areas = fact_of(entry).base.areas

    def _before_end(self, entry: Entry) -> Team | None:
        known = entry.occurred_at < self._end
        return self.by_id.get(split_stream(entry.stream)[1]) if known else None

    def _turned(self, entry: Entry) -> None:
        if (team := self._before_end(entry)) is not None:
            team.status = MOVES.get((team.status, FACTS[entry.kind]), team.status)
            team.turned = entry.sequence

    def _started(self, entry: Entry) -> None:
        if (team := self._before_end(entry)) is not None:
            unrested = fact_of(entry).unrested is not None
            self._turned(entry)
            team.shifts.append(Shift((entry.occurred_at, entry.sequence), unrested))

    def _ended(self, entry: Entry) -> None:
        if (team := self._before_end(entry)) is not None and team.shifts:
            team.shifts[-1].ended = (entry.occurred_at, entry.sequence)
            self._turned(entry)
            self._settle(entry, Settled.SHIFT_ENDED)

    def _missed(self, entry: Entry) -> None:
        if (team := self._before_end(entry)) is not None:
            alarm = Alarm((entry.occurred_at, entry.sequence))
            team.alarms.append(alarm)
            self._alarmed[entry.stream] = alarm

    def _heard(self, entry: Entry) -> None:
        self._settle(entry, Settled.HEARD)

    def _answered(self, entry: Entry) -> None:
        self._settle(entry, Settled.ANSWERED)

    def _settle(self, entry: Entry, how: Settled) -> None:
        alarm = self._alarmed.get(entry.stream)
        if alarm is not None and entry.occurred_at < self._end:
            alarm.settled, alarm.how = (entry.occurred_at, entry.sequence), how
            del self._alarmed[entry.stream]
