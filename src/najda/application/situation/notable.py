"""What happened in a period that whoever leads wants to see one by one, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest

from najda.application.ports import Store
from najda.kernel.entry import Entry
from najda.kernel.time import as_text

from .ground import Ground
from .make import rested_on
from .model import SituationReport

FIGURES = (
    "waits.sent.critical.opened",
    "missions.aborted",
    "missions.overrides",
    "missions.refusals",
    "missions.called_back",
    "incidents.reopened",
    "hazards.reported",
    "hazards.cleared",
    "people.corrected",
    "teams.unrested",
    "teams.alarms",
)
"""The entries these figures rest on are notable."""


def notable(store: Store, report: SituationReport, most: int) -> list[Entry]:
    """Return the notable entries of a report, newest first, at most so many. Entries that are outside the
    period (an alarm answered later) are left out."""
    return _newest(store, report, FIGURES, most)


def newest(store: Store, report: SituationReport, key: str, most: int) -> list[Entry]:
    """Return the newest entries that a figure rests on, at most so many, newest first."""
    return _newest(store, report, (key,), most)


def _newest(store: Store, report: SituationReport, keys: Iterable[str], most: int) -> list[Entry]:
    figures, period = report.figures(), report.heading.period
    sequences = {s for key in keys if key in figures for s in figures[key].ground}
    start, end = as_text(period.start), as_text(period.end)
    found = entries_at(store, nlargest(most, sequences))
    inside = [entry for entry in found if start <= entry.occurred_at < end]
    return sorted(inside, key=lambda entry: (entry.occurred_at, entry.sequence), reverse=True)


def entries_at(store: Store, sequences: Iterable[int]) -> list[Entry]:
    """Return the entries with these sequences, in order."""
    return list(rested_on(store, Ground(sequences)))
