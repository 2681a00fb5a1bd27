"""The names one place goes by, and how likely a bare name means it."""

from __future__ import annotations

import re
from collections.abc import Iterable
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

WEIGHTS = {
    Kind.GOVERNORATE: 0.5,
    Kind.DISTRICT: 0.3,
    Kind.SUBDISTRICT: 0.2,
    Kind.SETTLEMENT: 0.2,
    Kind.NEIGHBOURHOOD: 0.0,
}
"""How likely a bare name means an area, or a settlement or neighbourhood that gives none its name."""


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


def weighed_and_keyed(places: Iterable[KnownPlace]) -> tuple[list[KnownPlace], list[NameKeys]]:
    """Return the places with their weights, and every name of every place with its keys, in their order.

    The weight follows from a place's kind and the areas it gives its name to; a higher one that it has
    already (from its population) is kept. A town that gives an area its name goes by that area's other
    names too.
    """
    known = list(places)
    levels = {one.code: AREA_KINDS.index(one.kind) for one in known if one.kind.is_area}
    of_areas = {one.code: variants(one) for one in known if one.kind.is_area}
    keys = {code: _keys(names) for code, names in of_areas.items()}
    found: list[NameKeys] = []
    for number, one in enumerate(known):
        around = [keys.get(code, frozenset()) for code in one.areas]
        names = variants(one, frozenset().union(*around))
        own = _keys(names)
        settled = one.kind is Kind.SETTLEMENT
        seat_of = [code for code in one.areas if settled and own & keys.get(code, frozenset())]
        for code in seat_of:
            names = [*names, *of_areas[code]]
        weight = SEAT_WEIGHTS[levels[seat_of[0]]] if seat_of else WEIGHTS[one.kind]
        if weight > one.weight:
            known[number] = msgspec.structs.replace(one, weight=weight)
        found.extend(NameKeys(number, name, keys_of(name)) for name in dict.fromkeys(names))
    return known, found


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names for key in keys_of(name))
