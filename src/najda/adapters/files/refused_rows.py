"""The refusals file: every row not taken, why, and what it said, to be corrected and sent again."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from .row import clean

_PLAIN_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """Return a value that a spreadsheet will show and never run: what starts like a formula is quoted."""
    if not isinstance(value, str):
        return value
    value = clean(value)
    if value.lstrip(" ").startswith(_FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(value):
        return f"'{value}"
    return value


class RefusedTable:
    """Writes refused rows as CSV to an open text file. `columns` are the file's own; values under other
    names are put into the last column."""

    def __init__(
        self, file: TextIO, columns: Sequence[str], *, headings: Sequence[str] = ()
    ) -> None:
        self.count = 0
        self._columns = list(columns)
        self._writer = csv.writer(file)
        names = [*(headings or ("row", "reason")), *columns, "other"]
        self._writer.writerow([safe_cell(name) for name in names])

    def add(self, number: int, reason: str, values: Mapping[str, Any]) -> None:
        """Write one row: its number in the file, the reason as a sentence, and what it said."""
        known = [values.get(column) for column in self._columns]
        unknown = [
            f"{name}: {value}"
            for name, value in values.items()
            if name not in self._columns and value not in (None, "")
        ]
        cells = [number, reason, *known, "\n".join(unknown)]
        self._writer.writerow([safe_cell(cell) for cell in cells])
        self.count += 1


class RefusedRows:
    """Writes refused rows to a CSV file (UTF-8 with its mark, so that spreadsheets show Arabic).

    Used in a `with`. The file appears under its name only when all is written, in place of an older one;
    without any refused row no file is written and an older one is removed.
    """

    def __init__(self, path: Path, columns: Sequence[str], *, headings: Sequence[str] = ()) -> None:
        self.path = Path(path)
        self._columns, self._headings = columns, headings
        self._part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")

    def __enter__(self) -> RefusedRows:
        self._file = self._part.open("w", encoding="utf-8-sig", newline="", errors="replace")
        self._table = RefusedTable(self._file, self._columns, headings=self._headings)
        return self

    @property
    def count(self) -> int:
        """Return how many rows were written."""
        return self._table.count

    def add(self, number: int, reason: str, values: Mapping[str, Any]) -> None:
        """Write one row: see `RefusedTable.add`."""
        self._table.add(number, reason, values)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()
        if kind is not None or not self.count:
            self._part.unlink()
            if kind is None:
                self.path.unlink(missing_ok=True)
            return
        self._part.replace(self.path)
