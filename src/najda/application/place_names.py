"""What places are called: in the person's script first, never in the giver's sealed words."""

from __future__ import annotations

from najda.intake.places import KnownPlace, Names
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place, Position

from .measures import distance
from .ports import Gazetteer, Language

BESIDE_METRES = 500
"""Up to this distance a position is said to be near a place: the place's own point is no better known."""

_WORDS_ONLY = N_("position not known")


def place_name(language: Language, place: Place, gazetteer: Gazetteer) -> str:
    """Return what a place is called: by its name, else by the nearest place that has one, else by its
    coordinates; or that it is not known. Who has to go there is told the coordinates besides."""
    if name := in_language(language, Names(en=place.name_en, ar=place.name_ar)):
        return name
    if place.position is None:
        return language.say(phrase(_WORDS_ONLY))
    return _beside(language, place.position, gazetteer.nearest(place.position))


def in_language(language: Language, names: Names) -> str:
    """Return one of the names, in the person's script if there is one; empty if there is none."""
    first, second = (names.ar, names.en) if language.code == "ar" else (names.en, names.ar)
    return first or second


def figures(position: Position) -> str:
    """Return a position as it can be typed and read out."""
    return f"{position.lat:.5f}, {position.lon:.5f}"


def _beside(language: Language, position: Position, known: KnownPlace | None) -> str:
    """Return where a position is, seen from a place that is known."""
    name = in_language(language, Names(en=known.en, ar=known.ar)) if known else ""
    if known is None or not name:
        return _apart(position)
    metres = known.position.km_to(position) * 1000
    if metres < BESIDE_METRES:
        return language.say(phrase(N_("near {place}"), place=name))
    says = N_("{distance} to the {direction} of {place}")
    far, towards = distance(language, metres), known.position.direction_to(position)
    return language.say(phrase(says, distance=far, direction=towards, place=name))


def _apart(position: Position) -> str:
    """Return a position kept from the text around it: in Arabic latitude and longitude would change
    places to the eye (U+2066, left-to-right isolate)."""
    return f"\u2066{figures(position)}\u2069"
