"""Facts and states to the text the store keeps, and back."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from najda.kernel.canonical import canonical
from najda.kernel.entry import Entry
from najda.kernel.errors import Malformed
from najda.kernel.values import Fact, State

from .rooms import ROOMS, Room

_state_encoder = msgspec.json.Encoder()


def kind_of(room: Room, fact: type[Fact]) -> str:
    """Return the kind an entry carries for a fact: `reports.ReportReceived`."""
    return f"{room.name}.{fact.__name__}"


FACTS: dict[str, type[Fact]] = {
    kind_of(room, fact): fact for room in ROOMS.values() for fact in room.facts
}


def body_of(fact: Fact) -> str:
    """Return a fact as canonical JSON text."""
    return canonical(msgspec.to_builtins(fact))


@cache
def _fact_decoder(kind: str) -> msgspec.json.Decoder[Any]:
    if kind not in FACTS:
        raise Malformed(what="entry", given=kind, expected="a kind this version of Najda knows")
    return msgspec.json.Decoder(FACTS[kind])


def fact_of(entry: Entry) -> Fact:
    """Return the fact an entry holds; raise Malformed if this version of Najda does not know it."""
    try:
        return _fact_decoder(entry.kind).decode(entry.body)
    except msgspec.ValidationError as error:
        raise Malformed(what=entry.kind, given=entry.body[:80], expected=str(error)) from None


def state_text(state: State) -> str:
    """Return a state as JSON text: the same state always the same text."""
    return _state_encoder.encode(state).decode()


@cache
def _state_decoder(room: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(ROOMS[room].state)


def state_from(room: str, text: str) -> Any:
    """Return the state kept as text for a thing in a room."""
    return _state_decoder(room).decode(text)
