"""What is true of the installation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.values import State, folded, replace

from .events import (
    Event,
    InstallationFounded,
    InstallationRevised,
    PublicReportsEnded,
    PublicReportsOpened,
)
from .status import Status


class Installation(State, frozen=True):
    """The installation as it stands; see `events.InstallationFounded` for the fields. `public_reports`
    tells whether anybody may report on the public page, `phone` what that page says to call."""

    status: Status
    founded_at: datetime
    name: str
    area: str
    time_zone: str
    public_reports: bool = False
    phone: str = ""


def apply(state: Installation | None, event: Event, at: datetime) -> Installation:
    """Return the installation after one more fact, which happened `at`."""
    if isinstance(event, InstallationFounded):
        return Installation(
            status=Status.FOUNDED,
            founded_at=at,
            name=event.name,
            area=event.area,
            time_zone=event.time_zone,
        )
    assert state is not None, "a stream starts with InstallationFounded"
    match event:
        case InstallationRevised():
            return replace(state, name=event.name, area=event.area, time_zone=event.time_zone)
        case PublicReportsOpened(phone=phone):
            return replace(state, public_reports=True, phone=phone)
        case PublicReportsEnded():
            return replace(state, public_reports=False, phone="")
    return state


def fold(facts: Iterable[tuple[Event, datetime]]) -> Installation | None:
    """Return the installation after all its facts, each with the time it happened."""
    return folded(apply, facts)
