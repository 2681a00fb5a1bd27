"""Roads as rules and engines speak of them: what stands in the way, and where exactly."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .errors import Refusal
from .phrases import N_
from .places import Position
from .values import Value

MOST_CORNERS = 500
"""An area on the map has at most this many corners: more is no area drawn by a person."""


class RoadPart(StrEnum):
    """Which part of the roads is meant by points on the map."""

    STRETCH = "stretch"  # the stretch of road nearest to one point, from crossing to crossing
    CROSSING = "crossing"  # every road at the crossing nearest to one point
    AREA = "area"  # every road that touches the area between three points or more


class PointsWrong(Refusal):
    """The points do not say which part of the roads is meant."""

    says = N_(
        "What was given ({count}) does not say which part of the roads is meant. Give one point for a "
        "stretch of road or a crossing, and from 3 to {most} corners for an area."
    )


class RoadSpot(Value, frozen=True):
    """A part of the roads, by points on the map, so that it means the same on another road network."""

    part: RoadPart
    points: tuple[Position, ...]

    def __post_init__(self) -> None:
        fits = len(self.points) == 1
        if self.part is RoadPart.AREA:
            fits = len(set(self.points)) >= 3 and len(self.points) <= MOST_CORNERS
        if not fits:
            raise PointsWrong(count=len(self.points), most=MOST_CORNERS)

    @property
    def middle(self) -> Position:
        """Return the one point, or the mean of an area's corners."""
        count = len(self.points)
        lat = sum(point.lat for point in self.points) / count
        return Position.at(lat, sum(point.lon for point in self.points) / count)


class Box(NamedTuple):
    """A part of the map between edges in degrees, edges included; it never crosses 180 degrees."""

    south: float
    west: float
    north: float
    east: float


class RoadShape(NamedTuple):
    """A piece of road as it is drawn, and whether it is one of the main roads."""

    points: tuple[Position, ...]
    main: bool


class Obstacle(Value, frozen=True):
    """A part of the roads that takes `times_as_long` to drive; None: it is closed."""

    spot: RoadSpot
    times_as_long: float | None = None


class SaidBy(StrEnum):
    """Whose word it is that a road is closed, slow or open."""

    OWN_TEAM = "own_team"
    PARTNER = "partner"
    AUTHORITY = "authority"
    CALLER = "caller"
    IMAGERY = "imagery"
    OPERATIONS_ROOM = "operations_room"
