"""The nearest of many places, by great circle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from najda.intake.places import KnownPlace
from najda.kernel.places import EARTH_RADIUS_KM, Position


class Nearest:
    """A tree over places on the unit sphere: chords and great circles have the same order."""

    def __init__(self, places: Sequence[KnownPlace]) -> None:
        self._places = places
        degrees = np.array([(one.lat, one.lon) for one in places], dtype=float).reshape(-1, 2)
        self._tree = cKDTree(_on_sphere(np.radians(degrees)))

    def within(self, position: Position, km: float) -> KnownPlace | None:
        """Return the nearest place if it is at most so far away; the first by order if equally near."""
        if not self._places:
            return None
        found, number = self._tree.query(_point(position), distance_upper_bound=_chord(km))
        return self._places[int(number)] if np.isfinite(found) else None

    def all_within(self, position: Position, km: float) -> list[KnownPlace]:
        """Return the places at most so far away, the nearest first."""
        found = (self._places[i] for i in self._tree.query_ball_point(_point(position), _chord(km)))
        return sorted(found, key=lambda place: (place.position.km_to(position), place.code))


def _chord(km: float) -> float:
    return float(2 * np.sin(min(km / EARTH_RADIUS_KM, np.pi) / 2))


def _point(position: Position) -> np.ndarray:
    return _on_sphere(np.radians(np.array([[position.lat, position.lon]])))[0]


def _on_sphere(radians: np.ndarray) -> np.ndarray:
    """Return unit vectors, shape (n, 3), for latitudes and longitudes in radians, shape (n, 2)."""
    lat, lon = radians[:, 0], radians[:, 1]
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
