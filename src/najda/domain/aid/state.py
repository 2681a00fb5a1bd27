"""What is true of one request for aid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.places import Place
from najda.kernel.status import after
from najda.kernel.tasks import Capability
from najda.kernel.values import State, folded, replace

from .events import (
    AidAsked,
    AidDeclined,
    AidExtended,
    AidGranted,
    AidTeamCame,
    AidTeamLeft,
    AidWithdrawn,
    Event,
    Forecast,
    Neighbour,
)
from .status import MOVES, Status


class Aid(State, frozen=True):
    """A request as it stands: `granted` is how many teams the neighbour gives, `here` which are here on
    it."""

    status: Status
    asked_at: datetime
    neighbour: Neighbour
    capability: Capability
    teams: int
    place: Place
    until: datetime
    forecast: Forecast | None = None
    granted: int = 0
    answered_at: datetime | None = None
    here: tuple[str, ...] = ()


def apply(state: Aid | None, event: Event, at: datetime) -> Aid:
    """Return the request after one more fact, which happened `at`."""
    if isinstance(event, AidAsked):
        return Aid(
            status=after(MOVES, state and state.status, event),
            asked_at=at,
            neighbour=event.neighbour,
            capability=event.capability,
            teams=event.teams,
            place=event.place,
            until=event.until,
            forecast=event.forecast,
        )
    assert state is not None, "a stream starts with AidAsked"
    moved = replace(state, status=after(MOVES, state.status, event))
    match event:
        case AidGranted():
            return replace(moved, granted=event.teams, answered_at=at)
        case AidDeclined():
            return replace(moved, granted=0, answered_at=at)
        case AidExtended():
            return replace(moved, until=event.until)
        case AidTeamCame():
            return replace(moved, here=(*without(moved.here, event.team), event.team))
        case AidTeamLeft():
            return replace(moved, here=without(moved.here, event.team))
        case AidWithdrawn():
            return moved


def without(teams: tuple[str, ...], team: str) -> tuple[str, ...]:
    """Return the teams but this one."""
    return tuple(one for one in teams if one != team)


def fold(facts: Iterable[tuple[Event, datetime]]) -> Aid | None:
    """Return the request after all its facts, each with the time it happened."""
    return folded(apply, facts)
