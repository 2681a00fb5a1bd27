"""What is proposed, and when a person's choice departs from it."""

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from najda.dispatch.choice import Proposal, departures, proposed
from najda.dispatch.plan import Candidate, Ranking
from najda.kernel.tasks import Capability

A, B, C = list(Capability)[:3]


def ranking(asks, *fits):
    """A ranking from what each fit team fills and in how many minutes, best first."""
    fit = tuple(
        Candidate(
            team=f"team-{place}", fills=tuple(fills), travel_minutes=minutes, enters_minutes=minutes,
            cost=minutes, reasons=(),
        )
        for place, (fills, minutes) in enumerate(fits)
    )  # fmt: skip
    return Ranking(incident="i", asks=tuple(asks), fit=fit, unfit=())


rankings = st.builds(
    lambda asks, fits: ranking(asks, *fits),
    st.lists(st.sampled_from([A, B, C]), max_size=4),
    st.lists(
        st.tuples(st.sets(st.sampled_from([A, B, C]), max_size=3), st.floats(0, 90)), max_size=5
    ),
)


def can_each_have_a_slot(one, teams):
    """The naive reference: some order of the slots gives every team one it can fill."""
    fills = [candidate.fills for candidate in one.fit if candidate.team in teams]
    return any(
        all(slot in filled for slot, filled in zip(slots, fills, strict=True))
        for slots in permutations(one.asks, len(fills))
    )


@given(rankings)
def test_each_proposed_team_has_a_slot_of_its_own_and_as_many_are_filled_as_can_be(one):
    teams = [candidate.team for candidate in one.fit]
    found = proposed(Proposal(one))

    assert can_each_have_a_slot(one, found)
    assert not any(can_each_have_a_slot(one, more) for more in combinations(teams, len(found) + 1))


@given(rankings, st.data())
def test_following_the_proposal_even_in_part_never_asks_for_a_reason(one, data):
    some = [team for team in proposed(Proposal(one)) if data.draw(st.booleans())]

    assert departures(Proposal(one), some) == {}


def test_the_best_team_goes_first_and_a_second_slot_gets_another():
    one = ranking([A, B], ({A, B}, 5), ({A}, 9), ({B}, 30))

    assert proposed(Proposal(one)) == ("team-0", "team-1")


def test_a_later_team_of_the_same_kind_departs_from_the_proposal():
    one = ranking([A], ({A}, 5), ({A}, 30))

    assert proposed(Proposal(one)) == ("team-0",)
    assert list(departures(Proposal(one), ["team-1"])) == ["team-1"]


def test_nothing_is_proposed_where_nothing_more_is_asked_for():
    assert proposed(Proposal(ranking([], (set(), 5)))) == ()


def test_whom_the_plan_sends_here_goes_first_and_needs_no_reason():
    one = Proposal(ranking([A], ({A}, 5), ({A}, 30)), planned=["team-1"])

    assert proposed(one) == ("team-1",)
    assert departures(one, ["team-1"]) == {}
    assert departures(one, ["team-0"]) == {}


def test_whom_the_plan_sends_elsewhere_is_not_proposed_and_nobody_waits_for_it():
    one = Proposal(ranking([A], ({A}, 5), ({A}, 30)), elsewhere=["team-0"])

    assert proposed(one) == ("team-1",)
    assert departures(one, ["team-1"]) == {}
    assert [candidate.team for candidate in one.best] == ["team-1", "team-0"]


def test_a_team_beyond_what_is_asked_for_departs_and_only_that_one():
    one = Proposal(ranking([A], ({A}, 5), ({A}, 6)))

    assert list(departures(one, ["team-1", "team-0"])) == ["team-1"]
    assert departures(one, ["team-1"]) == {}


def test_where_nothing_more_is_asked_for_whoever_is_sent_departs():
    assert list(departures(Proposal(ranking([], ((), 5))), ["team-0"])) == ["team-0"]
