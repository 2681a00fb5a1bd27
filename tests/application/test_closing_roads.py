"""Closing roads on the record: who may be sent is reckoned anew at once."""

from datetime import timedelta

import pytest

from najda.adapters.roads import StraightRoads
from najda.application.roads_now import obstacles
from najda.application.usecases.close_road import (
    close_road,
    extend_closure,
    reopen_road,
    slow_road,
)
from najda.application.usecases.propose_teams import propose_teams
from najda.domain.closures.rules import ClosureEndsBefore, NoRoadThere, SlownessImpossible
from najda.kernel.errors import NotAllowedNow, ReasonMissing
from najda.kernel.places import Position
from najda.kernel.roads import Obstacle, PointsWrong, RoadPart, RoadSpot, SaidBy
from tests.application.operations import TOWN, desk_on

STRETCH = RoadSpot(part=RoadPart.STRETCH, points=(TOWN,))


class ShutRoads(StraightRoads):
    """A map with one road, which every way leads over: closed, there is no way."""

    def __init__(self, heeded=()):
        super().__init__()
        self.heeded = tuple(heeded)

    def is_mapped(self):
        return True

    def __eq__(self, other):
        return isinstance(other, ShutRoads) and other.heeded == self.heeded

    def __hash__(self):
        return hash(self.heeded)

    def heeding(self, obstacles):
        return ShutRoads(obstacles)

    def lines(self, spot):
        return [(TOWN, TOWN)] if spot.points[0].km_to(TOWN) < 1 else []

    def travel_minutes(self, origins, destinations):
        known = super().travel_minutes(origins, destinations)
        shut = any(one.times_as_long is None for one in self.heeded)
        return [[None if shut else value for value in row] for row in known]


def close(o, **more):
    given = {"spot": STRETCH, "said_by": SaidBy.OWN_TEAM, "reason": "rubble"} | more
    return close_road(o.desk, o.act(), **given).made("closures")


def heeded(o):
    with o.desk.store.reading() as view:
        return obstacles(view, o.clock.at)


def test_a_closed_road_is_heeded_until_it_is_reopened(operations):
    o = operations
    closure = close(o)
    assert heeded(o) == [Obstacle(spot=STRETCH)]
    reopen_road(o.desk, o.act(), closure=closure, said_by=SaidBy.PARTNER, reason="swept")
    assert heeded(o) == []
    assert o.view("closures", closure).said_by == SaidBy.PARTNER


def test_a_closure_ends_by_itself_at_its_time(operations):
    o = operations
    closure = close(o, until=o.clock.at + timedelta(hours=2))
    o.clock.pass_(hours=1, minutes=59)
    assert heeded(o)
    ends = o.clock.at + timedelta(hours=5)
    extend_closure(
        o.desk, o.act(), closure=closure, until=ends, said_by=SaidBy.AUTHORITY, reason="not yet"
    )
    o.clock.pass_(hours=4)
    assert heeded(o)
    o.clock.pass_(hours=1)
    assert heeded(o) == []


def test_a_slowed_road_says_by_how_much(operations):
    o = operations
    given = {"spot": STRETCH, "said_by": SaidBy.CALLER, "reason": "one lane"}
    slow_road(o.desk, o.act(), times_as_long=3.0, **given)
    assert heeded(o) == [Obstacle(spot=STRETCH, times_as_long=3.0)]
    for times in (1.0, 0.5, 21.0):
        with pytest.raises(SlownessImpossible):
            slow_road(o.desk, o.act(), times_as_long=times, **given)


def test_no_team_is_proposed_over_a_closed_road(operations):
    o = operations
    o.desk = desk_on(o.desk.store, o.clock, ShutRoads())
    o.team()
    o.incident()
    assert len(propose_teams(o.desk).assignments) == 1
    closure = close(o)
    assert propose_teams(o.desk).assignments == ()
    reopen_road(o.desk, o.act(), closure=closure, said_by=SaidBy.OWN_TEAM, reason="swept")
    assert len(propose_teams(o.desk).assignments) == 1


def test_why_a_road_is_closed_is_sealed(operations):
    o = operations
    close(o, reason="the house of an invented neighbour fell")
    (entry,) = [e for e in o.entries() if e.kind == "closures.RoadClosed"]
    assert "neighbour" not in entry.body
    assert '"said_by":"own_team"' in entry.body


def test_a_closure_needs_a_reason_a_road_an_area_and_an_end_ahead(operations):
    o = operations
    before = o.entries()
    o.desk.roads = ShutRoads()
    elsewhere = Position.at(35.5, 36.2)
    with pytest.raises(ReasonMissing):
        close(o, reason=" ")
    with pytest.raises(NoRoadThere, match=r"35\.5, 36\.2"):
        close(o, spot=RoadSpot(part=RoadPart.STRETCH, points=(elsewhere,)))
    with pytest.raises(ClosureEndsBefore):
        close(o, until=o.clock.at - timedelta(minutes=1))
    assert o.entries() == before


def test_what_is_reopened_stays_so(operations):
    o = operations
    closure = close(o)
    given = {"closure": closure, "said_by": SaidBy.OWN_TEAM, "reason": "swept"}
    reopen_road(o.desk, o.act(), **given)
    with pytest.raises(NotAllowedNow, match=r"^The closure is reopened, .* Nothing can be done"):
        reopen_road(o.desk, o.act(), **given)


@pytest.mark.parametrize(
    ("part", "count"),
    [(RoadPart.STRETCH, 0), (RoadPart.STRETCH, 2), (RoadPart.CROSSING, 3), (RoadPart.AREA, 2),
     (RoadPart.AREA, 501)],
)  # fmt: skip
def test_the_points_must_say_which_part_of_the_roads_is_meant(part, count):
    points = tuple(Position.at(35 + number / 1000, 36) for number in range(count))
    with pytest.raises(PointsWrong, match=f"\\({count}\\)"):
        RoadSpot(part=part, points=points)


def test_an_area_with_one_corner_three_times_is_none():
    with pytest.raises(PointsWrong):
        RoadSpot(part=RoadPart.AREA, points=(TOWN, TOWN, TOWN))
