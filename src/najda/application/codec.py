"""Facts and states to the text the store keeps, and back."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from najda.kernel.canonical import canonical
from najda.kernel.entry import Entry
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.values import Fact, State

from .errors import StandingUnreadable
from .rooms import ROOMS, Room

_state_encoder = msgspec.json.Encoder(order="deterministic")  # a mapping has no order of its own


def kind_of(room: Room, fact: type[Fact]) -> str:
    """Return the kind an entry carries for a fact: `reports.ReportReceived`."""
    return f"{room.name}.{fact.__name__}"


FACTS: dict[str, type[Fact]] = {
    kind_of(room, fact): fact for room in ROOMS.values() for fact in room.facts
}
KINDS: dict[type[Fact], str] = {fact: kind for kind, fact in FACTS.items()}


def body_of(fact: Fact) -> str:
    """Return a fact as canonical JSON text."""
    return canonical(msgspec.to_builtins(fact))


_UNKNOWN = N_("a kind this version of Najda knows")


@cache
def _fact_decoder(kind: str) -> msgspec.json.Decoder[Any]:
    if kind not in FACTS:
        raise Malformed(what=phrase(N_("entry")), given=kind, expected=phrase(_UNKNOWN))
    return msgspec.json.Decoder(FACTS[kind])


def fact_of(entry: Entry) -> Fact:
    """Return the fact an entry holds; raise Malformed if this version of Najda does not know it."""
    return fact_from(entry.kind, entry.body)


def fact_from(kind: str, body: str) -> Fact:
    """Return the fact of a kind kept as text; raise Malformed if it is none."""
    try:
        return _fact_decoder(kind).decode(body)
    except msgspec.DecodeError as error:
        raise Malformed(what=kind, given=body[:80], expected=str(error)) from None


def state_text(state: State) -> str:
    """Return a state as JSON text: the same state always the same text."""
    return _state_encoder.encode(state).decode()


@cache
def _state_decoder(room: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(ROOMS[room].state)


def state_from(room: str, text: str) -> Any:
    """Return the state kept as text for a thing in a room; raise StandingUnreadable if it is none."""
    try:
        return _state_decoder(room).decode(text)
    except msgspec.DecodeError as error:
        raise StandingUnreadable(room=room, why=str(error)) from None
