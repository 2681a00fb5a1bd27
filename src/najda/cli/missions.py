"""`najda missions`: who is sent where."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.errors import OverrideUnexplained
from najda.application.look_up import Thing, short, thing, things
from najda.application.usecases import end_mission, send_teams
from najda.domain.incidents.events import Ending
from najda.domain.missions.status import Status
from najda.kernel.phrases import N_

from . import given, mission_steps, outcomes, proposals
from .commands import command, group
from .language import say
from .naming import named
from .outcome import came_to
from .session import Session
from .show import as_json, fields, said, table, thing_json

_COLUMNS = (
    N_("id"), N_("status"), N_("kind"), N_("incident"), N_("teams"), N_("sent"), N_("reached"),
)  # fmt: skip
MissionId = Annotated[str, typer.Argument(metavar="MISSION", help="Its id, or the end of it.")]
IncidentId = Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the end of it.")]
TeamIds = Annotated[list[str], typer.Argument(metavar="TEAM…", help="Teams, by name or id.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "missions", "Who is sent where: propose, send, follow, close.")
    name = "najda missions"
    proposals.add(made)
    command(made, "preassign", acts=True, example=f'{name} preassign 3fa91c07 "Jableh 1"')(
        preassign
    )
    command(made, "take-off", acts=True, example=f'{name} take-off c41d70e2 "Jableh 1"')(take_off)
    command(made, "send", acts=True, example=f'{name} send 3fa91c07 "Jableh 1"')(send)
    mission_steps.add(made)
    outcomes.add(made)
    command(made, "abort", acts=True, example=f'{name} abort c41d70e2 --reason "road cut"')(abort)
    command(made, "close", acts=True, example=f"{name} close c41d70e2 --ending resolved")(close)
    command(made, "list", example=f"{name} list")(list_)
    command(made, "show", example=f"{name} show c41d70e2")(show)


def preassign(
    session: Session,
    incident: IncidentId,
    teams: TeamIds,
    mission: Annotated[
        str, given.option("--mission", help="A mission planned before; else a new one.")
    ] = "",
) -> None:
    """Set teams down for an incident without sending them yet, for whoever plans ahead."""
    ids = [session.id("teams", team) for team in teams]
    if not mission:
        id_ = session.id("incidents", incident)
        act = session.act("incidents", id_)
        done = send_teams.plan_mission(session.desk, act, incident=id_, teams=ids)
        came_to(session, done, made="missions")
        return
    id_ = session.id("missions", mission)
    with session.desk.together():
        done_each = [
            send_teams.set_team_down(session.desk, session.act(part=team), mission=id_, team=team)
            for team in ids
        ]
    for done in done_each:
        came_to(session, done)


def take_off(session: Session, mission: MissionId, team: mission_steps.TeamId) -> None:
    """Free a team that was set down and not sent, for whoever plans."""
    id_ = session.id("missions", mission)
    act = session.act("missions", id_)
    team = session.id("teams", team)
    came_to(session, send_teams.take_team_off(session.desk, act, mission=id_, team=team))


def send(
    session: Session,
    incident: IncidentId,
    teams: TeamIds,
    mission: Annotated[
        str, given.option("--mission", help="A mission planned before; else a new one.")
    ] = "",
    override_reason: Annotated[
        str,
        given.option("--override-reason", help="Why others than proposed are sent; kept sealed."),
    ] = "",
) -> None:
    """Send teams to an incident, for whoever decides; others than proposed need a reason."""
    id_ = session.id("incidents", incident)
    who = [session.id("teams", team) for team in teams]
    on = session.id("missions", mission) if mission else ""
    act = session.act("incidents", id_)
    try:
        done = send_teams.send_teams(
            session.desk,
            act,
            incident=id_,
            teams=who,
            mission=on,
            override_reason=override_reason,
        )
    except OverrideUnexplained as refusal:
        raise OverrideUnexplained(**named(session, refusal.phrase).values) from refusal
    came_to(session, done, made="missions")


def abort(session: Session, mission: MissionId, reason: given.Reason = "") -> None:
    """Abort a mission, and say why, for whoever decides; its teams are free, the incident waits again."""
    id_ = session.id("missions", mission)
    act = session.act("missions", id_)
    came_to(session, end_mission.abort_mission(session.desk, act, mission=id_, reason=reason))


def close(
    session: Session,
    mission: MissionId,
    ending: Annotated[
        Ending | None, given.option("--ending", help="Close the incident too, as ended so.")
    ] = None,
) -> None:
    """Close a mission whose teams are done and whose outcome is recorded, for whoever followed it."""
    id_ = session.id("missions", mission)
    act = session.act("missions", id_)
    came_to(session, end_mission.close_mission(session.desk, act, mission=id_, ending=ending))


def list_(
    session: Session,
    all_: given.AllOption = False,
    incident: Annotated[str, given.option("--incident", help="Only those to this incident.")] = "",
    limit: given.LimitOption = 50,
) -> None:
    """List missions and their teams, for whoever follows them."""
    found = things(
        session.desk,
        "missions",
        status=None if all_ else (Status.PLANNED, Status.UNDER_WAY),
        parent=session.id("incidents", incident) if incident else None,
        limit=limit,
    )
    if session.options.as_json:
        as_json(session, [thing_json(session, one) for one in found])
        return
    table(session, _COLUMNS, (_row(session, one) for one in found))


def _row(session: Session, one: Thing) -> tuple[object, ...]:
    state = one.state
    legs = ", ".join(f"{_team(session, leg.team)}: {say(leg.part)}" for leg in state.legs)
    return (
        short(one.id), state.status, state.task, short(state.incident), legs, state.sent_at,
        state.reached_at,
    )  # fmt: skip


def _team(session: Session, id_: str) -> str:
    return thing(session.desk, "teams", id_).state.name


def show(session: Session, mission: MissionId) -> None:
    """Show one mission: each team's part and what it came to, for whoever follows or closes it."""
    found = thing(session.desk, "missions", session.id("missions", mission))
    state = found.state
    if session.options.as_json:
        as_json(session, thing_json(session, found))
        return
    rows = [
        (N_("id"), found.id), (N_("version"), found.version), (N_("status"), state.status),
        (N_("kind"), state.task), (N_("incident"), short(state.incident)),
        (N_("planned"), state.planned_at), (N_("sent"), state.sent_at),
        (N_("reached"), state.reached_at), (N_("ended"), state.ended_at),
    ]  # fmt: skip
    for leg in state.legs:
        came = f", {said(session, leg.arrived_at)}" if leg.arrived_at else ""
        rows.append((N_("team"), f"{_team(session, leg.team)}: {say(leg.part)}{came}"))
    for record in state.records:
        told = outcomes.told(session, record.outcome)
        rows.append((N_("outcome"), f"{short(record.id)} {_team(session, record.team)}: {told}"))
    fields(session, rows)
