"""What pictures show is what the report says, whatever happened."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

from najda.adapters.language import CatalogueLanguage
from najda.application.situation.cells import edges_of, middle_of, spot_of
from najda.application.situation.compare import COMPARED, compared
from najda.application.situation.make import situation_report
from najda.application.situation.pictures import (
    WIDEST,
    incidents_on_the_map,
    missions_by_day,
    waiting_by_priority,
)
from najda.application.situation.said import said
from najda.application.situation.window import days_period
from najda.kernel.places import Place, Position, Precision
from tests.situation.history import Life, steps
from tests.situation.operation import AREAS, operation
from tests.situation.test_recount import MANY, START, periods
from tests.situation.test_rendering import made

ENGLISH, ARABIC = CatalogueLanguage("en"), CatalogueLanguage("ar")


def shown(report, language=ENGLISH):
    """Every bar and square of every picture."""
    waits = waiting_by_priority(report, language)
    land = incidents_on_the_map(report, language)
    return [
        *missions_by_day(report, language).bars,
        *(bar for _, _, bars in waits.rows for bar in bars),
        *land.squares,
        *([land.outside] if land.outside else []),
    ]


@settings(max_examples=MANY // 2)
@given(steps=steps, period=periods)
def test_every_number_in_a_picture_is_the_sum_of_the_figures_it_names(steps, period):
    with operation(start=START) as op:
        life = Life(op)
        for step in steps:
            life.step(*step)
        report = situation_report(op.store, period=period, made_at=op.time)
    figures = report.figures()
    for thing in shown(report):
        assert thing.value == sum(figures[key].value for key in thing.keys)
        assert thing.said == ENGLISH.number(thing.value)
    on_map = incidents_on_the_map(report, ENGLISH)
    outside = on_map.outside.value if on_map.outside else 0
    assert sum(s.value for s in on_map.squares) + outside == figures["incidents.opened"].value
    by_day = [bar.value for bar in missions_by_day(report, ENGLISH).bars]
    assert sum(by_day) == figures["missions.sent"].value
    waited = [bar.value for _, _, row in waiting_by_priority(report, ENGLISH).rows for bar in row]
    assert sum(waited) == figures["incidents.opened"].value


def test_the_median_stands_in_words_beside_each_row():
    rows = waiting_by_priority(made(), ENGLISH).rows
    assert [(name, below) for name, below, _ in rows][:2] == [
        ("critical", "median 45 min"),
        ("urgent", "none opened"),
    ]


def test_pictures_count_in_the_digits_of_the_language():
    report = made()
    assert {bar.said for bar in shown(report, ARABIC)} <= set("٠١٢٣")
    words = said(report, ARABIC)
    values = {figure.key: figure.value for s in words.sections for figure in s.figures}
    assert values["reports.received"] == "٢"


def test_a_place_is_only_told_by_its_square_of_ten_kilometres():
    home = Place(position=Position(lat=35.512345, lon=35.798765), precision=Precision.EXACT)
    spot = spot_of(home)
    south, west, north, east = edges_of(spot)
    assert (south, west, north, east) == (35.5, 35.7, 35.6, 35.8)
    assert middle_of(spot) == (35.55, 35.75)


@pytest.mark.parametrize("precision", [Precision.AREA, Precision.UNKNOWN])
def test_what_is_only_known_to_lie_in_an_area_has_no_square(precision):
    assert spot_of(Place(position=Position(lat=35.5, lon=35.8), precision=precision)) is None


def test_a_wide_land_is_shown_in_coarser_squares_that_lose_nothing():
    with operation(start=START) as op:
        for number in range(0, 60, 3):
            at = Position(lat=32.5 + number / 12, lon=35.9 + number / 10)
            op.do(
                do_open_at,
                where=Place(position=at, precision=Precision.EXACT),
            )
        day = days_period(date(2025, 3, 7), date(2025, 3, 7), "Asia/Damascus")
        report = situation_report(op.store, period=day, made_at=op.time, names_of=AREAS.get)
    land = incidents_on_the_map(report, ENGLISH)
    assert sum(square.value for square in land.squares) == 20
    assert len({square.west for square in land.squares}) <= WIDEST + 1
    assert {square.side for square in land.squares} == {0.5}


def do_open_at(desk, act, *, where):
    from najda.application.usecases.open_incident import open_incident
    from najda.kernel.need import LifeThreat, Need
    from najda.kernel.tasks import Task

    need = Need(life_threat=LifeThreat.NONE)
    return open_incident(desk, act, task=Task.MEDICAL, need=need, where=where)


def test_two_days_are_compared_in_words():
    report, nothing = made(), made_before()
    lines = {c.figure.key: c for c in compared(report, nothing, ENGLISH)}
    assert tuple(lines) == COMPARED
    assert (lines["reports.received"].figure.value, lines["reports.received"].before.value) == (
        "2",
        "0",
    )
    assert lines["reports.received"].change == "2 more"
    assert lines["missions.aborted"].change == "the same"
    assert lines["waits.reached.critical.median"].change == "–"
    back = {c.figure.key: c.change for c in compared(nothing, report, ENGLISH)}
    assert back["people.rescued"] == "3 fewer"


def made_before():
    with operation(start=START) as op:
        day = days_period(date(2025, 3, 5), date(2025, 3, 5), "Asia/Damascus")
        return situation_report(op.store, period=day, made_at=op.time)


def test_bars_say_what_they_are_by_label_and_not_by_place_alone():
    labels = Counter(
        bar.label for _, _, row in waiting_by_priority(made(), ENGLISH).rows for bar in row
    )
    assert set(labels) == {
        "up to 15 min", "15–30 min", "30–60 min", "1–2 h", "2–4 h", "4–8 h", "over 8 h",
        "not reached yet", "never reached",
    }  # fmt: skip
