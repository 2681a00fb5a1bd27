"""The names one place goes by, and how likely a bare name means it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from .names import is_arabic, plain, sounds, without_type_words
from .places import AREA_KINDS, Kind, KnownPlace

_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_PARTS = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[_/،,]\s*")
_ARABIC_PARTS = re.compile(r"\s*[-–—_/،,]\s*")

SEAT_WEIGHTS = (1.0, 0.7, 0.4)
"""How likely a bare name means the town that gives a governorate, district, subdistrict its name."""

PLAIN_WEIGHT = 0.2
AREA_WEIGHTS = {Kind.GOVERNORATE: 0.5, Kind.DISTRICT: 0.3, Kind.SUBDISTRICT: 0.2}
NEIGHBOURHOOD_WEIGHT = 0.0


class NameKeys(NamedTuple):
    """One name of the place with this number in its gazetteer: its plain form and its sound keys."""

    place: int
    plain: str
    keys: tuple[str, ...]


def variants(known: KnownPlace, own_areas: frozenset[str] = frozenset()) -> list[str]:
    """Return the plain names of a place: those given, and the parts of double names.

    “Kawkab (Suran)” is also “Kawkab”; “Shamaliyeh - Boraz Ogli” is also each of the two; but where a part
    only says which area the place lies in (its sound key is in `own_areas`) it is not a name of its own.
    """
    found: dict[str, None] = {}
    for name in (known.en, known.ar, *known.other):
        bare = _BRACKETED.sub("", name)
        first, *rest = (_ARABIC_PARTS if is_arabic(bare) else _PARTS).split(bare)
        rest = [part for part in rest if not own_areas.intersection(keys_of(plain(part)))]
        for variant in (name, bare, first, *rest):
            if key := plain(variant):
                found.setdefault(key)
    return list(found)


@lru_cache(maxsize=65_536)
def keys_of(plain_name: str) -> tuple[str, ...]:
    """Return all sound keys of a plain name, with and without its type words."""
    bare, _ = without_type_words(plain_name)
    return tuple(dict.fromkeys(key for name in (plain_name, bare) for key in sounds(name) if key))


def area_keys(places: Iterable[KnownPlace]) -> dict[str, frozenset[str]]:
    """Return the sound keys of every area by its code."""
    return {
        known.code: frozenset(key for name in variants(known) for key in keys_of(name))
        for known in places
        if known.kind.is_area
    }


def name_keys(places: list[KnownPlace]) -> list[NameKeys]:
    """Return every name of every place with its keys, in the order of `places`.

    A town that gives an area its name goes by the names of that area too.
    """
    areas = area_keys(places)
    of_areas = {known.code: variants(known) for known in places if known.kind.is_area}
    found = []
    for number, known in enumerate(places):
        names = variants(known, _own_areas(known, areas))
        for code in _seat_of(known, areas):
            names = list(dict.fromkeys([*names, *of_areas[code]]))
        found.extend(NameKeys(number, name, keys_of(name)) for name in names)
    return found


def weighed(places: list[KnownPlace]) -> list[KnownPlace]:
    """Return the places with the weight that follows from their kind and the areas they give a name to.

    A weight above it that a place has already (from its population) is kept.
    """
    areas = area_keys(places)
    levels = {known.code: AREA_KINDS.index(known.kind) for known in places if known.kind.is_area}
    return [
        msgspec.structs.replace(known, weight=max(known.weight, _weight(known, areas, levels)))
        for known in places
    ]


def _weight(
    known: KnownPlace, areas: Mapping[str, frozenset[str]], levels: Mapping[str, int]
) -> float:
    if known.kind.is_area:
        return AREA_WEIGHTS[known.kind]
    if known.kind is Kind.NEIGHBOURHOOD:
        return NEIGHBOURHOOD_WEIGHT
    seat_of = _seat_of(known, areas)
    return SEAT_WEIGHTS[levels[seat_of[0]]] if seat_of else PLAIN_WEIGHT


def _seat_of(known: KnownPlace, areas: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the areas around a settlement that have its name, the widest first."""
    if known.kind is not Kind.SETTLEMENT:
        return []
    names = variants(known, _own_areas(known, areas))
    keys = {key for name in names for key in keys_of(name)}
    return [code for code in known.areas if keys & areas.get(code, frozenset())]


def _own_areas(known: KnownPlace, areas: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(areas.get(code, frozenset()) for code in known.areas))
