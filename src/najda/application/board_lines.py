"""The lines of an operations board: which lists there are, and what a thing's line in each is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from najda.domain.closures.rules import hinders
from najda.domain.closures.status import Status as ClosureStatus
from najda.domain.hazards.rules import threatens
from najda.domain.hazards.status import Status as HazardStatus
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.status import Status as MissionStatus
from najda.domain.reports.status import Status as ReportStatus
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.ids import stream
from najda.kernel.time import as_text

from . import codec
from .permissions import Permission
from .ports import Reading, Standing
from .rooms import CLOSURES, HAZARDS, INCIDENTS, MISSIONS, REPORTS, TEAMS

_HEAVIEST = 100_000


class Part(StrEnum):
    """A list on the board."""

    ALARMS = "alarms"
    QUEUE = "queue"
    REPORTS = "reports"
    MISSIONS = "missions"
    TEAMS = "teams"
    HAZARDS = "hazards"
    ROADS = "roads"


class _Listed(NamedTuple):
    room: str
    permission: Permission
    status: tuple[str, ...]
    limit: int


_TEAMS = tuple(s for s in TeamStatus if s != TeamStatus.STOOD_DOWN)
LISTED: Mapping[Part, _Listed] = {
    Part.ALARMS: _Listed(TEAMS.name, Permission.TEAMS_READ, _TEAMS, 300),
    Part.QUEUE: _Listed(INCIDENTS.name, Permission.INCIDENTS_READ, (IncidentStatus.WAITING,), 100),
    Part.REPORTS: _Listed(REPORTS.name, Permission.REPORTS_READ, (ReportStatus.RECEIVED,), 50),
    Part.MISSIONS: _Listed(
        MISSIONS.name,
        Permission.MISSIONS_READ,
        (MissionStatus.PLANNED, MissionStatus.UNDER_WAY),
        100,
    ),
    Part.TEAMS: _Listed(TEAMS.name, Permission.TEAMS_READ, _TEAMS, 300),
    Part.HAZARDS: _Listed(HAZARDS.name, Permission.HAZARDS_READ, (HazardStatus.STANDING,), 100),
    Part.ROADS: _Listed(
        CLOSURES.name,
        Permission.CLOSURES_READ,
        (ClosureStatus.CLOSED, ClosureStatus.SLOWED),
        100,
    ),
}
"""What each list shows, whom it is for, and how many lines at most: more are told by their number."""


class Line(NamedTuple):
    """A line of a list. Lines stand by `order`, as text. `areas` is where the thing lies; `about` is the
    incident of a mission or of a team that is out, with its id; `teams` are a mission's legs, each with
    its team's name. `versions` are those of all it is made from: the same versions, the same line."""

    part: Part
    key: str
    order: str
    id: str
    state: Any
    areas: tuple[str, ...]
    versions: tuple[int, ...]
    incident: str = ""
    about: Any = None
    teams: tuple[Any, ...] = ()

    @property
    def permission(self) -> Permission:
        """Return what reading this takes."""
        return LISTED[self.part].permission


class Look:
    """Things as they stand in one view, each read once."""

    def __init__(self, view: Reading, now: datetime) -> None:
        self.view, self.now = view, now
        self._rows: dict[tuple[str, str], Standing | None] = {}
        self._states: dict[tuple[str, str], Any] = {}

    def row(self, room: str, id_: str) -> Standing | None:
        """Return how a thing stands; None if there is none."""
        if (room, id_) not in self._rows:
            self._rows[room, id_] = self.view.standing(room, id_)
        return self._rows[room, id_]

    def state(self, room: str, id_: str) -> Any | None:
        """Return a thing's state; None if there is none."""
        row = self.row(room, id_)
        return self.opened(row) if row else None

    def opened(self, row: Standing) -> Any:
        """Return the state a row holds."""
        key = row.room, row.id
        if key not in self._states:
            self._rows[key] = row
            self._states[key] = codec.state_from(row.room, row.state)
        return self._states[key]

    def _version(self, room: str, id_: str) -> int:
        row = self.row(room, id_)
        return row.version if row else 0

    def _name(self, team: str) -> str:
        """Return a team's name, which stays what it is."""
        state = self.state(TEAMS.name, team)
        return state.name if state else ""

    def line(self, part: Part, row: Standing) -> Line | None:
        """Return the thing's line in a list; None if it has none there now."""
        state = self.opened(row)
        make = _MAKERS[part]
        return make(self, row, state)

    def _simple(self, part: Part, row: Standing, state: Any, order: str) -> Line:
        key = stream(row.room, row.id)
        return Line(part, key, f"{order}|{row.id}", row.id, state, row.areas, (row.version,))

    def _queue(self, row: Standing, state: Any) -> Line:
        order = f"{_HEAVIEST - row.weight:012.3f}|{row.since}"
        return self._simple(Part.QUEUE, row, state, order)

    def _reports(self, row: Standing, state: Any) -> Line:
        return self._simple(Part.REPORTS, row, state, row.since)

    def _alarms(self, row: Standing, state: Any) -> Line | None:
        if state.alarm_since is None:
            return None
        return self._out(Part.ALARMS, row, state, as_text(state.alarm_since))

    def _teams(self, row: Standing, state: Any) -> Line:
        rank = _TEAM_RANK.index(state.status)
        return self._out(Part.TEAMS, row, state, f"{rank}|{state.name}")

    def _out(self, part: Part, row: Standing, state: Any, order: str) -> Line:
        line = self._simple(part, row, state, order)
        mission = self.state(MISSIONS.name, state.mission) if state.mission else None
        if mission is None:
            return line
        about = self.row(INCIDENTS.name, mission.incident)
        if about is None:
            return line
        return line._replace(
            incident=mission.incident,
            about=self.opened(about),
            versions=(*line.versions, self._version(MISSIONS.name, state.mission), about.version),
        )

    def _missions(self, row: Standing, state: Any) -> Line:
        about = self.row(INCIDENTS.name, state.incident)
        named = tuple((leg, self._name(leg.team)) for leg in state.legs)
        weight = about.weight if about else 0.0
        line = self._simple(Part.MISSIONS, row, state, f"{_HEAVIEST - weight:012.3f}|{row.since}")
        return line._replace(
            areas=about.areas if about else (),
            versions=(*line.versions, about.version if about else 0),
            incident=state.incident,
            about=self.opened(about) if about else None,
            teams=named,
        )

    def _hazards(self, row: Standing, state: Any) -> Line | None:
        if not threatens(state, self.now):
            return None
        return self._simple(Part.HAZARDS, row, state, row.since)

    def _roads(self, row: Standing, state: Any) -> Line | None:
        if not hinders(state, self.now):
            return None
        return self._simple(Part.ROADS, row, state, row.since)


_TEAM_RANK = (
    TeamStatus.COMMITTED, TeamStatus.PREASSIGNED, TeamStatus.AVAILABLE, TeamStatus.OFF_SHIFT,
    TeamStatus.STOOD_DOWN,
)  # fmt: skip
_MAKERS = {
    Part.ALARMS: Look._alarms,
    Part.QUEUE: Look._queue,
    Part.REPORTS: Look._reports,
    Part.MISSIONS: Look._missions,
    Part.TEAMS: Look._teams,
    Part.HAZARDS: Look._hazards,
    Part.ROADS: Look._roads,
}
