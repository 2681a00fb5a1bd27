"""Priority follows need, all of the need that matters, and nothing else."""

from typing import get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.canonical import canonical
from najda.kernel.need import (
    LEVEL_WEIGHT,
    MOST_PEOPLE,
    POLICY_VERSION,
    Level,
    LifeThreat,
    Need,
    NeedImpossible,
    Priority,
    prioritise,
    reasons,
)
from najda.kernel.triage import TriageClass
from najda.kernel.values import replace

NONE, POSSIBLE, SERIOUS = LifeThreat.NONE, LifeThreat.POSSIBLE, LifeThreat.SERIOUS
IMMEDIATE, UNKNOWN = LifeThreat.IMMEDIATE, LifeThreat.UNKNOWN
THREATS_RISING = (NONE, POSSIBLE, SERIOUS, IMMEDIATE)

counts = st.integers(0, 5_000)
needs = st.builds(
    Need,
    life_threat=st.sampled_from(LifeThreat),
    people_at_risk=st.none() | counts,
    trapped=st.none() | counts,
    triage=st.dictionaries(st.sampled_from(TriageClass), counts),
    minutes_left=st.none() | counts,
)
more = st.integers(1, 5_000)


def never_lower(before, after):
    first, second = prioritise(before), prioritise(after)
    assert second.level <= first.level
    assert second.weight >= first.weight


@given(needs, more)
def test_more_people_at_risk_never_lowers_the_priority(need, more):
    need = replace(need, people_at_risk=need.people_at_risk or 0)
    never_lower(need, replace(need, people_at_risk=need.people_at_risk + more))


@given(needs, more)
def test_more_people_trapped_never_lowers_the_priority(need, more):
    never_lower(need, replace(need, trapped=(need.trapped or 0) + more))


@given(needs, st.sampled_from(TriageClass), more)
def test_more_casualties_never_lower_the_priority(need, triage, more):
    raised = need.triage | {triage: need.triage.get(triage, 0) + more}
    never_lower(need, replace(need, triage=raised))


@given(needs, counts, counts)
def test_less_time_never_lowers_the_priority(need, minutes, other):
    less, most = sorted((minutes, other))
    never_lower(replace(need, minutes_left=most), replace(need, minutes_left=less))
    never_lower(replace(need, minutes_left=None), replace(need, minutes_left=most))


@given(needs, st.sampled_from(THREATS_RISING), st.sampled_from(THREATS_RISING))
def test_more_threat_never_lowers_the_priority(need, one, other):
    less, most = sorted((one, other), key=THREATS_RISING.index)
    never_lower(replace(need, life_threat=less), replace(need, life_threat=most))


@given(needs)
def test_an_unjudged_danger_ranks_as_serious_and_says_so(need):
    unknown, serious = replace(need, life_threat=UNKNOWN), replace(need, life_threat=SERIOUS)
    assert prioritise(unknown) == prioritise(serious)
    assert any("Nobody has judged" in str(reason) for reason in reasons(unknown))


@given(needs)
def test_not_knowing_how_many_weighs_at_least_as_much_as_nobody(need):
    never_lower(replace(need, people_at_risk=0), replace(need, people_at_risk=None))


def test_not_knowing_how_many_says_so():
    assert "not known: weighed as 5" in str(reasons(Need())[-1])
    assert "not known" not in str(reasons(Need(people_at_risk=1))[-1])


@pytest.mark.parametrize(
    ("need", "level"),
    [
        (Need(life_threat=IMMEDIATE), Level.CRITICAL),
        (Need(life_threat=SERIOUS), Level.URGENT),
        (Need(), Level.URGENT),
        (Need(life_threat=POSSIBLE), Level.SERIOUS),
        (Need(life_threat=NONE), Level.ROUTINE),
        (Need(life_threat=NONE, people_at_risk=1), Level.ROUTINE),
        (Need(life_threat=NONE, people_at_risk=0), Level.LOW),
        (Need(life_threat=NONE, people_at_risk=0, trapped=1), Level.URGENT),
        (
            Need(life_threat=NONE, people_at_risk=0, triage={TriageClass.IMMEDIATE: 1}),
            Level.CRITICAL,
        ),
        (Need(life_threat=NONE, people_at_risk=0, triage={TriageClass.DELAYED: 1}), Level.URGENT),
        (Need(life_threat=NONE, people_at_risk=0, triage={TriageClass.EXPECTANT: 1}), Level.URGENT),
        (Need(life_threat=NONE, people_at_risk=0, triage={TriageClass.MINIMAL: 1}), Level.SERIOUS),
        (Need(life_threat=NONE, people_at_risk=0, triage={TriageClass.DECEASED: 9}), Level.LOW),
        (Need(life_threat=POSSIBLE, minutes_left=60), Level.CRITICAL),
        (Need(life_threat=POSSIBLE, minutes_left=61), Level.URGENT),
        (Need(life_threat=POSSIBLE, minutes_left=361), Level.SERIOUS),
        (Need(life_threat=NONE, people_at_risk=0, minutes_left=1441), Level.ROUTINE),
    ],
)
def test_the_policy_gives_each_need_its_level(need, level):
    assert prioritise(need).level is level


def test_each_level_weighs_twice_the_next_and_each_doubling_of_people_adds_as_much_again():
    assert [LEVEL_WEIGHT[level] for level in Level] == [16, 8, 4, 2, 1]
    weights = [
        prioritise(Need(life_threat=IMMEDIATE, people_at_risk=people)).weight
        for people in (0, 1, 2, 4, 8)
    ]
    assert weights == [16, 16, 32, 48, 64]


def test_the_dead_add_nothing_to_the_weight():
    need = Need(life_threat=SERIOUS, people_at_risk=2)
    assert prioritise(replace(need, triage={TriageClass.DECEASED: 40})) == prioritise(need)


def test_the_trapped_and_triaged_count_even_where_fewer_people_were_said_to_be_at_risk():
    need = Need(life_threat=SERIOUS, people_at_risk=2)
    trapped = prioritise(replace(need, trapped=8))
    triaged = prioritise(replace(need, triage={TriageClass.DELAYED: 4, TriageClass.MINIMAL: 4}))
    assert trapped.weight == triaged.weight == 32


@given(needs)
def test_the_first_reason_alone_calls_for_the_level(need):
    """The reasons come deciding first, and each is a whole sentence."""
    said = [str(reason) for reason in reasons(need)]
    assert all(text.endswith(".") and "{" not in text for text in said)
    if prioritise(need).level is Level.CRITICAL:
        assert any(word in said[0] for word in ("immediate", "left to save a life"))


def test_the_reasons_name_what_decided():
    need = Need(life_threat=POSSIBLE, trapped=3, minutes_left=30, people_at_risk=3)
    assert [str(reason) for reason in reasons(need)] == [
        "30 minutes are left to save a life.",
        "3 people are trapped.",
        "Life may be in danger.",
        "People are, or may be, at risk.",
        "Weighed for 3 people.",
    ]


@given(needs)
def test_need_and_priority_come_back_from_the_ledger_as_they_went_in(need):
    for value, kind in ((need, Need), (prioritise(need), Priority)):
        kept = canonical(msgspec.to_builtins(value))
        assert msgspec.json.decode(kept, type=kind) == value
    assert prioritise(need).policy == POLICY_VERSION


def test_a_need_cannot_hold_words_or_identity():
    """Every field is a number, a count by class, or one of a closed list of words."""
    allowed = {LifeThreat, int | None, dict[TriageClass, int]}
    assert set(get_type_hints(Need).values()) <= allowed
    assert "str" not in str(get_type_hints(Need))


def test_a_need_with_a_field_it_does_not_know_is_not_read():
    with pytest.raises(msgspec.ValidationError, match="sect"):
        msgspec.json.decode(b'{"sect":"x"}', type=Need)


@pytest.mark.parametrize("field", ["people_at_risk", "trapped", "minutes_left"])
@pytest.mark.parametrize("given_", [-1, MOST_PEOPLE + 1])
def test_an_absurd_count_is_refused_with_what_to_do(field, given_):
    with pytest.raises(NeedImpossible, match="leave it open") as refused:
        Need(**{field: given_})
    assert str(given_) in str(refused.value.phrase)


def test_an_absurd_triage_count_is_refused_when_read_from_outside():
    with pytest.raises(NeedImpossible, match="triage class"):
        msgspec.json.decode(b'{"triage":{"delayed":-2}}', type=Need)
