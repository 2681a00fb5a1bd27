"""The report as a document: what stands on its pages, as data that a press sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from najda.application.ports import Language, Pictures
from najda.intake.places import KnownPlace
from najda.kernel.phrases import N_, phrase

from .model import SituationReport
from .pictures import (
    incidents_on_the_map,
    map_note,
    missions_by_day,
    waiting_by_priority,
)
from .said import SaidFigure, SaidSection, said
from .wording import ROOT_DIGITS

_HERE, _ALL = "\ue000", "\ue001"
"""Stand for the number of the page and of the last one, which only the press knows."""


class Document(NamedTuple):
    """What a press is given: plain data, and when it says it was made."""

    data: dict[str, Any]
    made_at: datetime


class Drawn(NamedTuple):
    """A picture with what is written around it. `share` is how much of the page's width it takes, of 100;
    `rows` hold its numbers as a table, for whoever does not see it."""

    key: str
    title: str
    above: str
    svg: str
    below: str
    alt: str
    share: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Surroundings(NamedTuple):
    """What a map shows besides: coasts and borders (GeoJSON), and places people go by."""

    outline: dict[str, Any] | None = None
    landmarks: Sequence[KnownPlace] = ()


NOWHERE = Surroundings()


def document_of(
    report: SituationReport, language: Language, pictures: Pictures, around: Surroundings = NOWHERE
) -> Document:
    """Return the report as a document in a language."""
    words = said(report, language)
    page = language.say(phrase(N_("Page {page} of {pages}"), page=_HERE, pages=_ALL))
    before, _, rest = page.partition(_HERE)
    between, _, after = rest.partition(_ALL)
    data = {
        "lang": language.code,
        "rtl": language.right_to_left,
        "digits": "".join(map(language.number, range(10))),
        "title": words.title,
        "organisation": report.heading.organisation,
        "description": words.lines[1],
        "lines": words.lines,
        "drill": words.drill,
        "mark": words.mark,
        "footer": _footer(report, language),
        "page": (before, between, after),
        "heads": (language.say(phrase(N_("Figure"))), language.say(phrase(N_("Value")))),
        "sections": [_section(section) for section in words.sections],
        "pictures": [
            {
                name: getattr(one, name)
                for name in ("title", "above", "svg", "below", "alt", "share")
            }
            for one in drawn(report, language, pictures, around)
        ],
    }
    return Document(data, report.heading.made_at)


def drawn(
    report: SituationReport, language: Language, pictures: Pictures, around: Surroundings = NOWHERE
) -> tuple[Drawn, ...]:
    """Return the pictures of a report: missions by day, waiting by priority, incidents on the map."""
    return (
        _days(report, language, pictures),
        _waits(report, language, pictures),
        _map(report, language, pictures, around),
    )


def _days(report: SituationReport, language: Language, pictures: Pictures) -> Drawn:
    shown = missions_by_day(report, language)
    rows = tuple((bar.label, bar.said) for bar in shown.bars)
    above = language.say(phrase(N_("How many missions were sent on each day")))
    heads = (language.say(phrase(N_("day"))), shown.unit)
    alt = _alt(language, shown.title)
    return Drawn("days", shown.title, above, pictures.bars(shown), "", alt, 100, heads, rows)


def _waits(report: SituationReport, language: Language, pictures: Pictures) -> Drawn:
    shown = waiting_by_priority(report, language)
    above = language.say(
        phrase(N_("How many incidents waited how long; hollow: those no team has been at"))
    )
    first = shown.rows[0][2]
    heads = (
        language.say(phrase(N_("priority"))),
        language.say(phrase(N_("median"))),
        *(bar.label for bar in first),
    )
    rows = tuple((name, below, *(bar.said for bar in bars)) for name, below, bars in shown.rows)
    alt = _alt(language, shown.title)
    return Drawn("waits", shown.title, above, pictures.rows(shown), "", alt, 82, heads, rows)


def _map(
    report: SituationReport, language: Language, pictures: Pictures, around: Surroundings
) -> Drawn:
    shown = incidents_on_the_map(report, language, around.landmarks)
    square = phrase(N_("square (south, west)"))
    rows = tuple(
        (f"{language.number(s.south)}°, {language.number(s.west)}°", s.said) for s in shown.squares
    )
    if shown.outside:
        rows += ((shown.outside.label, shown.outside.said),)
    heads = (language.say(square), language.say(phrase(N_("incidents"))))
    below = _outside(shown, language)
    svg = pictures.map(shown, around.outline)
    above, alt = map_note(shown, language), _alt(language, shown.title)
    return Drawn("map", shown.title, above, svg, below, alt, 72, heads, rows)


def _outside(shown, language: Language) -> str:
    if not shown.outside:
        return ""
    text = N_("Not on the map, as the place is not known exactly enough: {count}")
    return language.say(phrase(text, count=shown.outside.value))


def _alt(language: Language, title: str) -> str:
    return language.say(phrase(N_("{title}: the same numbers stand in the tables."), title=title))


def _footer(report: SituationReport, language: Language) -> str:
    heading = report.heading
    text = N_("{organisation} · ledger: {size} entries, root {root}")
    return language.say(
        phrase(
            text,
            organisation=heading.organisation,
            size=heading.size,
            root=heading.root[:ROOT_DIGITS],
        )
    )


def _section(section: SaidSection) -> dict[str, Any]:
    return {
        "title": section.title,
        "figures": [_figure(figure) for figure in section.figures],
        "grids": [
            {
                "title": grid.title,
                "columns": grid.columns,
                "rows": [
                    {"name": row.name, "cells": [_figure(cell) for cell in row.cells]}
                    for row in grid.rows
                ],
            }
            for grid in section.grids
        ],
        "notes": section.notes,
    }


def _figure(figure: SaidFigure) -> dict[str, Any]:
    return {"label": figure.label, "value": figure.value, "depth": figure.depth}
