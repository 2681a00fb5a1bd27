"""What the values of a column look like, from a sample of rows, and how well that fits a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from najda.kernel.errors import Malformed

from .coordinates import read_degree, read_pair
from .digits import western
from .headings import Field
from .messages import as_words, channel_of
from .times import DateOrder, date_figures, read_clock, read_time

SAMPLED_ROWS = 300
SAMPLED_VALUES = 40
"""So many rows are kept, and of each column so many values are looked at closely."""

_PHONE = re.compile(r"[+()\d][-+()\d\s.]{5,24}")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}([-_]\w{2,4})?|arabic|english|عربي|العربية|انكليزي")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")

LONG_TEXT = 40
"""The mean length in characters from which a column reads like messages."""


class Study:
    """The columns of a file, a sample of its rows, and the order of dates over all rows looked at."""

    def __init__(self, columns: Iterable[str] = ()) -> None:
        self._columns = dict.fromkeys(columns)
        self._rows: list[Mapping[str, Any]] = []
        self._orders: dict[str, _Order] = {}
        self._closed = False

    @property
    def columns(self) -> list[str]:
        """Return the columns' names in the order of the file."""
        return list(self._columns)

    @property
    def settled(self) -> bool:
        """Tell whether further rows can add nothing: enough are kept and no date's order is open."""
        return self._closed and not any(order.open for order in self._orders.values())

    def add(self, values: Mapping[str, Any]) -> None:
        """Take note of one row."""
        if not self._closed:
            self._rows.append(values)
            self._columns.update(dict.fromkeys(values))
        for column in list(self._orders) if self._closed else values:
            if figures := date_figures(values.get(column)):
                order = self._orders.setdefault(column, _Order(str(values[column])))
                order.note(figures, str(values[column]))
        self._closed = self._closed or len(self._rows) >= SAMPLED_ROWS

    def samples(self, column: str) -> list[Any]:
        """Return values of a column that are not empty."""
        found = []
        for row in self._rows:
            value = row.get(column)
            if value is not None and (not isinstance(value, str) or value.strip()):
                found.append(value)
                if len(found) == SAMPLED_VALUES:
                    break
        return found

    def order_of(self, column: str) -> tuple[DateOrder, str]:
        """Return how the dates of a column are ordered, and an example of them."""
        order = self._orders.get(column)
        return (order.found, order.example) if order else (DateOrder.UNNEEDED, "")


class _Order:
    """What is known of the order of the dates of one column."""

    def __init__(self, example: str) -> None:
        self.example = example
        self.first = self.second = False

    def note(self, figures: tuple[int, int], example: str) -> None:
        self.first = self.first or figures[0] > 12
        self.second = self.second or figures[1] > 12

    @property
    def open(self) -> bool:
        return not (self.first or self.second)

    @property
    def found(self) -> DateOrder:
        if self.first is self.second:
            return DateOrder.UNDECIDED
        return DateOrder.DAY_FIRST if self.first else DateOrder.MONTH_FIRST


def study(rows: Iterable[Mapping[str, Any]], columns: Iterable[str] = ()) -> Study:
    """Return what is learnt from the rows; stops as soon as further rows can add nothing."""
    found = Study(columns)
    for values in rows:
        found.add(values)
        if found.settled:
            break
    return found


def content_fit(samples: Sequence[Any], field: Field, *, said: bool) -> float:
    """Return 0..1: which share of the values can be the field; 0 if too few can.

    `said` tells that the heading names the field. Without that only what shows itself counts: long
    texts, dates, pairs of coordinates.
    """
    test, least, silent = _TESTS[field]
    if not said and not silent:
        return 0.0
    if field is Field.TEXT:
        return _text_fit(samples, said=said)
    if not said and field is Field.TIME:
        samples = [sample if not _is_number(sample) else None for sample in samples]
    if field is Field.EXTERNAL_ID and len(set(map(as_words, samples))) < len(samples):
        return 0.0  # what comes twice names something else than the message
    share = sum(map(test, samples)) / len(samples)
    return share if share >= (least if said else 0.9) else 0.0


def _text_fit(samples: Sequence[Any], *, said: bool) -> float:
    texts = [sample for sample in samples if isinstance(sample, str) and not _is_number(sample)]
    if len(texts) * 2 < len(samples):
        return 0.0
    words = sum(1 for text in texts if " " in text.strip()) / len(texts)
    length = sum(map(len, texts)) / len(texts)
    fit = min(1.0, length / LONG_TEXT) * (0.3 + 0.7 * words)
    if said:
        return max(fit, 0.2)
    distinct = len(set(texts)) / len(texts)
    return fit * distinct if length >= LONG_TEXT / 2 and words > 0.5 else 0.0


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(western(value)) is not None
    return isinstance(value, int | float)


def _can(read: Callable[[Any], Any]) -> Callable[[Any], bool]:
    def test(value: Any) -> bool:
        try:
            read(value)
        except (Malformed, ValueError):
            return False
        return True

    return test


def _is_time(value: Any) -> bool:
    return any(
        _can(lambda one, order=order: read_time(one, zone=UTC, order=order))(value)
        for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    )


def _is_word(value: Any) -> bool:
    if isinstance(value, date | time | float):
        return False
    return 0 < len(as_words(value)) <= 200 and not _is_number(value)


def _is_id(value: Any) -> bool:
    text = as_words(value)
    return 0 < len(text) <= 100 and len(text.split()) <= 2 and not isinstance(value, datetime)


def _is_contact(value: Any) -> bool:
    text = western(as_words(value))
    return bool(_PHONE.fullmatch(text) or _EMAIL.fullmatch(text))


def _is_clock(value: Any) -> bool:
    return not isinstance(value, datetime) and _can(read_clock)(value)


_TESTS: dict[Field, tuple[Callable[[Any], bool], float, bool]] = {
    Field.TEXT: (_is_word, 0.5, True),
    Field.TIME: (_is_time, 0.5, True),
    Field.CLOCK: (_is_clock, 0.5, False),
    Field.PLACE: (_is_word, 0.5, False),
    Field.AREA: (_is_word, 0.5, False),
    Field.LAT: (_can(lambda value: read_degree(value, "latitude")), 0.5, False),
    Field.LON: (_can(lambda value: read_degree(value, "longitude")), 0.5, False),
    Field.POSITION: (_can(read_pair), 0.5, True),
    Field.CHANNEL: (lambda value: channel_of(value) is not None, 0.3, False),
    Field.REPORTER: (_is_word, 0.5, False),
    Field.CONTACT: (_is_contact, 0.5, False),
    Field.EXTERNAL_ID: (_is_id, 0.8, False),
    Field.LANGUAGE: (lambda value: bool(_LANGUAGE.fullmatch(as_words(value))), 0.5, False),
}
"""For each field: the test of one value, the share that must pass, whether content alone may tell."""
