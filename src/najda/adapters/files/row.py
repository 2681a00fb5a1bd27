"""A row of any file: its number, and its values by column or what is wrong with it."""

from __future__ import annotations

from typing import Any, NamedTuple

from najda.kernel.phrases import Phrase

MAX_ROW = 1_000_000
"""The longest row, in characters: a message is short; more is a damaged file or an attack."""

MAX_COLUMNS = 500
DAMAGED = "damaged"
"""The column under which the refusals file shows a row that could not be read as values."""


class Row(NamedTuple):
    """One row. `number` is the line of a text file, the row of a sheet or the place in an array, from 1.

    `values` hold str, int, float, bool, datetime, date, time or None. If `problem` is set the row could
    not be read, and `values` hold what there was of it, cut to a readable length, under DAMAGED.
    """

    number: int
    values: dict[str, Any]
    problem: Phrase | None = None


def damaged(number: int, text: str, problem: Phrase) -> Row:
    """Return a row that could not be read."""
    return Row(number, {DAMAGED: clean(text[:500])}, problem)


def clean(text: str) -> str:
    """Return text without NUL characters and half surrogate pairs, which no store can keep."""
    if text.isascii():
        return text.replace("\0", "")
    text = text.replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
