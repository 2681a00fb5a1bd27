"""The situation report for spreadsheets and other programs: one figure a row, with its entries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from najda.application.ports import Language
from najda.kernel.time import as_text

from .ground import Ground
from .model import Figure, Heading, Section, SituationReport
from .wording import DRILL_MARK, name_in, said_label

COLUMNS = ("section", "key", "label", "value", "unit", "entries", "sequences", "realm", "mark")
"""The same in every language; only `label` is said in the reader's own."""

LONGEST_CELL = 32_000
"""Spreadsheets cut a cell at 32,767 characters; tracing a figure lists what was left out."""

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@")


def as_csv(report: SituationReport, language: Language) -> str:
    """Return the report as CSV, beginning with the mark by which spreadsheets know UTF-8.

    Minutes are given in minutes, moments in UTC, numbers with a point and no separators. No cell can act
    as a formula. Every row says which realm it is of, and bears the mark of a drill.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    realm = report.heading.realm
    mark = DRILL_MARK if report.heading.is_drill else ""
    for row in _rows(report, language):
        writer.writerow([harmless(cell) for cell in (*row, realm, mark)])
    return BOM + out.getvalue()


def _rows(report: SituationReport, language: Language) -> Iterator[tuple[str, ...]]:
    yield from _heading(report.heading, language)
    for section in report.sections[1:]:  # the first repeats figures of the others
        for figure in section.figures:
            yield _figure(section, figure, language)


def _heading(heading: Heading, language: Language) -> Iterator[tuple[str, ...]]:
    area = name_in(language, heading.area_names)
    for key, label, value in (
        ("organisation", "", heading.organisation),
        ("period_start", "", as_text(heading.period.start)),
        ("period_end", "", as_text(heading.period.end)),
        ("time_zone", "", heading.zone),
        ("area", area, heading.area),
        ("made_at", "", as_text(heading.made_at)),
        ("ledger_size", "", str(heading.size)),
        ("ledger_root", "", heading.root),
    ):
        yield ("heading", f"heading.{key}", label, value, "", "", "")


def _figure(section: Section, figure: Figure, language: Language) -> tuple[str, ...]:
    return (
        section.key,
        figure.key,
        said_label(language, figure.label),
        _number(figure.value),
        figure.unit.value,
        str(len(figure.ground)),
        _sequences(figure.ground),
    )


def _number(value: int | float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.1f}".removesuffix(".0")


def _sequences(ground: Ground) -> str:
    text = str(ground)
    if len(text) <= LONGEST_CELL:
        return text
    return text[: text.rindex(" ", 0, LONGEST_CELL)] + " …"


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell.lstrip("\t\r\n \u200e\u200f\u2066\u2067\u2068").startswith(_FORMULA):
        return f"'{cell}"
    return cell
