"""Rows of JSON lines or of one JSON array: nested values get dotted names, damage stays in its row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from najda.kernel.phrases import N_, Phrase, phrase

from .csv_rows import lines_of
from .refusals import FileDamaged, FileKindUnknown, FileTooLarge
from .row import MAX_COLUMNS, MAX_ROW, Row, clean, damaged

MAX_DEPTH = 8
MAX_WHOLE = 64 * 1024 * 1024
"""A single object that holds all rows is read at once, up to this many characters."""

_CHUNK = 1 << 18
_NOT_JSON = N_("the line is not JSON: {why}")
_NOT_OBJECT = N_("the value is not an object with named fields")
_TOO_LONG = N_("the record is longer than {limit} characters")
_TOO_DEEP = N_("the record has more than {columns} fields, or is nested more than {depth} deep")
_NOT_TEXT = N_("the line has bytes that are no letters in this file's encoding")
_NEXT_RECORD = re.compile(r"[}\]]\s*,\s*(?=\{)")
_OPENING = re.compile(r'\{\s*("[^"]*"\s*:\s*([\[{]|"[^"]*",?)?)?\s*')
_COLLECTIONS = frozenset(
    ["features", "data", "items", "messages", "results", "records", "reports", "rows", "value"]
)
"""What an object of one line is known by that holds all rows and is not one."""

_BETWEEN = re.compile(r"[\s,]*")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


def read_json_lines(path: Path, encoding: str) -> Iterator[Row]:
    """Yield a row per line that is not blank; a file that is one object is read as what it holds."""
    for number, line in lines_of(path, encoding):
        if number == 1 and _begins_whole_object(line):
            yield from _rows_within(path, encoding)
            return
        text = line.strip().lstrip("\ufeff").strip("\0\x1e").rstrip(",")
        if text:
            yield _row_of_line(number, text)


def read_json_array(path: Path, encoding: str) -> Iterator[Row]:
    """Yield a row per element of the array, reading it in pieces so that memory stays flat."""
    with path.open(encoding=encoding, errors="replace") as file:
        text = file.read(_CHUNK).lstrip("\ufeff \t\r\n")[1:]
        number, ended = 0, False
        while True:
            text = text[_BETWEEN.match(text).end() :]
            if text.startswith("]"):
                return
            row, end = _element(text, number + 1) if text else (None, 0)
            if row is None or (row.problem is not None and end == 0):
                more = "" if len(text) > MAX_ROW else file.read(_CHUNK)
                if more:
                    text += more
                    continue
                ended = len(text) <= MAX_ROW
                if not text:
                    return
                row = row or damaged(number + 1, text, phrase(_NOT_JSON, why="]"))
                end = _resume_at(text)
            number += 1
            yield row
            if ended and end >= len(text):
                return
            text = text[end:]


def _element(text: str, number: int) -> tuple[Row, int]:
    """Return the row at the start of the text and where it ends; a problem and 0 if it is not whole."""
    try:
        value, end = _decoder.raw_decode(text)
    except (ValueError, RecursionError) as error:
        nested = isinstance(error, RecursionError)
        return damaged(number, text, _too_deep() if nested else _why(error)), 0
    if end == len(text) and not isinstance(value, dict | list | str):
        return damaged(number, text, phrase(_NOT_OBJECT)), 0  # a number may go on in the next piece
    return row_of(number, value, text[:500]), end


def _resume_at(text: str) -> int:
    """Return where the record after a damaged one begins, or the end."""
    found = _NEXT_RECORD.search(text, 1)
    return found.end() if found else len(text)


def _begins_whole_object(line: str) -> bool:
    """Tell whether the first line is only the beginning of an object, or an object holding the rows."""
    text = line.strip().lstrip("\ufeff")
    try:
        value = _decoder.decode(text)
    except (ValueError, RecursionError):
        return _OPENING.fullmatch(text) is not None
    return isinstance(value, dict) and any(
        key in _COLLECTIONS and isinstance(item, list) for key, item in value.items()
    )


def _rows_within(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace") as file:
        text = file.read(MAX_WHOLE + 1)
    if len(text) > MAX_WHOLE:
        what = phrase(N_("it is one single JSON object; write one object a line instead"))
        raise FileTooLarge(path=path, what=what)
    try:
        value = _decoder.decode(text.lstrip("\ufeff").strip())
    except (ValueError, RecursionError) as error:
        raise FileDamaged(path=path, why=_why(error)) from None
    rows = _list_within(value) if isinstance(value, dict) else None
    if rows is None:
        kind = phrase(N_("a single JSON object without a list of records"))
        instead = phrase(N_("Give one object a line, or a list of objects."))
        raise FileKindUnknown(path=path, kind=kind, instead=instead)
    for number, item in enumerate(rows, 1):
        yield row_of(number, item, str(item)[:500])


def _list_within(value: dict[str, Any]) -> list[Any] | None:
    """Return the longest list of objects directly inside an object."""
    lists = [
        item
        for item in value.values()
        if isinstance(item, list) and item and isinstance(item[0], dict)
    ]
    return max(lists, key=len, default=None)


def _row_of_line(number: int, text: str) -> Row:
    if len(text) > MAX_ROW:
        return damaged(number, text, phrase(_TOO_LONG, limit=MAX_ROW))
    if not text.isascii() and any("\udc80" <= c <= "\udcff" for c in text):
        return damaged(number, text, phrase(_NOT_TEXT))
    try:
        value = _decoder.decode(text)
    except RecursionError:
        return damaged(number, text, _too_deep())
    except ValueError as error:
        return damaged(number, text, _why(error))
    return row_of(number, value, text)


def row_of(number: int, value: Any, raw: str) -> Row:
    """Return the row for one decoded value; a problem if it is no object or too deep or too wide."""
    if not isinstance(value, dict):
        return damaged(number, raw, phrase(_NOT_OBJECT))
    flat: dict[str, Any] = {}
    if not _flatten(value, "", 1, flat):
        return damaged(number, raw, _too_deep())
    return Row(number, flat)


def _flatten(value: Any, name: str, depth: int, into: dict[str, Any]) -> bool:
    if depth > MAX_DEPTH or len(into) >= MAX_COLUMNS:
        return False
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        into[name] = clean(value) if isinstance(value, str) else value
        return True
    return all(
        _flatten(item, clean(f"{name}.{key}" if name else str(key)), depth + bool(name), into)
        for key, item in items
    )


def _why(error: Exception) -> Phrase:
    return phrase(_NOT_JSON, why=str(error)[:120])


def _too_deep() -> Phrase:
    return phrase(_TOO_DEEP, columns=MAX_COLUMNS, depth=MAX_DEPTH)
