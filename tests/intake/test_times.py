"""Times are read however they were written, or refused; never guessed."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.intake.times import DateOrder, date_figures, read_clock, read_time
from najda.kernel.errors import Malformed

DAMASCUS = timezone(timedelta(hours=3))
MARCH = datetime(2025, 3, 7, 13, 5, tzinfo=UTC)


def read(value, order=DateOrder.DAY_FIRST, **more):
    return read_time(value, zone=DAMASCUS, order=order, **more)


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-07T13:05:00Z",
        "2025-03-07T16:05:00+03:00",
        "2025-03-07T16:05:00+0300",
        "2025-03-07 16:05",
        "2025/03/07 16:05:00",
        "2025/3/7 4:05 PM",
        "07/03/2025 16:05",
        "7.3.2025 16:05",
        "7-3-25 16:05",
        "٠٧/٠٣/٢٠٢٥ ١٦:٠٥",
        "٧/٣/٢٠٢٥ ٤:٠٥ م",
        "۲۰۲۵-۰۳-۰۷ ۱۶:۰۵",
        "\u200f07/03/2025\u200e 16:05",
        "4:05 مساءً 07/03/2025",
        "7 March 2025 16:05",
        "March 7, 2025 4:05 pm",
        "٧ آذار ٢٠٢٥ ١٦:٠٥",
        "7 مارس 2025 16:05",
        "Fri Mar 07 13:05:00 +0000 2025",
        "Fri, 07 Mar 2025 13:05:00 GMT",
        "2025-03-07 13:05:00 UTC",
        "202503071605",
        1741352700,
        "1741352700",
        1741352700000,
        1741352700.0,
        45723 + (16 * 60 + 5) / 1440,
        datetime(2025, 3, 7, 16, 5),
        MARCH,
    ],
)
def test_one_moment_written_in_many_ways_is_one_moment(value):
    assert read(value) == MARCH


@pytest.mark.parametrize("value", ["2025-03-07", "07/03/2025", "20250307", 45723, date(2025, 3, 7)])
def test_a_date_alone_is_its_first_moment_where_the_organisation_works(value):
    assert read(value) == datetime(2025, 3, 6, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    ["", "  ", "soon", "16:05", "2025-02-30", "32/01/2025", "13/13/2025", "2025-03-07 25:00", "5", 5, -1,
     True, None, float("nan"), float("inf"), "9" * 400, "0001-01-01",
     "9999-12-31T23:59:59-12:00", [], {}],
)  # fmt: skip
def test_what_is_no_time_is_refused(value):
    with pytest.raises(Malformed, match="time"):
        read(value)


@pytest.mark.parametrize("value", ["1446-09-07", "٧/٩/١٤٤٦ ١٠:٠٠"])
def test_a_hijri_year_is_noticed_and_not_taken_for_the_middle_ages(value):
    with pytest.raises(Malformed, match="Hijri"):
        read(value)


def test_month_first_is_read_so_when_that_is_settled():
    assert read("03/07/2025 16:05", DateOrder.MONTH_FIRST) == MARCH


@pytest.mark.parametrize("order", [DateOrder.UNDECIDED, DateOrder.UNNEEDED])
def test_without_a_settled_order_only_dates_that_can_be_read_one_way_are_read(order):
    assert read("25/03/2025", order) == read("03/25/2025", order)
    assert read("03/03/2025", order) == read("2025-03-03", order)
    with pytest.raises(Malformed, match="day/month or month/day"):
        read("03/04/2025", order)


def test_a_time_of_day_may_stand_in_a_column_of_its_own():
    assert read("07/03/2025", clock="16:05") == MARCH
    assert read(45723, clock=time(16, 5)) == MARCH
    assert read(datetime(2025, 3, 7), clock=(16 * 60 + 5) / 1440) == MARCH


@pytest.mark.parametrize(
    ("given_", "hour"), [("12:30 am", 0), ("12:30 pm", 12), ("1:30 ص", 1), ("1:30 م", 13)]
)
def test_midnight_and_noon_are_kept_apart(given_, hour):
    assert read_clock(given_) == time(hour, 30)


def test_only_dates_with_the_year_last_need_an_order():
    assert date_figures("25/03/2025 10:00") == (25, 3)
    assert date_figures("٢٥/٣/٢٠٢٥") == (25, 3)
    assert date_figures("2025-03-25") is None
    assert date_figures(45723) is None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)))
def test_reading_what_was_written_in_iso_gives_the_moment_back(moment):
    expected = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert read(moment.isoformat()) == expected


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()),
    st.sampled_from(DateOrder),
)
def test_any_value_is_a_moment_or_is_refused(value, order):
    with suppress(Malformed):
        assert read(value, order).tzinfo is UTC
