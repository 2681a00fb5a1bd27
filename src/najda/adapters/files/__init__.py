"""Files of messages, read row by row whatever their format and encoding: CSV, XLSX, JSON.

look(path)       what the file is: format, encoding, delimiter, sheet, columns
read_rows(path)  its rows, one at a time; a damaged row is one Row with a problem
InMemory         a file that was sent and lies in memory alone, read like one that has a path
RefusedRows      writes the rows that were refused to a CSV file a person can correct and send again
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from .csv_rows import read_csv
from .in_memory import InMemory
from .json_rows import read_json_array, read_json_lines
from .looking import Format, format_of
from .refused_rows import RefusedRows, RefusedTable
from .row import DAMAGED, Row
from .workbooks import read_xlsx

__all__ = [
    "DAMAGED", "Format", "InMemory", "Look", "RefusedRows", "RefusedTable", "Row", "look",
    "open_rows", "read_rows",
]  # fmt: skip

_LOOKED_AT = 200


class Look(NamedTuple):
    """What a file turned out to be. `columns` are in the file's order; for JSON, those of its first
    rows. `others` are sheets with rows that are not read unless asked for."""

    format: Format
    encoding: str
    delimiter: str
    sheet: str
    others: tuple[str, ...]
    columns: tuple[str, ...]


def open_rows(path: Path | InMemory, *, sheet: str = "") -> tuple[Look, Iterator[Row]]:
    """Return what the file is and its rows; raise a refusal of `files.refusals` if it cannot be read.

    Memory stays flat but for XLSX, where the workbook's shared texts are held. A refusal can also come
    while iterating, where a workbook turns out to be damaged further on.
    """
    path = path if isinstance(path, InMemory) else Path(path)
    format_, encoding = format_of(path)
    if format_ is Format.XLSX:
        chosen, others, header, rows = read_xlsx(path, sheet)
        return Look(format_, "", "", chosen, tuple(others), header.columns), rows
    if format_ is Format.CSV:
        delimiter, header, rows = read_csv(path, encoding)
        return Look(format_, encoding, delimiter, "", (), header.columns), rows
    read = read_json_lines if format_ is Format.JSON_LINES else read_json_array
    first = islice(read(path, encoding), _LOOKED_AT)
    columns = dict.fromkeys(name for row in first if not row.problem for name in row.values)
    return Look(format_, encoding, "", "", (), tuple(columns)), read(path, encoding)


def look(path: Path, *, sheet: str = "") -> Look:
    """Return what the file is."""
    return open_rows(path, sheet=sheet)[0]


def read_rows(path: Path, *, sheet: str = "") -> Iterator[Row]:
    """Return the rows of a file, one at a time."""
    return open_rows(path, sheet=sheet)[1]
