"""What is true of one incident."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.need import Need
from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.status import after
from najda.kernel.tasks import Capability, Task
from najda.kernel.values import State, folded, replace

from .events import (
    Ending,
    Event,
    IncidentClosed,
    IncidentOpened,
    IncidentPlaced,
    IncidentReopened,
    IncidentRevised,
    MissionEnded,
    MissionSent,
    NeedAssessed,
    ReportAttached,
    ReportDetached,
    WaitResumed,
)
from .status import MOVES, Status


class Incident(State, frozen=True):
    """An incident as it stands. `waiting_since` is when its present wait began; `missions` are those
    under way; `level` is 0 until somebody has assessed the need."""

    status: Status
    opened_at: datetime
    waiting_since: datetime
    task: Task
    place: Place
    capabilities: tuple[Capability, ...]
    directions: Sealed | None = None
    need: Need | None = None
    level: int = 0
    weight: float = 0.0
    reports: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    ending: Ending | None = None
    closed_at: datetime | None = None


def apply(state: Incident | None, event: Event, at: datetime) -> Incident:
    """Return the incident after one more fact, which happened `at`."""
    if isinstance(event, IncidentOpened):
        return Incident(
            status=Status.WAITING,
            opened_at=at,
            waiting_since=at,
            task=event.task,
            place=event.place,
            capabilities=event.capabilities,
            directions=event.directions,
        )
    assert state is not None, "a stream starts with IncidentOpened"
    return _changed(replace(state, status=after(MOVES, state.status, event)), event, at)


def _changed(state: Incident, event: Event, at: datetime) -> Incident:
    match event:
        case NeedAssessed():
            return replace(state, need=event.need, level=event.level, weight=event.weight)
        case IncidentPlaced():
            return replace(state, place=event.place, directions=event.directions)
        case IncidentRevised():
            return replace(state, task=event.task, capabilities=event.capabilities)
        case ReportAttached():
            return replace(state, reports=(*state.reports, event.report))
        case ReportDetached():
            return replace(state, reports=_without(state.reports, event.report))
        case MissionSent():
            return replace(state, missions=(*state.missions, event.mission))
        case MissionEnded():
            return replace(state, missions=_without(state.missions, event.mission))
        case WaitResumed():
            return replace(state, waiting_since=at)
        case IncidentClosed():
            return replace(state, ending=event.ending, closed_at=at)
        case IncidentReopened():
            return replace(state, ending=None, closed_at=None, waiting_since=at)
    return state


def _without(ids: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ != gone)


def fold(facts: Iterable[tuple[Event, datetime]]) -> Incident | None:
    """Return the incident after all its facts, each with the time it happened."""
    return folded(apply, facts)
