"""Facts about an incident."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.need import Need
from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.tasks import Capability, Task
from najda.kernel.values import Fact


class Ending(StrEnum):
    """How an incident ended for us."""

    RESOLVED = "resolved"
    NOTHING_FOUND = "nothing_found"
    HANDED_OVER = "handed_over"
    OUT_OF_REACH = "out_of_reach"
    SAME_AS_ANOTHER = "same_as_another"


class IncidentOpened(Fact, frozen=True):
    """An incident was opened; it asks for these capabilities, each a team that must come."""

    task: Task
    place: Place
    capabilities: tuple[Capability, ...]
    directions: Sealed | None = None


class NeedAssessed(Fact, frozen=True):
    """Somebody assessed the need. Level and weight are kept as the policy of that day gave them."""

    need: Need
    level: int
    weight: float
    policy: str


class IncidentPlaced(Fact, frozen=True):
    """The incident turned out to be here."""

    place: Place
    directions: Sealed | None = None


class IncidentRevised(Fact, frozen=True):
    """The incident turned out to be of this kind, or to ask for these capabilities."""

    task: Task
    capabilities: tuple[Capability, ...]


class ReportAttached(Fact, frozen=True):
    """A report was judged to tell of this incident."""

    report: str


class ReportDetached(Fact, frozen=True):
    """That judgement was taken back."""

    report: str


class MissionSent(Fact, frozen=True):
    """A mission was sent to this incident."""

    mission: str


class MissionEnded(Fact, frozen=True):
    """A mission to this incident ended; `served` tells whether it did what it went for."""

    mission: str
    served: bool


class WaitResumed(Fact, frozen=True):
    """The last mission ended and the incident waits again, for another mission or to be closed."""


class IncidentClosed(Fact, frozen=True):
    """Nothing more is asked of us here."""

    ending: Ending
    reason: Sealed | None = None


class IncidentReopened(Fact, frozen=True):
    """It turned out that something is still asked of us."""

    reason: Sealed


Event = (
    IncidentOpened
    | NeedAssessed
    | IncidentPlaced
    | IncidentRevised
    | ReportAttached
    | ReportDetached
    | MissionSent
    | MissionEnded
    | WaitResumed
    | IncidentClosed
    | IncidentReopened
)
