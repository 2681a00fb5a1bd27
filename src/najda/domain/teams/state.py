"""What is true of one team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from najda.kernel.personal import Sealed
from najda.kernel.places import Place, Position
from najda.kernel.status import after
from najda.kernel.tasks import Capability
from najda.kernel.values import State, Value, folded, replace

from .events import (
    AlarmAnswered,
    CheckedIn,
    CheckInMissed,
    Event,
    MemberJoined,
    MemberLeft,
    PreassignmentLifted,
    ShiftEnded,
    ShiftExtended,
    ShiftStarted,
    TeamCommitted,
    TeamPreassigned,
    TeamRegistered,
    TeamReleased,
    TeamRevised,
    VehicleJoined,
    VehicleLeft,
)
from .status import MOVES, Status


class Member(Value, frozen=True):
    """Somebody in the team."""

    id: str
    name: Sealed
    capabilities: tuple[Capability, ...]


class Vehicle(Value, frozen=True):
    """Something the team drives."""

    id: str
    name: str
    seats: int
    stretchers: int


class Team(State, frozen=True):
    """A team as it stands. `alarm_since` is when the check-in that was missed had been due; `mission` is
    the one it is preassigned or committed to; `position` is where it was last known to be."""

    status: Status
    name: str
    base: Place
    capabilities: tuple[Capability, ...]
    check_in_minutes: int
    rest_hours: int
    longest_shift_hours: int
    members: tuple[Member, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    shift_started: datetime | None = None
    shift_until: datetime | None = None
    rested_from: datetime | None = None
    mission: str = ""
    heard_at: datetime | None = None
    position: Position | None = None
    alarm_since: datetime | None = None

    @property
    def next_check_in(self) -> datetime | None:
        """Return when the team must be heard from; None off shift and while an alarm stands."""
        if self.heard_at is None or self.alarm_since is not None:
            return None
        return self.heard_at + timedelta(minutes=self.check_in_minutes)

    @property
    def whereabouts(self) -> Position | None:
        """Return where the team was last known to be: its last position, else its base."""
        return self.position or self.base.position


def apply(state: Team | None, event: Event, at: datetime) -> Team:
    """Return the team after one more fact, which happened `at`."""
    if isinstance(event, TeamRegistered):
        return Team(
            status=Status.OFF_SHIFT,
            name=event.name,
            base=event.base,
            capabilities=event.capabilities,
            check_in_minutes=event.check_in_minutes,
            rest_hours=event.rest_hours,
            longest_shift_hours=event.longest_shift_hours,
        )
    assert state is not None, "a stream starts with TeamRegistered"
    moved = replace(state, status=after(MOVES, state.status, event))
    return _heard(_on_shift(_manned(moved, event), event, at), event, at)


def _manned(state: Team, event: Event) -> Team:
    match event:
        case TeamRevised():
            return replace(
                state,
                base=event.base,
                capabilities=event.capabilities,
                check_in_minutes=event.check_in_minutes,
                rest_hours=event.rest_hours,
                longest_shift_hours=event.longest_shift_hours,
            )
        case MemberJoined(member=id_, name=name, capabilities=capabilities):
            member = Member(id=id_, name=name, capabilities=capabilities)
            return replace(state, members=(*state.members, member))
        case MemberLeft(member=id_):
            return replace(state, members=tuple(m for m in state.members if m.id != id_))
        case VehicleJoined(vehicle=id_, name=name, seats=seats, stretchers=stretchers):
            vehicle = Vehicle(id=id_, name=name, seats=seats, stretchers=stretchers)
            return replace(state, vehicles=(*state.vehicles, vehicle))
        case VehicleLeft(vehicle=id_):
            return replace(state, vehicles=tuple(v for v in state.vehicles if v.id != id_))
    return state


def _on_shift(state: Team, event: Event, at: datetime) -> Team:
    match event:
        case ShiftStarted(until=until):
            return replace(state, shift_started=at, shift_until=until, rested_from=None)
        case ShiftExtended(until=until):
            return replace(state, shift_until=until)
        case ShiftEnded():
            return replace(
                state,
                shift_started=None,
                shift_until=None,
                rested_from=at + timedelta(hours=state.rest_hours),
                heard_at=None,
                alarm_since=None,
                position=None,
            )
        case TeamPreassigned(mission=mission) | TeamCommitted(mission=mission):
            return replace(state, mission=mission)
        case TeamReleased() | PreassignmentLifted():
            return replace(state, mission="")
    return state


def _heard(state: Team, event: Event, at: datetime) -> Team:
    match event:
        case CheckedIn() if state.heard_at is not None and at < state.heard_at:
            return state  # sent before what is known already, and arrived after it
        case CheckedIn(position=position):
            return replace(
                state, heard_at=at, position=position or state.position, alarm_since=None
            )
        case ShiftStarted():
            return replace(state, heard_at=at, alarm_since=None)
        case AlarmAnswered():
            return replace(state, heard_at=max(at, state.heard_at or at), alarm_since=None)
        case CheckInMissed(due=due):
            return replace(state, alarm_since=due)
    return state


def fold(facts: Iterable[tuple[Event, datetime]]) -> Team | None:
    """Return the team after all its facts, each with the time it happened."""
    return folded(apply, facts)
