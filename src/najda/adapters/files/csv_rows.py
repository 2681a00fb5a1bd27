"""Rows of a CSV file, one at a time: a damaged row is one problem, never the end of the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from najda.kernel.phrases import N_, phrase

from .headers import Header, find_header
from .refusals import FileDamaged, FileEmpty
from .row import MAX_ROW, Row, clean, damaged

DELIMITERS = ",;\t|"
MAX_LINES_IN_ROW = 400
"""A quoted cell may run over several lines; past this its closing quote is taken to be missing."""

_SNIFFED_LINES = 60
_TOO_LONG = N_("the line is longer than {limit} characters")
_OPEN_QUOTE = N_("a quotation mark is opened and not closed")
_TOO_MANY = N_("the row has {cells} cells, but there are only {columns} columns")
_NOT_TEXT = N_("the row has bytes that are no letters in this file's encoding")

Line = tuple[int, str]
csv.field_size_limit(MAX_ROW)


def lines_of(path: Path, encoding: str) -> Iterator[Line]:
    """Yield numbered lines with their ends; of a line longer than MAX_ROW only so much and a mark."""
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        number = 0
        while line := file.readline(MAX_ROW + 1):
            number += 1
            yield number, line
            while len(line) > MAX_ROW and not line.endswith(("\n", "\r")):
                line = file.readline(MAX_ROW + 1)


def read_csv(path: Path, encoding: str) -> tuple[str, Header, Iterator[Row]]:
    """Return the delimiter, the header and the rows."""
    lines = lines_of(path, encoding)
    first = list(islice(lines, _SNIFFED_LINES))
    if first and first[0][1].lower().startswith("sep="):
        delimiter = first.pop(0)[1][4:5]
    else:
        delimiter = delimiter_of([line for _, line in first])
    if first and len(first[0][1]) > MAX_ROW:
        raise FileDamaged(path=path, why=phrase(_TOO_LONG, limit=MAX_ROW))
    sample, ends = [], {0: 0}
    records = _Records(first, delimiter)
    for number, cells, _ in records:
        ends[number] = records.last_line
        if any(map(str.strip, cells)):
            sample.append((number, cells))
    if not sample:
        raise FileEmpty(path=path)
    header = find_header(sample[:20])
    end = ends.get(header.row, header.row)
    rest = ((number, line) for number, line in chain(first, lines) if number > end)
    return delimiter, header, _rows(rest, delimiter, header.columns)


def delimiter_of(lines: Sequence[str]) -> str:
    """Return the delimiter that cuts the lines most evenly into most cells; a comma if none does."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [
            len(cells) for _, cells, _ in _Records(list(enumerate(lines, 1)), delimiter) if cells
        ]
        usual = max(set(widths), key=widths.count, default=1)
        if usual < 2:
            return (0.0, 0)
        # A header is more telling than rows of free text.
        share = widths.count(usual) / len(widths) + (widths[0] == usual)
        return (share, usual)

    return max(DELIMITERS, key=evenness)


def _rows(lines: Iterable[Line], delimiter: str, columns: Sequence[str]) -> Iterator[Row]:
    width = len(columns)
    for number, cells, problem in _Records(lines, delimiter, width):
        if problem is not None:
            yield damaged(number, cells[0] if cells else "", problem)
            continue
        if len(cells) != width:
            if not any(cells):
                continue
            if len(cells) > width and any(map(str.strip, cells[width:])):
                said = phrase(_TOO_MANY, cells=len(cells), columns=width)
                yield damaged(number, delimiter.join(cells), said)
                continue
            cells = (cells + [""] * width)[:width]
        elif not any(map(str.strip, cells)):
            continue
        text = "".join(cells)
        if not text.isascii():
            if any("\udc80" <= c <= "\udcff" for c in text):
                yield damaged(number, delimiter.join(cells), phrase(_NOT_TEXT))
                continue
            cells = [clean(cell) for cell in cells]
        elif "\0" in text:
            cells = [clean(cell) for cell in cells]
        yield Row(number, dict(zip(columns, cells, strict=True)))


class _Runaway(Exception):
    """A row went on for too many lines."""


class _Records:
    """Cuts lines into rows of cells, and starts again after the first line of a row that cannot be.

    Iterating gives (number of the first line, cells, problem); with a problem, cells are the raw line.
    """

    def __init__(self, lines: Iterable[Line], delimiter: str, width: int | None = None) -> None:
        self._lines = iter(lines)
        self._delimiter = delimiter
        self._width = width
        self.last_line = 0
        self._taken: list[Line] = []

    def __iter__(self) -> Iterator[tuple[int, list[str], object]]:
        while True:
            reader = csv.reader(self._feed(), delimiter=self._delimiter)
            try:
                for cells in reader:
                    if self._looks_swallowed(cells):
                        break
                    number, self.last_line = self._taken[0][0], self._taken[-1][0]
                    self._taken.clear()
                    yield number, cells, None
                else:
                    return
                said = phrase(_OPEN_QUOTE)
            except (_Runaway, csv.Error):
                long = len(self._taken[0][1]) > MAX_ROW
                said = phrase(_TOO_LONG, limit=MAX_ROW) if long else phrase(_OPEN_QUOTE)
            (number, line), *rest = self._taken
            self._taken = []
            self._lines = chain(rest, self._lines)
            self.last_line = number
            yield number, [line.rstrip("\r\n")], said

    def _feed(self) -> Iterator[str]:
        size = 0
        for numbered in self._lines:
            size = size * bool(self._taken) + len(numbered[1])
            self._taken.append(numbered)
            if len(self._taken) > MAX_LINES_IN_ROW or size > MAX_ROW:
                raise _Runaway
            yield numbered[1]

    def _looks_swallowed(self, cells: list[str]) -> bool:
        """Tell whether a missing quote has drawn later lines into this row."""
        if len(self._taken) == 1 and '"' not in self._taken[0][1]:
            return False
        if self._width is not None and len(self._taken) > 1 and len(cells) != self._width:
            return True
        try:
            strict = csv.reader(
                [line for _, line in self._taken], delimiter=self._delimiter, strict=True
            )
            list(strict)
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False
