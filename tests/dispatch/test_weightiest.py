"""Too many incidents: the weightiest are planned for, and nobody idles for it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from najda.dispatch.weightiest import SLOTS_EACH, stranded, weightiest, within_reach

from .build import (
    AMBULANCE,
    HERE,
    ORDNANCE,
    RESCUE,
    incident,
    incidents_of,
    problem,
    team,
    teams_of,
)


@given(st.integers(0, 9).flatmap(incidents_of), teams_of(2), st.integers(0, 6), st.randoms())
@settings(deadline=None)
def test_every_incident_is_chosen_or_lighter_and_none_twice_in_whatever_order(
    wanted, teams, most, random
):
    chosen, lighter = weightiest(wanted, teams, most=most)
    assert sorted(one.id for one in (*chosen, *lighter)) == sorted(one.id for one in wanted)
    mixed = random.sample(list(wanted), len(wanted))
    assert weightiest(mixed, teams[::-1], most=most) == (chosen, lighter)
    first = sorted(wanted, key=lambda one: (-one.weight, one.since, one.id))[:most]
    assert chosen[: len(first)] == first, "whatever else is planned for, the weightiest are"


@given(st.integers(0, 9).flatmap(incidents_of), teams_of(2), st.integers(0, 3))
@settings(deadline=None)
def test_what_a_team_can_do_is_planned_for_up_to_some_slots_for_each(wanted, teams, most):
    chosen, lighter = weightiest(wanted, teams, most=most)
    for capability in (RESCUE, AMBULANCE, ORDNANCE):
        able = sum(capability in one.capabilities for one in teams)
        slots = sum(one.asks.count(capability) for one in chosen)
        left = [one for one in lighter if capability in one.asks and one.position is not None]
        assert slots >= SLOTS_EACH * able or not left
    if not teams:
        assert len(chosen) <= most


def test_a_team_that_reaches_nothing_it_could_do_is_stranded():
    calls = [incident("rescue"), incident("care", asks=(AMBULANCE,))]
    teams = [team("near"), team("island"), team("wrong", capabilities=(ORDNANCE,))]
    teams += [team("off", shift_end=None)]
    asked = problem(calls, teams, [[5.0, 5.0], [None, 5.0], [5.0, 5.0], [None, None]])
    assert [one.id for one in stranded(asked)] == ["island", "wrong"]


def test_for_stranded_teams_the_weightiest_of_what_they_reach_is_taken():
    lighter = [incident(f"i{at}", weight=9.0 - at, position=HERE) for at in range(8)]
    ways = [[float("inf"), *([4.0] * 7)]]
    found = within_reach([team()], lighter, ways)
    assert [one.id for one in found] == ["i1", "i2", "i3"]
