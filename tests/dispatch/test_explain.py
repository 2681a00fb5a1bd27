"""Reasons that come from the same numbers as the plan."""

from math import isfinite

from hypothesis import given, settings

from najda.dispatch.engine.solve import Stop
from najda.dispatch.explain import ALTERNATIVES, explain, explain_all
from najda.dispatch.fit import Rule
from najda.dispatch.problem import Availability
from najda.dispatch.replan import insert
from najda.dispatch.schedule import plan_all
from najda.dispatch.whatif import arrival_of, what_if
from najda.kernel.values import replace

from .build import AMBULANCE, RESCUE, incident, later, problem, problems, team


def standing(asked):
    return insert(asked, plan_all(asked, stop=Stop(turns=200)))


def test_the_next_best_are_named_with_what_each_would_cost():
    teams = [team(one) for one in ("near", "next", "far", "farther", "last")]
    asked = problem([incident(weight=16.0)], teams, [[5.0], [8.0], [20.0], [30.0], [40.0]])
    told = explain(standing(asked), "incident", RESCUE)
    assert told.team == "near"
    assert [one.team for one in told.instead] == ["next", "far", "farther"]
    assert [round(one.cost) for one in told.instead] == [48, 240, 400]
    assert "next could go instead, in about 8 minutes; overall that costs as much" in str(
        told.says()[1]
    )
    assert "waiting 3 minutes longer" in str(told.says()[1])


def test_the_calls_that_wait_for_a_proposal_are_named_with_their_minutes():
    calls = [incident("high", weight=16.0), incident("low", weight=1.0)]
    told = explain(standing(problem(calls, [team()], [[10.0, 5.0]])), "high", RESCUE)
    assert [(one.incident, round(one.minutes)) for one in told.slips] == [("low", 65)]
    assert "low would wait 65 minutes longer." in [str(one) for one in told.says()]


def test_a_stop_that_others_hang_on_is_given_away_with_what_cannot_be_reached_without_it():
    """From the first call to the last there is a way by the second only."""
    calls = [
        incident("first", weight=16.0), incident("second", weight=8.0), incident("third", weight=1.0)
    ]  # fmt: skip
    teams = [team("here"), team("there", shift_end=later(200))]
    asked = replace(
        problem(calls, teams, [[1.0, 300.0, 300.0], [None, 100.0, None]]),
        between_minutes=[[0.0, 1.0, None], [400.0, 0.0, 1.0], [400.0, 400.0, 0.0]],
    )
    given_plan = standing(asked)
    route = ["first", "second", "third"]
    assert [stop.incident for stop in given_plan.plan().routes[0].stops] == route
    (told,) = explain_all(given_plan, "second")
    assert [one.team for one in told.instead] == ["there"]
    assert all(isfinite(one.cost) for one in told.instead)
    assert [(one.incident, one.open) for one in told.instead[0].slips if one.open] == [
        ("third", True)
    ]
    assert "there could go instead" in " ".join(map(str, told.says()))


@given(problems())
@settings(deadline=None)
def test_sending_whom_the_plan_sends_costs_nothing_more(asked):
    found = standing(asked)
    for one in found.plan().assignments:
        assert what_if(found, one.incident, one.capability, one.team).cost <= 1e-3


def test_whoever_can_do_something_else_that_is_asked_for_is_said_to_lack_this():
    asked = problem(
        [incident(asks=(RESCUE, AMBULANCE))],
        [team("a"), team("b", capabilities=(AMBULANCE,))],
        [[5.0], [8.0]],
    )
    told = explain(standing(asked), "incident", RESCUE)
    assert [(one.team, [why.rule for why in one.obstacles]) for one in told.unfit] == [
        ("b", [Rule.LACKS_CAPABILITY])
    ]


def test_whoever_may_not_go_is_named_with_the_rule():
    teams = [
        team("able"),
        team("ambulance", capabilities=(AMBULANCE,)),
        team("off", shift_end=None),
    ]
    told = explain(
        standing(problem([incident()], teams, [[5.0], [5.0], [5.0]])), "incident", RESCUE
    )
    rules = {one.team: [obstacle.rule for obstacle in one.obstacles] for one in told.unfit}
    assert rules == {"ambulance": [Rule.LACKS_CAPABILITY], "off": [Rule.OFF_SHIFT]}


def test_of_two_teams_asked_for_alike_each_is_explained():
    teams = [team(one) for one in ("near", "next", "far")]
    asked = problem([incident(asks=(RESCUE, RESCUE))], teams, [[5.0], [8.0], [20.0]])
    first, second = explain_all(standing(asked), "incident")
    assert [(one.place, one.like, one.team) for one in (first, second)] == [
        (1, 2, "near"),
        (2, 2, "next"),
    ]
    assert first.arrival.likely < second.arrival.likely
    for one in (first, second):
        assert [other.team for other in one.instead] == ["far"], "the other one comes anyway"
    assert explain(standing(asked), "incident", RESCUE, place=2) == second


def test_a_slot_nobody_is_left_for_says_so_beside_the_one_that_is_filled():
    asked = problem([incident(asks=(RESCUE, RESCUE, AMBULANCE))], [team()], [[5.0]])
    ambulance, first, second = explain_all(standing(asked), "incident")
    assert (first.team, first.reason) == ("team", None)
    assert (second.team, second.arrival) == ("", None)
    assert str(second.says()[0]).endswith(".")
    assert "No team can do this" in str(ambulance.says()[0])


def test_what_weighs_too_little_to_be_planned_for_is_explained_as_such():
    light = incident("light", weight=1.0, asks=(RESCUE, AMBULANCE))
    asked = replace(problem([incident()], [team()], [[5.0]]), lighter=(light,))
    told = {one.capability: str(one.says()[0]) for one in explain_all(standing(asked), "light")}
    assert "weigh more" in told[RESCUE]
    assert "No team can do this" in told[AMBULANCE]


def test_a_team_sent_besides_takes_the_place_of_whoever_is_missed_least():
    teams = [team(one) for one in ("near", "next", "far")]
    asked = problem([incident(asks=(RESCUE, RESCUE))], teams, [[5.0], [18.0], [20.0]])
    sent = what_if(standing(asked), "incident", RESCUE, "far")
    assert round(sent.cost) == 16, "it comes two minutes after the one it replaces"
    for planned in ("near", "next"):
        assert round(what_if(standing(asked), "incident", RESCUE, planned).cost, 6) == 0


def test_sending_another_team_says_who_would_then_wait():
    calls = [incident("a", weight=16.0), incident("b", weight=16.0)]
    asked = problem(calls, [team("x"), team("y")], [[5.0, 50.0], [50.0, 5.0]])
    swapped = what_if(standing(asked), "a", RESCUE, "y")
    assert swapped.cost > 0
    assert swapped.slips[0].incident in {"a", "b"}
    assert any("minutes longer" in str(one) for one in swapped.says())


def test_sending_whom_the_plan_sends_changes_nothing():
    asked = problem([incident()], [team("x"), team("y")], [[5.0], [50.0]])
    same = what_if(standing(asked), "incident", RESCUE, "x")
    assert (round(same.cost, 6), same.slips) == (0, ())


def test_sending_a_team_that_may_not_go_says_why_not():
    asked = problem([incident()], [team("x"), team("off", shift_end=None)], [[5.0], [5.0]])
    refused = what_if(standing(asked), "incident", RESCUE, "off")
    assert [one.rule for one in refused.obstacles] == [Rule.OFF_SHIFT]
    assert [str(one) for one in refused.says()] == ["It is off shift."]


def test_what_is_asked_of_nobody_or_of_no_team_is_answered_with_why():
    here = standing(problem([incident()], [team()], [[5.0]]))
    for asked, capability, who in (
        ("incident", AMBULANCE, "team"),
        ("closed", RESCUE, "team"),
        ("incident", RESCUE, "gone"),
    ):
        told = what_if(here, asked, capability, who)
        assert told.arrival is None
        assert [one.rule for one in told.obstacles] == [
            Rule.NO_TEAM if who == "gone" else Rule.NOT_ASKED
        ]
        assert told.says()


def test_arrival_is_less_sure_the_further_and_the_more_work_comes_before():
    calls = [incident("first", weight=16.0), incident("then", weight=1.0)]
    plan = plan_all(problem(calls, [team()], [[30.0, 40.0]]))
    (route,) = plan.routes
    first, then = arrival_of(route.stops[:1]), arrival_of(route.stops)
    assert first.early < first.likely < first.late
    assert then.late - then.likely > 2 * (first.late - first.likely)


@given(problems())
@settings(deadline=None, max_examples=50)
def test_every_slot_can_be_explained_in_whole_sentences(given_problem):
    plan = standing(given_problem)
    for one in (*plan.plan().assignments, *plan.plan().open):
        told = explain(plan, one.incident, one.capability)
        assert len(told.instead) <= ALTERNATIVES
        said = [str(says) for says in told.says()]
        said += [str(says) for other in told.instead for says in other.says()]
        assert all(text.endswith(".") and "{" not in text for text in said)


@given(problems())
@settings(deadline=None, max_examples=50)
def test_every_slot_of_every_incident_is_explained_once_and_by_who_fills_it(given_problem):
    plan = standing(given_problem)
    shown = plan.plan()
    for one in given_problem.incidents:
        slots = [o for o in (*shown.assignments, *shown.open) if o.incident == one.id]
        now = {(o.capability, o.team) for o in shown.assignments if o.incident == one.id}
        told = explain_all(plan, one.id)
        assert sorted(each.capability for each in told) == sorted(o.capability for o in slots)
        assert sorted(each.team for each in told) == sorted(o.team for o in slots)
        for each in told:
            assert each.says(), "each slot has its statement"
            assert ((each.capability, each.team) in now) == (each.reason is None)
            planned = {other.team for other in told if other.capability == each.capability}
            assert planned.isdisjoint(other.team for other in each.instead)


def comes(*teams, calls=None):
    """What is said of the first open slot, and why of it."""
    calls = calls or [incident()]
    asked = problem(calls, teams, [[20.0] * len(calls) for _ in teams])
    plan = standing(asked).plan()
    told = explain(standing(asked), plan.open[0].incident, RESCUE)
    return plan.open[0], told


def test_a_busy_team_is_said_to_come_once_it_is_free_and_when():
    busy = team(availability=Availability.BUSY, engaged_with="m", free_at=later(30))
    slot, told = comes(busy)
    assert (slot.team, slot.enters_minutes) == ("team", 50.0)
    assert str(slot.reason) == (
        "team is to come in about 50 minutes, at 2025-03-07T12:50:00.000Z: "
        "it is busy until about 2025-03-07T12:30:00.000Z."
    )
    assert told.team == "team"
    assert slot.reason in told.says(), "whoever asks why hears the same"


def test_a_resting_team_is_said_to_come_once_it_has_rested_even_if_it_is_free_before():
    resting = team(rest_until=later(45))
    busy = team(
        availability=Availability.BUSY, engaged_with="m", free_at=later(30), rest_until=later(45)
    )
    for one in (resting, busy):
        slot, _ = comes(one)
        assert str(slot.reason).endswith("it must rest until 2025-03-07T12:45:00.000Z.")


def test_a_team_that_goes_elsewhere_first_is_said_to():
    calls = [incident("high", weight=16.0), incident("low", weight=1.0)]
    slot, told = comes(team(), calls=calls)
    assert slot.incident == "low"
    assert str(slot.reason).endswith(": it goes to high first.")
    assert slot.reason in told.says()


def test_of_a_team_that_goes_now_nothing_is_said_of_later():
    told = explain(standing(problem([incident()], [team()], [[5.0]])), "incident", RESCUE)
    assert told.reason is None


@given(problems())
@settings(max_examples=60)
def test_everybody_who_comes_later_is_said_to_come_when_the_plan_counts_on_it(asked):
    plan = standing(asked).plan()
    stops = {
        (route.team, stop.incident): stop.enters_minutes
        for route in plan.routes
        for stop in route.stops
    }
    for slot in plan.open:
        if slot.team:
            assert slot.enters_minutes == stops[slot.team, slot.incident]
            assert slot.reason.values["when"] > asked.at
            assert slot.reason.values.get("until", later(1e6)) > asked.at


def test_a_team_that_is_at_the_place_is_there_at_once_and_no_minutes_away():
    asked = problem([incident()], [team()], [[0.0]])
    plan = standing(asked).plan()
    (sent,) = plan.assignments

    said = [
        str(one) for one in (*sent.reasons, *explain(standing(asked), "incident", RESCUE).says())
    ]

    assert "It is at the place already." in said
    assert any(one.startswith("team would be there at once, most likely within") for one in said)
    assert not any("is 0 minutes" in one or "within 0 to" in one for one in said)
