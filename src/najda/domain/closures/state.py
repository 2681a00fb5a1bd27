"""What is true of one closure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.places import Place
from najda.kernel.roads import RoadSpot, SaidBy
from najda.kernel.status import after
from najda.kernel.values import State, folded, replace

from .events import ClosureExtended, Event, RoadClosed, RoadReopened, RoadSlowed
from .status import MOVES, Status


class Closure(State, frozen=True):
    """A closure as it stands; `times_as_long` is None where nothing passes."""

    status: Status
    since: datetime
    spot: RoadSpot
    place: Place
    said_by: SaidBy
    times_as_long: float | None = None
    until: datetime | None = None


def apply(state: Closure | None, event: Event, at: datetime) -> Closure:
    """Return the closure after one more fact, which happened `at`."""
    if isinstance(event, RoadClosed | RoadSlowed):
        return Closure(
            status=after(MOVES, state and state.status, event),
            since=state.since if state else at,
            spot=event.spot,
            place=event.place,
            said_by=event.said_by,
            times_as_long=getattr(event, "times_as_long", None),
            until=event.until,
        )
    assert state is not None, "a stream starts with RoadClosed or RoadSlowed"
    moved = replace(state, status=after(MOVES, state.status, event), said_by=event.said_by)
    match event:
        case ClosureExtended():
            return replace(moved, until=event.until)
        case RoadReopened():
            return replace(moved, until=at)


def fold(facts: Iterable[tuple[Event, datetime]]) -> Closure | None:
    """Return the closure after all its facts, each with the time it happened."""
    return folded(apply, facts)
