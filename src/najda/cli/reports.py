"""`najda reports`: what somebody told us."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from najda.application.look_up import Thing, short, thing
from najda.application.usecases import judge_report
from najda.application.usecases.receive_report import receive_report
from najda.domain.reports.status import Status
from najda.domain.subjects.events import Purpose
from najda.kernel.need import LifeThreat, Need
from najda.kernel.phrases import N_
from najda.kernel.tasks import Channel

from . import given, import_reports
from .commands import command, group
from .listing import list_things
from .outcome import came_to
from .sealed import ClosedOption, PurposeOption, opened
from .session import Session
from .show import as_json, fields, thing_json, waited

_COLUMNS = (
    N_("id"), N_("received"), N_("waiting"), N_("channel"), N_("kind"), N_("where"), N_("status"),
    N_("incident"),
)  # fmt: skip
ReportId = Annotated[str, typer.Argument(metavar="REPORT", help="Its id, or the end of it.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "reports", "What somebody told us: receive, import, judge.")
    say = "najda reports"
    command(made, "receive", acts=True, example=f'{say} receive "سقط جدار في جبلة" --place جبلة')(
        receive
    )
    command(made, "list", example=f"{say} list --status received")(list_)
    command(made, "show", acts=True, example=f"{say} show 5b07e1aa --purpose dispatch")(show)
    command(made, "link", acts=True, example=f"{say} link 5b07e1aa 3fa91c07")(link)
    command(made, "split", acts=True, example=f'{say} split 5b07e1aa --reason "another house"')(
        split
    )
    command(
        made, "set-aside", acts=True, example=f'{say} set-aside 5b07e1aa --reason "a test call"'
    )(set_aside)
    command(made, "take-up", acts=True, example=f'{say} take-up 5b07e1aa --reason "called again"')(
        take_up
    )
    import_reports.add(made)


def receive(
    session: Session,
    text: Annotated[str, typer.Argument(help="What was said; - reads it from the input.")],
    channel: given.ChannelOption = Channel.CALL,
    place: given.PlaceWords = "",
    position: given.PositionText = "",
    task: given.TaskOption = None,
    reporter: Annotated[
        str, given.option("--reporter", help="How to reach whoever told; kept sealed.")
    ] = "",
    threat: given.Threat = LifeThreat.UNKNOWN,
    people: given.People = None,
    trapped: given.Trapped = None,
    triage: given.Triage = "",
    minutes_left: given.MinutesLeft = None,
) -> None:
    """Take a report in as it was said, for whoever answers calls."""
    need = given.need(threat, people, trapped, triage, minutes_left)
    done = receive_report(
        session.desk,
        session.act(),
        text=sys.stdin.read() if text == "-" else text,
        channel=channel,
        where=given.where(place, position),
        task=task,
        need=None if need == Need() else need,
        reporter=reporter,
    )
    came_to(session, done, made="reports")


def list_(
    session: Session,
    status: Annotated[
        list[Status] | None, given.option("--status", help="Only these; repeat for several.")
    ] = None,
    incident: Annotated[
        str, given.option("--incident", help="Only those linked to this incident.")
    ] = "",
    area: given.AreaOption = "",
    limit: given.LimitOption = 50,
) -> None:
    """List reports, the longest waiting first, for whoever judges them; their words stay sealed."""
    list_things(
        session,
        "reports",
        _COLUMNS,
        _row,
        status=status or None,
        parent=session.id("incidents", incident) if incident else None,
        area=area,
        limit=limit,
    )


def _row(session: Session, one: Thing) -> tuple[object, ...]:
    state = one.state
    waits = waited(state.received_at, session.now) if state.status == Status.RECEIVED else ""
    return (
        short(one.id), state.received_at, waits, state.channel, state.task, state.place,
        state.status, short(state.incident),
    )  # fmt: skip


def show(
    session: Session,
    report: ReportId,
    purpose: PurposeOption = Purpose.DISPATCH,
    sealed: ClosedOption = False,
) -> None:
    """Show one report with its words, for whoever judges it; that you read them is recorded."""
    found = thing(session.desk, "reports", session.id("reports", report))
    state, why = found.state, None if sealed else purpose
    words = {
        "text": opened(session, state.text, why, "text"),
        "directions": opened(session, state.directions, why, "directions"),
        "reporter": opened(session, state.reporter, why, "reporter"),
    }
    if session.options.as_json:
        as_json(session, thing_json(session, found, **words))
        return
    rows = [
        (N_("id"), found.id), (N_("version"), found.version), (N_("status"), state.status),
        (N_("received"), state.received_at), (N_("channel"), state.channel), (N_("kind"), state.task),
        (N_("where"), state.place), (N_("directions"), words["directions"]),
        (N_("reporter"), words["reporter"]), (N_("incident"), short(state.incident)),
        (N_("text"), words["text"]),
    ]  # fmt: skip
    fields(session, rows)


def link(
    session: Session,
    report: ReportId,
    incident: Annotated[str, typer.Argument(help="The incident it tells of.")],
) -> None:
    """Judge that a report tells of an incident, for whoever sorts the reports."""
    id_ = session.id("reports", report)
    done = judge_report.link_report(
        session.desk,
        session.act("reports", id_),
        report=id_,
        incident=session.id("incidents", incident),
    )
    came_to(session, done)


def split(session: Session, report: ReportId, reason: given.Reason = "") -> None:
    """Take back that a report tells of its incident, and say why, for whoever sorts the reports."""
    id_ = session.id("reports", report)
    act = session.act("reports", id_)
    came_to(session, judge_report.split_report(session.desk, act, report=id_, reason=reason))


def set_aside(session: Session, report: ReportId, reason: given.Reason = "") -> None:
    """Judge that a report calls for nothing, and say why, for whoever sorts the reports."""
    id_ = session.id("reports", report)
    act = session.act("reports", id_)
    came_to(session, judge_report.set_report_aside(session.desk, act, report=id_, reason=reason))


def take_up(session: Session, report: ReportId, reason: given.Reason = "") -> None:
    """Take up again a report that was set aside, and say why, for whoever thinks better of it."""
    id_ = session.id("reports", report)
    act = session.act("reports", id_)
    came_to(session, judge_report.take_report_up(session.desk, act, report=id_, reason=reason))
