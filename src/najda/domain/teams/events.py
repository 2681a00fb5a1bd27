"""Facts about a team."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.places import Place, Position
from najda.kernel.tasks import Capability
from najda.kernel.values import Fact


class TeamRegistered(Fact, frozen=True):
    """A team came into being. `name` is the team's, never a person's."""

    name: str
    base: Place
    capabilities: tuple[Capability, ...]
    check_in_minutes: int
    rest_hours: int
    longest_shift_hours: int


class TeamRevised(Fact, frozen=True):
    """A team's base, capabilities or rules changed."""

    base: Place
    capabilities: tuple[Capability, ...]
    check_in_minutes: int
    rest_hours: int
    longest_shift_hours: int


class MemberJoined(Fact, frozen=True):
    """A person joined. `member` is their id; their name is sealed under it."""

    member: str
    name: Sealed
    capabilities: tuple[Capability, ...] = ()


class MemberLeft(Fact, frozen=True):
    """A person left the team."""

    member: str


class VehicleJoined(Fact, frozen=True):
    """A vehicle was given to the team. `name` is what is painted on it."""

    vehicle: str
    name: str
    seats: int
    stretchers: int = 0


class VehicleLeft(Fact, frozen=True):
    """A vehicle was taken from the team or broke down."""

    vehicle: str
    reason: Sealed


class ShiftStarted(Fact, frozen=True):
    """The team is on shift until a time; `unrested` says why, if its rest was cut short."""

    until: datetime
    unrested: Sealed | None = None


class ShiftExtended(Fact, frozen=True):
    """The shift goes on until a later time."""

    until: datetime
    reason: Sealed


class ShiftEnded(Fact, frozen=True):
    """The team went off shift; its rest begins."""


class TeamPreassigned(Fact, frozen=True):
    """The team is set down for a mission and not yet sent."""

    mission: str


class PreassignmentLifted(Fact, frozen=True):
    """The team is no longer set down for that mission."""

    mission: str


class TeamCommitted(Fact, frozen=True):
    """The team was sent on a mission."""

    mission: str


class TeamReleased(Fact, frozen=True):
    """The team is free of that mission."""

    mission: str


class CheckedIn(Fact, frozen=True):
    """The team was heard from."""

    position: Position | None = None


class CheckInMissed(Fact, frozen=True):
    """The team was not heard from in its agreed time: an alarm."""

    due: datetime


class AlarmAnswered(Fact, frozen=True):
    """Somebody looked after the alarm and says what was found."""

    reason: Sealed


class TeamStoodDown(Fact, frozen=True):
    """The team no longer exists."""

    reason: Sealed


Event = (
    TeamRegistered
    | TeamRevised
    | MemberJoined
    | MemberLeft
    | VehicleJoined
    | VehicleLeft
    | ShiftStarted
    | ShiftExtended
    | ShiftEnded
    | TeamPreassigned
    | PreassignmentLifted
    | TeamCommitted
    | TeamReleased
    | CheckedIn
    | CheckInMissed
    | AlarmAnswered
    | TeamStoodDown
)
