"""`najda missions propose`: who should go, and why. Nothing is decided here."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from najda.application.look_up import area_code, short
from najda.application.usecases.propose_teams import proposal_for, propose_teams
from najda.dispatch.choice import Proposal
from najda.dispatch.plan import Plan
from najda.kernel.phrases import N_

from . import given
from .commands import command
from .language import heading, say
from .naming import named, team_name
from .plain import plain
from .session import Session
from .show import as_json, table

_RANKED = (N_("place"), N_("team"), N_("can"), N_("minutes"), N_("why"))
_PLANNED = (N_("incident"), N_("asks for"), N_("team"), N_("minutes"), N_("why"))
_WAITS = (N_("asks for"), N_("who comes later, or why nobody"))
_UNFIT = (N_("not fit"), N_("why"))


def add(missions: typer.Typer) -> None:
    """Add the command to the group of missions."""
    command(missions, "propose", example="najda missions propose 3fa91c07")(propose)


def propose(
    session: Session,
    incident: Annotated[
        str, typer.Argument(metavar="[INCIDENT]", help="Its id; without one, for all that wait.")
    ] = "",
    area: given.AreaOption = "",
    limit: Annotated[
        int, given.option("--limit", "-n", min=1, help="At most so many incidents.")
    ] = 50,
) -> None:
    """Propose fit teams with reasons, best first, for whoever decides; teams unfit say why not."""
    if incident:
        found = proposal_for(session.desk, incident=session.id("incidents", incident))
        _show_proposal(session, found)
        return
    code = area_code(session.desk, area) if area else None
    _show_plan(session, propose_teams(session.desk, most=limit, area=code))


def _show_proposal(session: Session, found: Proposal) -> None:
    ranking = found.ranking
    if session.options.as_json:
        as_json(session, plain(session, ranking) | {"waits": plain(session, found.waits)})
        return
    rows = [
        (
            place,
            team_name(session, one.team),
            one.fills,
            round(one.enters_minutes),
            _why(session, one.reasons),
        )
        for place, one in enumerate(ranking.fit, 1)
    ]
    table(session, _RANKED, rows)
    if found.waits:
        told = dict.fromkeys(
            (one.capability, say(named(session, one.reason))) for one in found.waits
        )
        table(session, _WAITS, list(told))
    if ranking.unfit:
        unfit = [
            (team_name(session, one.team), _why(session, [each.says for each in one.obstacles]))
            for one in ranking.unfit
        ]
        table(session, _UNFIT, unfit)


def _show_plan(session: Session, plan: Plan) -> None:
    if session.options.as_json:
        as_json(session, plain(session, plan))
        return
    rows: list[tuple[Any, ...]] = [
        (
            short(one.incident), one.capability, team_name(session, one.team),
            round(one.enters_minutes), _why(session, one.reasons),
        )
        for one in plan.assignments
    ]  # fmt: skip
    rows += [
        (short(one.incident), one.capability, heading(N_("nobody")), "", named(session, one.reason))
        for one in plan.open
    ]
    table(session, _PLANNED, sorted(rows, key=lambda row: row[0]))


def _why(session: Session, reasons: Any) -> str:
    return " ".join(say(named(session, reason)) for reason in reasons)
