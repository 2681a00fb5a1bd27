"""`najda teams vehicle`: what teams drive."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import meant, thing
from najda.application.usecases import manage_team

from . import given
from .commands import command, group
from .outcome import came_to
from .session import Session

TeamId = Annotated[str, typer.Argument(metavar="TEAM", help="Its name, its id, or the end of it.")]


def add(made: typer.Typer) -> None:
    """Add the commands to the group of teams."""
    say = "najda teams"
    vehicle = group(made, "vehicle", "What teams drive.")
    give_example = f'{say} vehicle give "Jableh 1" "Ambulance 7" --seats 5 --stretchers 2'
    command(vehicle, "give", acts=True, example=give_example)(give)
    take_example = f'{say} vehicle take "Jableh 1" 0c55ab12 --reason "broke down"'
    command(vehicle, "take", acts=True, example=take_example)(take)


def within(session: Session, team: str, kind: str, given_id: str) -> str:
    """Return the id of a team's member or vehicle by a part of it; as given if that tells nothing."""
    held = getattr(thing(session.desk, "teams", team).state, kind)
    return meant([each.id for each in held], given_id)


def give(
    session: Session,
    team: TeamId,
    name: Annotated[str, typer.Argument(help="What is painted on it.")],
    seats: Annotated[int, given.option("--seats", help="Seats, the driver's included.")],
    stretchers: Annotated[int, given.option("--stretchers", help="Stretchers.")] = 0,
) -> None:
    """Give a team a vehicle, for whoever leads the centre."""
    id_ = session.id("teams", team)
    act = session.act("teams", id_)
    done = manage_team.give_vehicle(
        session.desk, act, team=id_, name=name, seats=seats, stretchers=stretchers
    )
    came_to(session, done)


def take(
    session: Session,
    team: TeamId,
    vehicle: Annotated[str, typer.Argument(help="The vehicle's id, or the end of it.")],
    reason: given.Reason = "",
) -> None:
    """Take a vehicle from a team, and say why, for whoever leads the centre."""
    id_ = session.id("teams", team)
    vehicle = within(session, id_, "vehicles", vehicle)
    act = session.act("teams", id_)
    done = manage_team.take_vehicle(session.desk, act, team=id_, vehicle=vehicle, reason=reason)
    came_to(session, done)
