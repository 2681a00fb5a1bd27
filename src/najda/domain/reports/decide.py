"""What may happen to a report: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.status import check

from .events import Event, ReportLinked, ReportReceived, ReportSetAside, ReportSplit, ReportTakenUp
from .state import Report
from .status import MOVES


def receive(state: Report | None, received: ReportReceived) -> list[Event]:
    """Take a report in."""
    check(MOVES, phrase(N_("The report")), state and state.status, ReportReceived)
    return [received]


def link(state: Report, *, incident: str) -> list[Event]:
    """Judge that the report tells of an incident."""
    check(MOVES, phrase(N_("The report")), state.status, ReportLinked)
    return [ReportLinked(incident=incident)]


def split(state: Report, *, reason: Sealed) -> list[Event]:
    """Take the judgement back."""
    check(MOVES, phrase(N_("The report")), state.status, ReportSplit)
    return [ReportSplit(incident=state.incident, reason=reason)]


def set_aside(state: Report, *, reason: Sealed) -> list[Event]:
    """Judge that the report calls for nothing."""
    check(MOVES, phrase(N_("The report")), state.status, ReportSetAside)
    return [ReportSetAside(reason=reason)]


def take_up(state: Report, *, reason: Sealed) -> list[Event]:
    """Take up again a report that was set aside."""
    check(MOVES, phrase(N_("The report")), state.status, ReportTakenUp)
    return [ReportTakenUp(reason=reason)]
