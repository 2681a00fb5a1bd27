"""Places: where something is, how exactly that is known, and which areas it lies in."""

from __future__ import annotations

from enum import StrEnum
from math import asin, atan2, cos, degrees, radians, sin, sqrt

from .errors import Malformed
from .phrases import N_, phrase
from .values import Value

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


class Direction(StrEnum):
    """The eight directions of the compass, clockwise from north."""

    NORTH = "north"
    NORTH_EAST = "north_east"
    EAST = "east"
    SOUTH_EAST = "south_east"
    SOUTH = "south"
    SOUTH_WEST = "south_west"
    WEST = "west"
    NORTH_WEST = "north_west"


class Position(Value, frozen=True):
    """A point in WGS 84 decimal degrees. Use `Position.at` for figures from outside: it rounds to six
    decimals (about 10 cm) and refuses what is not on Earth."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            given = f"{self.lat}, {self.lon}"
            expected = phrase(N_("latitude from -90 to 90, longitude from -180 to 180"))
            raise Malformed(what=phrase(N_("position")), given=given, expected=expected)

    @classmethod
    def at(cls, lat: float, lon: float) -> Position:
        """Return the position, rounded to six decimals."""
        return cls(lat=round(float(lat), 6), lon=round(float(lon), 6))

    def km_to(self, other: Position) -> float:
        """Return the great-circle distance in kilometres (haversine)."""
        a, b = radians(self.lat), radians(other.lat)
        half = sin((b - a) / 2) ** 2
        half += cos(a) * cos(b) * sin(radians(other.lon - self.lon) / 2) ** 2
        return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))

    def direction_to(self, other: Position) -> Direction:
        """Return in which direction one sets out for the other (initial bearing of the great circle)."""
        a, b = radians(self.lat), radians(other.lat)
        apart = radians(other.lon - self.lon)
        north = cos(a) * sin(b) - sin(a) * cos(b) * cos(apart)
        bearing = degrees(atan2(sin(apart) * cos(b), north))
        return tuple(Direction)[round(bearing / 45) % 8]


class Precision(StrEnum):
    """How exactly a position is known."""

    EXACT = "exact"  # coordinates given or pointed at on a map
    SETTLEMENT = "settlement"  # the centre of a named town, village or neighbourhood
    AREA = "area"  # the centre of a district or subdistrict
    UNKNOWN = "unknown"  # words only


class Place(Value, frozen=True, omit_defaults=True):
    """Where something is. `areas` are codes from the widest area (the governorate) to the narrowest known
    (P-codes, or the default gazetteer's own codes). `words` are the giver's own, only on the way in: the
    ledger keeps them sealed, as somebody may be named in them, so places in facts and states have none.
    """

    words: str = ""
    name_en: str = ""
    name_ar: str = ""
    position: Position | None = None
    precision: Precision = Precision.UNKNOWN
    areas: tuple[str, ...] = ()

    def lies_in(self, area: str) -> bool:
        """Tell whether the place lies in the area of this code."""
        return area in self.areas
