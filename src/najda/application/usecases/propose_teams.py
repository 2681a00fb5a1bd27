"""See who should go where, and why: for one incident, or for all at once. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from najda.application import codec
from najda.application.desk import Desk, state_in
from najda.application.permissions import Grant, Permission, can
from najda.application.ports import Reading
from najda.application.reach import reach_of
from najda.dispatch.plan import Plan, Ranking
from najda.dispatch.problem import Availability, Hazard, Incident, Problem, TeamOption
from najda.domain.hazards.rules import threatens
from najda.domain.incidents.state import Incident as IncidentState
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.status import OUT, Part
from najda.domain.teams.state import Team
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.places import Position
from najda.kernel.tasks import Capability

_AVAILABILITY = {
    TeamStatus.PREASSIGNED: Availability.PREASSIGNED,
    TeamStatus.COMMITTED: Availability.BUSY,
}
_ALIVE = (
    TeamStatus.OFF_SHIFT,
    TeamStatus.AVAILABLE,
    TeamStatus.PREASSIGNED,
    TeamStatus.COMMITTED,
)
_FILLING = (*OUT, Part.DONE)


def rank_teams(desk: Desk, *, incident: str, grant: Grant | None = None) -> Ranking:
    """Return every team for one incident: the fit best first, the unfit with why not; with a `grant` only
    those that whoever has it may send."""
    with desk.store.reading() as view:
        state = state_in(view, "incidents", incident)
        problem = _problem(desk, view, [(incident, state)], grant, for_incident=incident)
    return desk.planner.rank(problem, incident)


def propose_teams(
    desk: Desk, *, most: int | None = None, area: str | None = None, grant: Grant | None = None
) -> Plan:
    """Return one proposal for all waiting incidents at once, the weightiest `most` of them in an area;
    with a `grant` only of teams that whoever has it may send."""
    with desk.store.reading() as view:
        rows = view.standings("incidents", status=[IncidentStatus.WAITING], area=area, limit=most)
        waiting = [(row.id, codec.state_from("incidents", row.state)) for row in rows]
        problem = _problem(desk, view, waiting, grant)
    return desk.planner.propose(problem)


def _problem(
    desk: Desk,
    view: Reading,
    waiting: Sequence[tuple[str, IncidentState]],
    grant: Grant | None,
    for_incident: str = "",
) -> Problem:
    at = desk.clock.now()
    incidents = tuple(_incident(view, id_, state) for id_, state in waiting)
    rows = view.standings("teams", status=_ALIVE)
    if grant is not None:
        rows = [row for row in rows if can(grant, Permission.MISSIONS_SEND, reach_of(view, row))]
    promised = _planned_here(view, for_incident) if for_incident else frozenset()
    teams = tuple(_option(row.id, codec.state_from("teams", row.state), promised) for row in rows)
    return Problem(
        at=at,
        incidents=incidents,
        teams=teams,
        travel_minutes=_travel(desk, teams, incidents),
        hazards=tuple(_hazards(view, at)),
    )


def _incident(view: Reading, id_: str, state: IncidentState) -> Incident:
    filled = _filled(view, state)
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


def _filled(view: Reading, state: IncidentState) -> list[Capability]:
    """Return the slots filled by teams out or done here: each team fills one, the first it can."""
    asks, filled = list(state.capabilities), []
    for mission in state.missions:
        for leg in state_in(view, "missions", mission).legs:
            if leg.part not in _FILLING:
                continue
            able = state_in(view, "teams", leg.team).capabilities
            slot = next((asked for asked in asks if asked in able), None)
            if slot is not None:
                asks.remove(slot)
            filled.append(slot or able[0])
    return filled


def _planned_here(view: Reading, incident: str) -> frozenset[str]:
    return frozenset(row.id for row in view.standings("missions", parent=incident))


def _option(id_: str, team: Team, promised_here: frozenset[str]) -> TeamOption:
    availability = _AVAILABILITY.get(team.status, Availability.FREE)
    if availability is Availability.PREASSIGNED and team.mission in promised_here:
        availability = Availability.FREE
    return TeamOption(
        id=id_,
        capabilities=team.capabilities,
        position=team.whereabouts,
        availability=availability,
        engaged_with=team.mission,
        shift_end=team.shift_until,
        rest_until=team.rested_from,
        areas=team.base.areas,
    )


def _hazards(view: Reading, at: datetime) -> Iterable[Hazard]:
    for row in view.standings("hazards", status=["standing"]):
        state = codec.state_from("hazards", row.state)
        if threatens(state, at) and state.place.position is not None:
            yield Hazard(
                id=row.id,
                kind=state.kind,
                position=state.place.position,
                radius_km=state.radius_m / 1000,
                since=state.reported_at,
                until=state.until,
            )


def _travel(
    desk: Desk, teams: Sequence[TeamOption], incidents: Sequence[Incident]
) -> list[list[float | None]]:
    """Return minutes, a row per team; None from or to where nobody knows."""
    there = [i for i, incident in enumerate(incidents) if incident.position]
    here = [t for t, team in enumerate(teams) if team.position]
    minutes: list[list[float | None]] = [[None] * len(incidents) for _ in teams]
    if not there or not here:
        return minutes
    known = desk.roads.travel_minutes(_positions(teams, here), _positions(incidents, there))
    for t, row in zip(here, known, strict=True):
        for i, value in zip(there, row, strict=True):
            minutes[t][i] = value
    return minutes


def _positions(
    things: Sequence[TeamOption] | Sequence[Incident], which: Sequence[int]
) -> list[Position]:
    return [things[index].position for index in which]  # type: ignore[misc]
