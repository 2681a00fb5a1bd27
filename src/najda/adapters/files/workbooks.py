"""XLSX workbooks, read sheet by sheet and row by row, with limits on what they may unpack to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from najda.kernel.phrases import N_, phrase

from .headers import Header, find_header
from .in_memory import packed
from .refusals import FileDamaged, FileEmpty, FileTooLarge, SheetMissing
from .row import DAMAGED, MAX_ROW, Row, clean

MAX_UNPACKED = 4 * 1024**3
MAX_PART = 256 * 1024**2
"""Bytes that all parts together, and any part that is held in memory, may unpack to."""

MAX_RATIO = 150
"""How many times its packed size a part may unpack to; honest sheets stay below 40."""

SMALL_PART = 16 * 1024**2
"""A part below this size may be packed as tightly as it likes."""

_SCANNED_FOR_HEADER = 20
_UNCOMPUTED = N_(
    "cell {cell} has a formula without its result; open the file, save it, and try again"
)
_TOO_LONG = N_("the row is longer than {limit} characters")
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, DefusedXmlException, ParseError, KeyError, ValueError,
    IndexError, TypeError, AttributeError, EOFError, NotImplementedError, OSError, zipfile.zlib.error,
)  # fmt: skip


@contextmanager
def workbook(path: Path, *, results: bool = True) -> Iterator[openpyxl.Workbook]:
    """Open a workbook for reading; `results` gives what formulas came to instead of the formulas."""
    book = _opened(path, results=results)
    try:
        yield book
    finally:
        book.close()


def _opened(path: Path, *, results: bool = True) -> openpyxl.Workbook:
    with _damage_named(path):
        _check_size(path)
        return openpyxl.load_workbook(
            packed(path), read_only=True, data_only=results, keep_links=False
        )


def sheet_rows(path: Path, book: openpyxl.Workbook, sheet: str) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows of a sheet that are not blank, with their numbers."""
    with _damage_named(path):
        worksheet = book[sheet]
        worksheet.reset_dimensions()  # what a sheet says of its own size is often wrong
        for number, cells in enumerate(worksheet.iter_rows(values_only=True), 1):
            if any(cell is not None and cell != "" for cell in cells):
                yield number, [clean(cell) if isinstance(cell, str) else cell for cell in cells]


def sheet_names(path: Path, book: openpyxl.Workbook) -> list[str]:
    """Return the names of the sheets that have at least two rows, in their order."""
    names = [sheet.title for sheet in book.worksheets]
    return [name for name in names if len(list(islice(sheet_rows(path, book, name), 2))) == 2]


def read_xlsx(path: Path, sheet: str = "") -> tuple[str, list[str], Header, Iterator[Row]]:
    """Return the sheet read, the names of the others with rows, its header and its rows."""
    book = _opened(path)
    every = [one.title for one in book.worksheets]
    if sheet and sheet not in every:
        raise SheetMissing(path=path, sheet=sheet, sheets=", ".join(every))
    filled = sheet_names(path, book)
    chosen = sheet or next(iter(filled), "")
    sample = list(islice(sheet_rows(path, book, chosen), _SCANNED_FOR_HEADER)) if chosen else []
    if not sample:
        raise FileEmpty(path=path)
    header = find_header(sample)
    others = [name for name in filled if name != chosen]
    return chosen, others, header, _rows(path, book, chosen, header)


def _rows(path: Path, book: openpyxl.Workbook, sheet: str, header: Header) -> Iterator[Row]:
    columns, width = header.columns, len(header.columns)
    formulas = _uncomputed(path, sheet) if _has_formulas(path) else {}
    try:
        for number, cells in sheet_rows(path, book, sheet):
            if number <= header.row:
                continue
            filled = chain(cells[:width], [None] * (width - len(cells)))
            values, problem = dict(zip(columns, filled, strict=True)), None
            if number in formulas:
                problem = phrase(_UNCOMPUTED, cell=f"{formulas[number]}{number}")
            elif sum(len(cell) for cell in cells if isinstance(cell, str)) > MAX_ROW:
                problem = phrase(_TOO_LONG, limit=MAX_ROW)
                values = {DAMAGED: str(cells)[:500]}
            yield Row(number, values, problem)
    finally:
        book.close()


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(packed(path)) as archive:
        for name in archive.namelist():
            if "worksheets/" in name:
                with archive.open(name) as part:
                    tail = b""
                    while block := part.read(1 << 20):
                        if b"<f>" in tail + block or b"<f " in tail + block:
                            return True
                        tail = block[-3:]
    return False


def _uncomputed(path: Path, sheet: str) -> dict[int, str]:
    """Return, by row, the first column whose formula has no result."""
    found: dict[int, str] = {}
    with workbook(path) as book, workbook(path, results=False) as written, _damage_named(path):
        for one in (book, written):
            one[sheet].reset_dimensions()
        computed = book[sheet].iter_rows(values_only=True)
        formulas = written[sheet].iter_rows()
        for number, (values, cells) in enumerate(zip(computed, formulas, strict=False), 1):
            for place, (value, cell) in enumerate(zip(values, cells, strict=False), 1):
                if value is None and cell.data_type == "f":
                    found.setdefault(number, get_column_letter(place))
    return found


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn whatever a broken workbook makes the libraries raise into one refusal."""
    try:
        yield
    except _BROKEN as error:
        why = phrase(N_("it is not a whole XLSX workbook ({detail})"), detail=str(error)[:120])
        raise FileDamaged(path=path, why=why) from None


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(packed(path)) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    held = max((p.file_size for p in parts if "worksheets/" not in p.filename), default=0)
    tight = any(
        p.file_size > SMALL_PART and p.file_size > MAX_RATIO * p.compress_size for p in parts
    )
    if total > MAX_UNPACKED or held > MAX_PART or tight:
        what = phrase(N_("unpacked it takes {size} MB"), size=total // 1024**2)
        raise FileTooLarge(path=path, what=what)
