"""Status tables: which fact moves a thing from which status to which.

One table per room is the rule, the fold's guide, and the source of the diagram in the docs.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from .errors import NotAllowedNow
from .phrases import Phrase
from .values import Fact

Moves = Mapping[tuple[StrEnum | None, type[Fact]], StrEnum | None]
"""(status before, fact) → status after; None stands for "not there": not yet, or no longer."""


def can(moves: Moves, status: StrEnum | None, fact: type[Fact]) -> bool:
    """Tell whether the table knows this fact from this status."""
    return (status, fact) in moves


def check(moves: Moves, what: str | Phrase, status: StrEnum | None, fact: type[Fact]) -> None:
    """Raise NotAllowedNow, naming what is possible, unless the table knows the move."""
    if not can(moves, status, fact):
        possible = possible_from(moves, status)
        raise NotAllowedNow(what=what, status=status or "–", step=fact, possible=possible)


def possible_from(moves: Moves, status: StrEnum | None) -> tuple[type[Fact], ...]:
    """Return the facts that the table knows from this status, by name."""
    known = (kind for before, kind in moves if before == status)
    return tuple(sorted(known, key=lambda kind: kind.__name__))


def after(moves: Moves, status: StrEnum | None, fact: Fact) -> StrEnum:
    """Return the status after a fact; replaying history never refuses, so an unknown move stays put."""
    return moves.get((status, type(fact)), status)  # type: ignore[return-value]
