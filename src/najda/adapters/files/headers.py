"""Which row names the columns: not always the first, and sometimes none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any, NamedTuple

from najda.intake.headings import is_heading

LONGEST_NAME = 60
KNOWN_NAMES = 2
_DATA_LIKE = re.compile(r"[-+]?[\d٠-٩۰-۹]+([.,:/ T-]+[\d٠-٩۰-۹]+)*Z?|https?://\S+")


class Header(NamedTuple):
    """The columns' names, and the number of the row that gives them (0 if none does)."""

    columns: tuple[str, ...]
    row: int


def find_header(rows: Sequence[tuple[int, Sequence[Any]]]) -> Header:
    """Return the header among the first rows, each given with its number.

    Titles and notes above the table are passed over: a header is at least half as wide as the widest
    row and has neither figures, dates, long texts nor the same words again and again; of several, the
    one with most names that columns of messages are known by. Below a row of data it must have
    KNOWN_NAMES of these. If there is none the columns are numbered.
    """
    width = max(len(_filled(cells)) for _, cells in rows)
    best: tuple[int, Header] | None = None
    data_seen = False
    for number, cells in rows:
        filled = _filled(cells)
        if len(filled) * 2 < width:
            continue
        if any(map(_is_data, filled)):
            data_seen = True
        elif len(set(map(str, filled))) * 2 >= len(filled):
            known = sum(1 for cell in filled if is_heading(str(cell)))
            if (not data_seen or known >= KNOWN_NAMES) and (best is None or known > best[0]):
                best = known, Header(named(cells), number)
    if best:
        return best[1]
    return Header(named([""] * max(len(cells) for _, cells in rows)), rows[0][0] - 1)


def named(cells: Sequence[Any]) -> tuple[str, ...]:
    """Return a name for every cell: its own text, a number where it is empty, no name twice."""
    names: dict[str, None] = {}
    for place, cell in enumerate(_trimmed(cells), 1):
        name = base = " ".join(str(cell or "").replace("\ufeff", "").split()) or f"column {place}"
        again = 1
        while name in names:
            again += 1
            name = f"{base} ({again})"
        names[name] = None
    return tuple(names)


def _trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    last = max((place for place, cell in enumerate(cells, 1) if cell not in (None, "")), default=0)
    return cells[: last or len(cells)]


def _filled(cells: Sequence[Any]) -> list[Any]:
    return [cell for cell in cells if cell is not None and str(cell).strip()]


def _is_data(cell: Any) -> bool:
    if isinstance(cell, int | float | date | time):
        return True
    text = str(cell).strip()
    return len(text) > LONGEST_NAME or _DATA_LIKE.fullmatch(text) is not None
