"""Status tables: which fact moves a thing from which status to which.

One table per room is the rule, the fold's guide, and the source of the diagram in the docs.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from .errors import NotAllowedNow
from .values import Fact

Moves = Mapping[tuple[StrEnum | None, type[Fact]], StrEnum | None]
"""(status before, fact) → status after; None stands for "not there": not yet, or no longer."""


def can(moves: Moves, status: StrEnum | None, fact: type[Fact]) -> bool:
    """Tell whether the table knows this fact from this status."""
    return (status, fact) in moves


def check(moves: Moves, what: str, status: StrEnum | None, fact: type[Fact]) -> None:
    """Raise NotAllowedNow, naming what is possible, unless the table knows the move."""
    if not can(moves, status, fact):
        possible = sorted(kind.__name__ for before, kind in moves if before == status)
        raise NotAllowedNow(
            what=what, status=status or "–", step=fact.__name__, possible=", ".join(possible) or "–"
        )


def after(moves: Moves, status: StrEnum | None, fact: Fact) -> StrEnum:
    """Return the status after a fact; replaying history never refuses, so an unknown move stays put."""
    return moves.get((status, type(fact)), status)  # type: ignore[return-value]
