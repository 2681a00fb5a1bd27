"""`najda hazards`: dangers to whoever goes near."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import Thing, short
from najda.application.usecases import report_hazard
from najda.domain.hazards.rules import threatens
from najda.domain.hazards.status import Status
from najda.kernel.phrases import N_

from . import given
from .commands import command, group
from .language import heading
from .listing import list_things
from .outcome import came_to
from .session import Session
from .times import read_moment

_COLUMNS = (
    N_("id"), N_("danger"), N_("where"), N_("metres"), N_("since"), N_("until"), N_("status"),
    N_("threatens now"),
)  # fmt: skip
_YES, _NO, _CLEARED = N_("yes"), N_("no"), N_("until cleared")
HazardId = Annotated[str, typer.Argument(metavar="HAZARD", help="Its id, or the end of it.")]
Until = Annotated[
    str,
    given.option("--until", metavar="TIME", help="“18:00”, “+2h” or a date; else until cleared."),
]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "hazards", "Dangers to whoever goes near, with their limits.")
    say = "najda hazards"
    report_example = f"{say} report unexploded_ordnance --place جبلة --radius 200"
    command(made, "report", acts=True, example=report_example)(report)
    command(made, "list", example=f"{say} list")(list_)
    command(
        made, "extend", acts=True, example=f'{say} extend 9d31aa07 --until +2h --reason "smoke"'
    )(extend)
    command(made, "clear", acts=True, example=f'{say} clear 9d31aa07 --reason "swept"')(clear)


def report(
    session: Session,
    hazard: given.HazardName,
    radius: Annotated[int, given.option("--radius", help="How far it reaches, in metres.")],
    place: given.PlaceWords = "",
    position: given.PositionText = "",
    until: Until = "",
    incident: Annotated[str, given.option("--incident", help="The incident it belongs to.")] = "",
) -> None:
    """Report a danger on a place, for whoever saw it; it is weighed for every team sent near."""
    done = report_hazard.report_hazard(
        session.desk,
        session.act(),
        kind=hazard,
        where=given.where(place, position),
        radius_m=radius,
        until=_moment(session, until),
        incident=session.id("incidents", incident) if incident else "",
    )
    came_to(session, done, made="hazards")


def list_(
    session: Session,
    all_: Annotated[bool, given.option("--all", help="Cleared ones too.")] = False,
    area: given.AreaOption = "",
    limit: given.LimitOption = 200,
) -> None:
    """List dangers and whether they threaten now, for whoever sends teams near them."""
    list_things(
        session,
        "hazards",
        _COLUMNS,
        _row,
        status=None if all_ else [Status.STANDING],
        area=area,
        limit=limit,
    )


def _row(session: Session, one: Thing) -> tuple[object, ...]:
    state = one.state
    return (
        short(one.id), state.kind, state.place, state.radius_m, state.reported_at,
        state.until or heading(_CLEARED), state.status,
        heading(_YES if threatens(state, session.now) else _NO),
    )  # fmt: skip


def extend(
    session: Session, hazard: HazardId, until: Until = "", reason: given.Reason = ""
) -> None:
    """Say that a danger lasts until another time, and how that is known, for whoever is there."""
    id_ = session.id("hazards", hazard)
    done = report_hazard.extend_hazard(
        session.desk,
        session.act("hazards", id_),
        hazard=id_,
        until=_moment(session, until),
        reason=reason,
    )
    came_to(session, done)


def clear(session: Session, hazard: HazardId, reason: given.Reason = "") -> None:
    """Say that a danger is over, and how that is known, for whoever answers for it."""
    id_ = session.id("hazards", hazard)
    act = session.act("hazards", id_)
    came_to(session, report_hazard.clear_hazard(session.desk, act, hazard=id_, reason=reason))


def _moment(session: Session, until: str) -> object:
    return read_moment(until, zone=session.zone, now=session.now) if until else None
