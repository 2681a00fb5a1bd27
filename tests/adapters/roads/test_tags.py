"""What tags say to a laden rescue vehicle."""

import pytest

from najda.adapters.roads.tags import (
    FASTEST_KMH,
    KMH,
    NOT_DRIVEN,
    OF_SIGNED,
    PRIVATE_FACTOR,
    drive,
    kmh_of,
    passing,
    turn,
)


def ways(**tags):
    how = drive({key.replace("__", ":"): value for key, value in tags.items()})
    return bool(how.forward), bool(how.backward)


@pytest.mark.parametrize("kind", KMH)
def test_every_class_is_driven_at_its_speed(kind):
    assert drive({"highway": kind}).forward == KMH[kind]


@pytest.mark.parametrize(
    ("tags", "open_"),
    [
        ({}, (True, True)),
        ({"oneway": "yes"}, (True, False)),
        ({"oneway": "1"}, (True, False)),
        ({"oneway": "-1"}, (False, True)),
        ({"oneway": "reverse"}, (False, True)),
        ({"oneway": "reversible"}, (False, False)),
        ({"junction": "roundabout"}, (True, False)),
        ({"junction": "circular"}, (True, False)),
        ({"highway": "motorway"}, (True, False)),
        ({"highway": "motorway", "oneway": "no"}, (True, True)),
        ({"highway": "motorway_link"}, (True, True)),
        ({"oneway": "yes", "oneway__emergency": "no"}, (True, True)),
    ],
)
def test_one_way_roads_are_open_in_their_direction(tags, open_):
    assert ways(**{"highway": "primary", **tags}) == open_


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "footway"},
        {"highway": "steps"},
        {"highway": "path"},
        {"highway": "proposed"},
        {"highway": "construction"},
        {"route": "ferry"},
        {"highway": "service", "access": "no"},
        {"highway": "primary", "motor_vehicle": "no"},
        {"highway": "primary", "access": "military"},
        {"highway": "primary", "emergency": "no"},
        {"highway": "track", "smoothness": "impassable"},
        {"highway": "service", "area": "yes"},
    ],
)
def test_what_is_not_for_vehicles_is_left_out(tags):
    assert drive(tags) == NOT_DRIVEN


def test_rescue_vehicles_may_where_a_tag_says_so():
    assert drive({"highway": "footway", "emergency": "yes"}).forward > 0
    assert (
        drive({"highway": "service", "access": "no", "emergency": "yes"}).forward == KMH["service"]
    )
    assert drive({"highway": "primary", "access": "no", "motor_vehicle": "yes"}).forward > 0


def test_private_ways_are_taken_and_no_short_cut():
    private = drive({"highway": "residential", "access": "private"}).forward
    assert private == KMH["residential"] * PRIVATE_FACTOR


def test_a_signed_speed_counts_and_no_vehicle_goes_faster_than_it_can():
    assert drive({"highway": "primary", "maxspeed": "80"}).forward == 80 * OF_SIGNED
    assert drive({"highway": "motorway", "maxspeed": "130"}).forward == FASTEST_KMH
    both = drive({"highway": "primary", "maxspeed:forward": "50", "maxspeed:backward": "30"})
    assert both[:2] == (50 * OF_SIGNED, 30 * OF_SIGNED)


@pytest.mark.parametrize(
    ("said", "kmh"),
    [("50", 50), ("50 km/h", 50), ("30 mph", 48.28), ("walk", 6), ("none", None), ("SY:urban", None),
     ("0", None), ("900", None), ("", None)],
)  # fmt: skip
def test_signed_speeds_are_read_as_they_are_written(said, kmh):
    assert kmh_of(said) == (kmh if kmh is None else pytest.approx(kmh, abs=0.01))


def test_bad_ground_slows_whatever_the_class():
    assert drive({"highway": "primary", "surface": "sand"}).forward == 12
    assert drive({"highway": "track"}).forward == 20
    assert drive({"highway": "track", "tracktype": "grade5"}).forward == 8
    assert drive({"highway": "track", "tracktype": "grade1"}).forward == KMH["track"]


@pytest.mark.parametrize(
    ("tags", "seconds"),
    [
        ({}, 0),
        ({"highway": "crossing"}, 0),
        ({"barrier": "gate"}, 20),
        ({"barrier": "checkpoint"}, 60),
        ({"barrier": "bollard"}, None),
        ({"barrier": "bollard", "bollard": "rising"}, 0),
        ({"barrier": "block", "emergency": "yes"}, 0),
        ({"barrier": "gate", "access": "no"}, None),
        ({"barrier": "gate", "access": "private"}, 20),
        ({"barrier": "kerb"}, 0),
    ],
)
def test_what_stands_on_a_road_stops_or_delays(tags, seconds):
    assert passing(tags) == seconds


@pytest.mark.parametrize(
    ("tags", "only"),
    [
        ({"restriction": "no_left_turn"}, False),
        ({"restriction": "only_straight_on"}, True),
        ({"restriction": "no_u_turn"}, False),
        ({"restriction": "no_left_turn", "except": "bus;emergency"}, None),
        ({"restriction:conditional": "no_left_turn @ (07:00-09:00)"}, None),
        ({"restriction": "give_way"}, None),
    ],
)
def test_forbidden_turns_are_told_from_what_does_not_bind_rescue_vehicles(tags, only):
    found = turn({"type": "restriction", **tags})
    assert (found and found.only) == only
