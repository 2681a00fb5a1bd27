"""Find what is sealed under a subject, wherever in the ledger it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from najda.kernel.ids import stream
from najda.kernel.personal import Sealed
from najda.kernel.time import from_text
from najda.kernel.values import Fact

from . import codec
from .desk import Desk
from .look_up import things
from .rooms import ROOMS


class SealedWords(NamedTuple):
    """Sealed words: the fact and field they stand in, when it happened, and the box."""

    fact: type[Fact]
    field: str
    at: datetime
    sealed: Sealed


def sealed_under(desk: Desk, subject: str) -> list[SealedWords]:
    """Return what is sealed under a subject: a report, incident, mission, team, hazard or member."""
    found = []
    with desk.store.reading() as view:
        for name in _streams(desk, subject):
            for entry in view.entries(stream=name):
                fact = codec.fact_of(entry)
                for field, sealed in _boxes(fact):
                    if sealed.subject == subject:
                        at = from_text(entry.occurred_at)
                        found.append(SealedWords(type(fact), field, at, sealed))
    return found


def _streams(desk: Desk, subject: str) -> Iterator[str]:
    yield from (stream(room, subject) for room in ROOMS)
    for team in things(desk, "teams"):
        if any(member.id == subject for member in team.state.members):
            yield stream("teams", team.id)


def _boxes(fact: Fact) -> Iterator[tuple[str, Sealed]]:
    for field in msgspec.structs.fields(fact):
        value: Any = getattr(fact, field.name)
        if isinstance(value, Sealed):
            yield field.name, value
