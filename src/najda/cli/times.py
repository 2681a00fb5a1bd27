"""Moments as a person types them: a date and time, a time today, or so long from now."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from najda.intake.times import read_time

_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_FROM_NOW = re.compile(r"([+-])(\d{1,4})(m|min|h|d)")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days"}


def read_moment(text: str, *, zone: tzinfo, now: datetime) -> datetime:
    """Return the moment meant by `2025-03-07 16:05`, `16:05` (today) or `+8h`; raise Malformed otherwise.

    Times without an offset are the installation's own.
    """
    given = text.strip()
    if found := _FROM_NOW.fullmatch(given):
        length = timedelta(**{_UNITS[found[3]]: int(found[2])})
        return now + length if found[1] == "+" else now - length
    if _CLOCK.fullmatch(given):
        given = f"{now.astimezone(zone):%Y-%m-%d} {given}"
    return read_time(given, zone=zone)
