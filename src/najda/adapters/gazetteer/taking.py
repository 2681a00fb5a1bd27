"""What an import has taken so far: places by code, boundaries by code, and the rows it refused."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from najda.intake.names import is_arabic
from najda.intake.places import KnownPlace
from najda.kernel.phrases import Phrase


class Boundary(msgspec.Struct, frozen=True, array_like=True):
    """The outline of an area as well-known binary (WGS 84), its level (1 to 3) and its areas."""

    code: str
    level: int
    areas: tuple[str, ...]
    outline: bytes


class RefusedPlace(NamedTuple):
    """A row that was not taken: the sheet or list it is in ("" if there is one only), its number, why."""

    where: str
    number: int
    reason: Phrase


class Taking:
    """Collects an import; nothing of it is known to anyone before it is complete."""

    def __init__(self) -> None:
        self.places: dict[str, KnownPlace] = {}
        self.implied: dict[str, KnownPlace] = {}
        self.boundaries: dict[str, Boundary] = {}
        self.refused: list[RefusedPlace] = []
        self.passed_over: list[str] = []

    def add(self, place: KnownPlace) -> None:
        """Take a place, or what is new about one taken before."""
        before = self.places.get(place.code)
        self.places[place.code] = merged(before, place) if before else place

    def imply(self, area: KnownPlace) -> None:
        """Note an area that only other rows speak of."""
        self.implied.setdefault(area.code, area)

    def refuse(self, where: str, number: int, reason: Phrase) -> None:
        """Note a row that is not taken."""
        self.refused.append(RefusedPlace(where, number, reason))

    def complete(self) -> dict[str, KnownPlace]:
        """Return all places, with the areas that only other rows spoke of."""
        return {**self.implied, **self.places}


def merged(old: KnownPlace, new: KnownPlace) -> KnownPlace:
    """Return what is known of one place from two sources: the newer wins, older names are kept."""
    en, ar = new.en or old.en, new.ar or old.ar
    given = (*new.other, *old.other, old.en, old.ar)
    other = tuple(name for name in dict.fromkeys(given) if name and name not in (en, ar))
    located = new if new.lat is not None else old
    return msgspec.structs.replace(
        new,
        kind=old.kind if not new.kind.is_area and old.kind.is_area else new.kind,
        en=en,
        ar=ar,
        other=other,
        lat=located.lat,
        lon=located.lon,
        areas=new.areas if len(new.areas) >= len(old.areas) else old.areas,
        weight=max(new.weight, old.weight),
    )


def by_script(names: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return the first English and the first Arabic name and the others, told apart by their letters.

    Files mislabel their languages often enough that headings are not believed.
    """
    distinct = [name for name in dict.fromkeys(names) if name]
    en = next((name for name in distinct if not is_arabic(name)), "")
    ar = next((name for name in distinct if is_arabic(name)), "")
    return en, ar, tuple(name for name in distinct if name not in (en, ar))
