"""Close a mission that is done, or abort one that cannot be."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.incidents import decide as incidents
from najda.domain.incidents.events import Ending
from najda.domain.missions import decide as missions
from najda.domain.missions.events import MissionAborted, MissionClosed
from najda.domain.teams import decide as teams
from najda.kernel.phrases import N_

from .close_incident import check_nothing_planned


def close_mission(desk: Desk, act: Act, *, mission: str, ending: Ending | None = None) -> Done:
    """Close a mission whose teams are done and whose outcome is recorded; with an `ending`, the incident
    too, if no other mission is under way there."""

    def work(work: Work) -> None:
        state = work.get("missions", mission)
        work.add("missions", mission, missions.close(state))
        _free(work, mission, state.set_down)
        _end_at_incident(work, state.incident, mission, served=True)
        if ending is not None:
            check_nothing_planned(work, state.incident)
            incident = work.get("incidents", state.incident)
            work.add("incidents", state.incident, incidents.close(incident, ending=ending))

    return desk.perform(act, work, MissionClosed, mission)


def abort_mission(desk: Desk, act: Act, *, mission: str, reason: str) -> Done:
    """Abort a mission, and say why; its teams are called back and free, the incident waits again."""

    def work(work: Work) -> None:
        state = work.get("missions", mission)
        why = work.seal_reason(mission, reason, N_("abort"))
        work.add("missions", mission, missions.abort(state, reason=why))
        _free(work, mission, (*state.out, *state.set_down))
        _end_at_incident(work, state.incident, mission, served=False)

    return desk.perform(act, work, MissionAborted, mission)


def _free(work: Work, mission: str, freed: tuple[str, ...]) -> None:
    for team in freed:
        work.add("teams", team, teams.release(work.get("teams", team), mission=mission))


def _end_at_incident(work: Work, incident: str, mission: str, *, served: bool) -> None:
    state = work.get("incidents", incident)
    ended = incidents.end_mission(state, mission=mission, served=served)
    work.add("incidents", incident, ended)
