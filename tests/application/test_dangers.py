"""Which dangers a team near a place is told of, and where they lie."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.application.dangers import NEAR_M, dangers_at
from najda.domain.hazards.rules import threatens
from najda.domain.hazards.state import Hazard
from najda.domain.hazards.status import Status
from najda.kernel.places import Direction, Place, Position
from najda.kernel.tasks import HazardKind

NOW = datetime(2025, 3, 7, 12, tzinfo=UTC)
HERE = Position.at(35.36, 35.93)

positions = st.builds(
    Position.at, st.floats(35, 36, allow_nan=False), st.floats(35.5, 36.5, allow_nan=False)
)
hazards = st.builds(
    Hazard,
    status=st.sampled_from(Status),
    reported_at=st.just(NOW - timedelta(hours=1)),
    kind=st.sampled_from(HazardKind),
    place=st.builds(Place, position=positions | st.none()),
    radius_m=st.integers(1, 20_000),
    until=st.none() | st.sampled_from([NOW - timedelta(minutes=1), NOW, NOW + timedelta(hours=1)]),
)


@given(st.lists(hazards, max_size=8), positions)
def test_those_that_threaten_and_reach_near_are_told_and_no_others(standing, here):
    known = {str(number): hazard for number, hazard in enumerate(standing)}

    told = dangers_at(known.items(), here, NOW)

    expected = set()
    for id_, hazard in known.items():
        centre = hazard.place.position
        if centre and threatens(hazard, NOW):
            metres = round(here.km_to(centre) * 1000)
            if metres - hazard.radius_m <= NEAR_M:
                expected.add(id_)
    assert {danger.id for danger in told} == expected


@given(st.lists(hazards, max_size=8), positions)
def test_the_nearest_edge_is_told_first_and_inside_is_said_of_no_other(standing, here):
    told = dangers_at(((str(n), hazard) for n, hazard in enumerate(standing)), here, NOW)

    edges = [danger.metres - danger.hazard.radius_m for danger in told]
    assert edges == sorted(edges)
    assert [danger.inside for danger in told] == [edge <= 0 for edge in edges]


@pytest.mark.parametrize(
    ("lat", "lon", "direction"),
    [
        (1, 0, Direction.NORTH), (1, 1, Direction.NORTH_EAST), (0, 1, Direction.EAST),
        (-1, 1, Direction.SOUTH_EAST), (-1, 0, Direction.SOUTH), (-1, -1, Direction.SOUTH_WEST),
        (0, -1, Direction.WEST), (1, -1, Direction.NORTH_WEST),
    ],
)  # fmt: skip
def test_a_direction_is_the_one_a_compass_shows(lat, lon, direction):
    stretched = lon / 0.8155  # a degree of longitude is shorter here: cos 35.36°
    there = Position.at(HERE.lat + lat / 100, HERE.lon + stretched / 100)

    assert HERE.direction_to(there) is direction


@given(positions, positions)
def test_the_way_back_is_the_opposite_direction_or_beside_it(here, there):
    if here.km_to(there) < 0.01:
        return
    compass = list(Direction)
    turn = compass.index(there.direction_to(here)) - compass.index(here.direction_to(there))

    assert turn % 8 in (3, 4, 5)
