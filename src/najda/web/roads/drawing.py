"""The ways to a place, drawn: who is on the way or would be, and what is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest

from najda.application.measures import distance
from najda.application.routes import NoWay, Route
from najda.application.ways import off_road_m, ways
from najda.domain.missions.status import Part
from najda.kernel.places import Position

from ..finding import Thing
from . import shapes
from .turns import SAID_OFF_M
from .views import seen_by

UNDER_WAY = (Part.SET_DOWN, Part.SENT, Part.ACCEPTED, Part.ON_THE_WAY)
"""Parts of teams that are not there yet."""


def ways_to(
    request: HttpRequest,
    incident: Thing,
    there: Position,
    teams: Iterable[Thing],
    routes: Sequence[Route | NoWay | None] | None = None,
) -> dict[str, Any]:
    """Return what the map shows, and `off`: how far off the road the place lies ("" for near it)."""
    placed = list({team.id: team for team in teams}.values()) if routes is None else list(teams)
    if routes is None:
        routes = ways(request.desk, [(team.state.whereabouts, there) for team in placed])
    closed, state = seen_by(request), incident.state
    things = [shapes.thing(incident.stream, f"incident-{state.level or 0}", there, order=80)]
    things += [
        shapes.thing(team.stream, "team", team.state.whereabouts, team.state.name, 50)
        for team in placed
        if team.state.whereabouts
    ]
    things += [shapes.closure_sign(one.id, one.state) for one in closed]
    off = off_road_m(request.desk, there)
    return {
        "things": things,
        "lines": [*shapes.closed(closed), *(shapes.way(one) for one in routes if isinstance(one, Route))],
        "off": None if off is None else distance(request.language, off) if off >= SAID_OFF_M else "",
        "mapped": request.desk.roads.is_mapped(),
    }  # fmt: skip
