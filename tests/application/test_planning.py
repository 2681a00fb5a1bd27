"""The plan that stands: kept up with the ledger and the roads, and whole however much is asked."""

from datetime import timedelta
from random import Random

from najda.application.planning import planning as rules
from najda.application.usecases.close_road import close_road, reopen_road
from najda.application.usecases.propose_teams import (
    plan_all_teams,
    proposal_for,
    propose_teams,
)
from najda.application.usecases.send_teams import plan_mission
from najda.dispatch.choice import proposed
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from tests.application.operations import TOWN, begin, desk_on
from tests.application.test_closing_roads import STRETCH, ShutRoads, close
from tests.dispatch.checker import faults
from tests.stores import File

VILLAGE = Position.at(35.6, 36.2)


class VillageRoads(ShutRoads):
    """One road leads to the village; closed, nobody gets there. Elsewhere all stays open."""

    def heeding(self, obstacles):
        return VillageRoads(obstacles)

    def travel_minutes(self, origins, destinations):
        open_ = VillageRoads()
        known = super(ShutRoads, open_).travel_minutes(origins, destinations)
        shut = bool(self.heeded)
        return [
            [None if shut and to == VILLAGE else m for to, m in zip(destinations, row, strict=True)]
            for row in known
        ]


def test_when_every_road_to_a_village_is_closed_it_waits_and_the_rest_is_served(operations):
    o = operations
    o.desk = desk_on(o.desk.store, o.clock, VillageRoads())
    o.team(), o.team()
    village, town = o.incident(position=VILLAGE), o.incident()
    assert {one.incident for one in propose_teams(o.desk).assignments} == {village, town}
    closure = close(o, spot=RoadSpot(part=RoadPart.STRETCH, points=(TOWN,)))
    plan = propose_teams(o.desk)
    assert [one.incident for one in plan.assignments] == [town]
    assert [one.incident for one in plan.open] == [village]
    given = {"said_by": SaidBy.OWN_TEAM, "reason": "swept"}
    reopen_road(o.desk, o.act(), closure=closure, **given)
    assert len(propose_teams(o.desk).assignments) == 2


def test_a_closure_that_ends_by_itself_opens_the_way_in_the_plan(operations):
    o = operations
    o.desk = desk_on(o.desk.store, o.clock, VillageRoads())
    o.team()
    o.incident(position=VILLAGE)
    given = {"spot": STRETCH, "said_by": SaidBy.CALLER, "reason": "rubble"}
    close_road(o.desk, o.act(), until=o.clock.at + timedelta(seconds=30), **given)
    assert propose_teams(o.desk).assignments == ()
    o.clock.pass_(seconds=31)
    assert len(propose_teams(o.desk).assignments) == 1


def test_whom_a_person_set_down_for_it_is_taken_as_decided(operations):
    o = operations
    near, far = o.team(), o.team(north=0.3)
    incident = o.incident()
    plan_mission(o.desk, o.act(), incident=incident, teams=[far])
    assert propose_teams(o.desk).assignments == ()
    assert proposed(proposal_for(o.desk, incident=incident)) == (near,)


def test_whom_the_plan_needs_elsewhere_is_not_proposed_here(operations):
    o = operations
    team = o.team()
    grave = o.incident()
    slight = o.incident(need=Need(life_threat=LifeThreat.NONE), position=TOWN)
    assert proposed(proposal_for(o.desk, incident=grave)) == (team,)
    assert proposed(proposal_for(o.desk, incident=slight)) == ()


def test_five_thousand_open_incidents_give_a_whole_plan(tmp_path):
    o, random = begin(File(tmp_path / "najda.db").create()), Random(5)
    for _ in range(12):
        o.team(north=random.uniform(-0.4, 0.4))
    with o.desk.together():
        for number in range(5_000):
            where = Position.at(
                round(random.uniform(34.8, 35.8), 4), round(random.uniform(35.9, 36.9), 4)
            )
            o.incident(need=Need(people_at_risk=number % 40), position=where)
    standing = plan_all_teams(o.desk)
    problem, plan = standing.reading.problem, standing.plan()
    assert len(problem.incidents) == rules.MOST_PLANNED
    assert len(problem.lighter) == 5_000 - rules.MOST_PLANNED
    assert min(one.weight for one in problem.incidents) >= max(o.weight for o in problem.lighter)
    assert len(plan.assignments) == 12
    assert faults(problem, plan) == []
    assert len(plan.assignments) + len(plan.open) == 5_000


def test_beyond_the_weightiest_journeys_from_call_to_call_are_estimated(operations, monkeypatch):
    monkeypatch.setattr(rules, "MOST_BETWEEN", 2)
    o = operations
    o.team()
    for number in range(4):
        o.incident(position=Position.at(TOWN.lat + number / 100, TOWN.lon))
    o.incident(position=None)
    problem = plan_all_teams(o.desk).reading.problem
    by_road = o.desk.roads.travel_minutes
    placed = [at for at, one in enumerate(problem.incidents) if one.position]
    where = [problem.incidents[at].position for at in placed]
    for row, known in zip(placed, by_road(where, where), strict=True):
        for column, minutes in zip(placed, known, strict=True):
            assert abs(problem.between_minutes[row][column] - minutes) < 0.05
