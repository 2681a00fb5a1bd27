"""The roads of a box as they are drawn: the contract of `ports.Roads.within` and `extent`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.adapters.roads import StraightRoads
from najda.adapters.roads.building import build_roads
from najda.adapters.roads.kept import KeptRoads
from najda.intake.operations_area import OperationsArea
from najda.kernel.roads import Box
from tests.adapters.roads.extracts import BOTH, Extract, at
from tests.application.operations import START

EVERYWHERE = Box(-90.0, -180.0, 90.0, 180.0)
TOWN = Box(34.9, 35.9, 35.2, 36.2)


@pytest.fixture
def drawn(extract):
    """A highway, two streets of a kind, and a track."""
    extract.road("A1 A2", highway="track")
    extract.road("B1 B2", highway="residential")
    extract.road("C1 C3", highway="residential")
    extract.road("D1 D2 E2 E4", highway="primary")
    return extract


@pytest.fixture(params=[*BOTH, "kept"])
def roads(request, drawn, tmp_path):
    """The roads over a network with each engine, or those kept."""
    if request.param in BOTH:
        return BOTH[request.param](drawn.network(tmp_path))
    build_roads(
        drawn.write(tmp_path / "a.osm.pbf"), tmp_path / "roads", area=OperationsArea(), at=START
    )
    return KeptRoads(tmp_path / "roads")


def test_every_road_in_a_box_is_given_main_roads_first(roads):
    shapes = roads.within(TOWN, most=10)

    assert [shape.main for shape in shapes] == [True, False, False, False]
    assert shapes[0].points == (at(3, 1), at(3, 2), at(4, 2), at(4, 4))
    assert shapes[3].points == (at(0, 1), at(0, 2))


def test_a_road_that_only_touches_the_box_is_given_and_no_other(roads):
    (shape,) = roads.within(Box(34.995, 36.0, 35.0, 36.01), most=10)
    assert shape.points == (at(0, 1), at(0, 2))


@pytest.mark.parametrize(("most", "given"), [(4, 4), (3, 3), (2, 1), (1, 1)])
def test_where_there_are_too_many_lesser_classes_are_left_out_whole(roads, most, given):
    assert len(roads.within(TOWN, most=most)) == given


def test_seen_from_far_a_road_keeps_its_ends_and_loses_its_bends(roads):
    (first, *_) = roads.within(EVERYWHERE, most=10)
    assert first.points == (at(3, 1), at(4, 4))


def test_the_extent_is_around_all_roads(roads):
    assert roads.extent() == pytest.approx(Box(35.0, 36.01, 35.04, 36.04))


def test_of_one_class_that_is_too_many_the_longest_are_given(extract, tmp_path):
    extract.road("A1 A2")
    extract.road("B1 B4")
    roads = BOTH["scipy"](extract.network(tmp_path))
    (shape,) = roads.within(TOWN, most=1)
    assert shape.points == (at(1, 1), at(1, 4))


def test_where_no_road_is_known_there_is_nothing_to_draw():
    assert StraightRoads().extent() is None
    assert StraightRoads().within(EVERYWHERE, most=10) == []


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """Streets on squared paper."""
    extract = Extract()
    for row in "ABCDE":
        extract.road(" ".join(f"{row}{column}" for column in range(6)), highway="secondary")
    for column in range(6):
        extract.road(" ".join(f"{row}{column}" for row in "ABCDE"))
    return BOTH["scipy"](extract.network(tmp_path_factory.mktemp("sheet")))


@given(
    st.floats(34.9, 35.1), st.floats(35.9, 36.1), st.floats(0.001, 0.2), st.floats(0.001, 0.2),
    st.integers(1, 60),
)  # fmt: skip
def test_never_more_are_given_than_asked_for_and_each_meets_the_box(
    sheet, south, west, high, wide, most
):
    shapes = sheet.within(Box(south, west, south + high, west + wide), most=most)
    assert len(shapes) <= most
    assert [one.main for one in shapes] == sorted((one.main for one in shapes), reverse=True)
    for shape in shapes:
        lats, lons = [p.lat for p in shape.points], [p.lon for p in shape.points]
        assert min(lats) <= south + high
        assert max(lats) >= south
        assert min(lons) <= west + wide
        assert max(lons) >= west
