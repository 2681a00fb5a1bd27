"""Where a team can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import (
    AlarmAnswered,
    CheckedIn,
    CheckInMissed,
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


class Status(StrEnum):
    """Where a team stands. A preassigned team is still at hand: only a committed one has been sent."""

    OFF_SHIFT = "off_shift"
    AVAILABLE = "available"
    PREASSIGNED = "preassigned"
    COMMITTED = "committed"
    STOOD_DOWN = "stood_down"


_ALIVE = (Status.OFF_SHIFT, Status.AVAILABLE, Status.PREASSIGNED, Status.COMMITTED)
_ON_SHIFT = (Status.AVAILABLE, Status.PREASSIGNED, Status.COMMITTED)
_MANAGED = (TeamRevised, MemberJoined, MemberLeft, VehicleJoined, VehicleLeft)

MOVES: Moves = {
    (None, TeamRegistered): Status.OFF_SHIFT,
    (Status.OFF_SHIFT, ShiftStarted): Status.AVAILABLE,
    (Status.AVAILABLE, ShiftEnded): Status.OFF_SHIFT,
    (Status.AVAILABLE, TeamPreassigned): Status.PREASSIGNED,
    (Status.PREASSIGNED, PreassignmentLifted): Status.AVAILABLE,
    (Status.AVAILABLE, TeamCommitted): Status.COMMITTED,
    (Status.PREASSIGNED, TeamCommitted): Status.COMMITTED,
    (Status.COMMITTED, TeamReleased): Status.AVAILABLE,
    (Status.OFF_SHIFT, TeamStoodDown): Status.STOOD_DOWN,
    **{(status, fact): status for status in _ALIVE for fact in _MANAGED},
    **{
        (status, fact): status
        for status in _ON_SHIFT
        for fact in (ShiftExtended, CheckedIn, CheckInMissed, AlarmAnswered)
    },
}
