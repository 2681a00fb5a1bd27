"""Places on closed roads: vehicles drive to the edge of what is closed, and the rest is walked."""

import tempfile
from functools import cache
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.adapters.roads.meeting import FARTHER_ON_FOOT_M
from najda.application.directions import directions
from najda.application.routes import WALKING_KMH, NoWay, Route
from najda.kernel.roads import Obstacle, RoadPart, RoadSpot
from tests.adapters.roads.extracts import BOTH, Extract, at
from tests.adapters.roads.test_journeys import closed, minutes, random_town


def street(extract):
    """A street of two stretches, each about 900 metres; the second ends nowhere."""
    extract.road("A1 A2", name="Open")
    extract.road("A2 A3", name="Shut")


SHUT = closed(RoadPart.STRETCH, at(0, 2.5))
HOME, HOUSE = at(0, 1.1), at(0, 2.4)


def on_foot(one, other):
    return one.km_to(other) / WALKING_KMH * 60


def test_a_house_on_a_closed_stretch_is_walked_to_from_its_end(extract, roads):
    street(extract)
    shut = roads().heeding([SHUT])
    expected = minutes(shut, HOME, at(0, 2)) + on_foot(at(0, 2), HOUSE)
    assert minutes(shut, HOME, HOUSE) == pytest.approx(expected, abs=0.02)
    route = shut.route(HOME, HOUSE)
    assert route.minutes == pytest.approx(expected, abs=0.02)
    assert {leg.road.name for leg in route.legs} == {"Open"}
    assert route.off_road_m == (0.0, pytest.approx(at(0, 2).km_to(HOUSE) * 1000, abs=0.5))
    assert route.barred == (False, True)
    assert shut.off_road_m([HOUSE]) == [route.off_road_m[1]]


def test_a_team_on_the_road_it_closed_walks_out_of_it(extract, roads):
    street(extract)
    shut = roads().heeding([SHUT])
    out = shut.route(HOUSE, HOME)
    assert out.minutes == minutes(shut, HOUSE, HOME)
    assert out.minutes > on_foot(HOUSE, at(0, 2))
    assert "on foot to the road" in str(directions(out, language="en")[0].act)


def test_even_a_short_walk_into_a_closed_road_is_counted_and_told(extract, roads):
    """Elsewhere crews drive up to a place near the road; here the road itself is barred."""
    street(extract)
    near = at(0, 2.15)
    shut = roads().heeding([SHUT])
    drive, walk = minutes(shut, HOME, at(0, 2)), on_foot(at(0, 2), near)
    assert 1 < walk < 3
    assert minutes(shut, HOME, near) == pytest.approx(drive + walk, abs=0.02)
    acts = [str(step.act) for step in directions(shut.route(HOME, near), language="en")]
    assert "Continue on foot to the place, about 2 min" in acts


def test_a_place_at_the_crossing_where_a_closed_stretch_begins_is_not_on_it(extract, roads):
    street(extract)
    free = roads()
    beside = at(0.25, 2)  # 280 metres off, nearest to both stretches
    shut = free.heeding([SHUT])
    assert minutes(shut, HOME, beside) == minutes(free, HOME, beside)
    assert shut.route(HOME, beside).barred == (False, False)


def test_between_two_places_met_at_one_crossing_nothing_is_driven_and_all_is_walked(extract, roads):
    street(extract)
    extract.road("A2 B2", name="Shut too")
    shut = roads().heeding([SHUT, closed(RoadPart.STRETCH, at(0.5, 2))])
    here, there = at(0, 2.3), at(0.3, 2)
    found = shut.route(here, there)
    assert found.legs == ()
    assert found.km == 0
    assert found.minutes == minutes(shut, here, there)
    assert found.minutes == pytest.approx(
        on_foot(here, at(0, 2)) + on_foot(at(0, 2), there), abs=0.02
    )
    acts = [str(step.act) for step in directions(found, language="en")]
    assert acts == [
        "Go on foot to the road, about 4 min",
        "Continue on foot to the place, about 5 min",
        "You have arrived",
    ]


@pytest.mark.parametrize("open_arm", range(4))
def test_between_the_closed_arms_of_a_crossing_nothing_is_driven(extract, roads, open_arm):
    """Three arms are closed; at right angles or more to the open one, all are met at the crossing."""
    ends = ["B2", "C3", "D2", "C1"]
    arms = [(1.6, 2), (2, 2.4), (2.4, 2), (2, 1.6)]
    for number, end in enumerate(ends):
        extract.road(f"C2 {end}", name=f"Arm {number}")
    places = [at(*arm) for number, arm in enumerate(arms) if number != open_arm]
    shut = roads().heeding([closed(RoadPart.STRETCH, place) for place in places])
    for origin, destination in permutations(places, 2):
        found = shut.route(origin, destination)
        assert (found.legs, found.km) == ((), 0)
        assert found.minutes == minutes(shut, origin, destination)


def test_opening_the_road_again_restores_the_time(extract, roads):
    street(extract)
    free = roads()
    before = minutes(free, HOME, HOUSE)
    assert minutes(free.heeding([SHUT]), HOME, HOUSE) > before
    assert minutes(free.heeding([]), HOME, HOUSE) == before


def test_a_place_too_far_into_what_is_closed_has_no_way(extract, roads):
    extract.road("A1 A2", name="Open")
    extract.road("A2 A5", name="Shut")
    shut = roads().heeding([SHUT])
    reach = FARTHER_ON_FOOT_M / 1000 / at(0, 2).km_to(at(0, 3))
    assert minutes(shut, HOME, at(0, 2 + reach - 0.01)) > 0
    too_far = at(0, 2 + reach + 0.01)
    assert minutes(shut, HOME, too_far) is None
    why = shut.route(HOME, too_far)
    assert str(why.why) == "Every road between the two is closed now; 1 closure is heeded."
    assert shut.off_road_m([too_far]) == [0.0]


def test_a_house_in_a_closed_area_is_reached_from_outside_it(extract, roads):
    for row in "ABCDE":
        extract.road(" ".join(f"{row}{column / 5:g}" for column in range(5)))
    for column in range(5):
        extract.road(" ".join(f"{row}{column / 5:g}" for row in "ABCDE"))
    ring = [at(1.9, 0.35), at(1.9, 0.45), at(2.1, 0.45), at(2.1, 0.35)]
    shut = roads().heeding([closed(RoadPart.AREA, *ring)])
    house = at(2, 0.4)
    route = shut.route(at(0, 0), house)
    assert isinstance(route, Route)
    assert 100 < route.off_road_m[1] < FARTHER_ON_FOOT_M


def test_a_village_whose_roads_are_all_closed_has_no_way(extract, roads):
    """Its own streets are open, so whoever is there is met on them; and nobody gets to them."""
    extract.road("A1 A2 A3 A4", name="Valley")
    extract.road("A3 D3", name="Up to it")
    extract.road("D3 D3.2 D3.4", name="Village")
    shut = roads().heeding([closed(RoadPart.STRETCH, at(1.5, 3))])
    assert minutes(shut, at(0, 1), at(3, 3.1)) is None
    assert isinstance(shut.route(at(0, 1), at(3, 3.1)), NoWay)


def test_a_dead_end_that_the_closure_cuts_off_is_not_where_a_place_is_met(extract, roads):
    extract.road("A1 A2 A2.2", name="Open")
    extract.road("A2.2 A2.4", name="Shut")
    extract.road("A2.4 A2.6", name="Dead end")
    shut = roads().heeding([closed(RoadPart.STRETCH, at(0, 2.3))])
    nearer_to_the_dead_end = at(0, 2.35)
    assert minutes(shut, HOME, nearer_to_the_dead_end) > 0


def test_nobody_drives_through_a_closed_stretch_to_what_lies_beyond(extract, roads):
    street(extract)
    extract.road("A3 A4", name="Beyond")
    shut = roads().heeding([SHUT])
    assert minutes(shut, HOME, at(0, 3.5)) is None


@pytest.mark.parametrize("seed", range(4))
def test_tables_and_single_ways_agree_where_places_lie_on_closed_roads(seed, tmp_path):
    extract, chance = random_town(seed)
    network = extract.network(tmp_path)
    places = [at(chance.uniform(0, 4), chance.randint(0, 4)) for _ in range(8)]
    obstacles = [closed(RoadPart.STRETCH, place) for place in places[:4]]
    views = [make(network).heeding(obstacles) for make in BOTH.values()]
    tables = [view.travel_minutes(places, places) for view in views]
    assert tables[0] == tables[1]
    for (row, origin), (column, destination) in product(enumerate(places), enumerate(places)):
        for view in views:
            found, expected = view.route(origin, destination), tables[0][row][column]
            if expected is None:
                assert isinstance(found, NoWay)
            else:
                assert found.minutes == pytest.approx(expected, abs=0.011)


corner = st.tuples(st.integers(0, 3), st.integers(0, 3))
spots = st.tuples(st.floats(0, 3), st.floats(0, 3))


@pytest.mark.parametrize("make", BOTH.values(), ids=BOTH)
@settings(deadline=None, max_examples=30)
@given(
    shut=st.sets(st.integers(0, 23), max_size=10),
    crossing=st.none() | corner,
    places=st.lists(spots, min_size=2, max_size=5),
)
def test_a_way_never_drives_on_a_closed_road_and_opening_restores_every_time(
    make, shut, crossing, places
):
    roads, middles = town(make)
    placed = [at(*place) for place in places]
    free = roads.travel_minutes(placed, placed)
    closures = [closed(RoadPart.STRETCH, middles[number]) for number in sorted(shut)]
    if crossing:
        closures.append(closed(RoadPart.CROSSING, at(*crossing)))
    heeded = roads.heeding(closures)
    table = heeded.travel_minutes(placed, placed)
    for (row, origin), (column, destination) in product(enumerate(placed), enumerate(placed)):
        found = heeded.route(origin, destination)
        assert isinstance(found, NoWay) == (table[row][column] is None)
        if isinstance(found, Route):
            assert not {leg.road.name for leg in found.legs} & {f"Road {one}" for one in shut}
            assert found.minutes == pytest.approx(table[row][column], abs=0.011)
    assert roads.heeding([]).travel_minutes(placed, placed) == free


@cache
def town(make):
    """Return roads in squares, each stretch with a name, and the middle of each."""
    extract, middles = Extract(), []
    for row, column in product(range(4), range(4)):
        for up, right in ((1, 0), (0, 1)):
            if row + up < 4 and column + right < 4:
                ends = f"{'ABCD'[row]}{column} {'ABCD'[row + up]}{column + right}"
                extract.road(ends, name=f"Road {len(middles)}")
                middles.append(at(row + up / 2, column + right / 2))
    with tempfile.TemporaryDirectory() as folder:
        return make(extract.network(Path(folder))), middles


def test_a_slow_road_bars_nobody(extract, roads):
    street(extract)
    slow = Obstacle(spot=RoadSpot(part=RoadPart.STRETCH, points=(at(0, 2.5),)), times_as_long=20.0)
    assert roads().heeding([slow]).route(HOME, HOUSE).barred == (False, False)
