"""What a team says of its mission as it goes: goes or not, on the way, there, done, called back."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.missions import decide as missions
from najda.domain.missions.events import (
    TeamAccepted,
    TeamArrived,
    TeamDeparted,
    TeamDone,
    TeamRefused,
    TeamWithdrawn,
)
from najda.domain.teams import decide as teams
from najda.kernel.phrases import N_
from najda.kernel.places import Position


def accept_mission(desk: Desk, act: Act, *, mission: str, team: str) -> Done:
    """Note that the team goes."""

    def work(work: Work) -> None:
        work.add("missions", mission, missions.accept(work.get("missions", mission), team=team))
        _heard(work, team)

    return desk.perform(act, work, TeamAccepted, mission, team)


def refuse_mission(desk: Desk, act: Act, *, mission: str, team: str, reason: str) -> Done:
    """Note that the team does not go, and why; it is free again."""

    def work(work: Work) -> None:
        why = work.seal_reason(mission, reason, N_("refuse"))
        state = work.get("missions", mission)
        work.add("missions", mission, missions.refuse(state, team=team, reason=why))
        _heard(work, team)
        _free(work, mission, team)

    return desk.perform(act, work, TeamRefused, mission, team)


def depart(desk: Desk, act: Act, *, mission: str, team: str) -> Done:
    """Note that the team is on its way."""

    def work(work: Work) -> None:
        work.add("missions", mission, missions.depart(work.get("missions", mission), team=team))
        _heard(work, team)

    return desk.perform(act, work, TeamDeparted, mission, team)


def arrive(desk: Desk, act: Act, *, mission: str, team: str) -> Done:
    """Note that the team is at the place; its position is then the incident's."""

    def work(work: Work) -> None:
        state = work.get("missions", mission)
        work.add("missions", mission, missions.arrive(state, team=team))
        _heard(work, team, work.get("incidents", state.incident).place.position)

    return desk.perform(act, work, TeamArrived, mission, team)


def finish(desk: Desk, act: Act, *, mission: str, team: str) -> Done:
    """Note that the team has done its part; it is free again."""

    def work(work: Work) -> None:
        work.add("missions", mission, missions.finish(work.get("missions", mission), team=team))
        _heard(work, team)
        _free(work, mission, team)

    return desk.perform(act, work, TeamDone, mission, team)


def call_back(desk: Desk, act: Act, *, mission: str, team: str, reason: str) -> Done:
    """Call a team back before it is done, and say why; it is free again."""

    def work(work: Work) -> None:
        why = work.seal_reason(mission, reason, N_("call back"))
        state = work.get("missions", mission)
        work.add("missions", mission, missions.withdraw(state, team=team, reason=why))
        _free(work, mission, team)

    return desk.perform(act, work, TeamWithdrawn, mission, team)


def _heard(work: Work, team: str, position: Position | None = None) -> None:
    """Whatever a team says of its mission is a check-in too."""
    work.add("teams", team, teams.check_in(work.get("teams", team), position=position))


def _free(work: Work, mission: str, team: str) -> None:
    work.add("teams", team, teams.release(work.get("teams", team), mission=mission))
