"""A report as it is read, in one language: what a page, a document and a file show is the same."""

from __future__ import annotations

from typing import NamedTuple

from najda.application.ports import Language
from najda.kernel.phrases import phrase

from .model import Figure, Section, SituationReport
from .wording import DRILL_MARK, SHORT_MARK, TITLE, heading_lines, said_label, said_value


class SaidFigure(NamedTuple):
    """One figure: its key, and what it is called and comes to."""

    key: str
    label: str
    value: str
    depth: int = 0


class SaidRow(NamedTuple):
    """Figures side by side."""

    name: str
    cells: tuple[SaidFigure, ...]


class SaidGrid(NamedTuple):
    """Rows of figures below the names of their columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[SaidRow, ...]


class SaidSection(NamedTuple):
    """A section; `figures` leaves out what stands in one of `grids`."""

    key: str
    title: str
    figures: tuple[SaidFigure, ...]
    grids: tuple[SaidGrid, ...]
    notes: tuple[str, ...]


class SaidReport(NamedTuple):
    """The report: `lines` say what it is about; `drill` and `mark` are empty where it is real."""

    title: str
    lines: tuple[str, ...]
    drill: str
    mark: str
    sections: tuple[SaidSection, ...]


def said(report: SituationReport, language: Language) -> SaidReport:
    """Return the report in words."""
    drill = report.heading.is_drill
    return SaidReport(
        language.say(phrase(TITLE)),
        tuple(heading_lines(language, report.heading)),
        DRILL_MARK if drill else "",
        SHORT_MARK if drill else "",
        tuple(said_section(section, language) for section in report.in_words()),
    )


def said_section(section: Section, language: Language) -> SaidSection:
    """Return one section in words."""
    by_key = {figure.key: said_figure(figure, language) for figure in section.figures}
    in_grids = {key for grid in section.grids for row in grid.cells for key in row}
    return SaidSection(
        section.key,
        language.say(section.title),
        tuple(figure for key, figure in by_key.items() if key not in in_grids),
        tuple(
            SaidGrid(
                language.say(grid.title),
                tuple(map(language.say, grid.columns)),
                tuple(
                    SaidRow(language.say(name), tuple(by_key[key] for key in row))
                    for name, row in zip(grid.rows, grid.cells, strict=True)
                ),
            )
            for grid in section.grids
        ),
        tuple(map(language.say, section.notes)),
    )


def said_figure(figure: Figure, language: Language) -> SaidFigure:
    """Return one figure in words."""
    label, value = said_label(language, figure.label), said_value(language, figure)
    return SaidFigure(figure.key, label, value, figure.depth)
