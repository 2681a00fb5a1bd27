"""What a team says of its mission as it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from najda.application.desk import Done
from najda.application.usecases import work_mission

from . import given
from .commands import command
from .outcome import came_to
from .session import Session

MissionId = Annotated[str, typer.Argument(metavar="MISSION", help="Its id, or the end of it.")]
TeamId = Annotated[str, typer.Argument(metavar="TEAM", help="Its name, its id, or the end of it.")]


def add(missions: typer.Typer) -> None:
    """Add the commands to the group of missions."""
    say = "najda missions"
    for name, step in (("accept", accept), ("depart", depart), ("arrive", arrive), ("done", done)):
        command(missions, name, acts=True, example=f'{say} {name} c41d70e2 "Jableh 1"')(step)
    why = '--reason "no fuel"'
    command(missions, "refuse", acts=True, example=f'{say} refuse c41d70e2 "Jableh 1" {why}')(
        refuse
    )
    command(missions, "call-back", acts=True, example=f'{say} call-back c41d70e2 "Jableh 1" {why}')(
        call_back
    )


def _step(session: Session, use: Callable[..., Done], mission: str, team: str, **more: str) -> None:
    id_ = session.id("missions", mission)
    act = session.act("missions", id_)
    team = session.id("teams", team)
    came_to(session, use(session.desk, act, mission=id_, team=team, **more))


def accept(session: Session, mission: MissionId, team: TeamId) -> None:
    """Note that a team goes, for whoever is at the radio."""
    _step(session, work_mission.accept_mission, mission, team)


def refuse(session: Session, mission: MissionId, team: TeamId, reason: given.Reason = "") -> None:
    """Note that a team does not go, and why, for whoever is at the radio; it is free again."""
    _step(session, work_mission.refuse_mission, mission, team, reason=reason)


def depart(session: Session, mission: MissionId, team: TeamId) -> None:
    """Note that a team is on its way, for whoever is at the radio."""
    _step(session, work_mission.depart, mission, team)


def arrive(session: Session, mission: MissionId, team: TeamId) -> None:
    """Note that a team is at the place, for whoever is at the radio."""
    _step(session, work_mission.arrive, mission, team)


def done(session: Session, mission: MissionId, team: TeamId) -> None:
    """Note that a team has done its part, for whoever is at the radio; it is free again."""
    _step(session, work_mission.finish, mission, team)


def call_back(
    session: Session, mission: MissionId, team: TeamId, reason: given.Reason = ""
) -> None:
    """Call a team back before it is done, and say why, for whoever decides; it is free again."""
    _step(session, work_mission.call_back, mission, team, reason=reason)
