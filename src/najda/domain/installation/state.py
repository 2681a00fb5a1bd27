"""What is true of the installation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.values import State, folded

from .events import Event
from .status import Status


class Installation(State, frozen=True):
    """The installation as it stands; see `events.InstallationFounded` for the fields."""

    status: Status
    founded_at: datetime
    name: str
    area: str
    time_zone: str


def apply(state: Installation | None, event: Event, at: datetime) -> Installation:
    """Return the installation after one more fact, which happened `at`."""
    return Installation(
        status=Status.FOUNDED,
        founded_at=state.founded_at if state else at,
        name=event.name,
        area=event.area,
        time_zone=event.time_zone,
    )


def fold(facts: Iterable[tuple[Event, datetime]]) -> Installation | None:
    """Return the installation after all its facts, each with the time it happened."""
    return folded(apply, facts)
