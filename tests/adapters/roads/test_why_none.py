"""Why no vehicle gets to a place from anywhere it is asked of: one reason for all, or none is given."""

import random
from itertools import product

import pytest

from najda.adapters.roads import StraightRoads
from najda.adapters.roads.building import build_roads
from najda.adapters.roads.kept import KeptRoads
from najda.application.routes import Route
from najda.intake.operations_area import OperationsArea
from najda.kernel.places import Position
from najda.kernel.roads import Obstacle, RoadPart, RoadSpot
from tests.adapters.roads.extracts import BOTH, Extract, at
from tests.application.operations import START

FAR = "The place lies more than 5 km from every road on the map, so no vehicle gets there."
SHUT = "Every road between the teams and the place is closed now; 1 closure is heeded."
APART = "The road map shows no road between the teams and the place"


def closed(*points, part=RoadPart.STRETCH):
    return Obstacle(spot=RoadSpot(part=part, points=points))


def why(roads, origins, destination):
    (said,) = roads.why_none(origins, [destination])
    return said and str(said)


@pytest.fixture
def drawn(extract):
    """A road of three stretches, and an island to the north."""
    for through in ("A1 A2", "A2 A3", "A3 B3"):
        extract.road(through)
    extract.road("D1 D2")
    return extract


def test_a_place_far_from_every_road_is_said_to_be(drawn, roads):
    away = at(-9, 2)
    assert why(roads(), [at(0, 1), at(0, 2)], away) == FAR
    assert why(roads(), [at(-9, 5), at(0, 2)], away) == FAR, "wherever one sets out from"
    assert why(roads(), [], away) == FAR, "or if nobody does"


def test_where_all_that_leads_there_is_closed_it_is_the_closures(drawn, roads):
    shut = roads().heeding([closed(at(0, 2.5)), Obstacle(closed(at(0, 1.5)).spot, 3.0)])
    assert why(shut, [at(0, 1), at(0, 1.5)], at(1, 3)) == SHUT
    assert why(shut, [at(0, 1), at(0, 3)], at(1, 3)) is None, "somebody is on the other side"


def test_where_no_road_leads_on_the_map_it_is_the_map(drawn, roads):
    assert why(roads(), [at(0, 1), at(0, 2)], at(3, 1.5)).startswith(APART)
    shut = roads().heeding([closed(at(0, 2.5))])
    assert why(shut, [at(0, 1)], at(3, 1.5)).startswith(APART), "whatever is closed besides"


def test_where_the_reasons_differ_none_is_given(drawn, roads):
    shut = roads().heeding([closed(at(0, 2.5))])
    assert why(shut, [at(0, 1), at(3, 1)], at(1, 3)) is None


def test_whoever_is_off_every_road_tells_nothing_of_the_place(drawn, roads):
    shut = roads().heeding([closed(at(0, 2.5))])
    assert why(shut, [at(-9, 1), at(0, 1)], at(1, 3)) == SHUT
    assert why(shut, [at(-9, 1)], at(1, 3)) is None
    assert why(shut, [], at(1, 3)) is None


def test_whoever_is_there_already_needs_no_way(drawn, roads):
    assert why(roads(), [at(-9, 2), at(0, 1)], at(-9, 2)) is None


def test_many_places_are_answered_each_by_itself(drawn, roads):
    shut = roads().heeding([closed(at(0, 2.5))])
    places = [at(-9, 2), at(1, 3), at(3, 1.5), at(0, 1.2)]
    said = [one and str(one) for one in shut.why_none([at(0, 1)], places)]
    assert said[:2] == [FAR, SHUT]
    assert said[2].startswith(APART)
    assert said[3] is None
    assert roads().why_none([at(0, 1)], []) == []


def test_the_next_who_asks_of_the_open_roads_is_answered_by_them(drawn, roads):
    """Telling why looks at the roads without closures; what is closed is heeded again after."""
    all_, shut = roads(), None
    shut = all_.heeding([closed(at(0, 2.5))])
    assert why(shut, [at(0, 1)], at(1, 3)) == SHUT
    assert shut.travel_minutes([at(0, 1)], [at(1, 3)]) == [[None]]
    assert all_.travel_minutes([at(0, 1)], [at(1, 3)]) != [[None]]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("engine", BOTH)
def test_it_is_what_the_ways_one_by_one_are_refused_for(engine, seed, tmp_path):
    """The naive reference: each way by itself."""
    chance, extract = random.Random(seed), Extract()
    for row, column in product("ABCDE", range(5)):
        for other in (f"{row}{column + 1}", f"{chr(ord(row) + 1)}{column}"):
            if chance.random() < 0.5:
                extract.road(f"{row}{column} {other}", oneway=chance.choice(["yes", "no"]))
    places = [at(chance.uniform(-7, 10), chance.uniform(-7, 10)) for _ in range(8)]
    places += [at(chance.uniform(0, 5), chance.uniform(0, 5)) for _ in range(12)]
    closures = [closed(at(chance.uniform(0, 5), chance.uniform(0, 5))) for _ in range(4)]
    free = BOTH[engine](extract.network(tmp_path))
    roads = free.heeding(closures)
    origins = chance.sample(places, 3)
    off = free.off_road_m(places)
    on_road = [one for one in origins if off[places.index(one)] is not None]
    for place, said, metres in zip(places, roads.why_none(origins, places), off, strict=True):
        if any(isinstance(roads.route(origin, place), Route) for origin in origins):
            assert said is None
        elif metres is None:
            assert str(said) == FAR
        else:
            causes = {isinstance(free.route(one, place), Route) for one in on_road}
            template = {frozenset([True]): "Every road", frozenset([False]): APART}
            expected = template.get(frozenset(causes))
            assert (said is None) if expected is None else str(said).startswith(expected)


def test_without_a_map_every_place_is_reached(tmp_path):
    away = [Position.at(0.0, 0.0), Position.at(35.0, 36.0)]
    for roads in (StraightRoads(), KeptRoads(tmp_path)):
        assert roads.why_none([Position.at(35.0, 36.0)], away) == [None, None]


def test_the_roads_that_are_kept_say_why_too(drawn, tmp_path):
    file = drawn.write(tmp_path / "town.osm.pbf")
    build_roads(file, tmp_path / "roads", area=OperationsArea(), at=START)
    assert why(KeptRoads(tmp_path / "roads"), [at(0, 1)], at(-9, 2)) == FAR
