"""What came of each hazard."""

from __future__ import annotations

import msgspec

from najda.application.codec import fact_of
from najda.domain.hazards import events
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.tasks import HazardKind
from najda.kernel.time import as_text

from .takers import Moment, Takers
from .window import Window


class Hazard(msgspec.Struct):
    """One hazard as at the end of the period; `until` is empty where it stands until cleared."""

    kind: HazardKind
    areas: tuple[str, ...]
    reported: Moment
    until: str
    extended: tuple[int, ...] = ()
    cleared: Moment | None = None

    @property
    def ground(self) -> tuple[int, ...]:
        """Return the entries that say until when it stands."""
        return (self.reported[1], *self.extended)


class Hazards:
    """All hazards reported before the end of the period."""

    def __init__(self, window: Window) -> None:
        self._end = window.end
        self.by_id: dict[str, Hazard] = {}

    def takers(self) -> Takers:
        """Return what takes each kind of fact in."""
        return {
            events.HazardReported: self._reported,
            events.HazardExtended: self._extended,
            events.HazardCleared: self._cleared,
        }

    def _reported(self, entry: Entry) -> None:
        if entry.occurred_at < self._end:
            fact = fact_of(entry)
            until = as_text(fact.until) if fact.until else ""
            reported = (entry.occurred_at, entry.sequence)
            _, id_ = split_stream(entry.stream)
            self.by_id[id_] = Hazard(fact.kind, fact.place.areas, reported, until)

    def _before_end(self, entry: Entry) -> Hazard | None:
        known = entry.occurred_at < self._end
        return self.by_id.get(split_stream(entry.stream)[1]) if known else None

    def _extended(self, entry: Entry) -> None:
        if (hazard := self._before_end(entry)) is not None:
            until = fact_of(entry).until
            hazard.until = as_text(until) if until else ""
            hazard.extended = (*hazard.extended, entry.sequence)

    def _cleared(self, entry: Entry) -> None:
        if (hazard := self._before_end(entry)) is not None:
            hazard.cleared = (entry.occurred_at, entry.sequence)
