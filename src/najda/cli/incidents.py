"""`najda incidents`: what happened and calls for teams."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import Thing, short, thing
from najda.application.usecases import assess_incident, close_incident, open_incident
from najda.domain.incidents.events import Ending
from najda.domain.incidents.status import Status
from najda.domain.subjects.events import Purpose
from najda.kernel.need import LifeThreat, reasons
from najda.kernel.phrases import N_
from najda.kernel.tasks import Capability, Task

from . import given
from .commands import command, group
from .listing import list_things
from .outcome import came_to
from .sealed import ClosedOption, PurposeOption, opened
from .session import Session
from .show import as_json, fields, level, thing_json, waited

_COLUMNS = (
    N_("id"), N_("level"), N_("kind"), N_("where"), N_("waiting"), N_("status"), N_("reports"),
    N_("missions"),
)  # fmt: skip
IncidentId = Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the end of it.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "incidents", "What happened and calls for teams: open, assess, close.")
    say = "najda incidents"
    command(made, "open", acts=True, example=f"{say} open rescue --place جبلة --trapped 2")(open_)
    command(made, "list", example=f"{say} list --area Latakia")(list_)
    command(made, "show", acts=True, example=f"{say} show 3fa91c07")(show)
    command(
        made, "assess", acts=True, example=f"{say} assess 3fa91c07 --threat serious --people 4"
    )(assess)
    command(made, "place", acts=True, example=f"{say} place 3fa91c07 --position 35.36,35.92")(place)
    command(made, "revise", acts=True, example=f"{say} revise 3fa91c07 firefighting")(revise)
    command(made, "close", acts=True, example=f"{say} close 3fa91c07 --ending resolved")(close)
    command(made, "reopen", acts=True, example=f'{say} reopen 3fa91c07 --reason "fire again"')(
        reopen
    )


def open_(
    session: Session,
    task: given.TaskName,
    place: given.PlaceWords = "",
    position: given.PositionText = "",
    report: Annotated[
        str, given.option("--report", help="The report it is opened from; lends its place.")
    ] = "",
    capability: given.Capabilities = None,
    threat: given.Threat = LifeThreat.UNKNOWN,
    people: given.People = None,
    trapped: given.Trapped = None,
    triage: given.Triage = "",
    minutes_left: given.MinutesLeft = None,
) -> None:
    """Open an incident from a report or from what somebody saw, for whoever keeps the queue."""
    done = open_incident.open_incident(
        session.desk,
        session.act(),
        task=task,
        need=given.need(threat, people, trapped, triage, minutes_left),
        where=given.where(place, position) if place or position else None,
        capabilities=given.several(capability),
        report=session.id("reports", report) if report else "",
    )
    came_to(session, done, made="incidents")


def list_(
    session: Session,
    all_: given.AllOption = False,
    area: given.AreaOption = "",
    limit: given.LimitOption = 50,
) -> None:
    """List incidents by need, then by how long they wait, for whoever decides what is next."""
    list_things(
        session,
        "incidents",
        _COLUMNS,
        _row,
        status=None if all_ else (Status.WAITING, Status.SERVED),
        area=area,
        limit=limit,
    )


def _row(session: Session, one: Thing) -> tuple[object, ...]:
    state = one.state
    waits = waited(state.waiting_since, session.now) if state.status == Status.WAITING else ""
    return (
        short(one.id), level(state.level), state.task, state.place, waits, state.status,
        len(state.reports), len(state.missions),
    )  # fmt: skip


def show(
    session: Session,
    incident: IncidentId,
    purpose: PurposeOption = Purpose.DISPATCH,
    sealed: ClosedOption = False,
) -> None:
    """Show one incident with the reasons for its priority, for whoever sends teams."""
    found = thing(session.desk, "incidents", session.id("incidents", incident))
    state = found.state
    directions = opened(session, state.directions, None if sealed else purpose, "directions")
    if session.options.as_json:
        as_json(session, thing_json(session, found, directions=directions))
        return
    rows = [
        (N_("id"), found.id), (N_("version"), found.version), (N_("status"), state.status),
        (N_("level"), level(state.level)), (N_("kind"), state.task), (N_("where"), state.place),
        (N_("directions"), directions), (N_("asks for"), state.capabilities),
        (N_("opened"), state.opened_at),
    ]  # fmt: skip
    if state.status == Status.WAITING:
        rows.append((N_("waiting"), waited(state.waiting_since, session.now)))
    rows += [(N_("why"), reason) for reason in (reasons(state.need) if state.need else ())]
    rows += [(N_("report"), short(id_)) for id_ in state.reports]
    rows += [(N_("mission"), short(id_)) for id_ in state.missions]
    fields(session, [*rows, (N_("ending"), state.ending), (N_("closed"), state.closed_at)])


def assess(
    session: Session,
    incident: IncidentId,
    threat: given.Threat = LifeThreat.UNKNOWN,
    people: given.People = None,
    trapped: given.Trapped = None,
    triage: given.Triage = "",
    minutes_left: given.MinutesLeft = None,
) -> None:
    """Assess the need anew, all of it; the priority follows from it alone, for whoever knows more now."""
    id_ = session.id("incidents", incident)
    need = given.need(threat, people, trapped, triage, minutes_left)
    act = session.act("incidents", id_)
    came_to(session, assess_incident.assess_need(session.desk, act, incident=id_, need=need))


def place(
    session: Session,
    incident: IncidentId,
    place: given.PlaceWords = "",
    position: given.PositionText = "",
) -> None:
    """Say where the incident turned out to be, for whoever learnt it."""
    id_ = session.id("incidents", incident)
    where = given.where(place, position)
    act = session.act("incidents", id_)
    came_to(session, assess_incident.place_incident(session.desk, act, incident=id_, where=where))


def revise(
    session: Session,
    incident: IncidentId,
    task: Annotated[Task, typer.Argument(help="What it turned out to be.")],
    capability: given.Capabilities = None,
) -> None:
    """Say what kind of incident it turned out to be and what it asks for, for whoever is there."""
    id_ = session.id("incidents", incident)
    asked: tuple[Capability, ...] = given.several(capability)
    act = session.act("incidents", id_)
    done = assess_incident.revise_incident(
        session.desk, act, incident=id_, task=task, capabilities=asked
    )
    came_to(session, done)


def close(
    session: Session,
    incident: IncidentId,
    ending: Annotated[Ending, given.option("--ending", help="How it ended for us.")],
    reason: given.Reason = "",
) -> None:
    """Close an incident; every ending but “resolved” says why, for whoever answers for it."""
    id_ = session.id("incidents", incident)
    act = session.act("incidents", id_)
    done = close_incident.close_incident(
        session.desk, act, incident=id_, ending=ending, reason=reason
    )
    came_to(session, done)


def reopen(session: Session, incident: IncidentId, reason: given.Reason = "") -> None:
    """Open a closed incident again, and say why, for whoever learnt that something is still asked."""
    id_ = session.id("incidents", incident)
    act = session.act("incidents", id_)
    came_to(session, close_incident.reopen_incident(session.desk, act, incident=id_, reason=reason))
