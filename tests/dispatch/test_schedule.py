"""Plans with routes: no hard rule broken, never worse than the start, as good as exact on tiny cases."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.dispatch.assign import assign
from najda.dispatch.engine.instance import CHANGE_GAIN, PARTLY_MINUTES, build
from najda.dispatch.engine.solve import Stop, solve
from najda.dispatch.engine.start import one_each, rolling_assignment
from najda.dispatch.engine.state import MOST_STOPS
from najda.dispatch.fit import Rule, obstacles, site_of
from najda.dispatch.problem import Availability
from najda.dispatch.rank import rank
from najda.dispatch.reading import read
from najda.dispatch.schedule import cost_of, kept, plan_all
from najda.dispatch.schedule import planned as planned_by
from najda.kernel.places import Position
from najda.kernel.tasks import HazardKind
from najda.kernel.values import replace

from .build import AMBULANCE, AT, ORDNANCE, RESCUE, hazard, incident, later, problem, problems, team
from .checker import faults
from .test_propose import by_id, shuffled, slots_of

TURNS = Stop(turns=200)
planned = settings(deadline=None)


def first_stops(plan):
    return {one.team: one.incident for one in plan.assignments}


@given(problems())
@planned
def test_no_route_breaks_a_hard_rule(given_problem):
    assert faults(given_problem, plan_all(given_problem, stop=TURNS)) == []


@given(problems())
@planned
def test_whoever_is_proposed_now_keeps_every_rule_of_the_simple_planner(given_problem):
    incidents, teams = by_id(given_problem.incidents), by_id(given_problem.teams)
    for one in plan_all(given_problem, stop=TURNS).assignments:
        wanted, sent = incidents[one.incident], teams[one.team]
        assert obstacles(given_problem, sent, wanted, one.capability) == []
        hold = site_of(given_problem, wanted).hold_until
        assert hold is None or later(one.enters_minutes) >= hold


@given(problems())
@planned
def test_every_slot_is_proposed_or_said_to_be_open_and_why(given_problem):
    plan = plan_all(given_problem, stop=TURNS)
    told = [(one.incident, one.capability) for one in (*plan.assignments, *plan.open)]
    assert sorted(told) == [(one.id, capability) for one, capability in slots_of(given_problem)]
    assert all(str(one.reason).endswith(".") for one in plan.open)


@given(problems(), st.integers(0, 2**40))
@planned
def test_a_plan_is_never_worse_than_the_assignment_it_starts_from(given_problem, seed):
    reading = read(given_problem)
    if reading.slots:
        x = build(reading.parts)
        start = rolling_assignment(x, reading.parts.may)
        found = solve(x, start, TURNS, seed=seed)
        assert found.cost <= found.start_cost
        assert cost_of(x, found.routes) == pytest.approx(found.cost, abs=1e-3)


@given(problems(), st.randoms(use_true_random=False))
@planned
def test_the_order_things_are_told_in_changes_nothing(given_problem, random):
    again = plan_all(shuffled(given_problem, random), stop=TURNS)
    assert again == plan_all(given_problem, stop=TURNS)


@given(problems())
@planned
def test_stopping_at_once_still_gives_a_whole_plan(given_problem):
    stopped = Stop(turns=1000, left=lambda: 0.0)
    assert faults(given_problem, plan_all(given_problem, stop=stopped)) == []
    cancelled = Stop(turns=1000, cancelled=lambda: True)
    assert faults(given_problem, plan_all(given_problem, stop=cancelled)) == []


def detours(random):
    """Journeys that are longer straight than by way of another place, as where ways from place to place
    are estimated and those of teams go by road."""
    calls = [
        incident(
            f"i{n}",
            position=Position.at(35 + random.random() / 2, 36),
            weight=random.choice([1.0, 4.0, 16.0]),
            work_minutes=random.choice([10, 60, 120]),
        )
        for n in range(6)
    ]
    ways = [[float(random.randint(0, 200)) for _ in calls]]
    return problem(calls, [team(shift_end=later(random.randint(150, 400)))], ways)


def test_no_shift_is_overrun_where_the_way_by_another_place_is_shorter():
    for seed in range(60):
        given_problem = detours(Random(seed))
        assert faults(given_problem, plan_all(given_problem, stop=TURNS)) == []


def test_a_team_may_have_more_short_work_around_it_than_a_route_holds():
    calls = [incident(f"i{n}", work_minutes=1.0) for n in range(MOST_STOPS + 12)]
    given_problem = problem(calls, [team(shift_end=later(6000))], [[2.0] * len(calls)])
    plan = plan_all(given_problem, stop=TURNS)
    assert faults(given_problem, plan) == []
    assert [len(route.stops) for route in plan.routes] == [MOST_STOPS]


@pytest.mark.parametrize(("asked", "there"), [(2, 1), (3, 2), (5, 4)])
def test_some_of_the_teams_asked_for_go_where_there_are_not_enough(asked, there):
    """Also where each is the last that covers its area."""
    teams = [team(f"t{n}", areas=(f"A{n}",)) for n in range(there)]
    wanted = [incident(weight=1.0, asks=(RESCUE,) * asked)]
    plan = plan_all(problem(wanted, teams, [[10.0]] * there))
    assert {one.team for one in plan.assignments} == {one.id for one in teams}


@pytest.mark.parametrize("minutes", [float("nan"), float("inf"), -1.0, 1e9, 1e18, 1e308])
def test_what_is_no_time_of_a_journey_is_no_way(minutes):
    given_problem = problem([incident()], [team(), team("near")], [[minutes], [5.0]])
    for plan in (assign(given_problem), plan_all(given_problem, stop=TURNS)):
        assert [one.team for one in plan.assignments] == ["near"]
    (kept_back,) = rank(given_problem, "incident").unfit
    assert [why.rule for why in kept_back.obstacles] == [Rule.UNREACHABLE]


def far_apart(random):
    """Journeys that tell nothing of each other, with no way between some, few slots of much work."""
    calls = [
        incident(
            f"i{n}",
            weight=random.choice([1.0, 16.0]),
            asks=(RESCUE,) * random.choice([1, 2]),
            work_minutes=random.choice([5, 600]),
        )
        for n in range(5)
    ]
    teams = [team(f"t{n}", shift_end=later(random.randint(100, 700))) for n in range(3)]

    def way():
        return random.choice([None, *(float(random.randint(0, 200)) for _ in range(5))])

    made = problem(calls, teams, [[way() for _ in calls] for _ in teams])
    return replace(made, between_minutes=[[way() for _ in calls] for _ in calls])


def test_a_plan_is_never_dearer_than_sending_each_team_to_one_place_at_least_cost():
    for seed in range(150):
        given_problem = far_apart(Random(seed))
        reading = read(given_problem)
        x = build(reading.parts)
        alone = one_each(x, reading.parts.may)
        assert all(kept(reading, at, route) == route for at, route in enumerate(alone))
        plan = planned_by(given_problem, stop=Stop(turns=0))
        assert cost_of(x, plan.routes) <= cost_of(x, alone) + 1e-6


def naive_cost(reading):
    """The reference: every way to give every slot a team and a place in its route, or leave it open."""
    parts, slots = reading.parts, range(len(reading.slots))
    best = float("inf")

    def spread(slot, routes):
        nonlocal best
        if slot == len(slots):
            best = min(best, priced(routes))
            return
        spread(slot + 1, routes)
        for at in range(len(routes)):
            spread(
                slot + 1, [[*route, slot] if at == r else route for r, route in enumerate(routes)]
            )

    def priced(routes):
        begins = {}
        for at, route in enumerate(routes):
            legal = [
                found for order in permutations(route) if (found := timed(at, order)) is not None
            ]
            if not legal:
                return float("inf")
            if len(route) > 1 or len(parts.weight) > len(routes):
                legal.sort(key=lambda found: sum(weight_of(slot) * t for slot, t in found.items()))
            begins |= legal[0]
        total = 0.0
        for one in range(len(parts.weight)):
            mine = [slot for slot in slots if parts.incident[slot] == one]
            if mine:
                left = sum(slot not in begins for slot in mine)
                latest = max(begins.get(slot, 0.0) for slot in mine)
                if left:
                    latest = parts.unserved[one] + PARTLY_MINUTES * (left - 1)
                total += parts.weight[one] * latest
        return total

    def weight_of(slot):
        return parts.weight[parts.incident[slot]]

    def timed(at, order):
        time, last, begins, seen = parts.ready[at], None, {}, set()
        for slot in order:
            one = parts.incident[slot]
            time += reading.travel[at, one] if last is None else reading.between[last, one]
            time = max(time, parts.release[one])
            if one in seen or not parts.may[at, slot] or time + parts.need[slot] > parts.end[at]:
                return None
            begins[slot] = time
            seen.add(one)
            time, last = time + parts.service[slot], one
        return begins

    spread(0, [[] for _ in reading.teams])
    return best


# One slot an incident: then the order within a route that is best for it alone is best for all.
single = problems(most_incidents=4, most_teams=2).map(
    lambda one: replace(
        one,
        hazards=(),
        incidents=tuple(replace(i, asks=i.asks[:1]) for i in one.incidents),
        teams=tuple(replace(t, areas=()) for t in one.teams),
    )
)


@given(single)
@settings(deadline=None, max_examples=40)
def test_tiny_plans_are_as_good_as_trying_everything(given_problem):
    reading = read(given_problem)
    if reading.slots:
        x = build(reading.parts)
        found = solve(x, rolling_assignment(x, reading.parts.may), Stop(turns=500))
        assert found.cost == pytest.approx(naive_cost(reading), rel=1e-4, abs=0.1)


@given(problems())
@planned
def test_a_changed_proposal_is_worth_the_stated_gain(given_problem):
    first = plan_all(given_problem, stop=Stop(turns=0))
    kept = plan_all(given_problem, stop=Stop(turns=0), before=first)
    again = plan_all(given_problem, stop=TURNS, before=first)
    were = {(one.team, one.incident, one.capability) for one in first.assignments}
    are = {(one.team, one.incident, one.capability) for one in again.assignments}
    changed = len(were - are)
    assert again.cost <= kept.cost - CHANGE_GAIN * changed + 1.0


def test_a_plan_that_could_gain_little_by_changing_stands():
    wanted, near, far = incident(weight=1.0), team("near"), team("far")
    before = plan_all(problem([wanted], [far], [[30.0]]))
    assert first_stops(before) == {"far": "incident"}
    little = problem([wanted], [far, near], [[30.0], [10.0]])
    assert first_stops(plan_all(little, before=before)) == {"far": "incident"}
    much = problem([replace(wanted, weight=16.0)], [far, near], [[30.0], [10.0]])
    assert first_stops(plan_all(much, before=before)) == {"near": "incident"}


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_need_alone_then_waiting_orders_cases_that_are_else_alike(first, second):
    late = incident(first, weight=8.0, since=later(-1))
    early = incident(second, weight=8.0, since=later(-60))
    great = incident("c", weight=16.0, since=later(-1))
    plan = plan_all(problem([late, early, great], [team()], [[20.0] * 3]))
    assert [stop.incident for stop in plan.routes[0].stops] == ["c", second, first]


@given(st.permutations(range(6)), st.integers(1, 3))
@planned
def test_of_many_alike_the_greatest_need_is_always_served_first(need, teams):
    wanted = [incident(f"i{at}", weight=float(1 + n)) for at, n in enumerate(need)]
    asked = problem(wanted, [team(f"t{at}") for at in range(teams)], [[10.0] * 6] * teams)
    begins = {
        stop.incident: stop.enters_minutes
        for route in plan_all(asked, stop=TURNS).routes
        for stop in route.stops
    }
    order = sorted(range(6), key=lambda at: -need[at])
    times = [begins.get(f"i{at}", 1e9) for at in order]
    assert times == sorted(times)


def test_one_team_serves_two_calls_in_the_order_that_waits_least():
    calls = [incident("low", weight=1.0), incident("high", weight=16.0)]
    plan = plan_all(problem(calls, [team()], [[5.0, 10.0]]))
    assert [stop.incident for stop in plan.routes[0].stops] == ["high", "low"]
    assert first_stops(plan) == {"team": "high"}
    (open_,) = plan.open
    assert (open_.incident, open_.team) == ("low", "team")
    assert open_.enters_minutes == 10.0 + calls[0].work_minutes
    assert "in about 70 minutes" in str(open_.reason)


def test_a_busy_team_is_counted_on_for_later_but_not_proposed_now():
    busy = team("busy", availability=Availability.BUSY, engaged_with="m", free_at=later(20))
    plan = plan_all(problem([incident()], [busy], [[10.0]]))
    assert plan.assignments == ()
    assert (plan.open[0].team, plan.open[0].enters_minutes) == ("busy", 30.0)


def test_a_team_promised_by_a_person_is_left_where_it_is():
    promised = team(availability=Availability.PREASSIGNED, engaged_with="mission 8")
    plan = plan_all(problem([incident()], [promised], [[1.0]]))
    assert (plan.assignments, plan.routes) == ((), ())


def test_an_incident_asking_for_what_nobody_has_still_gets_the_rest():
    both = incident(asks=(RESCUE, AMBULANCE))
    plan = plan_all(problem([both], [team()], [[10.0]]))
    assert first_stops(plan) == {"team": "incident"}
    assert [str(one.reason) for one in plan.open] == ["No team can do this: ambulance."]


def test_a_fit_team_is_never_held_back_for_being_far():
    assert first_stops(plan_all(problem([incident()], [team(shift_end=later(1200))], [[1000.0]])))


def test_two_teams_at_one_incident_are_two_teams():
    twice = incident(asks=(RESCUE, RESCUE))
    alone = plan_all(problem([twice], [team()], [[10.0]]))
    assert (len(alone.assignments), len(alone.open)) == (1, 1)
    two = plan_all(problem([twice], [team("a"), team("b")], [[10.0], [20.0]]))
    assert set(first_stops(two)) == {"a", "b"}


def test_ordnance_is_cleared_before_anybody_else_is_even_planned():
    mined = [hazard(HazardKind.UNEXPLODED_ORDNANCE)]
    sappers = team("sappers", capabilities=(ORDNANCE,))
    plan = plan_all(problem([incident()], [sappers, team()], [[30.0], [5.0]], mined))
    assert first_stops(plan) == {"sappers": "incident"}
    assert [one.team for one in plan.open] == [""]


def test_journeys_between_incidents_are_used_where_they_are_given():
    calls = [incident("a", weight=9.0), incident("b", weight=8.0)]
    asked = replace(
        problem(calls, [team()], [[5.0, 6.0]]), between_minutes=[[0.0, 40.0], [7.0, 0.0]]
    )
    (route,) = plan_all(asked).routes
    assert [(stop.incident, stop.travel_minutes) for stop in route.stops] == [
        ("b", 6.0),
        ("a", 7.0),
    ]


def test_the_same_problem_gives_the_same_plan_every_time():
    calls = [incident(f"i{at}", weight=1.0 + at % 5) for at in range(30)]
    teams = [team(f"t{at}", shift_end=later(400 + at)) for at in range(8)]
    minutes = [[float((7 * row + 13 * column) % 60) for column in range(30)] for row in range(8)]
    asked = problem(calls, teams, minutes)
    assert plan_all(asked) == plan_all(asked)
    assert asked.at == AT
