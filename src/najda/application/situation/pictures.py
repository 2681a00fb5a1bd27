"""What the pictures of a report show: its own figures, said in one language. How they are drawn is the
adapter's (`ports.Pictures`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from najda.application.ports import Language
from najda.intake.places import KnownPlace
from najda.kernel.phrases import N_, Phrase, phrase

from .about_waits import BANDS
from .cells import PER_DEGREE
from .model import Figure, SituationReport
from .wording import name_in, said_value

WIDEST = 16
"""A map has at most so many squares across; where it would have more, they are put together."""

_REACHED = "waits.reached."
_COARSER = (1, 2, 5, 10, 20, 50)


class Bar(NamedTuple):
    """One bar. `keys` are the figures it stands for; `label` and `said` are what is written at it."""

    label: str
    value: int
    said: str
    keys: tuple[str, ...]
    hollow: bool = False


class Bars(NamedTuple):
    """Bars in order, with what they are of and what they count."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    right_to_left: bool


class Rows(NamedTuple):
    """Rows of bars, each with a name and a line below it."""

    title: str
    unit: str
    rows: tuple[tuple[str, str, tuple[Bar, ...]], ...]
    right_to_left: bool


class Square(NamedTuple):
    """A square of the map in degrees, with what it counts."""

    south: float
    west: float
    side: float
    value: int
    said: str
    keys: tuple[str, ...]


class Town(NamedTuple):
    """A place by which people know where they look."""

    name: str
    lat: float
    lon: float


class Map(NamedTuple):
    """Squares on the land. `outside` is how many lie in none, as a bar without a place."""

    title: str
    squares: tuple[Square, ...]
    towns: tuple[Town, ...]
    outside: Bar | None
    right_to_left: bool


def missions_by_day(report: SituationReport, language: Language) -> Bars:
    """Return the missions sent on each day of the period."""
    figures = report.section("missions_by_day").figures
    bars = tuple(_bar(language, figure, _day(language, figure)) for figure in figures)
    title = language.say(report.section("missions_by_day").title)
    return Bars(title, language.say(phrase(N_("missions"))), bars, language.right_to_left)


def _day(language: Language, figure: Figure) -> str:
    return language.short_day(figure.label.values["day"])  # type: ignore[union-attr]


def waiting_by_priority(report: SituationReport, language: Language) -> Rows:
    """Return how long incidents waited until the first team was there: for each priority how many in each
    band of time, those not reached beside them, and the median in words."""
    known = report.figures()
    reached = next(g for g in report.section("waits").grids if g.cells[0][0].startswith(_REACHED))
    rows = []
    for name, row in zip(reached.rows, reached.cells, strict=True):
        stem = row[0].rsplit(".", 1)[0]
        bars = [_bar(language, known[f"{stem}.{b.key}"], language.say(b.label)) for b in BANDS]
        for part, label in (("waiting", N_("not reached yet")), ("never", N_("never reached"))):
            figure = known[f"{stem}.{part}"]
            bars.append(_bar(language, figure, language.say(phrase(label)))._replace(hollow=True))
        below = _median(language, known[f"{stem}.opened"], known[f"{stem}.median"])
        rows.append((language.say(name), below, tuple(bars)))
    title = phrase(N_("Waiting until the first team was there, by priority"))
    unit = language.say(phrase(N_("incidents")))
    return Rows(language.say(title), unit, tuple(rows), language.right_to_left)


def _median(language: Language, opened: Figure, figure: Figure) -> str:
    if not opened.value:
        return language.say(phrase(N_("none opened")))
    if figure.value is None:
        return language.say(phrase(N_("nobody reached")))
    return language.say(phrase(N_("median {time}"), time=said_value(language, figure)))


def incidents_on_the_map(
    report: SituationReport, language: Language, landmarks: Sequence[KnownPlace] = ()
) -> Map:
    """Return the incidents opened, in squares of the land; coarser ones where the land is wide."""
    known = {f.key.rsplit(".", 1)[1]: f for f in report.section("places").figures}
    lost = known.pop("unknown", None)
    spots = {tuple(map(int, key.split("_"))): figure for key, figure in known.items()}
    step = _step(list(spots))
    together: dict[tuple[int, int], list[Figure]] = {}
    for (lat, lon), figure in spots.items():
        together.setdefault((lat // step * step, lon // step * step), []).append(figure)
    squares = tuple(
        _square(language, corner, step, figures) for corner, figures in sorted(together.items())
    )
    towns = tuple(
        Town(name_in(language, place), place.lat, place.lon)  # type: ignore[arg-type]
        for place in landmarks
        if place.lat is not None and place.lon is not None
    )
    title = language.say(phrase(N_("Incidents opened, by place")))
    label = language.say(phrase(N_("place not known exactly enough")))
    outside = _bar(language, lost, label) if lost else None
    return Map(title, squares, towns, outside, language.right_to_left)


def _step(spots: list) -> int:
    if not spots:
        return 1
    across = max(max(axis) - min(axis) + 1 for axis in zip(*spots, strict=True))
    return next((step for step in _COARSER if across <= WIDEST * step), _COARSER[-1])


def _square(language: Language, corner, step: int, figures: list[Figure]) -> Square:
    value = sum(int(figure.value or 0) for figure in figures)
    south, west = (edge / PER_DEGREE for edge in corner)
    keys = tuple(figure.key for figure in figures)
    return Square(south, west, step / PER_DEGREE, value, language.number(value), keys)


def _bar(language: Language, figure: Figure, label: str) -> Bar:
    return Bar(label, int(figure.value or 0), said_value(language, figure), (figure.key,))


def map_note(shown: Map, language: Language) -> str:
    """Return how the map is to be read."""
    side = round(shown.squares[0].side * 111) if shown.squares else round(111 / PER_DEGREE)
    text: Phrase = phrase(
        N_(
            "Each number counts the incidents opened in a square of about {side} km and stands in its "
            "middle. The map shows no single place."
        ),
        side=side,
    )
    return language.say(text)
