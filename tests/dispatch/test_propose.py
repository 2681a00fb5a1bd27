"""Proposals: no hard rule broken, as good as trying everything, and the same however it is told."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.dispatch.assign import assign
from najda.dispatch.fit import obstacles, site_of, team_obstacles
from najda.dispatch.objective import UNCOVERED_COST, UNSERVED_MINUTES, Cover
from najda.dispatch.rank import rank
from najda.kernel.need import LifeThreat, Need, prioritise
from najda.kernel.phrases import phrase
from najda.kernel.places import Position
from najda.kernel.tasks import HazardKind
from najda.kernel.values import replace

from .build import AMBULANCE, AT, ORDNANCE, RESCUE, hazard, incident, later, problem, problems, team

UXO, STRIKE = HazardKind.UNEXPLODED_ORDNANCE, HazardKind.SECOND_STRIKE


def pairs(plan):
    return [(one.incident, one.team) for one in plan.assignments]


def by_id(things):
    return {thing.id: thing for thing in things}


def slots_of(given_problem):
    return [
        (one, capability)
        for one in sorted(given_problem.incidents, key=lambda one: one.id)
        for capability in sorted(site_of(given_problem, one).asks)
    ]


def ready_cover(given_problem):
    return Cover(one for one in given_problem.teams if not team_obstacles(one, given_problem.at))


def summed_cost(given_problem, choice):
    """Return what `assign` minimises, for a team or None per slot: the definition, spelt out."""
    cover, cost = ready_cover(given_problem), 0.0
    for (wanted, _), sent in zip(slots_of(given_problem), choice, strict=True):
        if sent is None:
            cost += wanted.weight * UNSERVED_MINUTES
            continue
        row = given_problem.teams.index(sent)
        minutes = given_problem.travel_minutes[row][given_problem.incidents.index(wanted)]
        cost += wanted.weight * site_of(given_problem, wanted).enters_after(minutes, AT)
        cost += UNCOVERED_COST * len(cover.lost_without(sent))
    return cost


def best_by_trying_everything(given_problem):
    """The naive reference: every way of sending fit teams, each at most once."""
    options = [
        [None]
        + [one for one in given_problem.teams if not obstacles(given_problem, one, wanted, asked)]
        for wanted, asked in slots_of(given_problem)
    ]
    return min(
        summed_cost(given_problem, choice)
        for choice in product(*options)
        if len({id(one) for one in choice if one}) == sum(one is not None for one in choice)
    )


def chosen_cost(given_problem):
    """Return the same cost of what `assign` chose."""
    plan, teams = assign(given_problem), by_id(given_problem.teams)
    left = [(one.incident, one.capability, teams[one.team]) for one in plan.assignments]
    left += [(one.incident, one.capability, None) for one in plan.open]
    left.sort(key=lambda one: one[:2])
    return summed_cost(given_problem, [sent for *_, sent in left])


@given(problems())
def test_no_hard_rule_is_ever_broken(given_problem):
    incidents, teams = by_id(given_problem.incidents), by_id(given_problem.teams)
    plan = assign(given_problem)
    for one in plan.assignments:
        wanted, sent = incidents[one.incident], teams[one.team]
        assert obstacles(given_problem, sent, wanted, one.capability) == []
        hold = site_of(given_problem, wanted).hold_until
        assert hold is None or later(one.enters_minutes) >= hold
    sent = [one.team for one in plan.assignments]
    assert len(sent) == len(set(sent)), "a team cannot be in two places"


@given(problems())
def test_every_slot_is_either_filled_or_said_to_be_open_and_why(given_problem):
    plan = assign(given_problem)
    told = [(one.incident, one.capability) for one in (*plan.assignments, *plan.open)]
    assert sorted(told) == [(one.id, capability) for one, capability in slots_of(given_problem)]
    assert all(str(one.reason) for one in plan.open)


@given(problems(most_incidents=3, most_teams=4))
def test_the_assignment_is_as_good_as_trying_everything(given_problem):
    best = best_by_trying_everything(given_problem)
    assert chosen_cost(given_problem) == pytest.approx(best, rel=1e-5, abs=1e-3)


def shuffled(given_problem, random):
    """Return the same problem told in another order."""
    columns = random.sample(range(len(given_problem.incidents)), len(given_problem.incidents))
    rows = random.sample(range(len(given_problem.teams)), len(given_problem.teams))
    hazards = random.sample(given_problem.hazards, len(given_problem.hazards))
    minutes = given_problem.travel_minutes
    return problem(
        [
            replace(one, asks=tuple(reversed(one.asks)))
            for one in (given_problem.incidents[column] for column in columns)
        ],
        [
            replace(one, capabilities=tuple(reversed(one.capabilities)))
            for one in (given_problem.teams[row] for row in rows)
        ],
        [[minutes[row][column] for column in columns] for row in rows],
        hazards,
    )


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_things_are_told_in_changes_nothing(given_problem, random):
    other = shuffled(given_problem, random)
    assert assign(other) == assign(given_problem)
    for one in given_problem.incidents:
        before, after = rank(given_problem, one.id), rank(other, one.id)
        assert (after.fit, [u.team for u in after.unfit]) == (
            before.fit,
            [u.team for u in before.unfit],
        )


@given(problems(), st.randoms(use_true_random=False))
def test_names_and_areas_of_incidents_change_nothing_but_ties(given_problem, random):
    """New ids in another order, other areas: the same teams leave at the same cost. Weights and
    waiting are made all different first, so that nothing is a tie between incidents."""
    distinct = replace(
        given_problem,
        incidents=tuple(
            replace(one, weight=one.weight + at / 7, since=later(-at))
            for at, one in enumerate(given_problem.incidents)
        ),
    )
    size = len(distinct.incidents)
    names = [f"renamed{number}" for number in random.sample(range(size), size)]
    renamed = replace(
        distinct,
        incidents=tuple(
            replace(one, id=name, areas=("Z",))
            for one, name in zip(distinct.incidents, names, strict=True)
        ),
    )
    first, second = assign(distinct), assign(renamed)
    assert second.cost == pytest.approx(first.cost, rel=1e-5, abs=1e-3)
    assert chosen_cost(renamed) == pytest.approx(chosen_cost(distinct), rel=1e-5, abs=1e-3)


@given(problems())
def test_a_ranking_holds_every_team_once_and_agrees_with_the_rules(given_problem):
    for wanted in given_problem.incidents:
        ranking = rank(given_problem, wanted.id)
        assert ranking.asks == site_of(given_problem, wanted).asks
        fit, unfit = {one.team for one in ranking.fit}, {one.team for one in ranking.unfit}
        assert not fit & unfit
        assert fit | unfit == {one.id for one in given_problem.teams}
        may = {
            one.id
            for one in given_problem.teams
            if any(not obstacles(given_problem, one, wanted, asked) for asked in ranking.asks)
        }
        assert fit == may
        assert all(one.obstacles for one in ranking.unfit)
        costs = [one.cost for one in ranking.fit]
        assert costs == sorted(costs)


@given(problems())
def test_every_reason_is_a_whole_sentence(given_problem):
    said = [
        str(one) for plan in [assign(given_problem)] for a in plan.assignments for one in a.reasons
    ]
    for wanted in given_problem.incidents:
        ranking = rank(given_problem, wanted.id)
        said += [str(one) for candidate in ranking.fit for one in candidate.reasons]
        said += [str(one.says) for unfit in ranking.unfit for one in unfit.obstacles]
    assert all(text.endswith(".") and "{" not in text and "_" not in text for text in said)


def test_where_teams_are_few_the_greater_need_comes_first():
    low = incident("a", weight=prioritise(Need(life_threat=LifeThreat.NONE)).weight)
    high = incident("b", weight=prioritise(Need(life_threat=LifeThreat.IMMEDIATE)).weight)
    assert pairs(assign(problem([low, high], [team()], [[5.0, 40.0]]))) == [("b", "team")]


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_equal_need_and_place_are_served_in_the_order_they_waited(first, second):
    waiting = [incident(first, since=later(-60)), incident(second, since=later(-59))]
    assert pairs(assign(problem(waiting, [team()], [[20.0, 20.0]]))) == [(first, "team")]
    near_and_far = problem(waiting, [team("near"), team("far")], [[5.0, 5.0], [50.0, 50.0]])
    assert dict(pairs(assign(near_and_far)))[first] == "near"


@given(st.integers(2, 8), st.integers(1, 7), st.permutations(range(8)))
def test_of_many_alike_the_longest_waiting_are_served_by_the_nearest(incidents, teams, waited):
    wanted = [incident(f"i{at}", since=later(-waited[at])) for at in range(incidents)]
    minutes = [[5.0 + row] * incidents for row in range(teams)]
    plan = assign(problem(wanted, [team(f"t{row}") for row in range(teams)], minutes))
    served = dict(pairs(plan))
    longest = sorted(range(incidents), key=lambda at: -waited[at])[:teams]
    assert [served.get(f"i{at}") for at in longest] == [f"t{row}" for row in range(len(longest))]


@given(st.floats(0.001, 10))
def test_waiting_never_outweighs_a_difference_in_need(more):
    new = incident("new", weight=round(8 + more, 3), since=AT)
    old = incident("old", weight=8.0, since=later(-1_000_000))
    assert pairs(assign(problem([new, old], [team()], [[10.0, 10.0]]))) == [("new", "team")]


def test_of_two_teams_alike_the_one_with_the_earlier_id_goes():
    for ids in (("a", "b"), ("b", "a")):
        both = problem([incident()], [team(one) for one in ids], [[10.0], [10.0]])
        assert pairs(assign(both)) == [("incident", "a")]
        assert [one.team for one in rank(both, "incident").fit] == ["a", "b"]


def test_a_team_whose_leaving_uncovers_nothing_is_preferred_if_it_costs_little_time():
    alone = team("alone", areas=("A",))
    spare, other = team("spare", areas=("B",)), team("other", areas=("B",))
    teams = [alone, spare, other]
    for weight, minutes, sent in ((1.0, 29.0, "spare"), (1.0, 31.0, "alone"), (16.0, 2.0, "alone")):
        asked = problem([incident(weight=weight)], teams, [[0.0], [minutes], [minutes + 1]])
        assert pairs(assign(asked)) == [("incident", sent)]
        assert rank(asked, "incident").fit[0].team == sent


def test_what_is_left_uncovered_is_said():
    asked = problem([incident()], [team(areas=("A",))], [[10.0]])
    said = [str(one) for one in rank(asked, "incident").fit[0].reasons]
    assert "While it is away, nobody free covers A for search and rescue." in said


def test_a_proposal_says_way_dangers_and_the_shift_that_is_left():
    dangers = [
        hazard(STRIKE, id="a", until=later(30)),
        hazard(HazardKind.ACTIVE_FIRE, id="b"),
    ]
    asked = problem([incident()], [team(shift_end=later(120))], [[9.2]], dangers)
    (one,) = assign(asked).assignments
    assert [str(reason) for reason in one.reasons] == [
        "It can do what is asked: search and rescue.",
        "It is 10 minutes away.",
        str(
            phrase("It waits at the edge until {when}: a second strike is feared.", when=later(30))
        ),
        "Danger at the place: a second strike.",
        "Danger at the place: fire.",
        "90 minutes of its shift are left once it is there.",
    ]
    assert (one.travel_minutes, one.enters_minutes) == (9.2, 30.0)


def test_a_place_nobody_may_enter_yet_gives_way_to_one_that_is_further_but_open():
    held, open_ = incident("held"), incident("open", position=Position.at(35.3, 36.0))
    strike = [hazard(STRIKE, until=later(60))]
    asked = problem([held, open_], [team()], [[5.0, 20.0]], strike)
    assert pairs(assign(asked)) == [("open", "team")]


def test_ordnance_disposal_is_proposed_first_and_the_others_wait_with_a_reason():
    sappers, rescuers = team("sappers", capabilities=(ORDNANCE,)), team("rescuers")
    asked = problem([incident()], [sappers, rescuers], [[30.0], [5.0]], [hazard(UXO)])
    plan = assign(asked)
    assert [(one.team, one.capability) for one in plan.assignments] == [("sappers", ORDNANCE)]
    assert [one.capability for one in plan.open] == [RESCUE]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (
            problem([incident(asks=(AMBULANCE,))], [team()], [[1.0]]),
            "No team can do this: ambulance.",
        ),
        (problem([incident()], [team(shift_end=None)], [[1.0]]), "One team can do this"),
        (problem([incident(position=None)], [team()], [[None]]), "Find its place first"),
        (
            problem([incident(weight=16.0), incident("other", weight=1.0)], [team()], [[1.0, 1.0]]),
            "The one fit team is proposed elsewhere",
        ),
    ],
)
def test_an_open_slot_says_why(asked, reason):
    (one,) = assign(asked).open
    assert reason in str(one.reason)


def test_a_plan_costs_the_weight_times_the_wait_for_the_last_team_asked_for():
    both = incident(asks=(RESCUE, AMBULANCE), weight=4.0)
    teams = [team("a"), team("b", capabilities=(AMBULANCE,))]
    assert assign(problem([both], teams, [[10.0], [25.0]])).cost == 4.0 * 25.0
    assert assign(problem([both], teams[:1], [[10.0]])).cost == 4.0 * UNSERVED_MINUTES


def test_nothing_to_do_and_nobody_to_do_it_are_no_trouble():
    nothing = assign(problem([], [team()], [[]]))
    assert (nothing.assignments, nothing.open, nothing.cost) == ((), (), 0.0)
    nobody = assign(problem([incident()], [], []))
    assert [one.incident for one in nobody.open] == ["incident"]
