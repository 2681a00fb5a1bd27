"""What a thing touches: the areas it lies in and the teams it concerns, for `permissions` to compare."""

from __future__ import annotations

from . import codec
from .permissions import Reach
from .ports import Reading, Standing
from .rooms import CLOSURES, HAZARDS, INCIDENTS, MISSIONS, REPORTS, TEAMS


def reach_of(view: Reading, row: Standing) -> Reach:
    """Return what a thing touches. A mission lies where its incident does and concerns the teams on it;
    an incident concerns the teams of its missions, a report those of its incident."""
    match row.room:
        case MISSIONS.name:
            state = codec.state_from(row.room, row.state)
            incident = view.standing(INCIDENTS.name, state.incident)
            return Reach(areas=incident.areas if incident else (), teams=_teams(state))
        case INCIDENTS.name:
            return Reach(areas=row.areas, teams=_teams_of_incident(view, row.id))
        case REPORTS.name:
            teams = _teams_of_incident(view, row.parent) if row.parent else ()
            return Reach(areas=row.areas, teams=teams)
        case TEAMS.name:
            return Reach(areas=row.areas, teams=(row.id,))
        case HAZARDS.name | CLOSURES.name:
            return Reach(areas=row.areas, teams=EVERY_TEAM)
    return Reach(areas=row.areas)


class _EveryTeam(tuple):
    def __contains__(self, team: object) -> bool:
        return True


EVERY_TEAM = _EveryTeam()
"""A hazard concerns whoever goes near it, a closure whoever drives there."""


def _teams_of_incident(view: Reading, incident: str) -> tuple[str, ...]:
    rows = view.standings(MISSIONS.name, parent=incident)
    missions = (codec.state_from(MISSIONS.name, row.state) for row in rows)
    return tuple(dict.fromkeys(team for mission in missions for team in _teams(mission)))


def _teams(mission: object) -> tuple[str, ...]:
    return tuple(leg.team for leg in mission.legs)  # type: ignore[attr-defined]
