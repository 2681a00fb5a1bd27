"""Where a mission can go, and where each of its teams can go within it."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import (
    MissionAborted,
    MissionClosed,
    MissionPlanned,
    OutcomeCorrected,
    OutcomeRecorded,
    TeamAccepted,
    TeamArrived,
    TeamDeparted,
    TeamDone,
    TeamRefused,
    TeamSent,
    TeamSetDown,
    TeamTakenOff,
    TeamWithdrawn,
)


class Status(StrEnum):
    """Where a mission stands."""

    PLANNED = "planned"  # nobody has been sent
    UNDER_WAY = "under_way"
    CLOSED = "closed"
    ABORTED = "aborted"


_TEAMS_MOVE = (TeamAccepted, TeamDeparted, TeamArrived, TeamDone, TeamRefused, TeamWithdrawn)

MOVES: Moves = {
    (None, MissionPlanned): Status.PLANNED,
    (Status.PLANNED, TeamSetDown): Status.PLANNED,
    (Status.PLANNED, TeamTakenOff): Status.PLANNED,
    (Status.PLANNED, TeamSent): Status.UNDER_WAY,
    (Status.UNDER_WAY, TeamSetDown): Status.UNDER_WAY,
    (Status.UNDER_WAY, TeamTakenOff): Status.UNDER_WAY,
    (Status.UNDER_WAY, TeamSent): Status.UNDER_WAY,
    **{(Status.UNDER_WAY, fact): Status.UNDER_WAY for fact in _TEAMS_MOVE},
    (Status.UNDER_WAY, OutcomeRecorded): Status.UNDER_WAY,
    (Status.UNDER_WAY, OutcomeCorrected): Status.UNDER_WAY,
    (Status.CLOSED, OutcomeCorrected): Status.CLOSED,
    (Status.ABORTED, OutcomeCorrected): Status.ABORTED,
    (Status.PLANNED, MissionAborted): Status.ABORTED,
    (Status.UNDER_WAY, MissionAborted): Status.ABORTED,
    (Status.UNDER_WAY, MissionClosed): Status.CLOSED,
}


class Part(StrEnum):
    """Where one team stands within the mission."""

    SET_DOWN = "set_down"
    SENT = "sent"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    ON_SITE = "on_site"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OUT = (Part.SENT, Part.ACCEPTED, Part.ON_THE_WAY, Part.ON_SITE)
"""Parts in which a team is committed to the mission."""

PARTS: Moves = {
    (None, TeamSetDown): Part.SET_DOWN,
    (None, TeamSent): Part.SENT,
    (Part.SET_DOWN, TeamSent): Part.SENT,
    (Part.SET_DOWN, TeamTakenOff): None,
    (Part.SENT, TeamAccepted): Part.ACCEPTED,
    (Part.SENT, TeamRefused): Part.REFUSED,
    (Part.ACCEPTED, TeamRefused): Part.REFUSED,
    (Part.SENT, TeamDeparted): Part.ON_THE_WAY,
    (Part.ACCEPTED, TeamDeparted): Part.ON_THE_WAY,
    (Part.ON_THE_WAY, TeamArrived): Part.ON_SITE,
    (Part.ON_SITE, TeamDone): Part.DONE,
    **{(part, TeamWithdrawn): Part.WITHDRAWN for part in OUT},
    # a team that refused, was called back or had done its part may be asked again
    (Part.REFUSED, TeamSent): Part.SENT,
    (Part.WITHDRAWN, TeamSent): Part.SENT,
    (Part.DONE, TeamSent): Part.SENT,
    # whoever went has something to tell; whoever refused or was only set down has not
    **{(part, OutcomeRecorded): part for part in (*OUT, Part.DONE, Part.WITHDRAWN)},
}
