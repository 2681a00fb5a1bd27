"""What the roads meant by a part of them are called: the contract of `ports.Roads.named`."""

import pytest

from najda.adapters.roads import StraightRoads
from najda.adapters.roads.building import build_roads
from najda.adapters.roads.hindrances import Hindrances
from najda.adapters.roads.kept import KeptRoads
from najda.application.routes import RoadName
from najda.intake.operations_area import OperationsArea
from najda.kernel.roads import Obstacle, RoadPart, RoadSpot
from tests.adapters.roads.extracts import BOTH, at
from tests.application.operations import START

SOUTH = RoadName(name="شارع الجنوب", en="South Road")
EAST = RoadName(name="شارع الشرق", ar="شارع الشرق", ref="M4")


def spot(part, *points):
    return RoadSpot(part=part, points=points)


@pytest.fixture
def drawn(extract):
    """A long road, a short one, and a lane without a name."""
    extract.road("A1 A2", name="شارع الجنوب", name__en="South Road")
    extract.road("A2 A3", name="شارع الجنوب", name__en="South Road")
    extract.road("A2 A2.5 B2.5", name="شارع الشرق", name__ar="شارع الشرق", ref="M4")
    extract.road("A3 B3")
    return extract


@pytest.fixture(params=[*BOTH, "kept"])
def named(request, drawn, tmp_path):
    """Asks for names over a network with each engine, or over the one kept."""
    if request.param in BOTH:
        return BOTH[request.param](drawn.network(tmp_path)).named
    build_roads(
        drawn.write(tmp_path / "a.osm.pbf"), tmp_path / "roads", area=OperationsArea(), at=START
    )
    return KeptRoads(tmp_path / "roads").named


def test_a_stretch_is_called_as_its_road(named):
    assert named(spot(RoadPart.STRETCH, at(0, 1.5))) == (SOUTH,)


def test_a_crossing_is_called_by_every_road_at_it_once(named):
    assert named(spot(RoadPart.CROSSING, at(0, 2))) == (SOUTH, EAST)


def test_an_area_is_called_by_its_roads_of_which_most_is_meant_first(named):
    corners = at(-1, 0), at(-1, 4), at(2, 4), at(2, 0)
    assert named(spot(RoadPart.AREA, *corners)) == (SOUTH, EAST)
    narrow = at(0.1, 2.4), at(0.1, 2.6), at(1.1, 2.6), at(1.1, 2.4)
    assert named(spot(RoadPart.AREA, *narrow)) == (EAST,)


def test_a_road_without_a_name_and_no_road_at_all_are_called_nothing(named):
    assert named(spot(RoadPart.STRETCH, at(0.5, 3))) == ()
    assert named(spot(RoadPart.STRETCH, at(5, 5))) == ()
    assert named(spot(RoadPart.CROSSING, at(5, 5))) == ()
    assert named(spot(RoadPart.AREA, at(5, 5), at(5, 6), at(6, 6))) == ()


def test_a_closed_road_is_called_what_it_is_called(drawn, roads):
    asked = spot(RoadPart.STRETCH, at(0, 1.5))
    assert roads().heeding([Obstacle(spot=asked)]).named(asked) == (SOUTH,)


def test_what_was_asked_once_is_known(drawn, roads, monkeypatch):
    over, asked = roads(), []
    real = Hindrances.segments
    monkeypatch.setattr(
        Hindrances, "segments", lambda self, one: asked.append(one) or real(self, one)
    )
    spots = [spot(RoadPart.STRETCH, at(0, 1 + step / 10)) for step in range(10)]
    for _ in range(3):
        for one in spots:
            over.heeding([Obstacle(spot=one)]).named(one)
    assert asked == spots


def test_without_a_map_no_road_has_a_name(tmp_path):
    for over in (StraightRoads(), KeptRoads(tmp_path)):
        assert over.named(spot(RoadPart.STRETCH, at(0, 1.5))) == ()
