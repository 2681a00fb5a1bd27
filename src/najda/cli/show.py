"""How things are shown: tables, one thing's fields, JSON, times and how long something waits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from rich import box
from rich.table import Table
from rich.text import Text

from najda.application.look_up import Thing
from najda.kernel.need import Level
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place

from .harmless import escaped
from .language import Language, heading, language, say
from .session import Session

_COLOUR = {1: "bold red", 2: "bold yellow", 3: "yellow", 4: "", 5: "dim"}
_NOTHING = N_("There is none.")
_WORDS_ONLY = N_("not on the map yet")


def table(session: Session, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under headings; on a terminal with lines, else plain columns that tools can cut."""
    given = list(rows)
    if not given:
        session.print(phrase(_NOTHING))
        return
    plain = not session.out.is_terminal
    made = Table(box=None if plain else box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(heading(column), overflow="fold")
    for row in given:
        made.add_row(
            *(cell if isinstance(cell, Text) else Text(said(session, cell)) for cell in row)
        )
    if not plain:
        session.out.print(made)
        return
    with session.out.capture() as captured:
        session.out.print(made)
    for line in captured.get().splitlines():
        session.out.print(line.rstrip(), markup=False, highlight=False, soft_wrap=True)


def fields(session: Session, rows: Iterable[tuple[str, Any]]) -> None:
    """Print what one thing is, a field a line, leaving out what is not known."""
    known = [(heading(name), value) for name, value in rows if value not in (None, "", (), [])]
    width = max((len(name) for name, _ in known), default=0)
    for name, value in known:
        text = value.plain if isinstance(value, Text) else said(session, value)
        session.out.print(f"{name:<{width}}  {text}", markup=False, highlight=False, soft_wrap=True)


def said(session: Session, value: Any) -> str:
    """Return any value as a person reads it."""
    if isinstance(value, datetime):
        return clock(session, value)
    if isinstance(value, Place):
        return place(value)
    if isinstance(value, list | tuple):
        return ", ".join(said(session, each) for each in value)
    return say(value)


def clock(session: Session, at: datetime) -> str:
    """Return a moment in the installation's time zone."""
    return f"{at.astimezone(session.zone):%Y-%m-%d %H:%M}"


def waited(since: datetime, now: datetime) -> str:
    """Return how long something has waited: 5 min, 2 h 05, 3 d 04 h."""
    minutes = max(0, int((now - since) / timedelta(minutes=1)))
    hours, minute = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} d {hours % 24:02} h"
    return f"{hours} h {minute:02}" if hours else f"{minute} min"


def level(number: int) -> Text:
    """Return a priority by number and word, coloured besides."""
    if not number:
        return Text("–")
    return Text(f"{number} {say(Level(number))}", style=_COLOUR[number])


def place(where: Place) -> str:
    """Return a place in a few words, in the person's script first."""
    arabic = language() is Language.ARABIC
    name = (where.name_ar or where.name_en) if arabic else (where.name_en or where.name_ar)
    point = where.position
    at = f"{point.lat:g}, {point.lon:g}" if point else ""
    if not name:
        return at or heading(_WORDS_ONLY)
    return f"{name} ({at})" if at and where.precision == "exact" else name


def as_json(session: Session, value: Any) -> None:
    """Print a value as JSON: one document, keys as in the ledger."""
    text = escaped(json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2))
    session.out.print(text, markup=False, highlight=False, soft_wrap=True)


def thing_json(session: Session, thing: Thing, **more: Any) -> dict[str, Any]:
    """Return a thing for JSON: its realm, id, version, its state without what is sealed, and `more`."""
    state = _open(msgspec.to_builtins(thing.state))
    base = {"realm": session.desk.store.realm, "id": thing.id, "version": thing.version}
    return {**base, **state, **more}


def _open(value: Any) -> Any:
    """Leave out what is sealed."""
    if isinstance(value, Mapping):
        if value.keys() == {"subject", "box"}:
            return None
        return {key: _open(each) for key, each in value.items()}
    return [_open(each) for each in value] if isinstance(value, list | tuple) else value
