"""Where an incident can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import (
    IncidentClosed,
    IncidentOpened,
    IncidentPlaced,
    IncidentReopened,
    IncidentRevised,
    MissionEnded,
    MissionSent,
    NeedAssessed,
    ReportAttached,
    ReportDetached,
    WaitResumed,
)


class Status(StrEnum):
    """Where an incident stands."""

    WAITING = "waiting"  # nobody has been sent, or all who were have ended
    SERVED = "served"  # at least one mission has been sent and not ended
    CLOSED = "closed"


_WHEREVER = {
    (status, fact): status
    for status in (Status.WAITING, Status.SERVED)
    for fact in (NeedAssessed, IncidentPlaced, IncidentRevised, ReportAttached, ReportDetached)
}

MOVES: Moves = {
    (None, IncidentOpened): Status.WAITING,
    **_WHEREVER,
    (Status.CLOSED, ReportAttached): Status.CLOSED,
    (Status.CLOSED, ReportDetached): Status.CLOSED,
    (Status.WAITING, MissionSent): Status.SERVED,
    (Status.SERVED, MissionSent): Status.SERVED,
    (Status.SERVED, MissionEnded): Status.SERVED,
    (Status.SERVED, WaitResumed): Status.WAITING,
    (Status.WAITING, IncidentClosed): Status.CLOSED,
    (Status.CLOSED, IncidentReopened): Status.WAITING,
}
