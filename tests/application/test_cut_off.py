"""Why nobody gets to a call, told as the roads know it: off every road, behind closures, on an island."""

from datetime import timedelta

import pytest

from najda.application.planning import planning as rules
from najda.application.usecases.close_road import close_road, reopen_road
from najda.application.usecases.manage_team import register_team
from najda.application.usecases.propose_teams import (
    explain_incident,
    plan_all_teams,
    proposal_for,
    propose_teams,
    rank_teams,
    what_if_sent,
)
from najda.application.usecases.run_shift import start_shift
from najda.application.whereabouts import Where
from najda.dispatch.fit import Rule
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from najda.kernel.tasks import Capability
from tests.adapters.roads.extracts import Extract, at, cch_roads
from tests.application.operations import desk_on

RESCUE = Capability.SEARCH_AND_RESCUE
FAR = "The place lies more than 5 km from every road on the map, so no vehicle gets there."
SHUT = "Every road between the teams and the place is closed now; 1 closure is heeded."
APART = "The road map shows no road between the teams and the place"
AWAY, BEHIND, ISLAND = at(-9, 2), at(1, 3), at(3, 1.5)
CLOSED = RoadSpot(part=RoadPart.STRETCH, points=(at(0, 2.5),))


@pytest.fixture
def roads(tmp_path):
    """A road of three stretches, and an island to the north."""
    sheet = Extract()
    for through in ("A1 A2", "A2 A3", "A3 B3", "D1 D2"):
        sheet.road(through)
    return cch_roads(sheet.network(tmp_path))


@pytest.fixture
def o(operations, roads):
    """Operations over these roads, with a team at the western end."""
    operations.desk = desk_on(operations.desk.store, operations.clock, roads)
    stationed(operations, at(0, 1))
    return operations


def stationed(o, position, capabilities=(RESCUE,)):
    given = {"name": f"Team {next(o.numbers)}", "base": Where(position=position)}
    made = register_team(o.desk, o.act(), capabilities=capabilities, **given).made("teams")
    start_shift(o.desk, o.act(), team=made, until=o.clock.at + timedelta(hours=12))
    return made


def close(o):
    given = {"spot": CLOSED, "said_by": SaidBy.OWN_TEAM, "reason": "rubble"}
    return close_road(o.desk, o.act(), **given).made("closures")


def unreachable(unfit):
    return {
        str(each.says) for one in unfit for each in one.obstacles if each.rule is Rule.UNREACHABLE
    }


def told(o, incident):
    """Everything that is said of why nobody gets to an incident, wherever that is asked."""
    (slot,) = [one for one in propose_teams(o.desk).open if one.incident == incident]
    (narrowed,) = [one for one in propose_teams(o.desk, most=9).open if one.incident == incident]
    (why,) = explain_incident(o.desk, incident=incident)
    (waits,) = proposal_for(o.desk, incident=incident).waits
    team = plan_all_teams(o.desk).reading.problem.teams[0].id
    instead = what_if_sent(o.desk, incident=incident, capability=RESCUE, team=team)
    ranking = rank_teams(o.desk, incident=incident)
    return {
        *(str(one) for one in (slot.reason, narrowed.reason, why.reason, waits.reason)),
        *unreachable(why.unfit),
        *unreachable([instead]),
        *unreachable(ranking.unfit),
    }


def test_a_call_off_every_road_is_said_to_be_wherever_it_is_asked(o):
    assert told(o, o.incident(position=AWAY)) == {FAR}


def test_a_call_behind_closed_roads_is_said_to_be_until_one_is_reopened(o):
    incident = o.incident(position=BEHIND)
    closure = close(o)
    assert told(o, incident) == {SHUT}
    reopen_road(o.desk, o.act(), closure=closure, said_by=SaidBy.OWN_TEAM, reason="swept")
    assert [one.incident for one in propose_teams(o.desk).assignments] == [incident]


def test_a_call_on_an_island_of_road_is_said_to_be(o):
    (said,) = told(o, o.incident(position=ISLAND))
    assert said.startswith(APART)


def test_where_the_reasons_differ_each_team_has_no_open_way_and_no_more_is_claimed(o):
    stationed(o, ISLAND)
    incident = o.incident(position=BEHIND)
    close(o)
    assert told(o, incident) == {
        "2 teams can do this (search and rescue), and none is fit to go now.",
        "There is no open way to the place.",
    }


def test_that_no_team_can_do_it_is_said_before_any_road(o):
    incident = o.incident(position=AWAY, capabilities=(Capability.AMBULANCE,))
    (slot,) = [one for one in propose_teams(o.desk).open if one.incident == incident]
    assert str(slot.reason) == "No team can do this: ambulance."


def test_planning_asks_no_reason_of_the_roads_and_telling_asks_once(o, roads, monkeypatch):
    asked = []
    real = type(roads).why_none
    monkeypatch.setattr(
        type(roads), "why_none", lambda *given: asked.append(given[2]) or real(*given)
    )
    incident = o.incident(position=AWAY)
    with o.desk.store.reading() as view:
        o.desk.planning.plan(view, o.clock.now())
    assert asked == []
    for _ in range(3):
        explain_incident(o.desk, incident=incident)
    o.clock.pass_(seconds=rules.STALE.total_seconds() + 1)
    explain_incident(o.desk, incident=incident)
    assert asked == [[AWAY]]
