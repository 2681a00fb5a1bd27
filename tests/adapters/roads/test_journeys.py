"""Journeys over invented roads, with both engines: the contract of `ports.Roads` over a network."""

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from najda.adapters.roads.network_roads import NetworkRoads
from najda.adapters.roads.snapping import SNAP_KM
from najda.adapters.roads.tags import KMH
from najda.application.routes import WALKING_KMH, NoWay, Route
from najda.kernel.places import Position
from najda.kernel.roads import Obstacle, RoadPart, RoadSpot
from tests.adapters.roads.extracts import BOTH, Extract, at


def minutes(roads, origin, destination):
    return roads.travel_minutes([origin], [destination])[0][0]


def spot(part, *points):
    return RoadSpot(part=part, points=points)


def closed(part, *points):
    return Obstacle(spot=spot(part, *points))


def test_a_straight_road_takes_its_length_at_its_speed(extract, roads):
    extract.road("A1 A2 A3", highway="primary")
    expected = at(0, 1).km_to(at(0, 3)) / KMH["primary"] * 60
    assert minutes(roads(), at(0, 1), at(0, 3)) == pytest.approx(expected, abs=0.02)


def test_places_on_one_stretch_are_reached_along_it(extract, roads):
    extract.road("A1 A3", highway="primary")
    expected = at(0, 1.4).km_to(at(0, 2.6)) / KMH["primary"] * 60
    assert minutes(roads(), at(0, 1.4), at(0, 2.6)) == pytest.approx(expected, abs=0.02)
    assert minutes(roads(), at(0, 2.6), at(0, 1.4)) == pytest.approx(expected, abs=0.02)


def test_being_there_takes_no_time(extract, roads):
    extract.road("A1 A2")
    assert minutes(roads(), at(0.8, 1.5), at(0.8, 1.5)) == 0.0


def test_a_one_way_road_is_driven_around_the_other_way(extract, roads):
    extract.road("A1 A2", oneway="yes")
    extract.road("A2 B2 B1 A1")
    there, back = minutes(roads(), at(0, 1.2), at(0, 1.8)), minutes(roads(), at(0, 1.8), at(0, 1.2))
    assert back > 5 * there


def test_a_wall_across_a_road_ends_it_on_both_sides(extract, roads):
    extract.road("A1 A2 A3")
    extract.point("A2", barrier="bollard")
    assert minutes(roads(), at(0, 1.1), at(0, 2.9)) is None
    extract.road("A1 B1 B3 A3")
    assert minutes(roads(), at(0, 1.1), at(0, 2.9)) > 5


def test_a_gate_costs_its_time(extract, roads):
    extract.road("A1 A2 A3")
    free = minutes(roads(), at(0, 1.1), at(0, 2.9))
    extract.point("A2", barrier="checkpoint")
    assert minutes(roads(), at(0, 1.1), at(0, 2.9)) == pytest.approx(free + 1, abs=0.02)


def test_roads_that_cross_without_a_crossing_are_not_joined(extract, roads):
    extract.road("A2 C2")
    extract.road("B1 B3", bridge="yes")
    assert minutes(roads(), at(0, 2), at(1, 3)) is None


def test_points_outside_the_extract_end_a_road_where_it_is_known(extract, tmp_path, engine):
    extract.road("A1 A2 A3")
    extract._id("Z9")
    extract.ways.append(([*extract.ways[0][0], 999_999], {"highway": "primary"}))
    network = extract.network(tmp_path)
    assert len(network.segments.a) == 4
    assert minutes(engine(network), at(0, 1), at(0, 3)) > 0


def test_a_place_off_the_road_is_walked_to_from_a_certain_distance(extract, roads):
    extract.road("A1 A2 A3", highway="primary")
    here = roads()
    near, far = at(0.2, 2), at(0.5, 2)
    drive = minutes(here, at(0, 1), at(0, 2))
    assert minutes(here, at(0, 1), near) == pytest.approx(drive, abs=0.02)
    walk = at(0, 2).km_to(far) / WALKING_KMH * 60
    assert minutes(here, at(0, 1), far) == pytest.approx(drive + walk, abs=0.05)
    off = here.off_road_m([near, far, at(9, 2)])
    assert off[:2] == [pytest.approx(222.4, abs=0.5), pytest.approx(556, abs=0.5)]
    assert off[2] is None


def test_a_place_far_from_every_road_has_no_way_and_it_is_said_why(extract, roads):
    extract.road("A1 A2")
    assert minutes(roads(), at(0, 1), at(9, 1)) is None
    why = roads().route(at(9, 1), at(0, 1))
    assert isinstance(why, NoWay)
    assert f"The place to set out from lies more than {SNAP_KM:g} km" in str(why.why)
    assert "The destination lies" in str(roads().route(at(0, 1), at(9, 1)).why)


def test_an_island_has_no_way_and_it_is_said_why(extract, roads):
    extract.road("A1 A2 A3 B3 A1")
    extract.road("D1 D2")
    why = roads().route(at(0, 1), at(3, 1.5))
    assert "shows no road between the two" in str(why.why)
    assert minutes(roads(), at(3, 1), at(3, 2)) > 0, "on the island itself one drives"


def square(extract):
    """Two ways from A1 to B2: over A2, and over B1, slower."""
    extract.road("A1 A2", highway="primary", name="South")
    extract.road("A2 B2", highway="primary", name="East")
    extract.road("A1 B1", highway="tertiary", name="West")
    extract.road("B1 B2", highway="tertiary", name="North")


HERE, THERE = at(0, 1), at(1, 2)


def named(route):
    return [leg.road.name for leg in route.legs if leg.metres > 1]


def test_a_closed_stretch_is_driven_around_and_counts_again_when_open(extract, roads):
    square(extract)
    free = roads()
    assert named(free.route(HERE, THERE)) == ["South", "East"]
    shut = free.heeding([closed(RoadPart.STRETCH, at(0.02, 1.5))])
    assert named(shut.route(HERE, THERE)) == ["West", "North"]
    assert minutes(shut, HERE, THERE) > minutes(free, HERE, THERE)
    assert named(free.heeding([]).route(HERE, THERE)) == ["South", "East"]


def test_a_slowed_stretch_takes_so_many_times_as_long(extract, roads):
    square(extract)
    free = roads()
    there = at(0, 1.9)
    slow = Obstacle(spot=spot(RoadPart.STRETCH, at(0, 1.5)), times_as_long=1.5)
    worse = Obstacle(spot=spot(RoadPart.STRETCH, at(0, 1.5)), times_as_long=2.0)
    alone = minutes(free, at(0, 1.1), there)
    assert minutes(free.heeding([slow]), at(0, 1.1), there) == pytest.approx(1.5 * alone, abs=0.02)
    both = minutes(free.heeding([slow, worse]), at(0, 1.1), there)
    assert both == pytest.approx(2 * alone, abs=0.02), "the worst counts, once"


def test_nobody_passes_a_closed_crossing_and_roads_up_to_it_are_reached(extract, roads):
    extract.road("A1 A2 A3")
    extract.road("A2 B2")
    shut = roads().heeding([closed(RoadPart.CROSSING, at(0, 2.01))])
    assert minutes(shut, at(0, 1.1), at(0, 1.9)) > 0
    assert minutes(shut, at(0, 1.9), at(0, 1.1)) > 0
    assert minutes(shut, at(0, 1.1), at(0, 2.9)) is None
    assert minutes(shut, at(0, 1.1), at(0.9, 2)) is None


def test_a_closed_area_closes_every_road_that_touches_it(extract, roads):
    square(extract)
    around = [at(-0.1, 1.4), at(-0.1, 1.6), at(1.1, 1.6), at(1.1, 1.4)]
    shut = roads().heeding([closed(RoadPart.AREA, *around)])
    assert minutes(shut, HERE, THERE) is None
    why = shut.route(HERE, THERE)
    assert str(why.why) == "Every road between the two is closed now; 1 closure is heeded."


def test_an_area_whose_border_crosses_itself_is_taken_all_the_same(extract, roads):
    square(extract)
    bow = [at(-0.1, 1.4), at(1.1, 1.6), at(-0.1, 1.6), at(1.1, 1.4)]
    assert len(roads().lines(spot(RoadPart.AREA, *bow))) >= 1


def test_a_closure_where_no_road_is_closes_nothing(extract, roads):
    square(extract)
    free = roads()
    nowhere = [closed(RoadPart.STRETCH, at(0.5, 1.5)), closed(RoadPart.CROSSING, at(5, 5))]
    assert minutes(free.heeding(nowhere), HERE, THERE) == minutes(free, HERE, THERE)
    assert free.lines(nowhere[0].spot) == []


def test_the_roads_meant_can_be_drawn(extract, roads):
    square(extract)
    free = roads()
    assert free.lines(spot(RoadPart.STRETCH, at(0, 1.5))) == [(at(0, 1), at(0, 2))]
    assert len(free.lines(spot(RoadPart.CROSSING, at(0, 2)))) == 2


def test_views_with_other_closures_do_not_disturb_each_other(extract, roads):
    square(extract)
    free = roads()
    shut = free.heeding([closed(RoadPart.STRETCH, at(0, 1.5))])
    first = (minutes(free, HERE, THERE), minutes(shut, HERE, THERE))
    for _ in range(3):
        assert (minutes(free, HERE, THERE), minutes(shut, HERE, THERE)) == first


def random_town(seed):
    chance, extract = random.Random(seed), Extract()
    names = [f"{row}{column}" for row in "ABCDE" for column in range(5)]
    for row, column in product("ABCDE", range(5)):
        for other in (f"{row}{column + 1}", f"{chr(ord(row) + 1)}{column}"):
            if other in names and chance.random() < 0.75:
                tags = {"highway": chance.choice(["primary", "residential", "track"])}
                if chance.random() < 0.25:
                    tags["oneway"] = chance.choice(["yes", "-1"])
                extract.road(f"{row}{column} {other}", **tags)
    starts = [(index, extract.ways[index - 1][0]) for index in range(1, len(extract.ways) + 1)]
    known = {id_: name for name, id_ in extract.points.items()}
    for (one, first), (two, second) in product(starts, starts):
        meet = {*first} & {*second}
        if one != two and len(meet) == 1 and chance.random() < 0.1:
            kind = chance.choice(["no_left_turn", "only_right_turn"])
            extract.turn(kind, one, known[meet.pop()], two)
    return extract, chance


@pytest.mark.parametrize("seed", range(12))
def test_both_engines_agree_on_towns_with_one_ways_turns_and_closures(seed, tmp_path):
    extract, chance = random_town(seed)
    network = extract.network(tmp_path)
    places = [at(chance.uniform(-0.5, 4.5), chance.uniform(-0.5, 4.5)) for _ in range(14)]
    obstacles = [
        closed(RoadPart.STRETCH, places[0]),
        closed(RoadPart.CROSSING, places[1]),
        closed(RoadPart.AREA, *places[2:5]),
        Obstacle(spot=spot(RoadPart.AREA, *places[5:8]), times_as_long=4.0),
    ]
    roads = {name: make(network) for name, make in BOTH.items()}
    for count in (0, 1, 4, 2, 0):
        heeded = {name: one.heeding(obstacles[:count]) for name, one in roads.items()}
        tables = [one.travel_minutes(places, places[:9]) for one in heeded.values()]
        assert tables[0] == tables[1]
        for origin, destination in product(places[:4], places[4:8]):
            expected = tables[0][places.index(origin)][places.index(destination)]
            for one in heeded.values():
                found = one.route(origin, destination)
                if expected is None:
                    assert isinstance(found, NoWay)
                else:
                    assert found.minutes == pytest.approx(expected, abs=0.011)


def test_a_route_runs_from_place_to_place_along_its_legs(extract, roads):
    square(extract)
    route = roads().route(at(0.1, 1.2), at(0.8, 2.1))
    assert isinstance(route, Route)
    assert route.points[0].km_to(at(0, 1.2)) < 0.001
    assert route.points[-1].km_to(at(0.8, 2)) < 0.001
    assert at(0, 2) in route.points
    lengths = sum(a.km_to(b) for a, b in zip(route.points, route.points[1:], strict=False))
    assert route.km == pytest.approx(lengths, abs=0.002)
    assert [round(leg.sets_out) % 360 for leg in route.legs if leg.metres > 1] == [90, 0]


def test_the_real_extracts_give_the_same_with_both_engines(shared_data):
    from najda.adapters.roads.building import order_of
    from najda.adapters.roads.network import network_of
    from najda.adapters.roads.reading import read_extract

    for file in sorted((shared_data / "roads").glob("*.osm.pbf")):
        network = network_of(read_extract(file))
        network = network._replace(order=order_of(network))
        south, west, north, east = network.box
        chance = random.Random(7)
        places = [
            Position.at(chance.uniform(south, north), chance.uniform(west, east)) for _ in range(40)
        ]
        tables = [make(network).travel_minutes(places, places) for make in BOTH.values()]
        assert tables[0] == tables[1]
        reached = sum(value is not None for row in tables[0] for value in row)
        assert reached > 0.9 * len(places) ** 2, file.name
        assert isinstance(BOTH["cch"](network), NetworkRoads)


def test_threads_that_ask_at_once_under_different_closures_each_get_their_own_times(tmp_path):
    extract, chance = random_town(4)
    roads = BOTH["cch"](extract.network(tmp_path))
    places = [at(chance.uniform(0, 4), chance.uniform(0, 4)) for _ in range(40)]
    views = [roads, roads.heeding([closed(RoadPart.AREA, *places[:3])])]
    expected = [view.travel_minutes(places, places) for view in views]
    assert expected[0] != expected[1]

    def ask(number):
        return views[number % 2].travel_minutes(places, places) == expected[number % 2]

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(ask, range(60)))
