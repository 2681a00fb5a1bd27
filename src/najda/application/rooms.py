"""Every room of the domain, and how what is true in it can be found.

A new room is added here and nowhere else: the codec, the desk, the rebuild and the diagrams read this.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, get_args

from najda.domain.aid import events as aid_events
from najda.domain.aid import state as aid
from najda.domain.aid import status as aid_status
from najda.domain.closures import events as closure_events
from najda.domain.closures import state as closure
from najda.domain.closures import status as closure_status
from najda.domain.hazards import events as hazard_events
from najda.domain.hazards import state as hazard
from najda.domain.hazards import status as hazard_status
from najda.domain.incidents import events as incident_events
from najda.domain.incidents import state as incident
from najda.domain.incidents import status as incident_status
from najda.domain.incidents.rules import queue_weight
from najda.domain.installation import events as installation_events
from najda.domain.installation import state as installation
from najda.domain.installation import status as installation_status
from najda.domain.missions import events as mission_events
from najda.domain.missions import state as mission
from najda.domain.missions import status as mission_status
from najda.domain.reports import events as report_events
from najda.domain.reports import state as report
from najda.domain.reports import status as report_status
from najda.domain.reports.rules import queue_weight as report_weight
from najda.domain.subjects import events as subject_events
from najda.domain.subjects import state as subject
from najda.domain.subjects import status as subject_status
from najda.domain.teams import events as team_events
from najda.domain.teams import state as team
from najda.domain.teams import status as team_status
from najda.kernel.places import Place
from najda.kernel.status import Moves
from najda.kernel.values import Fact, State, replace


class Found(NamedTuple):
    """What a thing is found by; see `ports.Standing`."""

    since: datetime
    weight: float = 0.0
    parent: str = ""
    due: datetime | None = None
    place: Place | None = None


class Room(NamedTuple):
    """A room: its name in streams and kinds, its facts, its state, its fold, its status tables."""

    name: str
    facts: tuple[type[Fact], ...]
    state: type[State]
    apply: Callable[[Any, Any, datetime], Any]
    found_by: Callable[[Any], Found]
    moves: Moves
    parts: Moves | None = None


EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _facts(union: Any) -> tuple[type[Fact], ...]:
    return get_args(union)


def _asked_and_needed(state: aid.Aid) -> Place:
    """Return where a request for aid lies: it concerns those who need it and those who are asked."""
    areas = (*state.place.areas, *state.neighbour.areas)
    return replace(state.place, areas=tuple(dict.fromkeys(areas)))


REPORTS = Room(
    "reports",
    _facts(report_events.Event),
    report.Report,
    report.apply,
    lambda s: Found(since=s.received_at, weight=report_weight(s), parent=s.incident, place=s.place),
    report_status.MOVES,
)
INCIDENTS = Room(
    "incidents",
    _facts(incident_events.Event),
    incident.Incident,
    incident.apply,
    lambda s: Found(since=s.waiting_since, weight=queue_weight(s), place=s.place),
    incident_status.MOVES,
)
HAZARDS = Room(
    "hazards",
    _facts(hazard_events.Event),
    hazard.Hazard,
    hazard.apply,
    lambda s: Found(since=s.reported_at, parent=s.incident, due=s.until, place=s.place),
    hazard_status.MOVES,
)
CLOSURES = Room(
    "closures",
    _facts(closure_events.Event),
    closure.Closure,
    closure.apply,
    lambda s: Found(since=s.since, due=s.until, place=s.place),
    closure_status.MOVES,
)
AID = Room(
    "aid",
    _facts(aid_events.Event),
    aid.Aid,
    aid.apply,
    lambda s: Found(since=s.asked_at, due=s.until, place=_asked_and_needed(s)),
    aid_status.MOVES,
)
TEAMS = Room(
    "teams",
    _facts(team_events.Event),
    team.Team,
    team.apply,
    lambda s: Found(
        since=s.shift_started or s.rested_from or EPOCH,
        parent=s.mission,
        due=s.next_check_in,
        place=s.base,
    ),
    team_status.MOVES,
)
MISSIONS = Room(
    "missions",
    _facts(mission_events.Event),
    mission.Mission,
    mission.apply,
    lambda s: Found(since=s.sent_at or s.planned_at, parent=s.incident),
    mission_status.MOVES,
    mission_status.PARTS,
)
SUBJECTS = Room(
    "subjects",
    _facts(subject_events.Event),
    subject.Subject,
    subject.apply,
    lambda s: Found(since=s.since),
    subject_status.MOVES,
)
INSTALLATION = Room(
    "installation",
    _facts(installation_events.Event),
    installation.Installation,
    installation.apply,
    lambda s: Found(since=s.founded_at),
    installation_status.MOVES,
)

ROOMS: dict[str, Room] = {
    room.name: room
    for room in (
        REPORTS,
        INCIDENTS,
        HAZARDS,
        CLOSURES,
        AID,
        TEAMS,
        MISSIONS,
        SUBJECTS,
        INSTALLATION,
    )
}
