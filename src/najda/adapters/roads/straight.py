"""Travel times without a road map: distance, a detour factor and one speed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from najda.application.routes import RoadName, Route
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import EARTH_RADIUS_KM, Position
from najda.kernel.roads import Box, Obstacle, RoadShape, RoadSpot

DETOUR_FACTOR = 1.4
"""Kilometres of road per kilometre of great circle. Published factors for countries lie mostly
between 1.2 and 1.4: R. H. Ballou, H. Rahardja, N. Sakai, Transportation Research Part A 36(9), 2002;
F. P. Boscoe, K. A. Henry, M. S. Zdeb, The Professional Geographer 64(2), 2012 (about 1.4, journeys to
hospitals in the United States). The upper end is taken, for a coast backed by mountains; neither
study measured Syria."""

SPEED_KMH = 45.0
"""Mean speed of a laden rescue vehicle over town streets, country and mountain roads: Najda's own
assumption, to be replaced by each organisation's measured journeys."""

_ESTIMATED = N_(
    "There is no road map: times are estimated by distance and heed no closed road. Build one with "
    "`najda roads build`."
)


class StraightRoads:
    """Estimates journeys by distance alone. It knows no closed road, so every place can be reached."""

    def __init__(self, *, detour: float = DETOUR_FACTOR, speed_kmh: float = SPEED_KMH) -> None:
        self._detour, self._minutes_per_km = detour, detour / speed_kmh * 60
        self._pace = (detour, speed_kmh)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StraightRoads) and self._pace == other._pace

    def __hash__(self) -> int:
        return hash(self._pace)

    def is_mapped(self) -> bool:
        """Tell whether a road map stands behind this: none does."""
        return False

    def about(self) -> Phrase:
        """Say what times rest on."""
        return phrase(_ESTIMATED)

    def heeding(self, obstacles: Sequence[Obstacle]) -> StraightRoads:
        """Return the same: without a road map no obstacle is on any road."""
        return self

    def route(self, origin: Position, destination: Position) -> Route:
        """Return a straight line with the minutes and kilometres of the estimate."""
        ((minutes,),) = self.travel_minutes([origin], [destination])
        km = round(origin.km_to(destination) * self._detour, 3)
        return Route(points=(origin, destination), minutes=minutes, km=km, estimated=True)

    def why_none(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[Phrase | None]:
        """Return None for every place: by distance each can be reached."""
        return [None] * len(destinations)

    def off_road_m(self, positions: Sequence[Position]) -> list[float | None]:
        """Return 0 for every place: no road is known that it could be off."""
        return [0.0] * len(positions)

    def lines(self, spot: RoadSpot) -> list[tuple[Position, ...]]:
        """Return no road."""
        return []

    def named(self, spot: RoadSpot) -> tuple[RoadName, ...]:
        """Return no name: no road is known."""
        return ()

    def extent(self) -> Box | None:
        """Return None: no road is known."""
        return None

    def within(self, box: Box, *, most: int) -> list[RoadShape]:
        """Return no road."""
        return []

    def travel_minutes(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[list[float | None]]:
        """Return minutes by road, a row per origin and a column per destination, to 0.01 minutes."""
        lat, lon = _radians(origins)
        to_lat, to_lon = _radians(destinations)
        half = np.sin((to_lat - lat[:, None]) / 2) ** 2
        half += np.cos(lat)[:, None] * np.cos(to_lat) * np.sin((to_lon - lon[:, None]) / 2) ** 2
        km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        return np.round(km * self._minutes_per_km, 2).tolist()


def _radians(positions: Sequence[Position]) -> tuple[np.ndarray, np.ndarray]:
    lat = np.radians(np.array([position.lat for position in positions], dtype=float))
    lon = np.radians(np.array([position.lon for position in positions], dtype=float))
    return lat, lon
