"""Facts about a mission."""

from __future__ import annotations

import msgspec

from najda.kernel.personal import Sealed
from najda.kernel.tasks import HazardKind, Task
from najda.kernel.triage import TriageClass
from najda.kernel.values import Count, Fact, Value


class Option(Value, frozen=True):
    """A team the planner proposed, and in how many minutes it could be there; None: not known."""

    team: str
    minutes: float | None = None


class Outcome(Value, frozen=True, omit_defaults=True):
    """What a team did and found. Counts of people; `moved` by triage class at hand-over."""

    rescued: Count = 0
    treated: Count = 0
    moved: dict[TriageClass, Count] = msgspec.field(default_factory=dict)
    dead_found: Count = 0
    hazards_found: tuple[HazardKind, ...] = ()


class MissionPlanned(Fact, frozen=True):
    """A mission to an incident was planned; nobody has been sent."""

    incident: str
    task: Task


class TeamSetDown(Fact, frozen=True):
    """A team was set down for the mission and not yet sent."""

    team: str


class TeamTakenOff(Fact, frozen=True):
    """A team that was set down is so no longer."""

    team: str


class TeamSent(Fact, frozen=True):
    """A person sent a team. `proposed` is what the planner had said; `override` why it was not followed
    or a warning was passed over."""

    team: str
    proposed: tuple[Option, ...] = ()
    override: Sealed | None = None


class TeamAccepted(Fact, frozen=True):
    """The team says it goes."""

    team: str


class TeamRefused(Fact, frozen=True):
    """The team says it does not go, and why."""

    team: str
    reason: Sealed


class TeamDeparted(Fact, frozen=True):
    """The team is on its way."""

    team: str


class TeamArrived(Fact, frozen=True):
    """The team is at the place."""

    team: str


class TeamWithdrawn(Fact, frozen=True):
    """The team was called back before it was done, and why."""

    team: str
    reason: Sealed


class TeamDone(Fact, frozen=True):
    """The team has done its part and is free."""

    team: str


class OutcomeRecorded(Fact, frozen=True):
    """What a team did and found; `record` is the id by which it can be corrected. `believed` is what it
    was told or thinks and has not seen itself: kept apart, and never counted."""

    record: str
    team: str
    outcome: Outcome
    believed: Sealed | None = None


class OutcomeCorrected(Fact, frozen=True):
    """A record was wrong; this stands in its place, and why."""

    record: str
    outcome: Outcome
    reason: Sealed


class MissionAborted(Fact, frozen=True):
    """The mission ended before it was done, and why."""

    reason: Sealed


class MissionClosed(Fact, frozen=True):
    """The mission is done."""


Event = (
    MissionPlanned
    | TeamSetDown
    | TeamTakenOff
    | TeamSent
    | TeamAccepted
    | TeamRefused
    | TeamDeparted
    | TeamArrived
    | TeamWithdrawn
    | TeamDone
    | OutcomeRecorded
    | OutcomeCorrected
    | MissionAborted
    | MissionClosed
)
