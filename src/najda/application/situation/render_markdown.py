"""The situation report as Markdown: a table for each section, its notes below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from najda.application.ports import Language
from najda.kernel.phrases import N_, phrase

from .model import Section, SituationReport
from .wording import DRILL_MARK, SHORT_MARK, TITLE, heading_lines, said_label, said_value

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def as_markdown(report: SituationReport, language: Language) -> str:
    """Return the report as Markdown; in a right-to-left language inside one block of that direction."""
    drill = report.heading.is_drill
    blocks = [f"**{DRILL_MARK}**"] if drill else []
    blocks.append(f"# {language.say(phrase(TITLE))}")
    blocks.append("  \n".join(map(escaped, heading_lines(language, report.heading))))
    for section in report.in_words():
        blocks += _section(section, language, drill)
    blocks += [f"**{DRILL_MARK}**"] if drill else []
    if language.right_to_left:
        blocks = ['<div dir="rtl">', *blocks, "</div>"]
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, language: Language, drill: bool) -> list[str]:
    title = f"## {escaped(language.say(section.title))}"
    blocks = [title, f"**{SHORT_MARK}**"] if drill else [title]
    in_grids = {key for grid in section.grids for row in grid.cells for key in row}
    rows = [
        ("\u2003" * figure.depth + said_label(language, figure.label), said_value(language, figure))
        for figure in section.figures
        if figure.key not in in_grids
    ]
    if rows:
        blocks.append(
            _table((language.say(phrase(N_("Figure"))), language.say(phrase(N_("Value")))), rows)
        )
    by_key = {figure.key: figure for figure in section.figures}
    for grid in section.grids:
        heads = ("", *map(language.say, grid.columns))
        names = map(language.say, grid.rows)
        values = ([said_value(language, by_key[key]) for key in row] for row in grid.cells)
        blocks.append(f"### {escaped(language.say(grid.title))}")
        blocks.append(_table(heads, ((n, *v) for n, v in zip(names, values, strict=True))))
    if not section.figures:
        blocks.append("–")
    if section.notes:
        blocks.append("\n".join(f"- {escaped(language.say(note))}" for note in section.notes))
    return blocks


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [_line(heads), "|" + "|".join([" :-- ", *[" --: "] * (len(heads) - 1)]) + "|"]
    return "\n".join([*lines, *map(_line, rows)])


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"


def escaped(text: str) -> str:
    """Return `text` so that nothing in it is taken for Markdown or for a line's end."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.splitlines()))
