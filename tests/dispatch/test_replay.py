"""The past lived again: roads and dangers as they stood, whoever goes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.dispatch.engine.instance import UNSERVED_MINUTES
from najda.dispatch.happened import Call, Spell, Watch, World
from najda.dispatch.replay import by_plan, closest_pair, from_then, replay, weighted_minutes
from najda.kernel.places import Position
from najda.kernel.tasks import HazardKind

from .build import AMBULANCE, HERE, ORDNANCE, RESCUE, hazard, later, team

THERE = Position.at(35.0, 36.2)
PLACES = (HERE, THERE, Position.at(35.2, 36.0))
POLICIES = pytest.mark.parametrize("policy", [by_plan, closest_pair])


def call(id_="call", at=0, **other):
    usual = {"weight": 8.0, "level": 2, "asks": (RESCUE,), "position": THERE, "work_minutes": 60.0}
    return Call(id=id_, at=later(at), **(usual | other))


def watch(name="team", *, begins=-60, ends=600, able=(RESCUE,), position=HERE):
    return Watch(
        team=name, capabilities=able, position=position, begins=later(begins), ends=later(ends)
    )


def ways(way=20.0, closed=()):
    """Every journey takes so long; while a spell of `closed` stands there is no way to another place."""

    def minutes(at, origins, destinations):
        shut = any(one.stands_at(at) for one in closed)
        return np.array(
            [[0.0 if a == b else np.inf if shut else way for b in destinations] for a in origins]
        ).reshape(len(origins), len(destinations))

    return minutes


def world(*, dangers=(), closed=()):
    changes = {at for one in closed for at in (one.begins, one.ends) if at is not None}
    return World(minutes=ways(closed=closed), dangers=tuple(dangers), changes=changes)


def danger(kind, begins, ends, **other):
    return Spell(later(begins), None if ends is None else later(ends), hazard(kind, **other))


@POLICIES
def test_while_the_road_is_closed_nobody_goes_and_then_they_do(policy):
    shut = Spell(later(-30), later(45), None)
    (served,) = replay([call()], [watch()], policy, world(closed=[shut]))
    assert served.waited == 45 + 20
    (open_,) = replay([call()], [watch()], policy, world())
    assert open_.waited == 20


@POLICIES
def test_a_road_closed_before_or_after_hinders_nobody(policy):
    closed = [Spell(later(-90), later(-60), None), Spell(later(1), None, None)]
    (served,) = replay([call()], [watch()], policy, world(closed=closed))
    assert served.waited == 20


@POLICIES
def test_a_village_closed_for_good_is_never_reached_and_the_rest_is(policy):
    calls = [call("village"), call("town", position=HERE)]
    lived = replay(calls, [watch()], policy, world(closed=[Spell(later(-9), None, None)]))
    assert {one.call.id: one.waited for one in lived} == {"village": UNSERVED_MINUTES, "town": 0.0}


@POLICIES
def test_a_feared_second_strike_is_waited_for_at_the_edge(policy):
    strike = danger(HazardKind.SECOND_STRIKE, -5, 50, position=THERE, until=later(50))
    (served,) = replay([call()], [watch()], policy, world(dangers=[strike]))
    assert served.waited == 50


@POLICIES
def test_where_ordnance_lies_nobody_enters_until_it_is_cleared_but_whoever_clears_it(policy):
    ordnance = danger(HazardKind.UNEXPLODED_ORDNANCE, -5, 90, position=THERE)
    teams = [watch("rescue"), watch("clearing", able=(ORDNANCE,))]
    (served,) = replay([call()], teams, policy, world(dangers=[ordnance]))
    assert served.teams == ("clearing", "rescue")
    assert served.waited == 90 + 20, "it waits until the danger is cleared as it was"
    assert served.driven == 40


def decided(sent, *, calls, teams, world_=None):
    return from_then(
        calls,
        [],
        world_ or world(),
        at=later(0),
        teams=teams,
        incident="call",
        sent=sent,
    )


def test_from_a_moment_on_the_teams_somebody_chose_go_and_the_plan_does_the_rest():
    near, far = team("near", position=THERE), team("far", position=PLACES[2])
    calls = [call(), call("other", at=1, weight=1.0)]
    chosen = decided(["far"], calls=calls, teams=[near, far])
    assert {one.call.id: one.teams for one in chosen} == {"call": ("far",), "other": ("near",)}
    proposed = decided(["near"], calls=calls, teams=[near, far])
    assert weighted_minutes(chosen) == 20 * 8
    assert weighted_minutes(proposed) == 20 * 1


def test_a_team_that_fills_no_slot_is_busy_all_the_same():
    lived = decided(
        ["ambulance"], calls=[call()], teams=[team("ambulance", capabilities=(AMBULANCE,))]
    )
    assert [(one.teams, one.waited) for one in lived] == [(("ambulance",), UNSERVED_MINUTES)]


@pytest.mark.parametrize("sent", [["both", "rescuers"], ["rescuers", "both"]])
def test_two_teams_sent_fill_both_slots_whichever_is_told_first(sent):
    both = team("both", capabilities=(RESCUE, AMBULANCE))
    lived = decided(sent, calls=[call(asks=(RESCUE, AMBULANCE))], teams=[both, team("rescuers")])
    assert [one.waited for one in lived] == [20.0]


@pytest.mark.parametrize(
    ("teams", "closed"),
    [([], []), ([team("away")], []), ([team("chosen")], [Spell(later(-1), None, None)])],
)
def test_who_was_not_there_or_had_no_way_cannot_be_compared(teams, closed):
    assert decided(["chosen"], calls=[call()], teams=teams, world_=world(closed=closed)) is None


moments = st.integers(-60, 300)


@st.composite
def spells(draw, what):
    begins = draw(moments)
    ends = draw(st.none() | st.integers(begins + 1, 400))
    return Spell(later(begins), None if ends is None else later(ends), draw(what))


dangers = spells(
    st.builds(
        hazard,
        st.sampled_from([HazardKind.UNEXPLODED_ORDNANCE, HazardKind.SECOND_STRIKE]),
        id=st.uuids().map(str),
        position=st.sampled_from(PLACES),
        since=st.just(later(-60)),
        until=st.none() | moments.map(later),
    )
)
calls_ = st.lists(
    st.tuples(moments, st.sampled_from(PLACES), st.sampled_from([(RESCUE,), (RESCUE, RESCUE)])),
    max_size=4,
)


@given(
    calls_,
    st.lists(st.sampled_from([(RESCUE,), (ORDNANCE, RESCUE)]), max_size=3),
    st.lists(dangers, max_size=3, unique_by=lambda one: one.what.id),
    st.lists(spells(st.none()), max_size=2),
)
@settings(deadline=None, max_examples=40)
def test_whatever_stood_when_every_call_has_an_end_and_the_same_past_the_same_one(
    calls, teams, known, closed
):
    asked = [
        call(f"c{at}", begins, position=where, asks=asks)
        for at, (begins, where, asks) in enumerate(calls)
    ]
    on = [watch(f"t{at}", able=able) for at, able in enumerate(teams)]
    there = world(dangers=known, closed=closed)
    for policy in (by_plan, closest_pair):  # whoever is sent against a rule raises ValueError
        lived = replay(asked, on, policy, there)
        assert [one.call for one in lived] == asked
        for one in lived:
            assert 0 <= one.waited <= UNSERVED_MINUTES
    assert replay(asked, on, by_plan, there) == replay(asked, on, by_plan, there)
