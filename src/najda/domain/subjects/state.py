"""What is true of one subject."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.status import after
from najda.kernel.values import State, folded

from .events import Event
from .status import MOVES, Status


class Subject(State, frozen=True):
    """A subject as it stands: readable or erased, and since when."""

    status: Status
    since: datetime


def apply(state: Subject | None, event: Event, at: datetime) -> Subject:
    """Return the subject after one more fact, which happened `at`."""
    return Subject(status=after(MOVES, state and state.status, event), since=at)


def fold(facts: Iterable[tuple[Event, datetime]]) -> Subject | None:
    """Return the subject after all its facts, each with the time it happened."""
    return folded(apply, facts)
