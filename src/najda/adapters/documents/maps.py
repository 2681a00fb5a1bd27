"""A map of squares: land and borders in thin lines, a circle with a number in the middle of each."""

from __future__ import annotations

from typing import Any

import altair as alt

from najda.application.situation.pictures import Map

INK = "currentColor"
_MARGIN = 1.5
"""Squares left free around those that count something."""

_LEAST = 1.0
"""Degrees that a map is wide and high at least, so that coast and towns say where it is."""

_TALLEST = 1.3
_TEXT = 13


def drawn(picture: Map, outline: dict[str, Any] | None, wide: int) -> alt.LayerChart:
    """Return the map as a chart."""
    west, south, east, north = _box(picture)
    high = int(wide * min((north - south) / ((east - west) * 0.82), _TALLEST))
    layers: list[alt.Chart] = []
    for name, dash in (("coast", []), ("border", [4, 3])):
        lines = _lines(outline, name)
        if lines:
            shape = alt.Chart(alt.Data(values=lines)).mark_geoshape(
                fill=None, stroke=INK, strokeWidth=1, strokeDash=dash, strokeOpacity=0.7, clip=True
            )
            layers.append(shape)
    layers += [*_towns(picture, (west, south, east, north)), *_squares(picture)]
    frame = alt.layer(*layers) if layers else alt.layer(alt.Chart().mark_point())
    return frame.project(type="mercator", fit=_frame(west, south, east, north)).properties(
        width=wide, height=high
    )


def _box(picture: Map) -> tuple[float, float, float, float]:
    side = picture.squares[0].side if picture.squares else 0.1
    wests = [s.west for s in picture.squares] or [t.lon for t in picture.towns] or [35.5]
    souths = [s.south for s in picture.squares] or [t.lat for t in picture.towns] or [34.5]
    west, east = min(wests) - _MARGIN * side, max(wests) + side + _MARGIN * side
    south, north = min(souths) - _MARGIN * side, max(souths) + side + _MARGIN * side
    for_width, for_height = max(_LEAST - (east - west), 0) / 2, max(_LEAST - (north - south), 0) / 2
    return west - for_width, south - for_height, east + for_width, north + for_height


def _frame(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """Return the corners as points: a projection is fitted to them, whatever else is drawn."""
    corners = [[west, south], [east, north], [west, north], [east, south]]
    return {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPoint", "coordinates": corners},
    }


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
        "value:Q", legend=None, scale=alt.Scale(domain=[1, max(most, 2)], range=[300, 1300])
    )
    circles = base.mark_circle(fill=INK, fillOpacity=0.14, stroke=INK, strokeWidth=1.5, opacity=1)
    numbers = base.mark_text(fontSize=_TEXT, fontWeight=600, color=INK, baseline="middle", dy=1)
    return [circles.encode(size=size), numbers.encode(text="said:N")]


def _towns(picture: Map, box: tuple[float, float, float, float]) -> list[alt.Chart]:
    west, south, east, north = box
    data = [
        {"lon": t.lon, "lat": t.lat, "name": t.name}
        for t in picture.towns
        if west < t.lon < east and south < t.lat < north
    ]
    if not data:
        return []
    base = alt.Chart(alt.Data(values=data)).encode(longitude="lon:Q", latitude="lat:Q")
    dots = base.mark_point(shape="square", size=14, filled=True, color=INK, opacity=1)
    names = base.mark_text(fontSize=12, color=INK, opacity=0.85, align="left", dx=6, dy=-9)
    return [dots, names.encode(text="name:N")]
