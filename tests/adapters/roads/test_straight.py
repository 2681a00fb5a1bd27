"""Journeys estimated by distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.adapters.roads import DETOUR_FACTOR, SPEED_KMH, StraightRoads
from najda.kernel.places import Position

positions = st.builds(Position.at, st.floats(-90, 90), st.floats(-180, 180))
LATAKIA, TARTUS = Position.at(35.5317, 35.7901), Position.at(34.8890, 35.8866)


@given(st.lists(positions, max_size=4), st.lists(positions, max_size=4))
def test_a_journey_takes_the_distance_by_detour_and_speed(origins, destinations):
    """The naive reference: the distance of the kernel, one pair at a time."""
    expected = [
        [
            pytest.approx(origin.km_to(there) * DETOUR_FACTOR / SPEED_KMH * 60, abs=0.01)
            for there in destinations
        ]
        for origin in origins
    ]
    assert StraightRoads().travel_minutes(origins, destinations) == expected


def test_latakia_to_tartus_takes_somewhat_over_two_hours_at_this_speed():
    """72 km apart by great circle; 90 km by the motorway, which is faster than this estimate."""
    ((minutes,),) = StraightRoads().travel_minutes([LATAKIA], [TARTUS])
    assert 125 < minutes < 145


def test_being_there_takes_no_time():
    assert StraightRoads().travel_minutes([LATAKIA], [LATAKIA]) == [[0.0]]


@given(positions, positions)
def test_the_way_back_takes_as_long(one, other):
    roads = StraightRoads()
    assert roads.travel_minutes([one], [other]) == roads.travel_minutes([other], [one])


def test_a_faster_vehicle_and_a_straighter_road_take_less():
    usual = StraightRoads().travel_minutes([LATAKIA], [TARTUS])[0][0]
    assert StraightRoads(speed_kmh=90).travel_minutes([LATAKIA], [TARTUS])[0][0] == pytest.approx(
        usual / 2, abs=0.01
    )
    assert StraightRoads(detour=1.0).travel_minutes([LATAKIA], [TARTUS])[0][0] < usual


def test_three_hundred_teams_and_a_thousand_incidents_give_a_row_and_a_column_each():
    teams = [Position.at(34.5 + index * 0.003, 36.0) for index in range(300)]
    incidents = [Position.at(35.0, 35.7 + index * 0.001) for index in range(1000)]
    minutes = StraightRoads().travel_minutes(teams, incidents)
    assert (len(minutes), len(minutes[0])) == (300, 1000)
