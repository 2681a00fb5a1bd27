"""One reading of the ledger: what each thing came to, and the entries that say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from najda.application import codec
from najda.application.ports import Reading
from najda.domain.installation.events import InstallationFounded, InstallationRevised
from najda.kernel.entry import Entry
from najda.kernel.values import Fact

from .gather_hazards import Hazards
from .gather_incidents import Incidents
from .gather_missions import Missions
from .gather_reports import Reports
from .gather_teams import Teams
from .window import Window

Progress = Callable[[int, int], None]
"""Hears how many entries of how many have been passed."""

INSTALLATION = [codec.KINDS[fact] for fact in (InstallationFounded, InstallationRevised)]


class Gathered:
    """All that was read, from the first `size` entries. `late` holds the entries about the period that
    were recorded after it."""

    def __init__(self, window: Window) -> None:
        self.window, self.size = window, 0
        self.reports, self.incidents = Reports(window), Incidents(window)
        self.missions, self.hazards, self.teams = Missions(window), Hazards(window), Teams(window)
        self.late: list[int] = []
        self._takers = {
            codec.KINDS[fact]: take
            for room in (self.reports, self.incidents, self.missions, self.hazards, self.teams)
            for fact, take in room.takers().items()
        }

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of entries that are read at all."""
        return list(self._takers)

    def take(self, entry: Entry) -> None:
        """Take one entry in, if it is of a kind that counts."""
        taker = self._takers.get(entry.kind)
        if taker is None:
            return
        at = entry.occurred_at
        if entry.recorded_at >= self.window.end and self.window.inside(at):
            self.late.append(entry.sequence)
        taker(entry)


def gathered(
    view: Reading,
    window: Window,
    upto: int,
    progress: Progress,
    before: Gathered | None = None,
) -> Gathered:
    """Return what the first `upto` entries say; reads them once, decodes only what is counted. What was
    gathered `before`, for the same window, is gone on with.

    The kinds are chosen here and not by the store: it would look most entries up one by one and sort
    them again, which takes longer than passing over the few that do not count.
    """
    found = before or Gathered(window)
    for entry in view.entries(after=found.size, upto=upto):
        found.take(entry)
        if entry.sequence % 5000 == 0:
            progress(entry.sequence, upto)
    found.size = upto
    progress(upto, upto)
    return found


def installation_facts(view: Reading, upto: int) -> Iterator[Fact]:
    """Yield what was said of the installation: its name and time zone, the last being in force."""
    return map(codec.fact_of, view.entries(upto=upto, kinds=INSTALLATION))
