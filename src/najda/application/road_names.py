"""What a closed or slow part of the roads is called: by its roads, and by the place it is near."""

from __future__ import annotations

from collections.abc import Sequence

from najda.domain.closures.state import Closure
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.roads import RoadPart

from .directions import called
from .place_names import place_name
from .ports import Gazetteer, Language, Roads
from .routes import RoadName

MOST_NAMED = 3
"""Roads named of a part of them; of more, two and how many there are besides."""

_MORE = (
    N_("{first}, {second} and one more road"),
    N_("{first}, {second} and {count} more roads"),
)


def closure_name(language: Language, closure: Closure, roads: Roads, gazetteer: Gazetteer) -> str:
    """Return what a closure is called in a person's language: its roads where the map knows them, and
    where that is; two closures of one road differ by the place, or by coordinates where none is near."""
    where = place_name(language, closure.place, gazetteer)
    named = roads_named(roads.named(closure.spot), closure.spot.part, language.code)
    if named is None:
        return where
    return language.say(phrase(N_("{roads}, {where}"), roads=named, where=where))


def roads_named(names: Sequence[RoadName], part: RoadPart, language: str) -> Phrase | None:
    """Return what a part of the roads is called by the names of its roads, the first of them first; None
    where none has a name."""
    said = list(dict.fromkeys(name for one in names if (name := called(one, language))))
    if not said:
        return None
    roads = _listed(said)
    if part is not RoadPart.CROSSING:
        return roads
    if len(said) == 1:
        return phrase(N_("crossing on {road}"), road=said[0])
    return phrase(N_("crossing of {roads}"), roads=roads)


def _listed(said: list[str]) -> Phrase:
    if len(said) <= MOST_NAMED:
        return phrase("{roads}", roads=said)
    first, second, *more = said
    return counted(*_MORE, len(more), first=first, second=second)
