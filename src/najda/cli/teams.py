"""`najda teams`: who can go, and what they drive."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from najda.application.look_up import (
    ALIVE_TEAMS,
    Thing,
    short,
    thing,
)
from najda.application.usecases import manage_team
from najda.domain.subjects.events import Purpose
from najda.kernel.phrases import N_

from . import given, shifts, vehicles
from .commands import command, group
from .listing import list_things
from .outcome import came_to
from .sealed import ClosedOption, PurposeOption, opened
from .session import Session
from .show import as_json, fields, said, thing_json, waited

_COLUMNS = (
    N_("id"), N_("name"), N_("status"), N_("base"), N_("capabilities"), N_("shift until"),
    N_("rested from"), N_("heard"), N_("alarm"), N_("mission"),
)  # fmt: skip
TeamId = Annotated[str, typer.Argument(metavar="TEAM", help="Its name, its id, or the end of it.")]
CheckIn = Annotated[int, given.option("--check-in", help="Minutes between two check-ins.")]
Rest = Annotated[int, given.option("--rest", help="Hours of rest after a shift.")]
LongestShift = Annotated[int, given.option("--longest-shift", help="Hours a shift may have.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "teams", "Who can go: members, vehicles, shifts, check-ins, alarms.")
    say = "najda teams"
    register_example = f'{say} register "Jableh 1" --place جبلة -c search_and_rescue -c medical'
    command(made, "register", acts=True, example=register_example)(register)
    command(made, "revise", acts=True, example=f'{say} revise "Jableh 1" -c medical --rest 10')(
        revise
    )
    command(made, "list", example=f"{say} list --area Latakia")(list_)
    command(made, "show", acts=True, example=f'{say} show "Jableh 1" --sealed')(show)
    command(made, "join", acts=True, example=f'{say} join "Jableh 1" "Invented Name" -c medical')(
        join
    )
    command(made, "leave", acts=True, example=f'{say} leave "Jableh 1" 77c2e0b1')(leave)
    command(
        made, "stand-down", acts=True, example=f'{say} stand-down "Jableh 1" --reason "merged"'
    )(stand_down)
    vehicles.add(made)
    shifts.add(made)


def register(
    session: Session,
    name: Annotated[str, typer.Argument(help="The team's name, never a person's.")],
    place: given.PlaceWords = "",
    position: given.PositionText = "",
    capability: given.Capabilities = None,
    check_in: CheckIn = manage_team.CHECK_IN_MINUTES,
    rest: Rest = manage_team.REST_HOURS,
    longest_shift: LongestShift = manage_team.LONGEST_SHIFT_HOURS,
) -> None:
    """Register a team with its base and what it can do, for whoever leads the centre."""
    done = manage_team.register_team(
        session.desk,
        session.act(),
        name=name,
        base=given.where(place, position),
        capabilities=given.several(capability),
        check_in_minutes=check_in,
        rest_hours=rest,
        longest_shift_hours=longest_shift,
    )
    came_to(session, done, made="teams")


def revise(
    session: Session,
    team: TeamId,
    place: given.PlaceWords = "",
    position: given.PositionText = "",
    capability: given.Capabilities = None,
    check_in: Annotated[int | None, given.option("--check-in", help="Minutes.")] = None,
    rest: Annotated[int | None, given.option("--rest", help="Hours.")] = None,
    longest_shift: Annotated[int | None, given.option("--longest-shift", help="Hours.")] = None,
) -> None:
    """Change a team's base, capabilities or rules, for whoever leads the centre; the rest stays."""
    id_ = session.id("teams", team)
    now = thing(session.desk, "teams", id_).state
    done = manage_team.revise_team(
        session.desk,
        session.act("teams", id_),
        team=id_,
        base=given.where(place, position) if place or position else now.base,
        capabilities=given.several(capability) or now.capabilities,
        check_in_minutes=now.check_in_minutes if check_in is None else check_in,
        rest_hours=now.rest_hours if rest is None else rest,
        longest_shift_hours=now.longest_shift_hours if longest_shift is None else longest_shift,
    )
    came_to(session, done)


def list_(
    session: Session,
    all_: Annotated[bool, given.option("--all", help="Those stood down too.")] = False,
    area: given.AreaOption = "",
    limit: given.LimitOption = 200,
) -> None:
    """List teams with their status, shift, rest and last check-in, for whoever decides who goes."""
    list_things(
        session,
        "teams",
        _COLUMNS,
        _row,
        status=None if all_ else ALIVE_TEAMS,
        area=area,
        limit=limit,
    )


def _row(session: Session, one: Thing) -> tuple[object, ...]:
    state = one.state
    resting = state.rested_from if state.rested_from and state.rested_from > session.now else None
    heard = waited(state.heard_at, session.now) if state.heard_at else ""
    alarm = "! " + said(session, state.alarm_since) if state.alarm_since else ""
    return (
        short(one.id), state.name, state.status, state.base, state.capabilities, state.shift_until,
        resting, heard, alarm, short(state.mission),
    )  # fmt: skip


def show(
    session: Session,
    team: TeamId,
    purpose: PurposeOption = Purpose.DISPATCH,
    sealed: ClosedOption = False,
) -> None:
    """Show one team with its members and vehicles, for whoever leads it; reading names is recorded."""
    found = thing(session.desk, "teams", session.id("teams", team))
    state, why = found.state, None if sealed else purpose
    members = [
        {"id": m.id, "name": opened(session, m.name, why, m.id), "capabilities": m.capabilities}
        for m in state.members
    ]
    if session.options.as_json:
        as_json(session, thing_json(session, found, members=members))
        return
    fields(session, _told(session, found, members))


def _told(session: Session, found: Thing, members: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    state = found.state
    rows = [
        (N_("id"), found.id), (N_("version"), found.version), (N_("name"), state.name),
        (N_("status"), state.status), (N_("base"), state.base),
        (N_("capabilities"), state.capabilities),
        (N_("minutes between check-ins"), state.check_in_minutes),
        (N_("hours of rest"), state.rest_hours),
        (N_("longest shift, hours"), state.longest_shift_hours),
        (N_("shift until"), state.shift_until), (N_("rested from"), state.rested_from),
        (N_("heard"), state.heard_at), (N_("alarm since"), state.alarm_since),
        (N_("mission"), short(state.mission)),
    ]  # fmt: skip
    rows += [
        (N_("member"), f"{short(m['id'])} {m['name']} {said(session, m['capabilities'])}")
        for m in members
    ]
    rows += [
        (N_("vehicle"), f"{short(v.id)} {v.name} ({v.seats}/{v.stretchers})")
        for v in state.vehicles
    ]
    return rows


def join(
    session: Session,
    team: TeamId,
    name: Annotated[str, typer.Argument(help="The person's name; kept sealed under an id.")],
    capability: given.Capabilities = None,
) -> None:
    """Let a person join a team, for whoever leads it."""
    id_ = session.id("teams", team)
    done = manage_team.join_team(
        session.desk,
        session.act("teams", id_),
        team=id_,
        name=name,
        capabilities=given.several(capability),
    )
    came_to(session, done)


def leave(
    session: Session,
    team: TeamId,
    member: Annotated[str, typer.Argument(help="The member's id, or the end of it.")],
) -> None:
    """Let a person leave a team, for whoever leads it."""
    id_ = session.id("teams", team)
    member = vehicles.within(session, id_, "members", member)
    act = session.act("teams", id_)
    came_to(session, manage_team.leave_team(session.desk, act, team=id_, member=member))


def stand_down(session: Session, team: TeamId, reason: given.Reason = "") -> None:
    """End a team that is off shift, and say why, for whoever leads the centre."""
    id_ = session.id("teams", team)
    act = session.act("teams", id_)
    came_to(session, manage_team.stand_team_down(session.desk, act, team=id_, reason=reason))
