"""What came of each incident."""

from __future__ import annotations

import msgspec

from najda.application.codec import fact_of
from najda.domain.incidents import events
from najda.domain.incidents.events import Ending
from najda.domain.incidents.status import Status
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.need import LifeThreat
from najda.kernel.tasks import Task

from .cells import Spot, spot_of
from .takers import Moment, Takers
from .window import Window


class Incident(msgspec.Struct):
    """One incident. Kind and place are as last known; the rest is as at the end of the period. `level`
    is as last assessed before the first team was sent, `level_now` as last assessed; 0 if nobody had."""

    opened: Moment
    task: Task
    areas: tuple[str, ...]
    status: Status = Status.WAITING
    spot: Spot | None = None
    level: int = 0
    level_now: int = 0
    threat_known: bool = False
    assessed: tuple[int, ...] = ()
    described: tuple[int, ...] = ()
    sent: Moment | None = None
    turned: int = 0
    closings: list[tuple[str, int, Ending]] = []
    reopenings: list[Moment] = []

    @property
    def ground(self) -> tuple[int, ...]:
        """Return the entries that say where it stands."""
        return (self.opened[1], self.turned) if self.turned else (self.opened[1],)

    @property
    def closed(self) -> Moment | None:
        """Return when it was closed, if it is."""
        return self.closings[-1][:2] if self.status == Status.CLOSED else None


class Incidents:
    """All incidents opened before the end of the period."""

    def __init__(self, window: Window) -> None:
        self._end = window.end
        self.by_id: dict[str, Incident] = {}

    def takers(self) -> Takers:
        """Return what takes each kind of fact in."""
        return {
            events.IncidentOpened: self._opened,
            events.NeedAssessed: self._assessed,
            events.IncidentPlaced: self._placed,
            events.IncidentRevised: self._revised,
            events.MissionSent: self._sent,
            events.WaitResumed: self._waits,
            events.IncidentClosed: self._closed,
            events.IncidentReopened: self._reopened,
        }

    def _of(self, entry: Entry) -> Incident | None:
        return self.by_id.get(split_stream(entry.stream)[1])

    def _before_end(self, entry: Entry) -> Incident | None:
        return self._of(entry) if entry.occurred_at < self._end else None

    def _opened(self, entry: Entry) -> None:
        if entry.occurred_at >= self._end:
            return
        fact = fact_of(entry)
        opened = (entry.occurred_at, entry.sequence)
        _, id_ = split_stream(entry.stream)
        self.by_id[id_] = Incident(opened, fact.task, fact.place.areas, spot=spot_of(fact.place))

    def _assessed(self, entry: Entry) -> None:
        incident = self._before_end(entry)
        if incident is None:
            return
        fact = fact_of(entry)
        incident.threat_known = fact.need.life_threat != LifeThreat.UNKNOWN
        incident.assessed = (entry.sequence,)
        incident.level_now = fact.level
        if incident.sent is None:
            incident.level = fact.level

    def _placed(self, entry: Entry) -> None:
        if (incident := self._of(entry)) is not None:
            place = fact_of(entry).place
            incident.areas, incident.spot = place.areas, spot_of(place)
            incident.described = (*incident.described, entry.sequence)

    def _revised(self, entry: Entry) -> None:
        if (incident := self._of(entry)) is not None:
            incident.task = fact_of(entry).task
            incident.described = (*incident.described, entry.sequence)

    def _sent(self, entry: Entry) -> None:
        if (incident := self._before_end(entry)) is not None:
            incident.sent = incident.sent or (entry.occurred_at, entry.sequence)
            incident.status, incident.turned = Status.SERVED, entry.sequence

    def _waits(self, entry: Entry) -> None:
        if (incident := self._before_end(entry)) is not None:
            incident.status, incident.turned = Status.WAITING, entry.sequence

    def _closed(self, entry: Entry) -> None:
        if (incident := self._before_end(entry)) is not None:
            ending = fact_of(entry).ending
            incident.closings.append((entry.occurred_at, entry.sequence, ending))
            incident.status, incident.turned = Status.CLOSED, entry.sequence

    def _reopened(self, entry: Entry) -> None:
        if (incident := self._before_end(entry)) is not None:
            incident.reopenings.append((entry.occurred_at, entry.sequence))
            incident.status, incident.turned = Status.WAITING, entry.sequence
