"""What a planner is given: open incidents, teams, hazards and travel times, at one moment.

Nothing here can hold a person's identity or anybody's words. Times are aware datetimes, durations
minutes, distances kilometres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, HazardKind
from najda.kernel.values import Value

USUAL_WORK_MINUTES = 60.0
"""How long a team is taken to work at a place where nobody has said. Najda's policy, to be replaced by
what each organisation's past missions took."""


class ProblemMisshapen(Refusal):
    """The travel times do not fit the teams and incidents, or an id stands twice."""

    says = N_(
        "Teams, incidents and travel times do not fit together: {why}. This is a fault in Najda."
    )


class Incident(Value, frozen=True):
    """An incident that still asks for teams.

    `weight` is its priority's (see `kernel.need`), `since` when it began to wait. Each capability in
    `asks` is a slot one team fills; `sent` are the capabilities of teams already on the way or there;
    `work_minutes` is how long each is expected to work there.
    """

    id: str
    since: datetime
    weight: float
    asks: tuple[Capability, ...]
    sent: tuple[Capability, ...] = ()
    position: Position | None = None
    areas: tuple[str, ...] = ()
    work_minutes: float = USUAL_WORK_MINUTES


class Availability(StrEnum):
    """Whether a team can be sent. Pre-assigned is promised, not dispatched."""

    FREE = "free"
    PREASSIGNED = "preassigned"
    BUSY = "busy"


class TeamOption(Value, frozen=True):
    """A team that might go.

    `engaged_with` names what a pre-assigned or busy team is promised to or works on, `free_at` when
    that should end. No `shift_end` is off shift; no `rest_until` is rested. `areas` are the codes of
    the areas it covers while it is free.
    """

    id: str
    capabilities: tuple[Capability, ...]
    position: Position | None = None
    availability: Availability = Availability.FREE
    engaged_with: str = ""
    free_at: datetime | None = None
    shift_end: datetime | None = None
    rest_until: datetime | None = None
    areas: tuple[str, ...] = ()


class Hazard(Value, frozen=True):
    """A danger around a point that has not been cleared; no `until` is until somebody clears it."""

    id: str
    kind: HazardKind
    position: Position
    radius_km: float
    since: datetime
    until: datetime | None = None

    def lasts_at(self, at: datetime) -> bool:
        """Tell whether the danger is there at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


class Problem(Value, frozen=True):
    """Everything a planner may know. `travel_minutes` has a row per team and a column per incident,
    in their order; None where there is no way. `lighter` are open incidents not planned for yet, as
    there are too many that weigh more. `between_minutes` has a row and a column per incident;
    without it journeys from one incident to the next are estimated from distance. `no_way` says by
    incident why no team has a way there, where that is known and one reason for all. Raises
    ProblemMisshapen if that does not hold."""

    at: datetime
    incidents: tuple[Incident, ...]
    teams: tuple[TeamOption, ...]
    travel_minutes: Sequence[Sequence[float | None]]
    hazards: tuple[Hazard, ...] = ()
    between_minutes: Sequence[Sequence[float | None]] | None = None
    lighter: tuple[Incident, ...] = ()
    no_way: Mapping[str, Phrase] = {}

    def __post_init__(self) -> None:
        if len(self.travel_minutes) != len(self.teams):
            raise ProblemMisshapen(why=phrase(N_("there must be a row for each team")))
        if any(len(row) != len(self.incidents) for row in self.travel_minutes):
            raise ProblemMisshapen(why=phrase(N_("each row must have a column for each incident")))
        size = len(self.incidents)
        between = [()] * size if self.between_minutes is None else self.between_minutes
        lengths = {len(row) for row in between} - {0}
        if len(between) != size or lengths - {size}:
            raise ProblemMisshapen(why=phrase(N_("journeys between incidents must be square")))
        for things in (self.incidents, self.teams):
            if len({thing.id for thing in things}) != len(things):
                raise ProblemMisshapen(why=phrase(N_("an id stands twice")))
