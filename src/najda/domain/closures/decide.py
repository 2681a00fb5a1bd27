"""What may happen to a closure: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place
from najda.kernel.roads import RoadSpot, SaidBy
from najda.kernel.status import check
from najda.kernel.values import replace

from . import rules
from .events import ClosureExtended, Event, RoadClosed, RoadReopened, RoadSlowed
from .state import Closure
from .status import MOVES

_THING = phrase(N_("The closure"))


def close(
    state: Closure | None,
    *,
    spot: RoadSpot,
    place: Place,
    said_by: SaidBy,
    reason: Sealed,
    at: datetime,
    until: datetime | None = None,
) -> list[Event]:
    """Say that no vehicle passes; what was slowed before is closed where it was."""
    check(MOVES, _THING, state and state.status, RoadClosed)
    rules.check_end(until, at)
    spot, place = _where(state, spot, place)
    return [RoadClosed(spot=spot, place=place, until=until, said_by=said_by, reason=reason)]


def slow(
    state: Closure | None,
    *,
    spot: RoadSpot,
    place: Place,
    times_as_long: float,
    said_by: SaidBy,
    reason: Sealed,
    at: datetime,
    until: datetime | None = None,
) -> list[Event]:
    """Say that vehicles pass and take so many times as long; what was closed is slowed where it was."""
    check(MOVES, _THING, state and state.status, RoadSlowed)
    rules.check_slowness(times_as_long)
    rules.check_end(until, at)
    spot, place = _where(state, spot, place)
    return [
        RoadSlowed(
            spot=spot,
            place=place,
            times_as_long=times_as_long,
            until=until,
            said_by=said_by,
            reason=reason,
        )
    ]


def extend(
    state: Closure, *, until: datetime | None, said_by: SaidBy, reason: Sealed, at: datetime
) -> list[Event]:
    """Say that it lasts until another time."""
    check(MOVES, _THING, state.status, ClosureExtended)
    rules.check_end(until, at)
    if until == state.until:
        return []
    return [ClosureExtended(until=until, said_by=said_by, reason=reason)]


def reopen(state: Closure, *, said_by: SaidBy, reason: Sealed) -> list[Event]:
    """Say that vehicles pass again."""
    check(MOVES, _THING, state.status, RoadReopened)
    return [RoadReopened(said_by=said_by, reason=reason)]


def _where(state: Closure | None, spot: RoadSpot, place: Place) -> tuple[RoadSpot, Place]:
    """Return where the closure is: once told, it stays there."""
    if state is not None:
        return state.spot, state.place
    return spot, replace(place, words="")  # somebody may be named in the giver's words
