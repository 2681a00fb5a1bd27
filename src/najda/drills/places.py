"""Where a drill happens: towns the gazetteer knows, and spots in and around them."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, radians, sin, sqrt
from typing import NamedTuple

from najda.application.ports import Gazetteer
from najda.intake.places import Found, clearly_best
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.places import EARTH_RADIUS_KM, Place, Position

from .chance import Draw
from .words import towns_by_governorate

LEAST_TOWNS = 3


class TownsUnknown(Refusal):
    """The gazetteer knows too few of the drill's towns."""

    says = N_(
        "The gazetteer knows only {known} of the towns this drill is set in. Use the gazetteer that "
        "comes with Najda."
    )


class Town(NamedTuple):
    """A town as the gazetteer knows it, and how much happens there."""

    governorate: str
    place: Place
    position: Position
    weight: float


class Spot(NamedTuple):
    """Where something truly is."""

    town: Town
    position: Position


class Land(NamedTuple):
    """The towns of a drill."""

    towns: tuple[Town, ...]
    weights: tuple[float, ...]

    def around(self, position: Position | None) -> Spot:
        """Return a position as a spot near some town; without one, the first town's middle."""
        if position is None:
            return Spot(self.towns[0], self.towns[0].position)
        return Spot(min(self.towns, key=lambda town: town.position.km_to(position)), position)

    def spot(self, draw: Draw, km: float = 2.5) -> Spot:
        """Return a place within `km` of some town, towns where more happens more often."""
        town = draw.weighted(self.towns, self.weights)
        return Spot(town, near(town.position, draw, km))


def survey(gazetteer: Gazetteer, governorates: Sequence[str]) -> Land:
    """Return the towns of these governorates; raise TownsUnknown if the gazetteer knows next to none."""
    told = towns_by_governorate()
    towns = [
        town
        for governorate in governorates or told
        for name, weight in told[governorate].items()
        if (town := _town(gazetteer, governorate, name, weight))
    ]
    if len(towns) < LEAST_TOWNS:
        raise TownsUnknown(known=len(towns))
    return Land(tuple(towns), tuple(town.weight for town in towns))


def _town(gazetteer: Gazetteer, governorate: str, name: str, weight: float) -> Town | None:
    found = [one for one in gazetteer.search(name) if not one.kind.is_area]
    best = clearly_best(found) or _exact(found, name)
    if best is None or best.place.position is None:
        return None
    return Town(governorate, best.place, best.place.position, weight)


def _exact(found: Sequence[Found], name: str) -> Found | None:
    """Return the first place of exactly this name: of two villages the likelier one will do here."""
    return next((one for one in found if one.place.name_ar == name), None)


def near(centre: Position, draw: Draw, km: float) -> Position:
    """Return a point within `km` of another, each spot as likely."""
    far, turn = km * sqrt(draw.random()), 2 * pi * draw.random()
    degrees = 180 / pi / EARTH_RADIUS_KM
    lat = centre.lat + far * degrees * cos(turn)
    lon = centre.lon + far * degrees * sin(turn) / cos(radians(centre.lat))
    return Position.at(round(lat, 5), round(lon, 5))
