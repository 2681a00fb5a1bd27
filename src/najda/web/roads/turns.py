"""A way in words, for pages: how long and how far, the turns in the person's language, how far off the
road its ends lie, or why there is none."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest

from najda.application.directions import directions
from najda.application.measures import distance
from najda.application.ports import Language
from najda.application.routes import NoWay, Route
from najda.application.ways import ways
from najda.kernel.phrases import Phrase
from najda.kernel.places import Position

SAID_OFF_M = 50.0
"""From so many metres on a page says how far off the road a place lies."""


class Turn(NamedTuple):
    """What to do, and after how far since setting out."""

    act: Phrase
    after: str


class WayTold(NamedTuple):
    """A way in words. `why_none` is why there is none; `off` how far off the road its end lies."""

    minutes: float
    far: str
    turns: list[Turn]
    estimated: bool = False
    off: str = ""
    why_none: Phrase | None = None
    route: Route | None = None


def told(language: Language, way: Route | NoWay | None) -> WayTold | None:
    """Return a way in words; None where one of its ends is not known."""
    if way is None:
        return None
    if isinstance(way, NoWay):
        return WayTold(0.0, "", [], why_none=way.why)
    off = way.off_road_m[1]
    turns = [] if way.estimated else [
        Turn(step.act, distance(language, step.at)) for step in directions(way, language=language.code)
    ]  # fmt: skip
    return WayTold(
        way.minutes, distance(language, way.km * 1000), turns, way.estimated,
        distance(language, off) if off >= SAID_OFF_M else "", route=way,
    )  # fmt: skip


def way_told(request: HttpRequest, here: Position | None, there: Position | None) -> WayTold | None:
    """Return the way between two places as it is now, in words."""
    return told(request.language, ways(request.desk, [(here, there)])[0])
