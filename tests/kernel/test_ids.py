"""Identities: sortable by time, made again the same, and refused when they are none."""

import uuid
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.errors import Malformed
from najda.kernel.ids import check_id, derived_id, id_within, new_id, split_stream, stream

AT = datetime(2025, 3, 7, 4, 5, 6, 789_000, tzinfo=UTC)
moments = st.datetimes(
    datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)


@given(moments, st.integers())
def test_a_new_id_is_a_uuid_of_version_7(at, seed):
    made = uuid.UUID(new_id(at, Random(seed)))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


@given(moments, st.integers())
def test_a_new_id_carries_its_milliseconds(at, seed):
    made = uuid.UUID(new_id(at, Random(seed)))
    since = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert made.int >> 80 == since


def test_ids_made_later_sort_later():
    random = Random(1)
    made = [new_id(AT + timedelta(milliseconds=step), random) for step in range(100)]
    assert made == sorted(made)


def test_the_same_seed_makes_the_same_ids_and_no_id_twice():
    first, second = Random(7), Random(7)
    ids = [new_id(AT, first) for _ in range(1000)]
    assert ids == [new_id(AT, second) for _ in range(1000)]
    assert len(set(ids)) == 1000


@given(
    st.lists(st.text(alphabet="abc123"), min_size=1),
    st.lists(st.text(alphabet="abc123"), min_size=1),
)
def test_derived_ids_are_equal_exactly_for_equal_parts(one, other):
    assert (derived_id(*one) == derived_id(*other)) == (one == other)


def test_a_derived_id_stays_the_same_for_ever():
    """Written down once: if this changes, what was imported before is imported twice."""
    assert derived_id("file", "row 1") == "da40d2b7-d834-513e-8f86-28edfb3aadaa"


def test_an_id_is_read_in_any_usual_spelling_and_kept_in_one():
    plain = "01956f2e-1b55-7000-8000-000000000000"
    assert (
        check_id(plain.upper())
        == check_id(f"{{{plain}}}")
        == check_id(f"urn:uuid:{plain}")
        == plain
    )


@pytest.mark.parametrize(
    "text", ["", "12", "not-an-id", None, 7, "01956f2e-1b55-7000-8000-00000000000g"]
)
def test_what_is_no_id_is_refused(text):
    with pytest.raises(Malformed, match="UUID"):
        check_id(text)


def test_a_stream_names_its_room_and_its_thing():
    assert split_stream(stream("incidents", "01956f2e")) == ("incidents", "01956f2e")


acts = st.builds(lambda at, seed: new_id(at, Random(seed)), moments, st.integers())


@given(acts, st.text(), st.text())
def test_what_an_act_makes_has_an_id_of_its_own_that_begins_as_the_acts_does(act, one, other):
    made = id_within(act, one)
    assert (made == id_within(act, other)) == (one == other)
    assert made[:13] == act[:13]
    assert uuid.UUID(made).version == 8
    assert uuid.UUID(made).variant == uuid.RFC_4122


@given(st.lists(st.text()))
def test_a_derived_id_is_the_uuid_of_version_5(parts):
    namespace = uuid.UUID("6e616a64-6100-8000-8000-72657363756f")
    assert derived_id(*parts) == str(uuid.uuid5(namespace, "\x1f".join(parts)))
