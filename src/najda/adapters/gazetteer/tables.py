"""Places from tables: OCHA's gazetteer workbooks, or one of their sheets saved as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any

from najda.adapters.files.csv_rows import read_csv
from najda.adapters.files.workbooks import sheet_rows, workbook
from najda.intake.coordinates import read_degree
from najda.intake.messages import as_words
from najda.intake.places import AREA_KINDS, Kind, KnownPlace
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .columns import FINEST, Columns, columns_of
from .taking import Taking, by_script

_HEADER_WITHIN = 12
_JUDGED = 50
LONGEST_CODE = 40
SWAPPED_DEGREES = 5.0
"""A position this far from the middle of its table, but near it when turned round, was turned round."""

_NO_CODE = N_("The row has no P-code.")
_LONG_CODE = N_("“{code}” is too long for a P-code.")
_NO_NAME = N_("“{code}” has no name.")
_TWICE = N_("The P-code {code} is given twice, to “{first}” and to “{second}”; the first is kept.")
_HALF = N_("“{code}” has only one of latitude and longitude.")
_SWAPPED = N_("“{code}” has latitude and longitude in each other's place ({lat}, {lon}).")

Cells = Sequence[Any]


def take_workbook(path: Path, taking: Taking) -> None:
    """Take the places of every sheet that has P-codes; other sheets are passed over and named."""
    with workbook(path) as book:
        for sheet in [one.title for one in book.worksheets]:
            rows = sheet_rows(path, book, sheet)
            if not take_table(rows, taking, where=sheet):
                taking.passed_over.append(sheet)


def take_csv(path: Path, encoding: str, taking: Taking) -> None:
    """Take the places of a CSV table."""
    _, header, rows = read_csv(path, encoding)
    known: list[tuple[int, Cells]] = [(header.row, list(header.columns))]

    def cells() -> Iterator[tuple[int, Cells]]:
        for row in rows:
            if row.problem is not None:
                taking.refuse("", row.number, row.problem)
            else:
                yield row.number, list(row.values.values())

    take_table(chain(known, cells()), taking, where="")


def take_table(rows: Iterable[tuple[int, Cells]], taking: Taking, *, where: str) -> bool:
    """Take the places of one table, given with its row numbers; return False if it has no P-codes."""
    rows = iter(rows)
    columns = None
    for _, cells in islice(rows, _HEADER_WITHIN):
        if columns := columns_of(cells):
            break
    if columns is None:
        return False
    first = list(islice(rows, _JUDGED))
    level = FINEST if _are_points(columns, [cells for _, cells in first]) else columns.level
    seen: dict[str, tuple[int, KnownPlace]] = {}
    for number, cells in chain(first, rows):
        code = _text(cells, columns.codes[columns.subject])
        if code.startswith("#"):
            continue  # HXL tags under the headings
        try:
            place = _place(columns, cells, code, level)
        except _Refused as refused:
            taking.refuse(where, number, refused.args[0])
            continue
        before = seen.get(code)
        if before and (before[1].en, before[1].ar) != (place.en, place.ar):
            first, second = before[1].en or before[1].ar, place.en or place.ar
            taking.refuse(where, number, phrase(_TWICE, code=code, first=first, second=second))
            continue
        seen[code] = number, place
        for area in _areas_around(columns, cells):
            taking.imply(area)
    _refuse_swapped(seen, taking, where)
    for _, place in seen.values():
        taking.add(place)
    return True


def _are_points(columns: Columns, sample: Sequence[Cells]) -> bool:
    """Tell whether rows that do not say their level are settlements: they have coordinates, and their
    codes do not go on from the code of the area around them, as those of areas do."""
    if columns.subject or columns.lat is None or not columns.around:
        return False
    pairs = [
        (_text(cells, columns.codes[""]), _text(cells, columns.codes[columns.around[-1]]))
        for cells in sample
    ]
    return sum(code.startswith(area) for code, area in pairs) * 2 < len(pairs)


class _Refused(Exception):
    """A row is not taken; the argument says why."""


def _place(columns: Columns, cells: Cells, code: str, level: int) -> KnownPlace:
    if not code:
        raise _Refused(phrase(_NO_CODE))
    if len(code) > LONGEST_CODE:
        raise _Refused(phrase(_LONG_CODE, code=code[:LONGEST_CODE]))
    names = _names(columns, cells, columns.subject) or _names(columns, cells, "")
    if level > 3 and "4" in columns.codes and _text(cells, columns.codes["4"]) == code:
        names += _names(columns, cells, "4")
    en, ar, other = by_script([_without_mark(name) for name in names])
    if not (en or ar):
        raise _Refused(phrase(_NO_NAME, code=code))
    lat, lon = _position(columns, cells, code)
    areas = _codes_around(columns, cells)
    kind = AREA_KINDS[level - 1] if 1 <= level <= 3 else _kind(columns, cells)
    if kind.is_area:
        areas = (*areas, code)
    return KnownPlace(code, kind, en, ar, other, lat, lon, areas)


def _kind(columns: Columns, cells: Cells) -> Kind:
    said = columns.subject + (_text(cells, columns.type) if columns.type is not None else "")
    return Kind.NEIGHBOURHOOD if "neighb" in said.lower() else Kind.SETTLEMENT


def _names(columns: Columns, cells: Cells, subject: str) -> list[str]:
    return [_text(cells, place) for place in columns.names.get(subject, ())]


def _without_mark(name: str) -> str:
    """Drop OCHA's mark for neighbourhoods from a name."""
    return name.removesuffix("(ne)").strip()


def _codes_around(columns: Columns, cells: Cells) -> tuple[str, ...]:
    codes = (_text(cells, columns.codes[level]) for level in columns.around)
    return tuple(code for code in codes if code)


def _areas_around(columns: Columns, cells: Cells) -> Iterator[KnownPlace]:
    around: tuple[str, ...] = ()
    for level in columns.around:
        code = _text(cells, columns.codes[level])
        en, ar, other = by_script(_names(columns, cells, level))
        if code and (en or ar):
            around = (*around, code)
            kind = AREA_KINDS[int(level) - 1]
            yield KnownPlace(code, kind, en, ar, other, None, None, around)


def _position(columns: Columns, cells: Cells, code: str) -> tuple[float | None, float | None]:
    given = [None if place is None else _cell(cells, place) for place in (columns.lat, columns.lon)]
    lat, lon = (None if isinstance(one, str) and not one.strip() else one for one in given)
    if lat is None and lon is None:
        return None, None
    if lat is None or lon is None:
        raise _Refused(phrase(_HALF, code=code))
    try:
        return round(read_degree(lat, "latitude"), 6), round(read_degree(lon, "longitude"), 6)
    except Refusal as refusal:
        raise _Refused(refusal.phrase) from None


def _refuse_swapped(seen: dict[str, tuple[int, KnownPlace]], taking: Taking, where: str) -> None:
    located = [place for _, place in seen.values() if place.lat is not None]
    if len(located) < 5:
        return
    middle = median(one.lat for one in located), median(one.lon for one in located)

    def far(lat: float, lon: float) -> float:
        return max(abs(lat - middle[0]), abs(lon - middle[1]))

    for one in located:
        if far(one.lat, one.lon) > SWAPPED_DEGREES and far(one.lon, one.lat) < SWAPPED_DEGREES:
            number, _ = seen.pop(one.code)
            reason = phrase(_SWAPPED, code=one.code, lat=f"{one.lat:g}", lon=f"{one.lon:g}")
            taking.refuse(where, number, reason)


def _cell(cells: Cells, place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _text(cells: Cells, place: int) -> str:
    return " ".join(as_words(_cell(cells, place)).split())
