"""What happened in a period that whoever leads wants to see one by one, newest first."""

from __future__ import annotations

from heapq import nlargest

from najda.application.ports import Store
from najda.kernel.entry import Entry

from .ground import Ground
from .make import traced
from .model import Figure, SituationReport

FIGURES = (
    "missions.sent",
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
    figures = report.figures()
    sequences = {s for key in FIGURES if key in figures for s in figures[key].ground}
    newest = entries_at(store, figures["missions.sent"], nlargest(most, sequences))
    period = report.heading.period
    inside = [entry for entry in newest if _within(entry, period)]
    return sorted(inside, key=lambda entry: (entry.occurred_at, entry.sequence), reverse=True)


def entries_at(store: Store, like: Figure, sequences: list[int]) -> list[Entry]:
    """Return the entries with these sequences, in order."""
    return list(traced(store, like._replace(ground=Ground(sequences))))


def _within(entry: Entry, period) -> bool:
    from najda.kernel.time import as_text

    return as_text(period.start) <= entry.occurred_at < as_text(period.end)
