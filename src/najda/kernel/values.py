"""The base of every value, fact and state: frozen, typed, compared by content."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec

Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
"""How many people: never negative, and never more than a slip of the finger could make of it."""

S = TypeVar("S")
F = TypeVar("F")


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen value. Fields are checked by type whenever one is read from outside or from the ledger.

    A subclass checks its own ranges in `__post_init__` and raises a named refusal.
    """


class Fact(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened, named in the past tense. Kept for ever, so fields are only ever added,
    each with a default that means "not said"."""


class State(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What is true of one stream after folding its facts."""


replace = msgspec.structs.replace


def folded(
    apply: Callable[[S | None, F, datetime], S], facts: Iterable[tuple[F, datetime]]
) -> S | None:
    """Return the state after all facts, each given with the time it happened; None if there are none."""
    state: S | None = None
    for fact, at in facts:
        state = apply(state, fact, at)
    return state
