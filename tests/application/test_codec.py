"""Facts and states come back from text as they were; what is no fact is refused by name."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.application import codec
from najda.application.errors import StandingUnreadable
from najda.application.rooms import ROOMS
from najda.kernel.canonical import canonical
from najda.kernel.errors import Malformed, Refusal
from tests.domain.strategies import of


@pytest.mark.parametrize("kind", codec.FACTS)
@given(data=st.data())
def test_a_fact_is_read_back_as_it_was_and_its_text_is_canonical(kind, data):
    fact = data.draw(of(codec.FACTS[kind]))
    body = codec.body_of(fact)
    assert codec.fact_from(kind, body) == fact
    assert canonical(msgspec.json.decode(body)) == body
    assert codec.body_of(codec.fact_from(kind, body)) == body


@pytest.mark.parametrize("room", ROOMS)
@given(data=st.data())
def test_a_state_is_read_back_as_it_was_and_is_always_the_same_text(room, data):
    state = data.draw(of(ROOMS[room].state))
    text = codec.state_text(state)
    assert codec.state_from(room, text) == state
    assert codec.state_text(codec.state_from(room, text)) == text


@pytest.mark.parametrize("kind", codec.FACTS)
@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"text"', '{"unheard_of":1}', "{}x"])
def test_a_malformed_body_is_refused_by_its_kind(kind, body):
    with pytest.raises(Malformed, match=kind):
        codec.fact_from(kind, body)


@given(st.text())
def test_any_text_is_a_fact_or_a_refusal(body):
    try:
        codec.fact_from("missions.OutcomeRecorded", body)
    except Refusal as refusal:
        assert "OutcomeRecorded" in str(refusal)  # noqa: PT017 - either way is right


@pytest.mark.parametrize("kind", ["", "reports", "reports.ReportEaten", "remains.BodyFound"])
def test_a_kind_this_version_does_not_know_is_refused_by_name(kind):
    with pytest.raises(Malformed, match="a kind this version of Najda knows"):
        codec.fact_from(kind, "{}")


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("text", ["", "{}", '{"status":"eaten"}'])
def test_a_read_model_that_cannot_be_read_says_how_to_make_it_again(room, text):
    with pytest.raises(StandingUnreadable, match="ledger rebuild"):
        codec.state_from(room, text)


def test_every_kind_names_its_room_and_its_fact():
    assert {kind.partition(".")[0] for kind in codec.FACTS} == set(ROOMS)
    assert {fact: kind for kind, fact in codec.FACTS.items()} == codec.KINDS
