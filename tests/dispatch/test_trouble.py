"""Bad input and trouble: each gives a clear statement, and a usable plan for the rest."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.dispatch.engine.solve import Stop
from najda.dispatch.fit import Rule
from najda.dispatch.rank import rank
from najda.dispatch.schedule import plan_all
from najda.kernel.tasks import HazardKind
from najda.kernel.values import replace

from .build import (
    AMBULANCE,
    HERE,
    RESCUE,
    hazard,
    incident,
    later,
    problem,
    problems,
    team,
)
from .checker import faults

TURNS = Stop(turns=200)
planned = settings(deadline=None)
NONSENSE = st.sampled_from([float("nan"), float("inf"), -1.0, -1e9, None])
BROKEN_WORK = st.sampled_from([float("nan"), 0.0, -60.0, 1e9])
EVER = timedelta(days=40_000)


@st.composite
def damaged(draw):
    """A problem in which some figures are none: no time for a journey, no length for work."""
    whole = draw(problems())
    minutes = [
        [draw(NONSENSE) if draw(st.booleans()) else known for known in row]
        for row in whole.travel_minutes
    ]
    incidents = tuple(
        replace(one, work_minutes=draw(BROKEN_WORK), weight=draw(st.sampled_from([0.0, 8.0])))
        for one in whole.incidents
    )
    teams = tuple(
        replace(one, free_at=draw(st.sampled_from([None, whole.at - EVER, whole.at + EVER])))
        for one in whole.teams
    )
    return replace(whole, travel_minutes=minutes, incidents=incidents, teams=teams)


@given(damaged())
@planned
def test_what_is_no_time_counts_as_no_way_and_the_rest_is_planned(given_problem):
    plan = plan_all(given_problem, stop=TURNS)
    sound = [
        [way if way is not None and way >= 0 else None for way in row]
        for row in given_problem.travel_minutes
    ]
    assert faults(replace(given_problem, travel_minutes=sound), plan) == []
    told = {(one.incident, one.capability) for one in (*plan.assignments, *plan.open)}
    assert {one.id for one in given_problem.incidents if one.asks} <= {one for one, _ in told}


@given(problems(), st.integers(0, 20))
@planned
def test_a_search_interrupted_anywhere_leaves_a_whole_plan_no_worse_than_its_start(
    given_problem, looks
):
    seen = count()
    stop = Stop(turns=10_000, cancelled=lambda: next(seen) >= looks)
    stopped = plan_all(given_problem, stop=stop)
    assert faults(given_problem, stopped) == []
    assert stopped.cost <= plan_all(given_problem, stop=Stop(turns=0)).cost + 1.0


def test_hazards_that_contradict_each_other_are_all_heeded_and_all_told():
    over = hazard(HazardKind.SECOND_STRIKE, id="over", until=later(-1))
    soon = hazard(HazardKind.SECOND_STRIKE, id="soon", until=later(30))
    until_cleared = hazard(HazardKind.SECOND_STRIKE, id="open")
    given_problem = problem([incident()], [team()], [[5.0]], hazards=[over, soon])
    (sent,) = plan_all(given_problem).assignments
    assert sent.enters_minutes == 30
    shut = replace(given_problem, hazards=(over, soon, until_cleared))
    assert plan_all(shut).assignments == ()
    (unfit,) = rank(shut, "incident").unfit
    assert [one.rule for one in unfit.obstacles] == [Rule.SECOND_STRIKE_AWAITED]


def test_a_hazard_that_ends_before_it_begins_keeps_nobody_away():
    never = hazard(HazardKind.SECOND_STRIKE, since=later(10), until=later(-10))
    (sent,) = plan_all(problem([incident()], [team()], [[5.0]], hazards=[never])).assignments
    assert sent.enters_minutes == 5


def test_a_team_nobody_knows_the_place_of_stays_and_says_so_while_others_go():
    lost, known = team("lost", position=None), team("known")
    given_problem = problem([incident()], [lost, known], [[None], [7.0]])
    (sent,) = plan_all(given_problem).assignments
    assert sent.team == "known"
    (unfit,) = rank(given_problem, "incident").unfit
    assert unfit.team == "lost"
    assert "Ask it for its position" in str(unfit.obstacles[0].says)


def test_a_village_no_road_leads_to_waits_with_a_reason_and_the_rest_is_served():
    village, town = incident("village", weight=16.0), incident("town", weight=1.0)
    plan = plan_all(problem([village, town], [team()], [[None, 7.0]]))
    assert [one.incident for one in plan.assignments] == ["town"]
    (open_,) = plan.open
    assert open_.incident == "village"
    assert "none is fit" in str(open_.reason) or "not fit" in str(open_.reason)


def test_what_nobody_can_do_is_said_and_the_rest_of_the_incident_is_served():
    both = incident(asks=(RESCUE, AMBULANCE))
    plan = plan_all(problem([both], [team()], [[5.0]]))
    assert [one.capability for one in plan.assignments] == [RESCUE]
    assert "No team can do this" in str(plan.open[0].reason)


def test_what_too_many_outweigh_is_not_forgotten_but_said():
    light = incident("light", weight=1.0, asks=(RESCUE, AMBULANCE))
    given_problem = replace(problem([incident()], [team()], [[5.0]]), lighter=(light,))
    plan = plan_all(given_problem)
    said = [one for one in plan.open if one.incident == "light"]
    reasons = {one.capability: str(one.reason) for one in said}
    assert "weigh more" in reasons[RESCUE]
    assert "No team can do this" in reasons[AMBULANCE], "that would be so however few there were"


@pytest.mark.parametrize("size", [1, 2, 40])
def test_a_plan_for_nobody_or_for_nothing_is_an_empty_plan(size):
    calls = [incident(f"i{at}", position=HERE) for at in range(size)]
    assert plan_all(problem(calls, [], [])).assignments == ()
    idle = [team(f"t{at}") for at in range(size)]
    assert plan_all(problem([], idle, [[]] * size)).assignments == ()
