"""A way from one place to another, as the road adapters give it and the shells show it."""

from __future__ import annotations

from najda.kernel.phrases import Phrase
from najda.kernel.places import Position
from najda.kernel.values import Value

WALK_FROM_M = 300.0
"""A place farther off the road than this is reached on foot from where the road is nearest (Najda's
policy): nearer, crews drive up or run a hose."""

WALKING_KMH = 4.0
"""On foot with equipment, over open ground; Najda's own assumption."""


class RoadName(Value, frozen=True, omit_defaults=True):
    """What a road is called: as its signs have it, in Arabic, in English, and its number."""

    name: str = ""
    ar: str = ""
    en: str = ""
    ref: str = ""


class Leg(Value, frozen=True):
    """A piece of road driven from one crossing to the next, or part of it.

    `sets_out` and `arrives` are the directions at its beginning and end in degrees, north 0, east 90.
    `others` counts the ways on from its end besides the next leg and turning back, `exits` those of them
    that leave a roundabout, with the next leg.
    """

    road: RoadName
    metres: float
    minutes: float
    sets_out: float
    arrives: float
    roundabout: bool = False
    others: int = 0
    exits: int = 0


class Route(Value, frozen=True):
    """The quickest way. `points` is its shape; `minutes` include walking from and to the road where the
    places lie farther off it than WALK_FROM_M; `off_road_m` says how far off both lie. A place is
    `barred` while its own road is closed: then the road is the nearest one open, and all the metres to
    it are walked. `estimated` means that no road map stands behind it: then there are no legs."""

    points: tuple[Position, ...]
    minutes: float
    km: float
    legs: tuple[Leg, ...] = ()
    off_road_m: tuple[float, float] = (0.0, 0.0)
    barred: tuple[bool, bool] = (False, False)
    estimated: bool = False


class NoWay(Value, frozen=True):
    """There is no way by road, and why."""

    why: Phrase


def walk_minutes(metres_off: float, *, barred: bool = False) -> float:
    """Return the minutes on foot between a place and the road; nobody drives up where that is barred."""
    walked = barred or metres_off > WALK_FROM_M
    return metres_off / 1000 / WALKING_KMH * 60 if walked else 0.0
