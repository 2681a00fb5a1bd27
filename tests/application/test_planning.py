"""The plan that stands: kept up with the ledger and the roads, and whole however much is asked."""

from datetime import timedelta
from random import Random

from najda.adapters.roads import StraightRoads
from najda.application.planning import planning as rules
from najda.application.usecases.close_road import close_road, reopen_road
from najda.application.usecases.manage_team import register_team
from najda.application.usecases.propose_teams import (
    explain_incident,
    plan_all_teams,
    proposal_for,
    propose_teams,
    what_if_sent,
)
from najda.application.usecases.run_shift import start_shift
from najda.application.usecases.send_teams import plan_mission
from najda.application.whereabouts import Where
from najda.dispatch.choice import proposed
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from najda.kernel.tasks import Capability
from tests.application.operations import TOWN, begin, desk_on
from tests.application.test_closing_roads import STRETCH, ShutRoads, close
from tests.dispatch.checker import faults
from tests.stores import File

VILLAGE = Position.at(35.6, 36.2)
SLIGHT = Need(life_threat=LifeThreat.NONE)


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


def test_the_proposal_for_an_incident_knows_who_comes_later_by_the_plan(operations):
    o = operations
    team = o.team()
    o.incident()
    slight = o.incident(need=Need(life_threat=LifeThreat.NONE), position=TOWN)
    (waits,) = proposal_for(o.desk, incident=slight).waits
    assert waits in propose_teams(o.desk).open
    assert waits.team == team


def test_five_thousand_open_incidents_give_a_whole_plan(tmp_path):
    o, random = begin(File(tmp_path / "najda.db").create()), Random(5)
    for _ in range(12):
        o.team(north=random.uniform(-0.4, 0.4))
    with o.desk.together():
        for number in range(4_998):
            where = Position.at(
                round(random.uniform(34.8, 35.8), 4), round(random.uniform(35.9, 36.9), 4)
            )
            o.incident(need=Need(people_at_risk=number % 40), position=where)
        nowhere = o.incident(need=SLIGHT, position=None)
        nobody_can = o.incident(need=SLIGHT, capabilities=(Capability.ORDNANCE_DISPOSAL,))
    standing = plan_all_teams(o.desk)
    problem, plan = standing.reading.problem, standing.plan()
    assert len(problem.incidents) == rules.MOST_PLANNED
    assert len(problem.lighter) == 5_000 - rules.MOST_PLANNED
    assert min(one.weight for one in problem.incidents) >= max(o.weight for o in problem.lighter)
    assert len(plan.assignments) == 12
    assert faults(problem, plan) == []
    assert len(plan.assignments) + len(plan.open) == 5_000
    said = {one.incident: str(one.reason) for one in plan.open}
    sent = {one.incident for one in plan.assignments}
    known = {row.id for row in o.standings() if row.room == "incidents"}
    assert len(known) == 5_000
    assert said.keys() | sent == known, "each has its statement or its team"
    assert all(one.endswith(".") and "{" not in one for one in said.values())
    assert "Find its place first" in said[nowhere]
    assert "No team can do this" in said[nobody_can]
    for one in (nowhere, nobody_can, problem.lighter[0].id, problem.incidents[-1].id):
        (told,) = explain_incident(o.desk, incident=one)
        assert told.says(), "and says so when it is asked"


class TwoIslands(StraightRoads):
    """No road leads from the town to the village or back."""

    def heeding(self, obstacles):
        return self

    def travel_minutes(self, origins, destinations):
        known = super().travel_minutes(origins, destinations)
        return [
            [
                m if (a.lon > 36) == (b.lon > 36) else None
                for b, m in zip(destinations, row, strict=True)
            ]
            for a, row in zip(origins, known, strict=True)
        ]


def crowded(o, monkeypatch, **more):
    """Three grave calls are all that is planned for; a slight one waits behind them."""
    monkeypatch.setattr(rules, "MOST_PLANNED", 3)
    for _ in range(3):
        o.incident()
    return o.incident(need=SLIGHT, **more)


def test_who_can_do_what_only_a_slight_call_asks_for_is_sent_though_many_weigh_more(
    operations, monkeypatch
):
    o = operations
    slight = crowded(o, monkeypatch, capabilities=(Capability.AMBULANCE,))
    ambulance = o.team(capabilities=(Capability.AMBULANCE,))
    sent = {one.team: one.incident for one in propose_teams(o.desk).assignments}
    assert sent == {ambulance: slight}


def test_who_reaches_only_a_slight_call_is_sent_though_many_weigh_more(operations, monkeypatch):
    o = operations
    o.desk = desk_on(o.desk.store, o.clock, TwoIslands())
    slight = crowded(o, monkeypatch, position=VILLAGE)
    for _ in range(3):
        o.team()
    register = {"name": "Island", "base": Where(position=VILLAGE)}
    island = register_team(
        o.desk, o.act(), capabilities=(Capability.SEARCH_AND_RESCUE,), **register
    ).made("teams")
    start_shift(o.desk, o.act(), team=island, until=o.clock.at + timedelta(hours=9))
    sent = {one.team: one.incident for one in propose_teams(o.desk).assignments}
    assert sent[island] == slight
    assert len(sent) == 4


def test_what_sending_a_team_to_too_slight_a_call_would_change_is_answered(operations, monkeypatch):
    o = operations
    slight = crowded(o, monkeypatch)
    team, off = o.team(), o.team(on_shift=False)
    assert [one.id for one in plan_all_teams(o.desk).reading.problem.lighter] == [slight]
    given = {"incident": slight, "capability": Capability.SEARCH_AND_RESCUE}
    asked = what_if_sent(o.desk, team=team, **given)
    assert asked.cost > 0
    assert "would be there" in str(asked.says()[0])
    assert [str(one) for one in what_if_sent(o.desk, team=off, **given).says()] == [
        "It is off shift."
    ]
    assert [one.id for one in plan_all_teams(o.desk).reading.problem.lighter] == [slight]


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
