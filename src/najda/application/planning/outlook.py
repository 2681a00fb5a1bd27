"""Open incidents, teams and dangers as the planner takes them, kept up with the ledger.

Reading everything anew takes longer than planning does. So what was read is kept, and only what later
entries touched is read again: the same, whichever way it came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from najda.application import codec
from najda.application.ports import Head, Reading
from najda.application.rooms import HAZARDS, INCIDENTS, MISSIONS, TEAMS
from najda.application.states import state_in
from najda.dispatch.problem import Availability, Hazard, Incident, TeamOption
from najda.dispatch.slots import slots_filled
from najda.domain.hazards.state import Hazard as HazardState
from najda.domain.hazards.status import Status as HazardStatus
from najda.domain.incidents.state import Incident as IncidentState
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.status import OUT, Part
from najda.domain.teams.state import Team
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.ids import split_stream
from najda.kernel.tasks import Capability, Task

FOLLOWED = 2_000
"""Entries behind, up to which they are followed one by one; further behind, everything is read anew."""

OPEN = (IncidentStatus.WAITING, IncidentStatus.SERVED)
ALIVE = tuple(status for status in TeamStatus if status is not TeamStatus.STOOD_DOWN)
_AVAILABILITY = {
    TeamStatus.PREASSIGNED: Availability.PREASSIGNED,
    TeamStatus.COMMITTED: Availability.BUSY,
}
_FILLING = (*OUT, Part.DONE)
_LOOKED_AT = (INCIDENTS.name, MISSIONS.name, TEAMS.name, HAZARDS.name)


class Engagement(NamedTuple):
    """What a committed team is at: the incident, when it was sent, since when it is there (None: it is
    on its way)."""

    incident: str
    sent_at: datetime
    arrived_at: datetime | None


class Outlook:
    """What there is to plan: `incidents` that are open, also where teams are under way already, with the
    `tasks` they are about; `teams` not stood down, and what they are `engaged` in; `hazards`."""

    def __init__(self) -> None:
        self._head = Head(0, "")
        self._forget()

    def keep_up(self, view: Reading) -> bool:
        """Bring everything to where a view stands; return whether anything was read."""
        head = view.head()
        if head == self._head:
            return False
        if 0 < self._head.size < head.size <= self._head.size + FOLLOWED and self._follows(view):
            self._follow(view)
        else:
            self._forget()
            self._read_all(view)
        self._head = head
        return True

    def _forget(self) -> None:
        self.incidents: dict[str, Incident] = {}
        self.tasks: dict[str, Task] = {}
        self.engaged: dict[str, Engagement] = {}
        self._promised: dict[str, str] = {}
        self.teams: dict[str, TeamOption] = {}
        self.hazards: dict[str, Hazard] = {}

    def _follows(self, view: Reading) -> bool:
        """Tell whether the entry that was read last still stands: a transaction may have been undone."""
        size = self._head.size
        last = next(view.entries(after=size - 1, upto=size), None)
        return last is not None and last.hash == self._head.hash

    def _read_all(self, view: Reading) -> None:
        for row in view.standings(TEAMS.name, status=ALIVE):
            self._team(view, row.id, codec.state_from(TEAMS.name, row.state))
        for row in view.standings(INCIDENTS.name, status=OPEN):
            self._incident(view, row.id, codec.state_from(INCIDENTS.name, row.state))
        for row in view.standings(HAZARDS.name, status=[HazardStatus.STANDING]):
            self._hazard(row.id, codec.state_from(HAZARDS.name, row.state))

    def _follow(self, view: Reading) -> None:
        touched: dict[tuple[str, str], None] = {}
        for entry in view.entries(after=self._head.size):
            touched[split_stream(entry.stream)] = None
        of = {room: dict.fromkeys(id_ for r, id_ in touched if r == room) for room in _LOOKED_AT}
        for id_ in of[MISSIONS.name]:
            mission = state_in(view, MISSIONS.name, id_)
            of[INCIDENTS.name][mission.incident] = None
            of[TEAMS.name].update(dict.fromkeys(leg.team for leg in mission.legs))
        for id_ in of[TEAMS.name]:
            team = state_in(view, TEAMS.name, id_)
            self._team(view, id_, team)
            if team.mission:  # what it can do fills a slot there
                of[INCIDENTS.name][state_in(view, MISSIONS.name, team.mission).incident] = None
        for id_ in of[INCIDENTS.name]:
            self._incident(view, id_, state_in(view, INCIDENTS.name, id_))
        for id_ in of[HAZARDS.name]:
            self._hazard(id_, state_in(view, HAZARDS.name, id_))

    def _team(self, view: Reading, id_: str, state: Team) -> None:
        self.engaged.pop(id_, None)
        self._promised.pop(id_, None)
        if state.status not in ALIVE:
            self.teams.pop(id_, None)
            return
        self.teams[id_] = team_option(id_, state)
        if state.status == TeamStatus.PREASSIGNED:
            self._promised[id_] = state_in(view, MISSIONS.name, state.mission).incident
        if state.status == TeamStatus.COMMITTED:
            mission = state_in(view, MISSIONS.name, state.mission)
            leg = mission.leg(id_)
            self.engaged[id_] = Engagement(mission.incident, leg.sent_at, leg.arrived_at)

    def _incident(self, view: Reading, id_: str, state: IncidentState) -> None:
        if state.status in OPEN:
            promised = sorted(team for team, to in self._promised.items() if to == id_)
            able = [self.teams[team].capabilities for team in promised]
            self.incidents[id_] = incident_of(view, id_, state, able)
            self.tasks[id_] = state.task
        else:
            self.incidents.pop(id_, None)
            self.tasks.pop(id_, None)

    def _hazard(self, id_: str, state: HazardState) -> None:
        if hazard := hazard_of(id_, state):
            self.hazards[id_] = hazard
        else:
            self.hazards.pop(id_, None)


def hazard_of(id_: str, state: HazardState) -> Hazard | None:
    """Return a danger as the planner takes it; None if it is cleared or nobody knows where it is."""
    if state.status != HazardStatus.STANDING or state.place.position is None:
        return None
    return Hazard(
        id=id_,
        kind=state.kind,
        position=state.place.position,
        radius_km=state.radius_m / 1000,
        since=state.reported_at,
        until=state.until,
    )


def incident_of(
    view: Reading,
    id_: str,
    state: IncidentState,
    promised: Sequence[tuple[Capability, ...]] = (),
) -> Incident:
    """Return an incident as the planner takes it: what it still asks for, and what is on the way.
    `promised` is what teams can do whom a person set down for it: each fills a slot, as decided."""
    filled = _filled(view, state, promised)
    asks = list(state.capabilities)
    for capability in filled:
        if capability in asks:
            asks.remove(capability)
    return Incident(
        id=id_,
        since=state.waiting_since,
        weight=state.weight,
        asks=tuple(asks),
        sent=tuple(filled),
        position=state.place.position,
        areas=state.place.areas,
    )


def team_option(id_: str, state: Team) -> TeamOption:
    """Return a team as the planner takes it; when a busy one comes free is not known here."""
    return TeamOption(
        id=id_,
        capabilities=state.capabilities,
        position=state.whereabouts,
        availability=_AVAILABILITY.get(state.status, Availability.FREE),
        engaged_with=state.mission,
        shift_end=state.shift_until,
        rest_until=state.rested_from,
        areas=state.base.areas,
    )


def _filled(
    view: Reading, state: IncidentState, promised: Sequence[tuple[Capability, ...]]
) -> list[Capability]:
    """Return what each team out or done here, or promised, is there for: a slot of its own, as many as
    they can fill between them, or what it can do where none is left for it."""
    sent = [
        state_in(view, TEAMS.name, leg.team).capabilities
        for mission in state.missions
        for leg in state_in(view, MISSIONS.name, mission).legs
        if leg.part in _FILLING
    ]
    teams = [*sent, *promised]
    slots = slots_filled(state.capabilities, teams)
    return [
        able[0] if slot is None else state.capabilities[slot]
        for able, slot in zip(teams, slots, strict=True)
    ]
