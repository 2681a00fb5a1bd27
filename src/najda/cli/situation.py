"""`najda situation report`: the day, or any period, from the ledger alone."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from najda import bootstrap
from najda.application.codec import FACTS
from najda.application.fact_words import fact_word
from najda.application.look_up import area_code
from najda.application.situation.document import document_of
from najda.application.situation.make import situation_report, traced
from najda.application.situation.model import SituationReport
from najda.application.situation.render_csv import as_csv
from najda.application.situation.render_markdown import as_markdown
from najda.application.situation.render_text import as_text
from najda.application.situation.window import days_period
from najda.application.situation.wording import said_label, said_value
from najda.kernel.entry import Entry
from najda.kernel.errors import Malformed, Refusal
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import Period, from_text

from . import given
from .commands import command, group
from .files import written
from .language import speaker
from .progress import counting
from .session import Session
from .show import as_json, table
from .times import read_moment

_WRITTEN = N_("Written to {path}.")
_COLUMNS = (N_("entry"), N_("when"), N_("fact"), N_("stream"), N_("by"))
_SHOWN = ("sequence", "occurred_at", "recorded_at", "kind", "stream", "person", "hash")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    PDF = "pdf"


class PdfOnScreen(Refusal):
    """A PDF was asked for on a terminal, which cannot show one."""

    says = N_("A PDF cannot be shown here. Name a file for it: --format pdf --out report.pdf.")


_RENDER = {Format.TEXT: as_text, Format.MARKDOWN: as_markdown, Format.CSV: as_csv}


From = Annotated[
    str, given.option("--from", metavar="TIME", help="First day, or moment; else today.")
]
To = Annotated[
    str, given.option("--to", metavar="TIME", help="Last day, or moment; else the first day's end.")
]
FormatOption = Annotated[Format, given.option("--format", help="How it is written.")]
Out = Annotated[Path | None, given.option("--out", "-o", help="A file; else the screen.")]
Upto = Annotated[
    int | None,
    given.option("--upto", min=0, help="From so many entries only, as when a report was made."),
]
MadeAt = Annotated[
    str,
    given.option("--made-at", metavar="TIME", help="When waits not over are measured; else now."),
]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "situation", "What happened and what was done, for any period and area.")
    example = (
        "najda situation report --from 2025-03-06 --to 2025-03-09 --area Latakia --language ar"
    )
    command(made, "report", shows=False, example=example)(report)
    example = "najda situation trace people.rescued --from 2025-03-06 --to 2025-03-09"
    command(made, "trace", example=example)(trace)


def report(
    session: Session,
    from_: From = "",
    to: To = "",
    area: given.AreaOption = "",
    upto: Upto = None,
    made_at: MadeAt = "",
    format_: FormatOption = Format.TEXT,
    out: Out = None,
) -> None:
    """Report on a period and an area from the ledger alone, for whoever leads and whoever asks.

    Every number names the entries it rests on in the CSV form, and `najda situation trace` lists them.
    """
    session.prints_data = True
    if format_ is Format.PDF and out is None and sys.stdout.isatty():
        raise PdfOnScreen()
    made = _made(session, from_, to, area, upto, made_at)
    with written(out) as file:
        file.write(_rendered(session, made, format_))
    if out is not None:
        session.print(phrase(_WRITTEN, path=out))


def _rendered(session: Session, made: SituationReport, format_: Format) -> bytes:
    if format_ is not Format.PDF:
        return _RENDER[format_](made, speaker()).encode()
    around = bootstrap.surroundings(session.desk)
    return bootstrap.press().pdf(document_of(made, speaker(), bootstrap.pictures(), around))


def trace(
    session: Session,
    figure: Annotated[str, typer.Argument(help="Its key in the CSV form: people.rescued.")],
    from_: From = "",
    to: To = "",
    area: given.AreaOption = "",
    upto: Upto = None,
    made_at: MadeAt = "",
) -> None:
    """List the entries a figure of a situation report rests on, for whoever doubts it."""
    found = _made(session, from_, to, area, upto, made_at).figure(figure)
    entries = traced(session.desk.store, found)
    if session.options.as_json:
        rows = [{name: getattr(entry, name) for name in _SHOWN} for entry in entries]
        as_json(session, {"key": found.key, "value": found.value, "entries": rows})
        return
    label, value = said_label(speaker(), found.label), said_value(speaker(), found)
    session.print(phrase("{label}: {value}", label=label, value=value))
    table(session, _COLUMNS, (_row(entry) for entry in entries))


def _row(entry: Entry) -> tuple[object, ...]:
    happened = from_text(entry.occurred_at)
    return (entry.sequence, happened, fact_word(FACTS[entry.kind]), entry.stream, entry.person)


def _made(
    session: Session, from_: str, to: str, area: str, upto: int | None, made_at: str
) -> SituationReport:
    desk, now = session.desk, session.now
    with counting(session, N_("entries")) as count:
        return situation_report(
            desk.store,
            period=_period(session, from_, to),
            made_at=read_moment(made_at, zone=session.zone, now=now) if made_at else now,
            area=area_code(desk, area) if area else "",
            upto=upto,
            names_of=desk.gazetteer.area_names,
            progress=lambda done, of: count(done),
        )


def _period(session: Session, from_: str, to: str) -> Period:
    zone = session.zone
    today = session.now.astimezone(zone).date()
    if all(not text or _DAY.fullmatch(text) for text in (from_, to)):
        first = _day(from_) if from_ else _day(to) if to else today
        return days_period(first, _day(to) if to else first, zone.key)
    start = _start(session, from_ or to)
    end = read_moment(to, zone=zone, now=session.now) if to else session.now
    if to and _DAY.fullmatch(to):
        end += timedelta(days=1)
    return Period(start=start, end=end)


def _start(session: Session, text: str) -> datetime:
    return read_moment(text, zone=session.zone, now=session.now)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed(what=phrase(N_("day")), given=text, expected="2025-03-07") from None
