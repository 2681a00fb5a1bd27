"""`najda situation report`: the day, or any period, from the ledger alone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from najda.application.look_up import area_code
from najda.application.situation.make import situation_report
from najda.application.situation.render_csv import as_csv
from najda.application.situation.render_markdown import as_markdown
from najda.application.situation.render_text import as_text
from najda.application.situation.window import days_period
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import Period

from . import given
from .commands import command, group
from .files import written
from .language import speaker
from .progress import counting
from .session import Session
from .times import read_moment

_WRITTEN = N_("Written to {path}.")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"


_RENDER = {Format.TEXT: as_text, Format.MARKDOWN: as_markdown, Format.CSV: as_csv}


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "situation", "What happened and what was done, for any period and area.")
    example = (
        "najda situation report --from 2025-03-06 --to 2025-03-09 --area Latakia --language ar"
    )
    command(made, "report", shows=False, example=example)(report)


def report(
    session: Session,
    from_: Annotated[
        str, given.option("--from", metavar="TIME", help="First day, or moment; else today.")
    ] = "",
    to: Annotated[
        str,
        given.option("--to", metavar="TIME", help="Last day, or moment; else the first day's end."),
    ] = "",
    area: given.AreaOption = "",
    format_: Annotated[Format, given.option("--format", help="How it is written.")] = Format.TEXT,
    out: Annotated[
        Path | None, given.option("--out", "-o", help="A file; else the screen.")
    ] = None,
) -> None:
    """Report on a period and an area from the ledger alone, for whoever leads and whoever asks.

    Every number names the entries it rests on in the CSV form.
    """
    session.prints_data = True
    desk = session.desk
    with counting(session, N_("entries")) as count:
        made = situation_report(
            desk.store,
            period=_period(session, from_, to),
            made_at=session.now,
            area=area_code(desk, area) if area else "",
            names_of=desk.gazetteer.area_names,
            progress=lambda done, of: count(done),
        )
    with written(out) as file:
        file.write(_RENDER[format_](made, speaker()).encode())
    if out is not None:
        session.print(phrase(_WRITTEN, path=out))


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
        raise Malformed(what="day", given=text, expected="2025-03-07") from None
