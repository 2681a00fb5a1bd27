"""Two messages are likely the same by where, when, what for and which words; by nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.intake.likeness import FARTHEST_KM, Told, likeness, words_of
from najda.kernel.places import Place, Position, Precision
from najda.kernel.tasks import Task
from najda.kernel.values import replace

AT = datetime(2026, 3, 1, 14, 3, tzinfo=UTC)
HERE = Position(lat=35.5, lon=35.9)
METRE = 1 / 111_195
SMOKE = words_of(["دخان كثيف من المدرسة في حي المثال"])


def told(*, metres=0.0, minutes=0.0, task=None, words=None, precision=Precision.EXACT):
    position = Position(lat=HERE.lat + metres * METRE, lon=HERE.lon)
    place = Place(position=position, precision=precision)
    return Told(place=place, at=AT + timedelta(minutes=minutes), task=task, words=words)


def placed(**more):
    return st.builds(
        told,
        metres=st.floats(-15_000, 15_000),
        minutes=st.floats(-6000, 6000),
        task=st.none() | st.sampled_from(Task),
        words=st.none() | st.frozensets(st.sampled_from("abcdefgh"), max_size=6),
        precision=st.sampled_from([p for p in Precision if p is not Precision.UNKNOWN]),
        **more,
    )


def said(likeness):
    return [str(reason) for reason in likeness.reasons]


@given(placed(), placed())
def test_it_is_the_same_whichever_is_named_first(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other).score <= 1


@given(placed(), placed(), st.floats(0, 1))
def test_coming_nearer_never_makes_it_less_likely(one, other, share):
    a, b = one.place.position, other.place.position
    between = Position(lat=b.lat + (a.lat - b.lat) * share, lon=HERE.lon)
    nearer = replace(other, place=replace(other.place, position=between))

    assert likeness(one, nearer).score >= likeness(one, other).score


@given(placed(), placed(), st.floats(0, 1))
def test_coming_sooner_never_makes_it_less_likely(one, other, share):
    sooner = replace(other, at=other.at + (one.at - other.at) * share)

    assert likeness(one, sooner).score >= likeness(one, other).score


@given(placed(), placed())
def test_the_same_kind_is_no_less_likely_than_another_or_none(one, other):
    alike = likeness(one, replace(other, task=one.task))
    assert alike.score >= likeness(one, other).score or one.task is None


@given(placed(), placed(), st.sampled_from("abcdefgh"))
def test_a_word_more_in_common_never_makes_it_less_likely(one, other, word):
    both = [replace(m, words=(m.words or frozenset("xyz")) | {"common"}) for m in (one, other)]
    more = [replace(m, words=m.words | {word + "!"}) for m in both]

    assert likeness(*more).score >= likeness(*both).score


@given(placed(), placed())
def test_what_is_far_away_is_never_likely(one, other):
    km = one.place.position.km_to(other.place.position)

    assert not (km > FARTHEST_KM and likeness(one, other).is_likely)


@given(placed())
def test_the_very_same_message_is_always_likely(one):
    assert likeness(one, one).is_likely or one.place.precision is Precision.AREA


def test_the_reasons_are_said_in_words():
    call = told(task=Task.FIREFIGHTING, words=SMOKE)
    other = told(
        metres=280, minutes=-12, task=Task.FIREFIGHTING, words=words_of(["الدخان من مدرسة"])
    )

    alike = likeness(call, other)

    assert alike.is_likely
    assert said(alike) == [
        "280 m away", "12 minutes apart", "the same kind", "2 words in common",
    ]  # fmt: skip


def test_two_calls_from_one_town_are_not_taken_for_one_street():
    town = {"precision": Precision.SETTLEMENT, "task": Task.MEDICAL}
    alike = likeness(told(**town), told(minutes=5, **town))
    street = likeness(told(task=Task.MEDICAL), told(minutes=5, task=Task.MEDICAL))

    assert alike.score < street.score
    assert said(alike)[0] == "the same place by name"


def test_one_word_counts_only_where_it_is_all_that_both_say():
    lost, fire = replace(told(), place=Place()), frozenset({"fire"})

    assert likeness(replace(lost, words=fire), replace(lost, words=fire)).is_likely
    assert not likeness(replace(lost, words=fire), replace(lost, words=fire | {"quay"})).is_likely


def test_without_a_position_only_words_make_it_likely():
    lost = replace(told(words=SMOKE), place=Place())

    assert likeness(lost, told(words=SMOKE, minutes=3)).is_likely
    assert not likeness(lost, told(words=frozenset({"other", "words"}))).is_likely
    assert likeness(replace(lost, words=None), told()).score == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("المدرسة", "مدرسه"), ("بالمدرسة", "المدرسة"), ("حَرِيقٌ", "حريق"), ("SMOKE,", "smoke")],
)
def test_words_are_the_same_however_they_are_spelt(one, other):
    assert words_of([one]) == words_of([other]) != frozenset()


def test_small_words_say_nothing():
    assert words_of(["من في على هناك the and near"]) == frozenset()
