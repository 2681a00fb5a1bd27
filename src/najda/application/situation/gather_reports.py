"""What came of each report."""

from __future__ import annotations

import msgspec

from najda.application.codec import fact_of
from najda.domain.reports import events
from najda.domain.reports.status import Status
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.tasks import Channel

from .takers import Takers
from .window import Window


class Report(msgspec.Struct):
    """One report as it stood at the end of the period. `judged` is the entry that last settled or
    unsettled it; `first_judged` the moment and entry of the first judgement."""

    sequence: int
    at: str
    channel: Channel
    areas: tuple[str, ...]
    status: Status = Status.RECEIVED
    incident: str = ""
    judged: int = 0
    first_judged: tuple[str, int] | None = None

    @property
    def ground(self) -> tuple[int, ...]:
        """Return the entries that say where it stands."""
        return (self.sequence, self.judged) if self.judged else (self.sequence,)


class Reports:
    """All reports received before the end of the period."""

    def __init__(self, window: Window) -> None:
        self._end = window.end
        self.by_id: dict[str, Report] = {}

    def takers(self) -> Takers:
        """Return what takes each kind of fact in."""
        return {
            events.ReportReceived: self._received,
            events.ReportLinked: self._linked,
            events.ReportSplit: self._open_again,
            events.ReportSetAside: self._set_aside,
            events.ReportTakenUp: self._open_again,
        }

    def _received(self, entry: Entry) -> None:
        if entry.occurred_at >= self._end:
            return
        fact = fact_of(entry)
        _, id_ = split_stream(entry.stream)
        self.by_id[id_] = Report(entry.sequence, entry.occurred_at, fact.channel, fact.place.areas)

    def _judged(self, entry: Entry, status: Status, incident: str = "") -> None:
        report = self.by_id.get(split_stream(entry.stream)[1])
        if report is None or entry.occurred_at >= self._end:
            return
        report.status, report.incident, report.judged = status, incident, entry.sequence
        if status != Status.RECEIVED and report.first_judged is None:
            report.first_judged = (entry.occurred_at, entry.sequence)

    def _linked(self, entry: Entry) -> None:
        self._judged(entry, Status.LINKED, fact_of(entry).incident)

    def _set_aside(self, entry: Entry) -> None:
        self._judged(entry, Status.SET_ASIDE)

    def _open_again(self, entry: Entry) -> None:
        self._judged(entry, Status.RECEIVED)
