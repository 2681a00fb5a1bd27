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
_LETTER = 7.5
_UNIT = re.compile(r"(?<![–\d])(\d+) (?=\w)")
"""Between a figure and its unit ("over 8 h"); a span before it leaves no room for that."""
_NAMES = 130
_ROW, _BAR, _NAME_UP = 54, 32, 28
_BROADEST = 64
_FOR_READERS = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


class VegaPictures:
    """Draws pictures of a situation report."""

    def bars(self, picture: Bars) -> str:
        """Return bars side by side, as SVG."""
        every = max(-(-len(picture.bars) // _MOST_LABELS), 1)
        rows = _rows(picture.bars)
        labels = ["" if at % every else bar.label for at, bar in enumerate(picture.bars)]
        x = _places(picture.right_to_left, len(rows), labels)
        chart = _bars(rows, x, _heights(picture.bars, 1.12), len(rows) <= _MOST_NUMBERS)
        return _svg(chart.properties(width=WIDE, height=110))

    def rows(self, picture: Rows) -> str:
        """Return a row of bars for each name, all on one scale, as SVG."""
        return _svg(_table_of_bars(picture))

    def map(self, picture: Map, outline: dict[str, Any] | None) -> str:
        """Return squares with their numbers on the land, as SVG."""
        return _svg(maps.drawn(picture, outline, WIDE))


def _rows(bars: tuple[Bar, ...]) -> list[dict[str, Any]]:
    return [
        {"at": at, "value": bar.value, "said": bar.said, "hollow": bar.hollow}
        for at, bar in enumerate(bars)
    ]


def _places(right_to_left: bool, count: int, labels: list[str]) -> alt.X:
    """Return where the bars stand, and what is written below them; nothing, where there are no labels."""
    axis = alt.Axis(
        labelExpr=f"{labels!r}[datum.value]", title=None, labelAngle=0, ticks=False, domain=bool(labels),
        labels=bool(labels),
        domainColor=INK, labelColor=INK, labelFontSize=_TEXT, labelPadding=6, labelOverlap=False,
        labelLimit=0,
    )  # fmt: skip
    scale = alt.Scale(paddingInner=0.25, paddingOuter=0.2, reverse=right_to_left)
    return alt.X("at:O", sort=list(range(count)), axis=axis, scale=scale)


def _heights(bars, headroom: float) -> alt.Y:
    most = max((bar.value for bar in bars), default=0)
    scale = alt.Scale(domain=[0, max(most, 1) * headroom], nice=False)
    return alt.Y("value:Q", axis=None, scale=scale)


def _bars(data, x: alt.X, y: alt.Y, numbers: bool) -> alt.LayerChart:
    base = alt.Chart(alt.Data(values=data))
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


def _table_of_bars(picture: Rows) -> alt.LayerChart:
    """Draw every row in one frame, its height in pixels: facets would be pushed apart by what is written
    beside and below them."""
    bars = [bar for _, _, row in picture.rows for bar in row]
    tallest = max((bar.value for bar in bars), default=0) or 1
    count = len(picture.rows[0][2]) if picture.rows else 0
    data = [
        {**bar, "foot": foot, "top": foot - tall, "over": foot - tall - 8}
        for at, (_, _, row) in enumerate(picture.rows)
        for foot in [_ROW * (at + 1)]
        for bar in _rows(row)
        for tall in [_BAR * bar["value"] / tallest]
    ]
    below = _lines_below(picture)
    high = _ROW * len(picture.rows) + (
        8 + 16 * max((line["line"] + 1 for line in below), default=0)
    )
    x = _places(picture.right_to_left, count, [])
    y = alt.Scale(domain=[0, high], range=[0, high], nice=False, zero=False)
    base = alt.Chart(alt.Data(values=data)).encode(x=x)
    tall = base.encode(y=alt.Y("top:Q", scale=y, axis=None), y2="foot:Q")
    number = base.mark_text(fontSize=_TEXT, fontWeight=600, color=INK)
    words = alt.Chart(alt.Data(values=below)).mark_text(fontSize=_TEXT, color=INK, baseline="top")
    return alt.layer(
        tall.mark_bar(fill=INK, fillOpacity=0.28, stroke=INK).transform_filter("!datum.hollow"),
        tall.mark_bar(fill=None, stroke=INK, strokeDash=[3, 2]).transform_filter("datum.hollow"),
        number.encode(y=alt.Y("over:Q", scale=y, axis=None), text="said:N"),
        words.encode(x=x, y=alt.Y("y:Q", scale=y, axis=None), text="word:N"),
        *_names(picture, y),
    ).properties(width=WIDE - _NAMES, height=high)


def _lines_below(picture: Rows) -> list[dict[str, Any]]:
    """Return what stands below the last row, a text of its own for each line: in one text of several
    some programs mix up the lines of a right-to-left language."""
    foot = _ROW * len(picture.rows) + 8
    count = len(picture.rows[0][2]) if picture.rows else 1
    letters = max(int((WIDE - _NAMES) / max(count, 1) / _LETTER), 1)
    return [
        {"at": at, "word": word, "line": line, "y": foot + 16 * line}
        for at, bar in enumerate(picture.rows[0][2] if picture.rows else ())
        for line, word in enumerate(_broken(bar.label, letters))
    ]


def _broken(label: str, letters: int) -> list[str]:
    """Return the lines of a label of so many letters; a figure and its unit stay on one."""
    bound = _UNIT.sub("\\1\N{NO-BREAK SPACE}", label)
    return wrap(bound, letters, break_long_words=False, break_on_hyphens=False)


def _names(picture: Rows, y: alt.Scale) -> list[alt.Chart]:
    """Return the rows' names, which stand at the outer edge on the side where one begins to read."""
    outer, side = (WIDE, "right") if picture.right_to_left else (-_NAMES, "left")
    data = [
        {"word": word, "y": _ROW * (at + 1) - up, "first": up == _NAME_UP}
        for at, (name, below, _) in enumerate(picture.rows)
        for word, up in ((name, _NAME_UP), (below, _NAME_UP - 18))
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.value(outer), y=alt.Y("y:Q", scale=y, axis=None), text="word:N"
    )
    return [
        base.mark_text(align=side, fontSize=_TEXT, fontWeight=weight, color=INK).transform_filter(
            which
        )
        for weight, which in ((600, "datum.first"), (400, "!datum.first"))
    ]


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
