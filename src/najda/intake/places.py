"""Places as people name them: what a gazetteer knows, what a search finds, and when a name is clear."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Place, Position, Precision
from najda.kernel.values import Value

WELL_WRITTEN = 0.9
"""From this score on the name is one that is known, up to how it is written."""

CLEAR_MARGIN = 0.025
"""A well-written name must lead its nearest rival by this much; two villages of one name do not."""

MISSPELT = 0.78
"""Below this score a name is too unlike anything known to be taken without asking."""

MISSPELT_MARGIN = 0.08
"""A name between the two must be as much nearer to the best place than to any other."""

SAME_SPOT_KM = 1.0
"""Places closer together than this are one answer for whoever drives there."""

NAME_FITS_KM = 15.0
"""With coordinates given, a named place farther away than this does not lend them its name."""


class Kind(StrEnum):
    """What a gazetteer's entry is, widest first."""

    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    SETTLEMENT = "settlement"
    NEIGHBOURHOOD = "neighbourhood"

    @property
    def is_area(self) -> bool:
        """Tell whether this is an administrative area and not a place one drives to."""
        return self in AREA_KINDS


AREA_KINDS = (Kind.GOVERNORATE, Kind.DISTRICT, Kind.SUBDISTRICT)
"""The kinds of areas by level: level 1 is the first."""


class Names(Value, frozen=True, omit_defaults=True):
    """What something is called: in English, in Arabic, and otherwise."""

    en: str = ""
    ar: str = ""
    other: tuple[str, ...] = ()


class Area(Value, frozen=True, omit_defaults=True):
    """An administrative area. `level` 1 is a governorate, 2 a district, 3 a subdistrict; `parent` is the
    code of the area around it, empty at level 1."""

    code: str
    parent: str = ""
    level: int = 1
    names: Names = Names()


class KnownPlace(msgspec.Struct, frozen=True, array_like=True):
    """An entry of a gazetteer. `areas` are codes widest first, an area's own code the last; `weight` in
    0..1 says how likely people mean it (1 for a governorate's seat)."""

    code: str
    kind: Kind
    en: str = ""
    ar: str = ""
    other: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    areas: tuple[str, ...] = ()
    weight: float = 0.0

    @property
    def position(self) -> Position | None:
        """Return where it is, if that is known."""
        if self.lat is None or self.lon is None:
            return None
        return Position(lat=self.lat, lon=self.lon)

    def as_place(self, words: str) -> Place:
        """Return the place as reports and incidents carry it, with the giver's own words."""
        position = self.position
        precision = Precision.AREA if self.kind.is_area else Precision.SETTLEMENT
        return Place(
            words=words,
            name_en=self.en,
            name_ar=self.ar,
            position=position,
            precision=precision if position else Precision.UNKNOWN,
            areas=self.areas,
        )


class Found(Value, frozen=True):
    """One answer to a search. `score` is 0..1; `code` is the gazetteer's own."""

    place: Place
    score: float
    kind: Kind
    code: str = ""


class Gazetteer(Protocol):
    """The part of a gazetteer that resolving a place needs."""

    def search(
        self, words: str, *, near: Position | None = None, area: str | None = None, limit: int = 8
    ) -> list[Found]: ...

    def locate(self, position: Position) -> tuple[str, ...]: ...


class PlaceUnknown(Refusal):
    """No place is clearly the one meant."""

    says = N_("No place is clearly meant by “{words}”. {hint}")


def resolve(
    gazetteer: Gazetteer,
    *,
    words: str = "",
    position: Position | None = None,
    near: Position | None = None,
) -> Place:
    """Return the place meant by words, a position or both; never guesses.

    A position gives the areas around it, and takes its name from the words only if they name a place
    within NAME_FITS_KM. Words alone give the best match if it is clear (see `clearly_best`); otherwise
    a place with the words only and precision UNKNOWN.
    """
    words = " ".join(words.split())
    if position is not None:
        return _at(gazetteer, words, position)
    best = clearly_best(gazetteer.search(words, near=near)) if words else None
    return best.place if best else Place(words=words)


def resolve_known(gazetteer: Gazetteer, *, words: str, near: Position | None = None) -> Place:
    """Return the place clearly meant by words; raise PlaceUnknown, with suggestions, if none is."""
    words = " ".join(words.split())
    found = gazetteer.search(words, near=near) if words else []
    best = clearly_best(found)
    if best is None:
        raise PlaceUnknown(words=words, hint=_hint(found))
    return best.place


def _at(gazetteer: Gazetteer, words: str, position: Position) -> Place:
    name_en = name_ar = ""
    named = clearly_best(gazetteer.search(words, near=position)) if words else None
    there = named.place.position if named and not named.kind.is_area else None
    if named and there and there.km_to(position) <= NAME_FITS_KM:
        name_en, name_ar = named.place.name_en, named.place.name_ar
    return Place(
        words=words,
        name_en=name_en,
        name_ar=name_ar,
        position=position,
        precision=Precision.EXACT,
        areas=gazetteer.locate(position),
    )


def clearly_best(found: Sequence[Found]) -> Found | None:
    """Return the first of `found` (best first) if it is good and leads; None otherwise.

    It must be WELL_WRITTEN and lead every rival by CLEAR_MARGIN, or be only MISSPELT and lead by
    MISSPELT_MARGIN. What is no rival: an area around it, an area's own town, a place within SAME_SPOT_KM.
    """
    if not found or found[0].score < MISSPELT:
        return None
    best = found[0]
    margin = CLEAR_MARGIN if best.score >= WELL_WRITTEN else MISSPELT_MARGIN
    for other in found[1:]:
        if best.score - other.score >= margin:
            break
        if not _same_spot(best, other):
            return None
    return best


def _same_spot(one: Found, other: Found) -> bool:
    nested = other.kind.is_area and other.code in one.place.areas
    nested = nested or (one.kind.is_area and one.code in other.place.areas)
    a, b = one.place.position, other.place.position
    return nested or (a is not None and b is not None and a.km_to(b) <= SAME_SPOT_KM)


def _hint(found: Sequence[Found]) -> Phrase:
    names: list[str] = []
    for one in found[:5]:
        both = " / ".join(name for name in (one.place.name_en, one.place.name_ar) if name)
        if both not in names:
            names.append(both)
    if not names:
        return phrase(N_("Give another spelling, or the coordinates."))
    hint = N_("Did you mean {names}? Add the subdistrict or governorate, or give the coordinates.")
    return phrase(hint, names=", ".join(names))
