"""Which team fills which slot: beside every way in which it could be."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from najda.dispatch.slots import slots_filled

from .build import AMBULANCE, ORDNANCE, RESCUE

capability = st.sampled_from([RESCUE, AMBULANCE, ORDNANCE])
asked = st.lists(capability, max_size=4)
able = st.lists(st.sets(capability), max_size=5)


def most(asks, teams):
    """The reference: as many slots as any order of teams fills."""
    places = [*range(len(teams)), *[None] * len(asks)]
    return max(
        sum(team is not None and asks[slot] in teams[team] for slot, team in enumerate(order))
        for order in {order[: len(asks)] for order in permutations(places)}
    )


@given(asked, able)
def test_each_team_fills_one_slot_it_can_and_as_many_are_filled_as_can_be(asks, teams):
    filled = slots_filled(asks, teams)

    some = [slot for slot in filled if slot is not None]
    assert len(some) == len(set(some))
    assert all(
        asks[slot] in able for slot, able in zip(filled, teams, strict=True) if slot is not None
    )
    if len(asks) + len(teams) <= 7:
        assert len(some) == most(asks, teams)


@given(asked, able, st.sets(capability))
def test_whoever_has_a_slot_keeps_one_when_another_comes(asks, teams, another):
    before, after = slots_filled(asks, teams), slots_filled(asks, [*teams, another])

    assert [one is None for one in before] == [one is None for one in after[:-1]]


def test_a_team_that_can_do_both_leaves_its_slot_to_who_can_do_only_that():
    assert slots_filled([RESCUE, AMBULANCE], [{RESCUE, AMBULANCE}, {RESCUE}]) == [1, 0]
