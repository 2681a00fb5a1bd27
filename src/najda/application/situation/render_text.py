"""The situation report for a terminal, aligned, in either direction."""

from __future__ import annotations

import textwrap
import unicodedata

from najda.application.ports import Language
from najda.kernel.phrases import phrase

from .model import Figure, Grid, Section, SituationReport
from .wording import DRILL_MARK, SHORT_MARK, TITLE, heading_lines, said_label, said_value

WIDTH = 96
RLM = "\u200f"
"""Begins every line of a right-to-left report, so that terminal and editor lay each out that way."""

_HEADING_WIDTH = 11


def as_text(report: SituationReport, language: Language) -> str:
    """Return the report as lines of plain text."""
    drill = [DRILL_MARK.center(WIDTH).rstrip(), ""] if report.heading.is_drill else []
    lines = [*drill, language.say(phrase(TITLE)).upper(), *heading_lines(language, report.heading)]
    for section in report.in_words():
        lines += ["", *_section(section, language, report.heading.is_drill)]
    lines += ["", *drill[:1]] if drill else []
    mark = RLM if language.right_to_left else ""
    return "".join(f"{mark}{line}\n" if line else "\n" for line in lines)


def _section(section: Section, language: Language, drill: bool) -> list[str]:
    title = language.say(section.title)
    lines = [f"{title}  [{SHORT_MARK}]" if drill else title, "─" * WIDTH]
    in_grids = {key for grid in section.grids for row in grid.cells for key in row}
    plain = [figure for figure in section.figures if figure.key not in in_grids]
    lines += _figures(plain, language)
    by_key = {figure.key: figure for figure in section.figures}
    for grid in section.grids:
        lines += _grid(grid, by_key, language)
    if not section.figures:
        lines.append("–")
    for note in section.notes:
        lines += textwrap.wrap(
            language.say(note), WIDTH, initial_indent="  * ", subsequent_indent="    "
        )
    return lines


def _figures(figures: list[Figure], language: Language) -> list[str]:
    labels = ["  " * (f.depth + 1) + said_label(language, f.label) for f in figures]
    values = [said_value(language, figure) for figure in figures]
    wide = max(map(cells, labels), default=0)
    most = max(map(cells, values), default=0)
    return [
        f"{_padded(label, wide)}  {_pushed(value, most)}".rstrip()
        for label, value in zip(labels, values, strict=True)
    ]


def _grid(grid: Grid, figures: dict[str, Figure], language: Language) -> list[str]:
    heads = [textwrap.wrap(language.say(c), _HEADING_WIDTH) or [""] for c in grid.columns]
    rows = [[said_value(language, figures[key]) for key in row] for row in grid.cells]
    names = [language.say(row) for row in grid.rows]
    first = max(map(cells, names), default=0)
    wide = [max(map(cells, [*head, *(row[at] for row in rows)])) for at, head in enumerate(heads)]
    tall = max(map(len, heads))
    lines = [f"  {language.say(grid.title)}"]
    for line in range(tall):
        parts = [
            head[line - tall + len(head)] if line >= tall - len(head) else "" for head in heads
        ]
        lines.append(_row("", parts, first, wide))
    lines += [_row(name, row, first, wide) for name, row in zip(names, rows, strict=True)]
    return lines


def _row(name: str, parts: list[str], first: int, wide: list[int]) -> str:
    pushed = (_pushed(part, width) for part, width in zip(parts, wide, strict=True))
    return f"    {_padded(name, first)}  {'  '.join(pushed)}".rstrip()


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: marks and direction controls take none."""
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _pushed(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text
