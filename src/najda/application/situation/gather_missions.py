"""What came of each mission, its teams' steps and its outcome records."""

from __future__ import annotations

import msgspec

from najda.application.codec import fact_of
from najda.domain.missions import events
from najda.domain.missions.events import Outcome
from najda.domain.missions.status import Status
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.tasks import Task

from .takers import Moment, Takers
from .window import Window


class Record(msgspec.Struct):
    """What a team found, as last corrected; `corrected` holds the entries that did so."""

    at: str
    sequence: int
    outcome: Outcome
    corrected: tuple[int, ...] = ()

    @property
    def ground(self) -> tuple[int, ...]:
        """Return the entries that give its figures."""
        return (self.sequence, *self.corrected)


class Mission(msgspec.Struct):
    """One mission as at the end of the period; only `records` know later corrections. The lists hold the
    entries of the period itself."""

    incident: str
    task: Task
    planned: int
    status: Status = Status.PLANNED
    sent: Moment | None = None
    arrived: Moment | None = None
    ended: Moment | None = None
    teams_sent: list[int] = []
    overridden: list[int] = []
    refused: list[int] = []
    called_back: list[int] = []
    records: dict[str, Record] = {}


class Missions:
    """All missions planned before the end of the period."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.by_id: dict[str, Mission] = {}

    def takers(self) -> Takers:
        """Return what takes each kind of fact in."""
        return {
            events.MissionPlanned: self._planned,
            events.TeamSent: self._sent,
            events.TeamRefused: self._refused,
            events.TeamWithdrawn: self._called_back,
            events.TeamArrived: self._arrived,
            events.OutcomeRecorded: self._recorded,
            events.OutcomeCorrected: self._corrected,
            events.MissionAborted: self._aborted,
            events.MissionClosed: self._closed,
        }

    def _of(self, entry: Entry) -> Mission | None:
        return self.by_id.get(split_stream(entry.stream)[1])

    def _before_end(self, entry: Entry) -> Mission | None:
        return self._of(entry) if entry.occurred_at < self._window.end else None

    def _note(self, kept: list[int], entry: Entry) -> None:
        if self._window.inside(entry.occurred_at):
            kept.append(entry.sequence)

    def _planned(self, entry: Entry) -> None:
        if entry.occurred_at < self._window.end:
            fact = fact_of(entry)
            _, id_ = split_stream(entry.stream)
            self.by_id[id_] = Mission(fact.incident, fact.task, entry.sequence)

    def _sent(self, entry: Entry) -> None:
        if (mission := self._before_end(entry)) is not None:
            mission.sent = mission.sent or (entry.occurred_at, entry.sequence)
            mission.status = Status.UNDER_WAY
            self._note(mission.teams_sent, entry)
            if fact_of(entry).override is not None:
                self._note(mission.overridden, entry)

    def _refused(self, entry: Entry) -> None:
        if (mission := self._before_end(entry)) is not None:
            self._note(mission.refused, entry)

    def _called_back(self, entry: Entry) -> None:
        if (mission := self._before_end(entry)) is not None:
            self._note(mission.called_back, entry)

    def _arrived(self, entry: Entry) -> None:
        if (mission := self._before_end(entry)) is not None:
            mission.arrived = mission.arrived or (entry.occurred_at, entry.sequence)

    def _recorded(self, entry: Entry) -> None:
        if (mission := self._before_end(entry)) is not None:
            fact = fact_of(entry)
            mission.records[fact.record] = Record(entry.occurred_at, entry.sequence, fact.outcome)

    def _corrected(self, entry: Entry) -> None:
        mission, fact = self._of(entry), fact_of(entry)
        record = mission.records.get(fact.record) if mission else None
        if record is not None:
            record.outcome = fact.outcome
            record.corrected = (*record.corrected, entry.sequence)

    def _aborted(self, entry: Entry) -> None:
        self._end(entry, Status.ABORTED)

    def _closed(self, entry: Entry) -> None:
        self._end(entry, Status.CLOSED)

    def _end(self, entry: Entry, status: Status) -> None:
        if (mission := self._before_end(entry)) is not None:
            mission.status, mission.ended = status, (entry.occurred_at, entry.sequence)
