"""`najda teams shift`, `check-in`, `alarms`, `answer`: who is on, and who has gone silent."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import ALIVE_TEAMS, short, things
from najda.application.usecases import check_in as hearing
from najda.application.usecases import run_shift
from najda.intake.coordinates import read_pair
from najda.kernel.phrases import N_

from . import given
from .commands import command, group
from .outcome import came_to
from .session import Session
from .show import as_json, table, thing_json, waited
from .times import read_moment

TeamId = Annotated[str, typer.Argument(metavar="TEAM", help="Its name, its id, or the end of it.")]
Until = Annotated[
    str, given.option("--until", metavar="TIME", help="“2025-03-07 18:00”, “18:00” or “+8h”.")
]
_ALARMS = (N_("id"), N_("name"), N_("silent for"), N_("alarm since"), N_("mission"), N_("base"))


def add(teams: typer.Typer) -> None:
    """Add the commands to the group of teams."""
    say = "najda teams"
    shift = group(teams, "shift", "When teams are on.")
    command(shift, "start", acts=True, example=f'{say} shift start "Jableh 1" --until +8h')(start)
    command(
        shift,
        "extend",
        acts=True,
        example=f'{say} shift extend "Jableh 1" --until 22:00 --reason "still digging"',
    )(extend)
    command(shift, "end", acts=True, example=f'{say} shift end "Jableh 1"')(end)
    command(
        teams, "check-in", acts=True, example=f'{say} check-in "Jableh 1" --position 35.4,35.9'
    )(check_in)
    command(teams, "alarms", acts=True, example=f"{say} alarms")(alarms)
    command(
        teams, "answer", acts=True, example=f'{say} answer "Jableh 1" --reason "radio was off"'
    )(answer)


def start(
    session: Session,
    team: TeamId,
    until: Until,
    unrested_reason: Annotated[
        str, given.option("--unrested-reason", help="Why its rest is cut short, if it is.")
    ] = "",
) -> None:
    """Start a team's shift, for whoever leads it."""
    id_ = session.id("teams", team)
    done = run_shift.start_shift(
        session.desk,
        session.act("teams", id_),
        team=id_,
        until=read_moment(until, zone=session.zone, now=session.now),
        unrested_reason=unrested_reason,
    )
    came_to(session, done)


def extend(session: Session, team: TeamId, until: Until, reason: given.Reason = "") -> None:
    """Let a shift go on longer, and say why, for whoever answers for the team's rest."""
    id_ = session.id("teams", team)
    ends = read_moment(until, zone=session.zone, now=session.now)
    act = session.act("teams", id_)
    done = run_shift.extend_shift(session.desk, act, team=id_, until=ends, reason=reason)
    came_to(session, done)


def end(session: Session, team: TeamId) -> None:
    """End the shift of a team that is free, for whoever leads it; its rest begins."""
    id_ = session.id("teams", team)
    act = session.act("teams", id_)
    came_to(session, run_shift.end_shift(session.desk, act, team=id_))


def check_in(session: Session, team: TeamId, position: given.PositionText = "") -> None:
    """Note that a team was heard from, for whoever is at the radio."""
    id_ = session.id("teams", team)
    where = read_pair(position) if position else None
    act = session.act("teams", id_)
    came_to(session, hearing.check_in(session.desk, act, team=id_, position=where))


def alarms(session: Session) -> None:
    """Raise the alarm for teams not heard from in their agreed time, and list those that stand.

    For whoever watches over the teams: run it every minute, or leave it to a timer.
    """
    hearing.raise_alarms(session.desk, session.act())
    standing = [
        team
        for team in things(session.desk, "teams", status=ALIVE_TEAMS)
        if team.state.alarm_since is not None
    ]
    if session.options.as_json:
        as_json(session, [thing_json(session, team) for team in standing])
        return
    rows = [
        (
            short(team.id), team.state.name,
            waited(team.state.heard_at or team.state.alarm_since, session.now),
            team.state.alarm_since, short(team.state.mission), team.state.base,
        )
        for team in standing
    ]  # fmt: skip
    table(session, _ALARMS, rows)


def answer(session: Session, team: TeamId, reason: given.Reason = "") -> None:
    """Say what was found when looking after an alarm, for whoever did."""
    id_ = session.id("teams", team)
    act = session.act("teams", id_)
    came_to(session, hearing.answer_alarm(session.desk, act, team=id_, reason=reason))
