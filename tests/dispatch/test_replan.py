"""A call that comes in while a plan stands: set in at once, polished, nobody moved for little."""

from hypothesis import given, settings

from najda.dispatch.engine.solve import Stop
from najda.dispatch.replan import add, insert, polish
from najda.dispatch.schedule import cost_of, plan_all
from najda.kernel.values import replace

from .build import AMBULANCE, RESCUE, incident, problem, problems, team
from .checker import faults

TURNS = Stop(turns=100)


def without_last(given_problem):
    return replace(
        given_problem,
        incidents=given_problem.incidents[:-1],
        travel_minutes=[row[:-1] for row in given_problem.travel_minutes],
    )


@given(problems())
@settings(deadline=None)
def test_a_new_call_is_set_in_without_breaking_a_rule(given_problem):
    if not given_problem.incidents:
        return
    before = plan_all(without_last(given_problem), stop=TURNS)
    everything = insert(given_problem, before)
    assert faults(given_problem, everything.plan()) == []
    assert faults(given_problem, polish(everything, stop=TURNS).plan()) == []


@given(problems())
@settings(deadline=None)
def test_the_quick_path_keeps_the_rules_and_what_was_planned(given_problem):
    if not given_problem.incidents:
        return
    first = without_last(given_problem)
    standing = polish(insert(first, plan_all(first, stop=TURNS)), stop=TURNS)
    new = given_problem.incidents[-1].id
    quick = add(standing, given_problem, new)
    assert faults(given_problem, quick.plan()) == []
    old = [stop for route in standing.plan().routes for stop in route.stops]
    planned = {(stop.incident, stop.capability) for stop in old}
    kept = {(s.incident, s.capability) for route in quick.plan().routes for s in route.stops}
    assert planned <= kept
    told = quick.plan()
    asked = {one.incident for one in (*told.assignments, *told.open)}
    assert asked == {one.id for one in given_problem.incidents if one.asks}


@given(problems())
@settings(deadline=None)
def test_polishing_never_makes_a_plan_dearer(given_problem):
    standing = insert(given_problem, plan_all(given_problem, stop=Stop(turns=0)))
    if standing.reading.slots:
        after = polish(standing, stop=TURNS)
        x = standing.instance
        assert cost_of(x, after.routes) <= cost_of(x, standing.routes) + 1e-6


def test_a_graver_call_takes_the_team_and_the_lesser_one_waits_its_turn():
    low, high = incident("low", weight=1.0), incident("high", weight=32.0)
    first = problem([low], [team()], [[10.0]])
    standing = insert(first, plan_all(first))
    both = problem([low, high], [team()], [[10.0, 12.0]])
    plan = add(standing, both, "high").plan()
    assert [stop.incident for stop in plan.routes[0].stops] == ["high", "low"]


def test_a_call_nobody_can_help_changes_nothing_and_says_so():
    first = problem([incident("a")], [team()], [[10.0]])
    standing = insert(first, plan_all(first))
    both = problem([incident("a"), incident("b", asks=(AMBULANCE,))], [team()], [[10.0, 10.0]])
    quick = add(standing, both, "b")
    assert quick.routes == standing.routes
    assert [(one.incident, str(one.reason)) for one in quick.plan().open] == [
        ("b", "No team can do this: ambulance.")
    ]


def test_a_team_that_may_no_longer_go_leaves_the_plan():
    asked = problem([incident(asks=(RESCUE,))], [team("a"), team("b")], [[5.0], [9.0]])
    before = plan_all(asked)
    gone = replace(asked, teams=(team("a", shift_end=None), team("b")))
    assert [one.team for one in insert(gone, before).plan().assignments] == ["b"]
