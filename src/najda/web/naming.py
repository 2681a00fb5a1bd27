"""What places are called on a page: in the person's script first, never in the giver's sealed words."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.ports import Gazetteer, Language
from najda.intake.places import Found, KnownPlace, Names
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place, Position

from .measures import distance

BESIDE_METRES = 500
"""Up to this distance a position is said to be near a place: the place's own point is no better known."""


def place_name(language: Language, place: Place, gazetteer: Gazetteer) -> str:
    """Return what a place is called: by its name, else by the nearest place that has one, else by its
    coordinates; or that it is not known. Who has to go there is told the coordinates besides."""
    if name := _in(language, Names(en=place.name_en, ar=place.name_ar)):
        return name
    if place.position is None:
        return language.say(phrase(_WORDS_ONLY))
    return _beside(language, place.position, gazetteer.nearest(place.position))


def _beside(language: Language, position: Position, known: KnownPlace | None) -> str:
    """Return where a position is, seen from a place that is known."""
    name = _in(language, Names(en=known.en, ar=known.ar)) if known else ""
    if not name:
        return _apart(position)
    metres = known.position.km_to(position) * 1000
    if metres < BESIDE_METRES:
        return language.say(phrase(N_("near {place}"), place=name))
    says = N_("{distance} to the {direction} of {place}")
    far, towards = distance(language, metres), known.position.direction_to(position)
    return language.say(phrase(says, distance=far, direction=towards, place=name))


def choice_name(language: Language, found: Found) -> str:
    """Return what a place found in the gazetteer is called, in both scripts where it has both."""
    names = [found.place.name_en, found.place.name_ar]
    if language.code == "ar":
        names.reverse()
    return " · ".join(dict.fromkeys(name for name in names if name))


def choice_detail(language: Language, gazetteer: Gazetteer, found: Found) -> str:
    """Return what tells places of one name apart: the kind, and the areas around it, narrowest first."""
    around = [code for code in reversed(found.place.areas) if code != found.code]
    named = [area_name(language, gazetteer, code) for code in around]
    return _BETWEEN.join(dict.fromkeys([language.word(found.kind), *named]))


def areas_said(language: Language, gazetteer: Gazetteer, areas: Sequence[str]) -> str:
    """Return the areas around something, narrowest first; empty where none is known."""
    named = dict.fromkeys(area_name(language, gazetteer, code) for code in reversed(areas))
    return _BETWEEN.join(named)


def area_name(language: Language, gazetteer: Gazetteer, code: str) -> str:
    """Return what an area is called; its code where it has no name."""
    names = gazetteer.area_names(code)
    return (_in(language, names) if names else "") or code


def figures(position: Position) -> str:
    """Return a position as it can be typed and read out."""
    return f"{position.lat:.5f}, {position.lon:.5f}"


def _apart(position: Position) -> str:
    """Return a position kept from the text around it: in Arabic latitude and longitude would change
    places to the eye (U+2066, left-to-right isolate)."""
    return f"\u2066{figures(position)}\u2069"


def _in(language: Language, names: Names) -> str:
    first, second = (names.ar, names.en) if language.code == "ar" else (names.en, names.ar)
    return first or second


_BETWEEN = " · "
_WORDS_ONLY = N_("position not known")
