"""Columns are guessed with reasons, corrected by people, and every row is a message or a problem."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.intake.columns import (
    DateOrderUnclear,
    Mapping,
    NoTextColumn,
    NoTimeColumn,
    UnknownColumn,
    UnknownField,
    apply,
    check_ready,
    guess,
    read_corrections,
)
from najda.intake.contents import SAMPLED_ROWS, Study, study
from najda.intake.headings import Field
from najda.intake.messages import LONGEST_TEXT, Message
from najda.intake.times import DateOrder
from najda.kernel.phrases import Phrase
from najda.kernel.places import Position
from najda.kernel.tasks import Channel

DAMASCUS = timezone(timedelta(hours=3))
FIRE = "A house is burning near the school, two people are still inside"
CALL = {"text": FIRE, "time": "2025-03-07 16:05"}


def guessed(*rows, **more):
    return guess(study(rows), zone=DAMASCUS, **more)


def columns(mapping):
    return {field.value: column for field, column in mapping.by_field.items()}


def test_english_headings_are_known():
    row = {
        "Message ID": "m-1", "Created At": "2025-03-07 16:05", "Message Text": FIRE, "Location": "Jableh",
        "Latitude": "35.36", "Longitude": "35.92", "Source": "SMS", "Caller Name": "Rima Example",
        "Phone Number": "0999 000 111", "Lang": "ar",
    }  # fmt: skip
    mapping = guessed(row)
    assert columns(mapping) == {
        "text": "Message Text", "time": "Created At", "place": "Location", "lat": "Latitude",
        "lon": "Longitude", "channel": "Source", "reporter": "Caller Name", "contact": "Phone Number",
        "id": "Message ID", "language": "Lang",
    }  # fmt: skip
    assert apply(mapping, row) == Message(
        text=FIRE, at=datetime(2025, 3, 7, 13, 5, tzinfo=UTC), words="Jableh",
        position=Position(lat=35.36, lon=35.92), channel=Channel.SMS, reporter="Rima Example",
        contact="0999 000 111", external_id="m-1", language="ar",
    )  # fmt: skip


def test_arabic_headings_are_known():
    row = {
        "رقم البلاغ": 17, "تاريخ البلاغ": "٢٥/٠٣/٢٠٢٥ ١٦:٠٥", "نصّ الرسالة": "حريق كبير في منزل قرب مدرسة",
        "المكان": "جبلة", "خط العرض": "٣٥٫٣٦", "خط الطول": "٣٥٫٩٢", "اسم المتصل": "ريما المثال",
        "رقم الهاتف": "٠٩٩٩٠٠٠١١١", "المصدر": "واتساب",
    }  # fmt: skip
    mapping = guessed(row)
    assert columns(mapping) == {
        "text": "نصّ الرسالة", "time": "تاريخ البلاغ", "place": "المكان", "lat": "خط العرض",
        "lon": "خط الطول", "channel": "المصدر", "reporter": "اسم المتصل", "contact": "رقم الهاتف",
        "id": "رقم البلاغ",
    }  # fmt: skip
    message = apply(mapping, row)
    assert message.at == datetime(2025, 3, 25, 13, 5, tzinfo=UTC)
    assert message.position == Position(lat=35.36, lon=35.92)
    assert (message.channel, message.external_id) == (Channel.MESSAGE, "17")


def test_without_telling_headings_the_content_tells():
    rows = [
        {"a": f"2025-03-0{n} 10:00", "b": f"{FIRE} ({n})", "c": f"35.3{n}, 35.92"}
        for n in range(1, 9)
    ]
    assert columns(guessed(*rows)) == {"text": "b", "time": "a", "position": "c"}


def test_a_heading_that_the_content_contradicts_is_not_believed():
    rows = [
        {"text": FIRE, "time": "soon", "created": "2025-03-07 16:05", "lat": "north", "lon": "36"}
    ] * 5
    assert columns(guessed(*rows)) == {"text": "text", "time": "created"}


def test_date_and_time_of_day_may_have_a_column_each():
    row = {"text": FIRE, "date": "2025-03-07", "time": "16:05"}
    mapping = guessed(row)
    assert columns(mapping) == {"text": "text", "time": "date", "clock": "time"}
    assert apply(mapping, row).at == datetime(2025, 3, 7, 13, 5, tzinfo=UTC)


def test_the_area_in_its_own_column_says_which_place_is_meant():
    row = {**CALL, "village": "Kawkab", "governorate": "Idleb"}
    assert apply(guessed(row), row).words == "Kawkab, Idleb"


@pytest.mark.parametrize("prefix", ["location_mentions.0", "geo.place.0"])
def test_of_a_list_the_first_place_is_taken_and_that_is_said(prefix):
    row = {**CALL, f"{prefix}.text": "جبلة", f"{prefix}.lat": "35.36", f"{prefix}.lon": "35.92",
           f"{prefix[:-1]}1.lat": "1", f"{prefix[:-1]}1.lon": "2"}  # fmt: skip
    mapping = guessed(row)
    assert apply(mapping, row).position == Position(lat=35.36, lon=35.92)
    assert "only the first" in str(next(g for g in mapping.guesses if g.field is Field.LAT).reason)


def test_geojson_gives_longitude_first():
    row = {**CALL, "geometry.coordinates.0": 35.92, "geometry.coordinates.1": 35.36}
    assert apply(guessed(row), row).position == Position(lat=35.36, lon=35.92)


def test_what_comes_twice_is_no_id_of_a_message():
    rows = [{**CALL, "id": "p-1"}, {**CALL, "id": "p-1"}]
    assert "id" not in columns(guessed(*rows))


def test_one_coordinate_alone_is_of_no_use():
    assert "lat" not in columns(guessed({**CALL, "lat": "35.3"}))


ROW = {"text": FIRE, "note": "a longer account that came later", "time": "2025-03-07"}


class TestCorrections:
    def test_what_a_person_says_wins(self):
        mapping = guessed(ROW, corrections=read_corrections(["text=note"]))
        assert mapping.by_field[Field.TEXT] == "note"
        assert str(mapping.guesses[0].reason) == "you said so"
        assert mapping.unused == ("text",)

    def test_a_field_can_be_left_without_a_column(self):
        mapping = guessed({**CALL, "place": "Jableh"}, corrections=read_corrections(["place="]))
        assert "place" not in columns(mapping)

    def test_an_unknown_field_is_refused_with_those_known(self):
        with pytest.raises(UnknownField, match="text, time"):
            guessed(ROW, corrections={"when": "time"})
        with pytest.raises(UnknownField):
            read_corrections(["time"])

    def test_an_unknown_column_is_refused_with_the_nearest(self):
        with pytest.raises(UnknownColumn, match="Did you mean “note”"):
            guessed(ROW, corrections={"text": "notes"})


class TestTheOrderOfDates:
    def test_one_day_above_twelve_settles_the_column(self):
        rows = [{**CALL, "time": f"{day:02d}/03/2025"} for day in (1, 2, 3, 25)]
        mapping = guessed(*rows)
        assert mapping.order is DateOrder.DAY_FIRST
        assert apply(mapping, rows[0]).at.astimezone(DAMASCUS).date().isoformat() == "2025-03-01"

    def test_one_month_in_second_place_above_twelve_settles_it_the_other_way(self):
        assert guessed({**CALL, "time": "03/25/2025"}).order is DateOrder.MONTH_FIRST

    def test_what_settles_it_may_come_late_in_the_file(self):
        early = ({**CALL, "time": "03/04/2025"} for _ in range(SAMPLED_ROWS + 500))
        late = ({**CALL, "time": "25/04/2025"} for _ in range(1))
        found = study(row for part in (early, late) for row in part)
        assert guess(found, zone=UTC).order is DateOrder.DAY_FIRST

    def test_dates_that_nothing_settles_are_refused_until_somebody_says(self):
        row = {**CALL, "time": "03/04/2025"}
        mapping = guessed(row)
        with pytest.raises(DateOrderUnclear, match=r"03/04/2025.*--dates day-first"):
            check_ready(mapping)
        assert isinstance(apply(mapping, row), Phrase)
        assert check_ready(guessed(row, order=DateOrder.MONTH_FIRST)).order is DateOrder.MONTH_FIRST

    def test_dates_that_contradict_each_other_are_refused(self):
        rows = [{**CALL, "time": "25/03/2025"}, {**CALL, "time": "03/25/2025"}]
        with pytest.raises(DateOrderUnclear):
            check_ready(guessed(*rows))


@pytest.mark.parametrize(
    ("row", "refusal"),
    [({"time": "2025-03-07"}, NoTextColumn), ({"text": FIRE}, NoTimeColumn), ({}, NoTextColumn)],
)
def test_a_file_without_texts_or_times_is_refused(row, refusal):
    with pytest.raises(refusal, match="Say which"):
        check_ready(guessed(row))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "  "}, "no text"),
        ({"text": None}, "no text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "Shorten it"),
        ({"time": ""}, "no time"),
        ({"time": "yesterday"}, "cannot be read"),
        ({"lat": "north"}, "latitude “north”"),
        ({"lat": ""}, "both latitude and longitude"),
        ({"lat": "95"}, "at most 90"),
    ],
)
def test_a_row_that_cannot_be_a_message_says_why(change, said):
    good = {**CALL, "lat": "35.3", "lon": "35.9"}
    problem = apply(guessed(good), {**good, **change})
    assert said in str(problem)


CELLS = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.datetimes()
)
NAMES = st.one_of(
    st.sampled_from(
        ["text", "time", "lat", "lon", "place", "id", "تاريخ", "a.0.lat", "coordinates.0", ""]
    ),
    st.text(max_size=20),
)
ROWS = st.lists(st.dictionaries(NAMES, CELLS, max_size=6), max_size=6)


@given(ROWS, ROWS)
def test_any_rows_can_be_studied_and_every_row_is_a_message_or_a_problem(rows, others):
    mapping = guess(study(rows), zone=UTC)
    assert isinstance(mapping, Mapping)
    for row in [*rows, *others]:
        made = apply(mapping, row)
        assert isinstance(made, Message | Phrase)
        assert str(made)


@given(ROWS)
def test_the_same_rows_give_the_same_mapping(rows):
    assert guess(study(rows), zone=UTC) == guess(study(rows), zone=UTC)


def test_an_empty_file_can_be_studied():
    assert guess(Study(["a", "b"]), zone=UTC).unused == ("a", "b")
