"""Where a report can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import ReportLinked, ReportReceived, ReportSetAside, ReportSplit, ReportTakenUp


class Status(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"  # nobody has judged it yet
    LINKED = "linked"
    SET_ASIDE = "set_aside"


MOVES: Moves = {
    (None, ReportReceived): Status.RECEIVED,
    (Status.RECEIVED, ReportLinked): Status.LINKED,
    (Status.LINKED, ReportSplit): Status.RECEIVED,
    (Status.RECEIVED, ReportSetAside): Status.SET_ASIDE,
    (Status.SET_ASIDE, ReportTakenUp): Status.RECEIVED,
}
