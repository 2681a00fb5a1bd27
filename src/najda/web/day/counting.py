"""Reports are counted once and gone on with; where that takes long, a page says how far it is.

A period nobody asked for since the server started is counted over the whole ledger: a million entries
take a quarter of a minute. That is done beside the views, so that none of them is held up.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock, Thread
from time import monotonic
from typing import NamedTuple
from weakref import WeakKeyDictionary

from django.db import connections
from django.http import HttpRequest

from najda.application.situation.kept import Kept
from najda.application.situation.model import SituationReport
from najda.kernel.time import Period

from ..site import Site

AT_ONCE = 50_000
"""So many entries are passed over within a second: nobody has to be told to wait."""

PATIENCE = 1.5
"""Seconds a page waits for the counting before it says how far it is."""


SLOW, REST = 0.5, 20
"""A report that took longer than so many seconds is shown again for so many times as long: a twentieth of
a processor is enough for reports."""

REPORTS = 12
"""Reports kept at most."""


class StillCounting(Exception):
    """The report is not there yet. `share` is how much of the ledger was passed, of 100."""

    def __init__(self, share: int) -> None:
        super().__init__(share)
        self.share = share


_lock = Lock()
_kept: WeakKeyDictionary[Site, Kept] = WeakKeyDictionary()
_made: WeakKeyDictionary[Site, OrderedDict[tuple[Period, str], _Made]] = WeakKeyDictionary()
_counts: WeakKeyDictionary[Site, dict[Period, _Count]] = WeakKeyDictionary()


def report_on(request: HttpRequest, period: Period, area: str) -> SituationReport:
    """Return the report on a period and an area; raises StillCounting.

    It is made from the ledger as it is now, or, where making it takes long, as it was a little while ago:
    its heading says when. A period that is over is not counted again while nothing was recorded.
    """
    site = request.site
    with _lock:
        kept = _kept.setdefault(site, Kept(site.desk.store))
        made = _made.setdefault(site, OrderedDict())
        known = made.get((period, area))
    left = kept.left(period)
    if known and (known.is_young or (not left and site.now() >= period.end)):
        return known.report
    if left > AT_ONCE:
        _wait(site, kept, period)
    began = monotonic()
    report = _report(site, kept, period, area)
    with _lock:
        made[period, area] = _Made(report, monotonic(), monotonic() - began)
        made.move_to_end((period, area))
        while len(made) > REPORTS:
            made.popitem(last=False)
    return report


class _Made(NamedTuple):
    """A report, when it was made and how long that took, in seconds of this process."""

    report: SituationReport
    at: float
    took: float

    @property
    def is_young(self) -> bool:
        """Tell whether it took so long, so short a time ago, that it is shown again."""
        return self.took > SLOW and monotonic() - self.at < self.took * REST


def _report(site: Site, kept: Kept, period: Period, area: str, progress=lambda done, of: None):
    names_of = site.desk.gazetteer.area_names
    return kept.report(period, area=area, made_at=site.now(), names_of=names_of, progress=progress)


def _wait(site: Site, kept: Kept, period: Period) -> None:
    with _lock:
        counts = _counts.setdefault(site, {})
        count = counts.get(period)
        if count is None or not count.is_alive():
            count = counts[period] = _Count(site, kept, period)
            count.start()
    count.join(PATIENCE)
    if count.is_alive():
        raise StillCounting(count.share)
    with _lock:
        counts.pop(period, None)


class _Count(Thread):
    """Counts one period, beside the views."""

    def __init__(self, site: Site, kept: Kept, period: Period) -> None:
        super().__init__(name="counting", daemon=True)
        self._site, self._kept, self._period = site, kept, period
        self.share = 0

    def run(self) -> None:
        try:
            _report(self._site, self._kept, self._period, "", self._passed)
        finally:
            connections.close_all()

    def _passed(self, done: int, of: int) -> None:
        self.share = done * 100 // max(of, 1)
