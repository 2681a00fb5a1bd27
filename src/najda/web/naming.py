"""What places, areas and closures are called on a page, and choices between places."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.place_names import figures, in_language, place_name
from najda.application.ports import Gazetteer, Language
from najda.application.road_names import closure_name
from najda.intake.places import Found

__all__ = [
    "area_name",
    "areas_said",
    "areas_to_choose",
    "choice_detail",
    "choice_name",
    "closure_name",
    "figures",
    "place_name",
]


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
    return (in_language(language, names) if names else "") or code


def areas_to_choose(language: Language, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """Return the governorates and districts to choose from, by name, narrower ones below the wider."""
    known = {area.code: area for area in gazetteer.areas() if area.level <= 2}

    def path(code: str) -> tuple[str, ...]:
        area = known.get(code)
        above = path(area.parent) if area and area.parent in known else ()
        return (*above, area_name(language, gazetteer, code))

    paths = sorted((path(code), code) for code in known)
    return [(code, _BETWEEN.join(names)) for names, code in paths]


_BETWEEN = " · "
