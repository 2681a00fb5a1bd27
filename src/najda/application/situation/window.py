"""The period as the ledger's texts see it, and its days where the installation is."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import Period, as_text


def days_period(first: date, last: date, zone: str) -> Period:
    """Return the period from the beginning of `first` to the end of `last` where the installation is.

    A day begins at midnight, or, where the clock skips midnight, at the first moment it shows.
    """
    try:
        return Period(start=_begin(first, zone), end=_begin(last + timedelta(days=1), zone))
    except OverflowError:  # the first or the last day that a calendar knows
        expected = phrase(N_("days from the year 2 to the year 9998"))
        what = phrase(N_("period"))
        raise Malformed(what=what, given=f"{first} – {last}", expected=expected) from None


def _begin(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


class Window:
    """A period. Moments are texts as the ledger keeps them, which sort as the moments do."""

    def __init__(self, period: Period, zone: str) -> None:
        self.period, self.zone = period, zone
        self.start, self.end = as_text(period.start), as_text(period.end)
        here = ZoneInfo(zone)
        day = period.start.astimezone(here).date()
        last = (period.end - timedelta(milliseconds=1)).astimezone(here).date()
        self.days: list[date] = []
        while day <= last:
            self.days.append(day)
            day += timedelta(days=1)
        self._begins = [as_text(_begin(day, zone)) for day in self.days]

    def inside(self, at: str) -> bool:
        """Tell whether a moment lies in the period."""
        return self.start <= at < self.end

    def day_of(self, at: str) -> date:
        """Return the day on which a moment of the period lies."""
        return self.days[max(bisect_right(self._begins, at) - 1, 0)]


def minutes_between(start: str, end: str) -> float:
    """Return the minutes from one moment to another."""
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return span.total_seconds() / 60
