"""Where incidents lie, so coarsely that a map of them leads to nobody's door.

A situation report is handed on. It says how many incidents were opened in each square of about ten
kilometres, drawn at the square's middle, and nothing nearer: a single incident in the countryside would
otherwise point at one house. What is only known to lie in an area has no square.
"""

from __future__ import annotations

from math import floor

from najda.kernel.places import Place, Precision

PER_DEGREE = 10
"""Squares to a degree: 0.1 degrees are 11 km from south to north and 9 km from west to east in Syria.
Najda's policy."""

Spot = tuple[int, int]
"""A square by its south-western corner, in tenths of a degree: latitude, longitude."""


def spot_of(place: Place) -> Spot | None:
    """Return the square a place lies in; None if its position is not known that exactly."""
    if place.position is None or place.precision not in (Precision.EXACT, Precision.SETTLEMENT):
        return None
    return (floor(place.position.lat * PER_DEGREE), floor(place.position.lon * PER_DEGREE))


def middle_of(spot: Spot) -> tuple[float, float]:
    """Return latitude and longitude of a square's middle, in degrees."""
    lat, lon = ((edge + 0.5) / PER_DEGREE for edge in spot)
    return round(lat, 6), round(lon, 6)


def edges_of(spot: Spot) -> tuple[float, float, float, float]:
    """Return a square's edges in degrees: south, west, north, east."""
    south, west = spot
    return tuple(n / PER_DEGREE for n in (south, west, south + 1, west + 1))  # type: ignore[return-value]
