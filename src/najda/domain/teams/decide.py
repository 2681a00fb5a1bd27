"""What may happen to a team: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Position
from najda.kernel.status import check
from najda.kernel.tasks import Capability
from najda.kernel.values import Fact

from . import rules
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
    TeamStoodDown,
    VehicleJoined,
    VehicleLeft,
)
from .state import Team
from .status import MOVES, Status


def _check(state: Team | None, fact: type[Fact]) -> None:
    check(MOVES, state.name if state else phrase(N_("The team")), state and state.status, fact)


def register(state: Team | None, registered: TeamRegistered) -> list[Event]:
    """Register a team with at least one capability and rules that can be kept."""
    _check(state, TeamRegistered)
    _check_rules(registered)
    if not registered.capabilities:
        raise rules.NothingToOffer(name=registered.name)
    return [registered]


def revise(state: Team, revised: TeamRevised) -> list[Event]:
    """Change a team's base, capabilities or rules."""
    _check(state, TeamRevised)
    _check_rules(revised)
    if not revised.capabilities:
        raise rules.NothingToOffer(name=state.name)
    return [revised]


def _check_rules(said: TeamRegistered | TeamRevised) -> None:
    rules.check_rules(
        check_in_minutes=said.check_in_minutes,
        rest_hours=said.rest_hours,
        longest_shift_hours=said.longest_shift_hours,
    )


def join(
    state: Team, *, member: str, name: Sealed, capabilities: Sequence[Capability] = ()
) -> list[Event]:
    """Let a person join."""
    _check(state, MemberJoined)
    if any(m.id == member for m in state.members):
        raise rules.AlreadyInTeam(team=state.name, what=phrase(N_("member")), id=member)
    return [MemberJoined(member=member, name=name, capabilities=tuple(capabilities))]


def leave(state: Team, *, member: str) -> list[Event]:
    """Let a person leave."""
    _check(state, MemberLeft)
    if all(m.id != member for m in state.members):
        raise rules.NotInTeam(team=state.name, what=phrase(N_("member")), id=member)
    return [MemberLeft(member=member)]


def give_vehicle(
    state: Team, *, vehicle: str, name: str, seats: int, stretchers: int = 0
) -> list[Event]:
    """Give the team a vehicle."""
    _check(state, VehicleJoined)
    if any(v.id == vehicle for v in state.vehicles):
        raise rules.AlreadyInTeam(team=state.name, what=phrase(N_("vehicle")), id=vehicle)
    return [VehicleJoined(vehicle=vehicle, name=name, seats=seats, stretchers=stretchers)]


def take_vehicle(state: Team, *, vehicle: str, reason: Sealed) -> list[Event]:
    """Take a vehicle from the team."""
    _check(state, VehicleLeft)
    if all(v.id != vehicle for v in state.vehicles):
        raise rules.NotInTeam(team=state.name, what=phrase(N_("vehicle")), id=vehicle)
    return [VehicleLeft(vehicle=vehicle, reason=reason)]


def start_shift(
    state: Team, *, until: datetime, at: datetime, unrested: Sealed | None = None
) -> list[Event]:
    """Start a shift; with a reason (`unrested`) even before the rest is over."""
    _check(state, ShiftStarted)
    rules.check_shift_end(state, until, at)
    if unrested is None:
        rules.check_rested(state, at)
    return [ShiftStarted(until=until, unrested=unrested)]


def extend_shift(state: Team, *, until: datetime, reason: Sealed, at: datetime) -> list[Event]:
    """Let the shift go on longer."""
    _check(state, ShiftExtended)
    rules.check_shift_end(state, until, at)
    return [ShiftExtended(until=until, reason=reason)]


def end_shift(state: Team) -> list[Event]:
    """End the shift of a team that is free."""
    if state.mission:
        raise rules.TeamBusy(team=state.name, status=state.status, mission=state.mission)
    _check(state, ShiftEnded)
    return [ShiftEnded()]


def preassign(state: Team, *, mission: str) -> list[Event]:
    """Set the team down for a mission without sending it."""
    rules.check_free(state, mission)
    _check(state, TeamPreassigned)
    return [TeamPreassigned(mission=mission)]


def lift_preassignment(state: Team, *, mission: str) -> list[Event]:
    """Free the team of a mission it was set down for."""
    _check(state, PreassignmentLifted)
    return [PreassignmentLifted(mission=mission)] if state.mission == mission else []


def commit(state: Team, *, mission: str) -> list[Event]:
    """Send the team on a mission."""
    rules.check_free(state, mission)
    _check(state, TeamCommitted)
    return [TeamCommitted(mission=mission)]


def release(state: Team, *, mission: str) -> list[Event]:
    """Free the team of the mission it was sent on or set down for; of another, nothing to do."""
    if state.mission != mission:
        return []
    if state.status == Status.PREASSIGNED:
        return lift_preassignment(state, mission=mission)
    _check(state, TeamReleased)
    return [TeamReleased(mission=mission)]


def check_in(state: Team, *, position: Position | None = None) -> list[Event]:
    """Note that the team was heard from."""
    _check(state, CheckedIn)
    return [CheckedIn(position=position)]


def miss_check_in(state: Team, *, at: datetime) -> list[Event]:
    """Raise the alarm for a team that should have been heard from; nothing if it is in time."""
    due = state.next_check_in
    if due is None or not rules.is_overdue(state, at):
        return []
    _check(state, CheckInMissed)
    return [CheckInMissed(due=due)]


def answer_alarm(state: Team, *, reason: Sealed) -> list[Event]:
    """Say what was found when looking after an alarm; the check-in time runs anew."""
    if state.alarm_since is None:
        heard = state.heard_at or "–"
        raise rules.NoAlarm(team=state.name, heard=heard)
    _check(state, AlarmAnswered)
    return [AlarmAnswered(reason=reason)]


def stand_down(state: Team, *, reason: Sealed) -> list[Event]:
    """End a team that is off shift."""
    _check(state, TeamStoodDown)
    return [TeamStoodDown(reason=reason)]
