"""Charts as SVG, drawn by Vega-Lite without a browser. Fulfils `ports.Pictures`.

The ink is `currentColor`: black on paper, light in a night room. Nothing is told by colour: every bar
has its number, and what is not a waiting time is hollow. In right-to-left languages the first bar stands
on the right.
"""

from __future__ import annotations

import re
from functools import cache
from textwrap import wrap
from typing import Any

import altair as alt
import vl_convert

from najda.application.situation.pictures import Bar, Bars, Map, Rows

from . import maps
from .typeface import FAMILY, fonts

INK = "currentColor"
WIDE = 620
"""Pixels of a picture's inner width: the text is as large as the page's when shown one to one."""

_MOST_LABELS = 10
_MOST_NUMBERS = 31
_TEXT = 13
_NARROW = 7
_NAMES = 130
_BROADEST = 64
_FOR_READERS = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


class VegaPictures:
    """Draws pictures of a situation report."""

    def bars(self, picture: Bars) -> str:
        """Return bars side by side, as SVG."""
        every = max(-(-len(picture.bars) // _MOST_LABELS), 1)
        rows = _rows(picture.bars)
        x = _places(picture.right_to_left, len(rows), _labels(picture.bars, every))
        chart = _bars(rows, x, _heights(picture.bars, 1.12), len(rows) <= _MOST_NUMBERS)
        return _svg(chart.properties(width=WIDE, height=140))

    def rows(self, picture: Rows) -> str:
        """Return a row of bars for each name, all on one scale, as SVG."""
        bars = [bar for _, _, row in picture.rows for bar in row]
        first = picture.rows[0][2] if picture.rows else ()
        data = [
            {**values, "row": at, "name": name, "below": below}
            for at, (name, below, row) in enumerate(picture.rows)
            for values in _rows(row)
        ]
        x = _places(picture.right_to_left, len(first), _labels(first, 1, narrow=True))
        chart = _bars(data, x, _heights(bars, 1.45), True, facet=True)
        chart += alt.layer(*_names(picture.right_to_left))
        faceted = chart.properties(width=WIDE - _NAMES, height=56).facet(
            row=alt.Row("row:O", header=None), data=alt.Data(values=data), spacing=2
        )
        return _svg(faceted)

    def map(self, picture: Map, outline: dict[str, Any] | None) -> str:
        """Return squares with their numbers on the land, as SVG."""
        return _svg(maps.drawn(picture, outline, WIDE))


def _rows(bars: tuple[Bar, ...]) -> list[dict[str, Any]]:
    return [
        {"at": at, "value": bar.value, "said": bar.said, "hollow": bar.hollow}
        for at, bar in enumerate(bars)
    ]


def _labels(bars: tuple[Bar, ...], every: int, narrow: bool = False) -> list[str]:
    """Return what stands below each bar: every so many only; in narrow columns a word a line."""
    return [
        "" if at % every else "\n".join(wrap(bar.label, _NARROW)) if narrow else bar.label
        for at, bar in enumerate(bars)
    ]


def _places(right_to_left: bool, count: int, labels: list[str]) -> alt.X:
    axis = alt.Axis(
        labelExpr=f"split({labels!r}[datum.value], '\\n')", title=None, labelAngle=0, ticks=False,
        domainColor=INK, labelColor=INK, labelFontSize=_TEXT, labelPadding=6, labelOverlap=False,
        labelLimit=0,
    )  # fmt: skip
    scale = alt.Scale(paddingInner=0.25, paddingOuter=0.2, reverse=right_to_left)
    return alt.X("at:O", sort=list(range(count)), axis=axis, scale=scale)


def _heights(bars, headroom: float) -> alt.Y:
    most = max((bar.value for bar in bars), default=0)
    scale = alt.Scale(domain=[0, max(most, 1) * headroom], nice=False)
    return alt.Y("value:Q", axis=None, scale=scale)


def _names(right_to_left: bool) -> list[alt.Chart]:
    """Return the rows' names, which stand at the outer edge on the side where one begins to read."""
    outer = WIDE if right_to_left else -_NAMES
    side: Any = "right" if right_to_left else "left"
    base = alt.Chart().transform_filter("datum.at == 0").encode(x=alt.value(outer))
    return [
        base.mark_text(align=side, fontSize=_TEXT, fontWeight=weight, color=INK).encode(
            y=alt.value(y), text=f"{what}:N"
        )
        for what, weight, y in (("name", 600, 26), ("below", 400, 44))
    ]


def _bars(data, x: alt.X, y: alt.Y, numbers: bool, facet: bool = False) -> alt.LayerChart:
    base = alt.Chart() if facet else alt.Chart(alt.Data(values=data))
    encoded = base.encode(x=x, y=y)
    count = len({row["at"] for row in data})
    size = alt.Undefined if count > 6 else _BROADEST
    full = encoded.mark_bar(fill=INK, fillOpacity=0.28, stroke=INK, size=size)
    hollow = encoded.mark_bar(fill=None, stroke=INK, strokeDash=[3, 2], size=size)
    layers = [
        full.transform_filter("!datum.hollow"),
        hollow.transform_filter("datum.hollow"),
    ]
    if numbers:
        text = encoded.mark_text(dy=-8, fontSize=_TEXT, fontWeight=600, color=INK)
        layers.append(text.encode(text="said:N"))
    return alt.layer(*layers)


def _svg(chart: Any) -> str:
    """Draw; nothing in the picture is for screen readers, as a table of the same numbers is."""
    _learn_fonts()
    whole = chart.configure(font=FAMILY, background="transparent", aria=False).configure_view(
        stroke=None
    )
    svg = vl_convert.vegalite_to_svg(whole.to_dict(), allowed_base_urls=[])
    # Inside a right-to-left page text anchors would change sides: the picture lays itself out.
    return _FOR_READERS.sub("", svg).replace("<svg ", '<svg direction="ltr" ', 1)


@cache
def _learn_fonts() -> None:
    vl_convert.register_font_directory(str(fonts()))
