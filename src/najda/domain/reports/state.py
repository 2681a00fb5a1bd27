"""What is true of one report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.need import Need
from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.status import after
from najda.kernel.tasks import Channel, Task
from najda.kernel.values import State, folded, replace

from .events import Event, ReportLinked, ReportReceived, ReportSplit
from .status import MOVES, Status


class Report(State, frozen=True):
    """A report as it stands: what came in, and which incident it is judged to tell of."""

    status: Status
    received_at: datetime
    channel: Channel
    text: Sealed
    place: Place
    directions: Sealed | None = None
    language: str = ""
    task: Task | None = None
    need: Need | None = None
    reporter: Sealed | None = None
    incident: str = ""


def apply(state: Report | None, event: Event, at: datetime) -> Report:
    """Return the report after one more fact, which happened `at`."""
    if isinstance(event, ReportReceived):
        return Report(
            status=Status.RECEIVED,
            received_at=at,
            channel=event.channel,
            text=event.text,
            place=event.place,
            directions=event.directions,
            language=event.language,
            task=event.task,
            need=event.need,
            reporter=event.reporter,
        )
    assert state is not None, "a stream starts with ReportReceived"
    moved = replace(state, status=after(MOVES, state.status, event))
    match event:
        case ReportLinked(incident=incident):
            return replace(moved, incident=incident)
        case ReportSplit():
            return replace(moved, incident="")
    return moved


def fold(facts: Iterable[tuple[Event, datetime]]) -> Report | None:
    """Return the report after all its facts, each with the time it happened."""
    return folded(apply, facts)
