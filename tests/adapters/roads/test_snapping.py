"""Which road a place is at."""

from math import cos, radians

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from najda.adapters.roads.snapping import DETOUR_TO_MAIN_M, SNAP_KM, Snapper
from najda.kernel.places import Position
from tests.adapters.roads.extracts import Extract, at

METRES_PER_DEGREE = 111_195.08
corners = st.sampled_from([f"{row}{column}" for row in "ABCD" for column in range(4)])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roads=st.lists(st.lists(corners, min_size=2, max_size=4, unique=True), min_size=1, max_size=5),
    row=st.floats(-1, 4),
    column=st.floats(-1, 4),
)
def test_it_is_the_nearest_by_measuring_every_one(tmp_path, roads, row, column):
    extract = Extract()
    for road in roads:
        extract.road(" ".join(road))
    segments = extract.network(tmp_path).segments
    place = at(row, column)
    snapped = Snapper(segments).snap([place])
    narrow = cos(radians(place.lat))
    metres = {}
    for segment in range(len(segments.a)):
        here = slice(segments.starts[segment], segments.starts[segment + 1])
        line = LineString([
            ((lon - place.lon) * narrow * METRES_PER_DEGREE, (lat - place.lat) * METRES_PER_DEGREE)
            for lat, lon in zip(segments.lat[here], segments.lon[here], strict=True)
        ])  # fmt: skip
        metres[segment] = line.distance(Point(0, 0))
    judged = {s: m + (0 if segments.main[s] else DETOUR_TO_MAIN_M) for s, m in metres.items()}
    chosen = int(snapped.segment[0])
    if min(metres.values()) > SNAP_KM * 1000:
        assert chosen == -1
        return
    assert snapped.metres_off[0] == pytest.approx(metres[chosen], abs=0.5)
    assert judged[chosen] == pytest.approx(min(judged.values()), abs=0.5)


def test_a_place_between_two_crossings_is_on_the_road_between_them(extract, tmp_path):
    extract.road("A1 A2")
    snapped = Snapper(extract.network(tmp_path).segments).snap([at(0.05, 1.25)])
    assert snapped.share[0] == pytest.approx(0.25, abs=1e-6)
    assert snapped.metres_off[0] == pytest.approx(0.05 * 0.01 * METRES_PER_DEGREE, rel=1e-4)
    assert (snapped.lat[0], snapped.lon[0]) == (
        pytest.approx(at(0, 1).lat, abs=1e-9),
        pytest.approx(at(0, 1.25).lon, abs=1e-9),
    )


def test_a_place_farther_than_the_limit_is_at_no_road(extract, tmp_path):
    extract.road("A1 A2")
    snapper = Snapper(extract.network(tmp_path).segments)
    beyond = SNAP_KM * 1000 / METRES_PER_DEGREE
    near, far = Position.at(35 + beyond - 1e-4, 36.015), Position.at(35 + beyond + 1e-4, 36.015)
    assert (snapper.snap([near, far]).segment >= 0).tolist() == [True, False]


def test_an_island_is_taken_only_where_it_is_much_nearer(extract, tmp_path):
    extract.road("A0 A1 A2 A3 B3 B2 B1 B0 A0")
    extract.road("D1 D2")
    segments = extract.network(tmp_path).segments
    between = at(1 + (2 - 250 / 1111.95) / 2, 1.5)  # 250 metres nearer to the island
    at_the_island = at(2.9, 1.5)
    main = [segments.main[s] for s in Snapper(segments).snap([between, at_the_island]).segment]
    assert main == [True, False]
