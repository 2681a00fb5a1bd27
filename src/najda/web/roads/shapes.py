"""What is drawn on a map besides symbols: lines, as `frontend/script/map.js` takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from najda.application.routes import Route
from najda.application.ways import Hindrance
from najda.domain.closures.state import Closure
from najda.domain.closures.status import Status
from najda.kernel.places import Position
from najda.kernel.roads import RoadPart

MOST_LINES = 2000
"""Pieces of road drawn of one closure; an area over a whole town has more than anybody sees."""


def line(kind: str, points: Iterable[Position]) -> dict[str, Any]:
    """Return a line of a kind: `way`, `estimate`, `closed`, `slowed`, `meant` or `edge`; of the ground,
    `main` or `road`."""
    return {"kind": kind, "points": [[point.lon, point.lat] for point in points]}


def way(route: Route) -> dict[str, Any]:
    """Return a way as it is drawn; an estimate is told from roads."""
    return line("estimate" if route.estimated else "way", route.points)


def closure_lines(state: Closure, lines: Sequence[Iterable[Position]]) -> list[dict[str, Any]]:
    """Return a closure's roads, and the edge of the area where one was drawn."""
    kind = "slowed" if state.status == Status.SLOWED else "closed"
    drawn = [line(kind, each) for each in lines[:MOST_LINES]]
    if state.spot.part is RoadPart.AREA:
        drawn.append(line("edge", (*state.spot.points, state.spot.points[0])))
    return drawn


def closed(hindrances: Iterable[Hindrance]) -> list[dict[str, Any]]:
    """Return everything that is closed and slowed."""
    return [each for one in hindrances for each in closure_lines(one.state, one.lines)]


def thing(
    key: str, symbol: str, position: Position, name: str = "", order: int = 0
) -> dict[str, Any]:
    """Return a symbol on the map."""
    return {
        "key": key, "symbol": symbol, "lat": position.lat, "lon": position.lon, "name": name,
        "order": order,
    }  # fmt: skip


def closure_sign(id_: str, state: Closure) -> dict[str, Any]:
    """Return the sign that stands where a road is closed or slow."""
    return thing(f"closures/{id_}", f"road-{state.status}", state.spot.middle, order=25)
