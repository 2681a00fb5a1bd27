"""What is true of one hazard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.places import Place
from najda.kernel.status import after
from najda.kernel.tasks import HazardKind
from najda.kernel.values import State, folded, replace

from .events import Event, HazardExtended, HazardReported
from .status import MOVES, Status


class Hazard(State, frozen=True):
    """A hazard as it stands."""

    status: Status
    reported_at: datetime
    kind: HazardKind
    place: Place
    radius_m: int
    until: datetime | None = None
    incident: str = ""


def apply(state: Hazard | None, event: Event, at: datetime) -> Hazard:
    """Return the hazard after one more fact, which happened `at`."""
    if isinstance(event, HazardReported):
        return Hazard(
            status=Status.STANDING,
            reported_at=at,
            kind=event.kind,
            place=event.place,
            radius_m=event.radius_m,
            until=event.until,
            incident=event.incident,
        )
    assert state is not None, "a stream starts with HazardReported"
    moved = replace(state, status=after(MOVES, state.status, event))
    if isinstance(event, HazardExtended):
        return replace(moved, until=event.until)
    return moved


def fold(facts: Iterable[tuple[Event, datetime]]) -> Hazard | None:
    """Return the hazard after all its facts, each with the time it happened."""
    return folded(apply, facts)
