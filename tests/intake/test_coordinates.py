"""Coordinates are read however they were written, or refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.intake.coordinates import looks_like_coordinates, read_degree, read_pair
from najda.kernel.errors import Malformed
from najda.kernel.places import Position

JABLEH = Position(lat=35.5, lon=36.25)


@pytest.mark.parametrize(
    "value",
    [35.5, "35.5", " 35,5 ", "٣٥٫٥", "35.5N", "N35.5", "35.5 N", "35°30'N", "35°30'00\"", "35 30 00 N",
     "35:30:00", "35° 30.0' N", "٣٥°٣٠' شمالا", "+35.5", "35.5°"],
)  # fmt: skip
def test_one_latitude_written_in_many_ways_is_one_latitude(value):
    assert read_degree(value, "latitude") == pytest.approx(35.5)


@pytest.mark.parametrize("value", ["-35.5", "35.5S", "S 35°30'", "35.5 جنوبا", "−35.5"])
def test_south_is_below_zero(value):
    assert read_degree(value, "latitude") == pytest.approx(-35.5)


@pytest.mark.parametrize(
    "value",
    ["", " ", "abc", "95", "-91", "35°70'", "35.5E", "-35.5S", "N35.5N", True, None, "nan", float("inf"),
     "1e400", "35.5.5", [], "9" * 5000],
)  # fmt: skip
def test_what_is_no_latitude_is_refused(value):
    with pytest.raises(Malformed, match="latitude"):
        read_degree(value, "latitude")


def test_longitudes_go_further():
    assert read_degree("179.5W", "longitude") == -179.5
    with pytest.raises(Malformed, match="at most 180"):
        read_degree("181", "longitude")


@pytest.mark.parametrize(
    "value",
    ["35.5,36.25", "35.5, 36.25", "35.5;36.25", "35.5 36.25", "(35.5, 36.25)", "35,5; 36,25",
     "35,5 36,25", "٣٥٫٥، ٣٦٫٢٥", "35.5N 36.25E", "36.25E, 35.5N", "N35.5 E36.25", "35°30'N 36°15'E",
     "35.5 36.25 120 4.5", "POINT(36.25 35.5)", "SRID=4326;POINT (36.25 35.5)", "https://maps.example.org/?q=35.5,36.25",
     "https://maps.example.org/@35.5,36.25,15z"],
)  # fmt: skip
def test_one_position_written_in_many_ways_is_one_position(value):
    assert read_pair(value) == JABLEH


@pytest.mark.parametrize(
    "value", ["", "35.5", "35.5,", "a,b", "95,36", "35.5,200", "POINT(1)", "1,2,3,4,5,6"]
)
def test_what_is_no_pair_is_refused(value):
    with pytest.raises(Malformed, match="position"):
        read_pair(value)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.binary()))
def test_any_value_is_a_position_or_is_refused(value):
    for read in (read_pair, lambda v: read_degree(v, "longitude")):
        with suppress(Malformed):
            read(value)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_reading_what_was_written_gives_the_position_back(lat, lon):
    assert read_pair(f"{lat:.6f}, {lon:.6f}") == Position.at(f"{lat:.6f}", f"{lon:.6f}")


@pytest.mark.parametrize(
    "text", ["35.5, 36.25", "٣٥٫٥، ٣٦٫٢٥", "35°30'N 36°15'E", "POINT(36.25 35.5)", "35.5,", "12 34"]
)
def test_figures_alone_look_like_coordinates(text):
    assert looks_like_coordinates(text)


@pytest.mark.parametrize("text", ["", "Jableh", "جبلة", "Road 4, house 12", "km 12", "N", "45"])
def test_names_and_single_figures_do_not(text):
    assert not looks_like_coordinates(text)
