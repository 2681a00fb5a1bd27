"""The base of every value, fact and state: frozen, typed, compared by content."""

from __future__ import annotations

import msgspec


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
