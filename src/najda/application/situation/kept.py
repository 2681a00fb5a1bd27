"""Reports made again and again: what was gathered is kept, and gone on with from where it stopped.

The first report on a period reads the whole ledger; the next one reads only what was recorded since. It
says the same as one made from nothing, since gathering is one pass in order (a test compares the two).
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from najda.application.ports import Store
from najda.kernel.time import Period

from .gather import Gathered, Progress, gathered
from .make import report_from, seen, zone_in
from .model import SituationReport
from .scope import NamesOf
from .window import Window

PERIODS = 6
"""So many periods are kept at most: today and yesterday, and some that are being looked at."""

ENTRIES = 1_500_000
"""And no more than these passed over together: a million entries hold some 300 MB."""


class Kept:
    """What was gathered of a store for the periods last asked for. Safe to use from several threads: a
    period is gathered by one of them while the others wait for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._periods: OrderedDict[Period, _Gathering] = OrderedDict()
        self._lock = Lock()

    def left(self, period: Period) -> int:
        """Return how many entries a report on a period has yet to read."""
        with self._store.reading() as view:
            size = view.head().size
        known = self._periods.get(period)
        return size - (known.size if known else 0)

    def report(
        self,
        period: Period,
        *,
        area: str,
        made_at: datetime,
        names_of: NamesOf,
        progress: Progress = lambda done, of: None,
    ) -> SituationReport:
        """Return the report on a period and an area, as `situation_report` would on the whole ledger."""
        gathering = self._gathering(period)
        with gathering.lock, self._store.reading() as view:
            size = view.head().size
            found = gathering.gone_on(view, Window(period, zone_in(view, size)), size, progress)
            made_from = seen(view, size)
            report = report_from(
                found,
                made_from,
                realm=self._store.realm,
                area=area,
                made_at=made_at,
                names_of=names_of,
            )
        self._forget()
        return report

    def _gathering(self, period: Period) -> _Gathering:
        with self._lock:
            gathering = self._periods.setdefault(period, _Gathering())
            self._periods.move_to_end(period)
            return gathering

    def _forget(self) -> None:
        """Let the periods go that were not asked for longest; the last two stay, whatever they hold."""
        with self._lock:
            while len(self._periods) > 2 and (
                len(self._periods) > PERIODS
                or sum(kept.size for kept in self._periods.values()) > ENTRIES
            ):
                self._periods.popitem(last=False)


class _Gathering:
    """What was gathered for one period."""

    def __init__(self) -> None:
        self.lock, self.found = Lock(), None

    @property
    def size(self) -> int:
        return self.found.size if self.found else 0

    def gone_on(self, view, window: Window, size: int, progress: Progress) -> Gathered:
        """Return what was gathered up to a size. What broke off is begun anew, as half of it was taken;
        so is what was gathered in another time zone."""
        before, self.found = self.found, None
        if before and (before.window.zone != window.zone or before.size > size):
            before = None
        self.found = gathered(view, window, size, progress, before)
        return self.found
