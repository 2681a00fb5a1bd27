"""Importing a gazetteer: the kind of file is told by its content, and all of it is taken or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from najda.adapters.files.looking import Format, format_of
from najda.adapters.files.refusals import FileDamaged, FileTooLarge
from najda.intake.name_variants import weighed_and_keyed
from najda.intake.places import Kind
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .boundaries import take_geojson
from .enriching import enriched
from .open_syria import is_open_syria, take_open_syria
from .shelf import Shelf, Source, load, save
from .tables import take_csv, take_workbook
from .taking import RefusedPlace, Taking, merged

MAX_JSON = 512 * 1024**2
"""Bytes of JSON that are read at once; boundaries of a country, simplified, take a few megabytes."""


class NoPlaces(Refusal):
    """A file can be read but nothing in it is a place with a P-code."""

    says = N_("{path} holds no places that can be taken: {why}. Nothing was changed.")


class ImportReport(NamedTuple):
    """What an import took: entries by kind, how many of them are new, and boundaries; the rows it
    refused with the reasons; the sheets it passed over; and what is known now in all."""

    taken: dict[Kind, int]
    new: int
    boundaries: int
    refused: list[RefusedPlace]
    passed_over: list[str]
    known: int


def import_places(path: Path, folder: Path, *, replace: bool = False) -> ImportReport:
    """Take a gazetteer or boundary file into the shelf in `folder` and return what came of it.

    Entries are merged with those known by P-code, or with `replace` put in place of all of them. Raises a
    refusal, and changes nothing, if the file cannot be read, holds no places, or cannot be kept.
    """
    path = Path(path)
    taking = _take(path)
    places = taking.complete()
    if not places:
        raise NoPlaces(path=path, why=_why_nothing(taking))
    old = None if replace else load(folder)
    known = {place.code: place for place in old.places} if old else {}
    new = len(places.keys() - known.keys())
    for code, place in places.items():
        before = known.get(code)
        if before is None:
            known[code] = place
        elif code in taking.places:
            known[code] = merged(before, place)
    boundaries = {one.code: one for one in old.boundaries} if old else {}
    boundaries.update(taking.boundaries)
    known = enriched(known)
    ordered, names = weighed_and_keyed(known[code] for code in sorted(known))
    source = Source(path.name, _sha256(path), len(places))
    shelf = Shelf(
        sources=[*(old.sources if old else []), source],
        places=ordered,
        names=names,
        boundaries=[boundaries[code] for code in sorted(boundaries)],
    )
    save(folder, shelf)
    kinds = Counter(place.kind for place in places.values())
    return ImportReport(
        taken={kind: kinds[kind] for kind in Kind if kinds[kind]},
        new=new,
        boundaries=len(taking.boundaries),
        refused=taking.refused,
        passed_over=taking.passed_over,
        known=len(ordered),
    )


def _take(path: Path) -> Taking:
    taking = Taking()
    format_, encoding = format_of(path)
    if format_ is Format.XLSX:
        take_workbook(path, taking)
    elif format_ is Format.CSV:
        take_csv(path, encoding, taking)
    else:
        _take_json(path, _json(path), taking)
    return taking


def _json(path: Path) -> Any:
    size = path.stat().st_size
    if size > MAX_JSON:
        raise FileTooLarge(path=path, what=phrase(N_("it has {size} MB"), size=size // 1024**2))
    try:
        return msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        why = phrase(N_("it is not whole JSON: {detail}"), detail=str(error)[:120])
        raise FileDamaged(path=path, why=why) from None


def _take_json(path: Path, value: Any, taking: Taking) -> None:
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        take_geojson(path, value, taking)
    elif is_open_syria(value):
        take_open_syria(value, taking)
    else:
        why = phrase(N_("it is neither GeoJSON nor a list of areas with names and P-codes"))
        raise NoPlaces(path=path, why=why)


def _why_nothing(taking: Taking) -> Any:
    if taking.refused:
        return taking.refused[0].reason
    if taking.passed_over:
        return phrase(N_("it has no column of P-codes, such as admin3Pcode or ADM3_PCODE"))
    return phrase(N_("there are headings, or nothing at all, but no rows"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
