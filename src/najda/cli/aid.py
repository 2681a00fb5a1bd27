"""`najda aid`: asking neighbours for teams when our own run out, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from najda.application import aid_now
from najda.application.fact_words import FACT_WORDS
from najda.application.look_up import Thing, area_code, short, thing, things
from najda.application.sealed_words import sealed_under
from najda.application.usecases import ask_for_aid as use
from najda.domain.aid.events import Forecast, Neighbour
from najda.domain.aid.rules import has_lapsed
from najda.domain.aid.status import Status
from najda.domain.subjects.events import Purpose
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, counted, phrase
from najda.kernel.tasks import Capability

from . import given
from .commands import command, group
from .language import heading, say
from .naming import area_name, team_name
from .outcome import came_to
from .sealed import ClosedOption, PurposeOption, opened
from .session import Session
from .show import as_json, fields, table, thing_json
from .times import read_moment

COLUMNS = (
    N_("id"), N_("asked of"), N_("for"), N_("asks for"), N_("teams"), N_("granted"), N_("here"),
    N_("until"), N_("status"),
)  # fmt: skip
"""What a list of requests shows."""

_LAPSED = N_("lapsed")
_FORESAW = (
    N_("Nobody left in one minute; at the worst {short} teams too few."),
    N_("Nobody left in {count} minutes; at the worst {short} teams too few."),
)
_FORESAW_NOW = N_("Nobody left; at the worst {short} teams too few.")
_FORESAW_NONE = N_("no shortage was foreseen")

AidId = Annotated[str, typer.Argument(metavar="REQUEST", help="Its id, or the end of it.")]
TeamId = Annotated[str, typer.Argument(metavar="TEAM", help="Its name, its id, or the end of it.")]
Until = Annotated[
    str, given.option("--until", metavar="TIME", help="“18:00”, “+6h” or a date: then it lapses.")
]
Teams = Annotated[int, given.option("--teams", help="How many teams.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "aid", "Asking neighbours for teams when our own run out.")
    name = "najda aid"
    example = (
        f"{name} ask اللاذقية search_and_rescue --teams 2 --until +6h "
        '--of "Invented Rescue North" --reason "two houses fell"'
    )
    command(made, "ask", acts=True, example=example)(ask)
    command(made, "list", example=f"{name} list")(list_)
    command(made, "show", acts=True, example=f"{name} show 9d31aa07")(show)
    command(made, "grant", acts=True, example=f"{name} grant 9d31aa07 --teams 2")(grant)
    command(made, "decline", acts=True, example=f'{name} decline 9d31aa07 --reason "none free"')(
        decline
    )
    command(
        made, "extend", acts=True, example=f'{name} extend 9d31aa07 --until +6h --reason "still"'
    )(extend)
    command(made, "withdraw", acts=True, example=f'{name} withdraw 9d31aa07 --reason "calm again"')(
        withdraw
    )
    command(made, "came", acts=True, example=f'{name} came 9d31aa07 "North 1"')(came)
    command(made, "left", acts=True, example=f'{name} left 9d31aa07 "North 1"')(left)


def ask(
    session: Session,
    area: Annotated[str, typer.Argument(help="The area that runs out, by name or code.")],
    capability: Annotated[Capability, typer.Argument(help="What the teams must be able to do.")],
    teams: Teams = 1,
    until: Until = "",
    of: Annotated[
        str, given.option("--of", metavar="NAME", help="The organisation asked, never a person.")
    ] = "",
    of_area: Annotated[
        str, given.option("--of-area", metavar="AREA", help="The area asked, by name or code.")
    ] = "",
    reason: given.Reason = "",
) -> None:
    """Record that a neighbour was asked for teams, for whoever foresees that ours run out."""
    desk = session.desk
    done = use.ask_for_aid(
        desk,
        session.act(),
        area=area_code(desk, area),
        capability=capability,
        number=teams,
        until=_moment(session, until),
        reason=reason,
        organisation=of,
        of_area=area_code(desk, of_area) if of_area else "",
    )
    came_to(session, done, made="aid")


def list_(
    session: Session,
    all_: Annotated[bool, given.option("--all", help="Those that are over, too.")] = False,
    area: given.AreaOption = "",
    limit: given.LimitOption = 200,
) -> None:
    """List what neighbours are asked for, what they grant and who came, for whoever counts on it."""
    found = things(
        session.desk,
        "aid",
        status=None if all_ else [Status.ASKED, Status.GRANTED],
        area=area_code(session.desk, area) if area else None,
        limit=limit,
    )
    kept = [one for one in found if all_ or not has_lapsed(one.state, session.now)]
    if session.options.as_json:
        as_json(session, [_json(session, one) for one in kept])
        return
    table(session, COLUMNS, [_row(session, one) for one in kept])


def row(session: Session, one: aid_now.AskedAid) -> tuple[Any, ...]:
    """Return the row of a request that stands."""
    return (
        short(one.id), asked_of(session, one.neighbour), area_name(session, one.area), one.capability,
        one.teams, "–" if one.granted is None else one.granted,
        [team_name(session, team) for team in one.here], one.until,
        Status.ASKED if one.granted is None else Status.GRANTED,
    )  # fmt: skip


def _row(session: Session, one: Thing) -> tuple[Any, ...]:
    state = one.state
    return (*row(session, aid_now.as_asked(one.id, state))[:-1], _status(session, state))


def asked_of(session: Session, neighbour: Neighbour) -> str:
    """Return who is asked, in words."""
    area = area_name(session, neighbour.areas[-1]) if neighbour.areas else ""
    return ", ".join(filter(None, (neighbour.name, area)))


def _status(session: Session, state: Any) -> Any:
    return heading(_LAPSED) if has_lapsed(state, session.now) else state.status


def show(
    session: Session,
    request: AidId,
    purpose: PurposeOption = Purpose.DISPATCH,
    sealed: ClosedOption = False,
) -> None:
    """Show one request with what was foreseen and what was said; reading the words is recorded."""
    found = thing(session.desk, "aid", session.id("aid", request))
    words = _said(session, found.id, None if sealed else purpose)
    if session.options.as_json:
        as_json(session, _json(session, found, said=[text for _, text in words]))
        return
    state = found.state
    fields(
        session,
        [
            (N_("id"), found.id), (N_("version"), found.version),
            (N_("status"), _status(session, state)),
            (N_("asked of"), asked_of(session, state.neighbour)), (N_("for"), state.place),
            (N_("asks for"), state.capability), (N_("teams"), state.teams),
            (N_("granted"), state.granted), (N_("since"), state.asked_at),
            (N_("answered at"), state.answered_at), (N_("until"), state.until),
            (N_("here"), [team_name(session, team) for team in state.here]),
            (N_("foreseen"), _foreseen(state.forecast)), *words,
        ],
    )  # fmt: skip


def _foreseen(forecast: Forecast | None) -> str:
    if forecast is None:
        return heading(_FORESAW_NONE)
    if forecast.in_minutes <= 0:
        return say(phrase(_FORESAW_NOW, short=forecast.short))
    return say(counted(*_FORESAW, forecast.in_minutes, short=forecast.short))


def _said(session: Session, aid: str, purpose: Purpose | None) -> list[tuple[str, str]]:
    """Return what was said at each step, after recording that it was read."""
    return [
        (FACT_WORDS[box.fact], opened(session, box.sealed, purpose, f"said {number}"))
        for number, box in enumerate(sealed_under(session.desk, aid))
    ]


def _json(session: Session, one: Thing, **more: Any) -> dict[str, Any]:
    lapsed = has_lapsed(one.state, session.now)
    return thing_json(session, one, lapsed=lapsed, **more)


def grant(session: Session, request: AidId, teams: Teams = 1, reason: given.Reason = "") -> None:
    """Note how many teams a neighbour gives, for whoever got the answer; the last answer holds."""
    id_ = session.id("aid", request)
    act = session.act("aid", id_)
    came_to(session, use.grant_aid(session.desk, act, aid=id_, number=teams, reason=reason))


def decline(session: Session, request: AidId, reason: given.Reason = "") -> None:
    """Note that a neighbour gives no team, or no longer any, for whoever got the answer."""
    id_ = session.id("aid", request)
    act = session.act("aid", id_)
    came_to(session, use.decline_aid(session.desk, act, aid=id_, reason=reason))


def extend(session: Session, request: AidId, until: Until = "", reason: given.Reason = "") -> None:
    """Say until when aid is needed, for whoever asked; a request that lapsed stands again."""
    id_ = session.id("aid", request)
    act, ends = session.act("aid", id_), _moment(session, until)
    came_to(session, use.extend_aid(session.desk, act, aid=id_, until=ends, reason=reason))


def withdraw(session: Session, request: AidId, reason: given.Reason = "") -> None:
    """Say that aid is needed no longer, for whoever asked; teams that came stay until they leave."""
    id_ = session.id("aid", request)
    act = session.act("aid", id_)
    came_to(session, use.withdraw_aid(session.desk, act, aid=id_, reason=reason))


def came(session: Session, request: AidId, team: TeamId) -> None:
    """Note that a team is here on a request, for whoever registered it with `najda teams register`."""
    id_, who = session.id("aid", request), session.id("teams", team)
    act = session.act("aid", id_)
    came_to(session, use.welcome_team(session.desk, act, aid=id_, team=who))


def left(session: Session, request: AidId, team: TeamId) -> None:
    """Note that a team is no longer here on a request, for whoever sees it go."""
    id_, who = session.id("aid", request), session.id("teams", team)
    act = session.act("aid", id_)
    came_to(session, use.let_team_go(session.desk, act, aid=id_, team=who))


def _moment(session: Session, until: str) -> datetime:
    """Return until when; raise Malformed if nothing was given, as a request has to lapse some time."""
    if not until:
        expected = phrase(N_("a time such as “18:00” or “+6h”"))
        raise Malformed(what=phrase(N_("until")), given=until, expected=expected)
    return read_moment(until, zone=session.zone, now=session.now)
