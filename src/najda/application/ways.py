"""Ways over the roads as they stand, and which roads somebody means: what pages and programs show."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import NamedTuple

from najda.domain.closures.rules import hinders
from najda.domain.closures.state import Closure
from najda.domain.closures.status import Status
from najda.kernel.places import Position
from najda.kernel.roads import RoadPart, RoadSpot

from . import codec
from .desk import Desk
from .roads_now import roads_now
from .rooms import CLOSURES
from .routes import NoWay, RoadName, Route

ROUND = 24
"""Corners of the polygon that stands for a circle."""

KM_A_DEGREE = 111.195
"""Of latitude, on a sphere of the mean radius."""

Line = tuple[Position, ...]


class Meant(NamedTuple):
    """Roads somebody means: their shapes, how long they are together, how far off the place is that was
    given (None: farther than any road reaches, or an area), and what they are called."""

    lines: list[Line]
    metres: float
    off_m: float | None
    names: tuple[RoadName, ...] = ()


class Hindrance(NamedTuple):
    """A closure that hinders now, with the roads it lies on."""

    id: str
    state: Closure
    areas: tuple[str, ...]
    lines: list[Line]


def ways(
    desk: Desk, journeys: Sequence[tuple[Position | None, Position | None]]
) -> list[Route | NoWay | None]:
    """Return the quickest way for each journey over the roads that are open now, or why there is none;
    None where one end is not known."""
    with desk.store.reading() as view:
        roads = roads_now(desk.roads, view, desk.clock.now())
    return [roads.route(here, there) if here and there else None for here, there in journeys]


def off_road_m(desk: Desk, place: Position) -> float | None:
    """Return how many metres off the road that is open now a place lies; None where that is too far."""
    with desk.store.reading() as view:
        roads = roads_now(desk.roads, view, desk.clock.now())
    return roads.off_road_m([place])[0]


def meant(desk: Desk, spot: RoadSpot) -> Meant:
    """Return which roads a spot means; none where there is no map or no road."""
    lines = desk.roads.lines(spot)
    off = None if spot.part is RoadPart.AREA else desk.roads.off_road_m(spot.points)[0]
    return Meant(lines, sum(map(_metres, lines)), off, desk.roads.named(spot))


def hindrances(desk: Desk) -> list[Hindrance]:
    """Return what is closed and slowed now, with its shape, the latest told first."""
    now = desk.clock.now()
    with desk.store.reading() as view:
        rows = view.standings(CLOSURES.name, status=[Status.CLOSED, Status.SLOWED])
    found = []
    for row in rows:
        state = codec.state_from(CLOSURES.name, row.state)
        if hinders(state, now):
            found.append(Hindrance(row.id, state, row.areas, desk.roads.lines(state.spot)))
    return sorted(found, key=lambda one: one.state.since, reverse=True)


def around(middle: Position, metres: float) -> RoadSpot:
    """Return the area within so many metres of a point, as a spot."""
    high = metres / 1000 / KM_A_DEGREE
    wide = high / max(0.01, cos(radians(middle.lat)))
    turns = (2 * pi * corner / ROUND for corner in range(ROUND))
    points = [
        Position.at(middle.lat + high * cos(turn), middle.lon + wide * sin(turn)) for turn in turns
    ]
    return RoadSpot(part=RoadPart.AREA, points=tuple(points))


def _metres(line: Line) -> float:
    return sum(one.km_to(other) for one, other in pairwise(line)) * 1000
