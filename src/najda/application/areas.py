"""An administrative area as a place: by its code, with the areas around it."""

from __future__ import annotations

from najda.intake.places import Area
from najda.kernel.places import Place

from .look_up import AreaUnknown
from .ports import Gazetteer


def area_place(gazetteer: Gazetteer, code: str) -> Place:
    """Return the area of this code as a place, with the areas around it; raise AreaUnknown if there is
    none."""
    known = {area.code: area for area in gazetteer.areas()}
    if code not in known:
        raise AreaUnknown(given=code)
    names = known[code].names
    return Place(name_en=names.en, name_ar=names.ar, areas=_around(known, code))


def _around(known: dict[str, Area], code: str) -> tuple[str, ...]:
    """Return the codes from the widest area around one down to itself."""
    found: list[str] = []
    while code in known and code not in found:
        found.insert(0, code)
        code = known[code].parent
    return tuple(found)
