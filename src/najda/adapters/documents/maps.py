"""A map of squares: land and borders in thin lines, a circle with a number in the middle of each."""

from __future__ import annotations

from itertools import groupby
from math import atan, degrees, exp, log, pi, radians, tan
from operator import itemgetter
from typing import Any

import altair as alt

from najda.application.situation.pictures import Map, Square, Town

INK = "currentColor"
_MARGIN = 1.5
"""Squares left free around those that count something."""

_LEAST = 1.0
"""Degrees that a map is wide and high at least, so that coast and towns say where it is."""

_TALLEST = 1.2
_TEXT = 13
_MOST_TOWNS = 12
_CIRCLE = 13
_LETTER = 6.5
"""Pixels of a letter of a town's name, rather more than less."""

_Box = tuple[float, float, float, float]
_Side = tuple[int, int, str]
_SIDES: tuple[_Side, ...] = tuple(
    (x * side, y, align)
    for x, y in ((6, -8), (6, 8), (8, 0), (16, -18), (16, 18), (26, 0), (4, -28), (4, 28))
    for side, align in ((1, "left"), (-1, "right"))
)
"""Where a name can stand beside its town."""


def drawn(picture: Map, outline: dict[str, Any] | None, wide: int) -> alt.LayerChart:
    """Return the map as a chart, in Mercator's projection as on every page."""
    frame = _Frame(_box(picture), wide)
    layers: list[alt.Chart] = []
    for name, dash in (("coast", []), ("border", [4, 3])):
        lines = _lines(outline, name)
        if lines:
            shape = alt.Chart(alt.Data(values=lines)).mark_geoshape(
                fill=None, stroke=INK, strokeWidth=1, strokeDash=dash, strokeOpacity=0.7, clip=True
            )
            layers.append(shape)
    layers += [*_towns(picture, frame), *_squares(picture)]
    return (
        alt.layer(*layers or [alt.Chart(alt.Data(values=[])).mark_point()])
        .project(
            type="mercator", scale=frame.scale, center=frame.middle,
            translate=[wide / 2, frame.high / 2],
        )
        .properties(width=wide, height=frame.high, view=alt.ViewBackground(stroke=INK, opacity=0.4))
    )  # fmt: skip


class _Frame:
    """A part of the Earth on so many pixels: where its points come to lie."""

    def __init__(self, box: tuple[float, float, float, float], wide: int) -> None:
        west, south, east, north = box
        self.wide, self.scale = wide, wide / radians(east - west)
        self.high = min(round(self.scale * (_up(north) - _up(south))), round(wide * _TALLEST))
        self._up = (_up(south) + _up(north)) / 2
        self.middle = [(west + east) / 2, degrees(2 * atan(exp(self._up)) - pi / 2)]

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies, from the upper left corner."""
        across = self.scale * radians(lon - self.middle[0])
        return self.wide / 2 + across, self.high / 2 - self.scale * (_up(lat) - self._up)

    def holds(self, box: _Box) -> bool:
        """Tell whether something lies on the map as a whole."""
        return box[0] > 2 and box[1] > 2 and box[2] < self.wide - 2 and box[3] < self.high - 2


def _up(lat: float) -> float:
    """Return how far up a latitude lies in Mercator's projection of a globe of radius 1."""
    return log(tan(pi / 4 + radians(lat) / 2))


def _box(picture: Map) -> tuple[float, float, float, float]:
    side = picture.squares[0].side if picture.squares else 0.1
    wests = [s.west for s in picture.squares] or [t.lon for t in picture.towns] or [35.5]
    souths = [s.south for s in picture.squares] or [t.lat for t in picture.towns] or [34.5]
    west, east = min(wests) - _MARGIN * side, max(wests) + side + _MARGIN * side
    south, north = min(souths) - _MARGIN * side, max(souths) + side + _MARGIN * side
    for_width, for_height = max(_LEAST - (east - west), 0) / 2, max(_LEAST - (north - south), 0) / 2
    return west - for_width, south - for_height, east + for_width, north + for_height


def _lines(outline: dict[str, Any] | None, name: str) -> list[dict[str, Any]]:
    features = outline["features"] if outline else []
    return [one for one in features if one["properties"]["is"] == name]


def _squares(picture: Map) -> list[alt.Chart]:
    data = [
        {"lon": s.west + s.side / 2, "lat": s.south + s.side / 2, "value": s.value, "said": s.said}
        for s in picture.squares
    ]
    if not data:
        return []
    most = max(s.value for s in picture.squares)
    base = alt.Chart(alt.Data(values=data)).encode(longitude="lon:Q", latitude="lat:Q")
    size = alt.Size(
        "value:Q", legend=None, scale=alt.Scale(domain=[1, max(most, 2)], range=[300, 900])
    )
    circles = base.mark_circle(fill=INK, fillOpacity=0.14, stroke=INK, strokeWidth=1.5, opacity=1)
    numbers = base.mark_text(fontSize=_TEXT, fontWeight=600, color=INK, baseline="middle", dy=1)
    return [circles.encode(size=size), numbers.encode(text="said:N")]


def _towns(picture: Map, frame: _Frame) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    for side, shown in groupby(sorted(_named(picture, frame), key=itemgetter(0)), itemgetter(0)):
        data = [{"lon": t.lon, "lat": t.lat, "name": t.name} for _, t in shown]
        base = alt.Chart(alt.Data(values=data)).encode(longitude="lon:Q", latitude="lat:Q")
        dots = base.mark_point(shape="square", size=14, filled=True, color=INK, opacity=1)
        x, y, align = side
        names = base.mark_text(fontSize=12, color=INK, align=align, baseline="middle", dx=x, dy=y)
        layers += [dots, names.encode(text="name:N")]
    return layers


def _named(picture: Map, frame: _Frame) -> list[tuple[_Side, Town]]:
    """Return the best known towns on the map with the side on which their names stand; a name for which
    there is no room beside circles and other names is left out, its town with it."""
    taken = [_circle(frame, square) for square in picture.squares]
    named: list[tuple[_Side, Town]] = []
    for town in picture.towns:
        at = frame.point(town.lon, town.lat)
        seen = frame.holds((*at, *at)) and len(named) < _MOST_TOWNS
        for side in _SIDES if seen else ():
            box = _name_box(at, side, town.name)
            if frame.holds(box) and not any(_meet(box, other) for other in taken):
                named.append((side, town))
                taken.append(box)
                break
    return named


def _name_box(at: tuple[float, float], side: _Side, name: str) -> _Box:
    x, y, align = side
    start = at[0] + x - (_LETTER * len(name) if align == "right" else 0)
    return (start, at[1] + y - 8, start + _LETTER * len(name), at[1] + y + 8)


def _circle(frame: _Frame, square: Square) -> _Box:
    x, y = frame.point(square.west + square.side / 2, square.south + square.side / 2)
    return (x - _CIRCLE, y - _CIRCLE, x + _CIRCLE, y + _CIRCLE)


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
