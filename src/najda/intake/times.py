"""Times as they come: ISO 8601, epochs, spreadsheets' serial numbers, day/month/year, social media's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Any

from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import to_milliseconds

from .digits import western


class DateOrder(StrEnum):
    """How dates of a column written in figures, such as 03/04/2025, are to be read."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    UNDECIDED = "undecided"  # there are such dates and nothing tells
    UNNEEDED = "unneeded"  # there are none


_EXPECTED = N_("a date and time such as 2025-03-07 16:05 or 2025-03-07T13:05:00Z")
_EITHER = N_("it can be day/month or month/day; say which with --dates day-first or month-first")
_HIJRI = N_("the year seems to be of the Hijri calendar; write it in the Gregorian one")

_YEARS = range(1970, 2200)
_HIJRI_YEARS = range(1380, 1500)

EXCEL_EPOCH = datetime(1899, 12, 30)
"""Day 0 of the serial numbers of spreadsheets (1900 system; ISO/IEC 29500-1, 18.17.4.1)."""

_SERIALS = (20_000, 80_000)  # 1954 to 2119
_EPOCH_SECONDS = (100_000_000, 4_200_000_000)  # 1973 to 2103

_MONTH_NAMES = (
    "jan january janvier كانون الثاني|يناير", "feb february شباط|فبراير", "mar march آذار|اذار|مارس",
    "apr april نيسان|أبريل|ابريل", "may mai أيار|ايار|مايو", "jun june حزيران|يونيو",
    "jul july تموز|يوليو", "aug august آب|اب|أغسطس|اغسطس", "sep sept september أيلول|ايلول|سبتمبر",
    "oct october تشرين الأول|تشرين الاول|أكتوبر|اكتوبر", "nov november تشرين الثاني|نوفمبر",
    "dec december كانون الأول|كانون الاول|ديسمبر",
)  # fmt: skip


def _months() -> dict[str, int]:
    found = {}
    for number, names in enumerate(_MONTH_NAMES, 1):
        latin = re.match(r"[a-z ]+", names)[0].split()
        arabic = names[re.match(r"[a-z ]+", names).end() :].split("|")
        found.update(dict.fromkeys([*latin, *arabic], number))
    return found


_MONTHS = _months()
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?|ص(?:باح[اً]*)?|م(?:ساء[اً]*)?(?!\w))?",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?:(?:UTC|GMT)\s*)?([+-])(\d{2}):?(\d{2})(?!\d)|\b(UTC|GMT|Z)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})")
_DAY_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/\s.]*({_MONTH})[-/\s.,]*(\d{{4}})", re.I)
_NAMED_DAY = re.compile(rf"({_MONTH})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})", re.I)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def read_time(
    value: Any, *, zone: tzinfo, order: DateOrder = DateOrder.DAY_FIRST, clock: Any = None
) -> datetime:
    """Return the moment in UTC, to the millisecond; raise Malformed if `value` is none.

    `zone` is used where no offset is given. `clock` is the time of day where it has a column of its own.
    """
    try:
        local = _read(value, order)
        if clock not in (None, ""):
            local = datetime.combine(local.date(), read_clock(clock), tzinfo=local.tzinfo)
        if local.tzinfo is None:
            local = local.replace(tzinfo=zone)
        moment = to_milliseconds(local.astimezone(UTC))
    except (ValueError, OverflowError, TypeError, KeyError):
        raise _unreadable(value, _EXPECTED) from None
    if moment.year not in _YEARS:
        raise _unreadable(value, _HIJRI if moment.year in _HIJRI_YEARS else _EXPECTED)
    return moment


def _unreadable(value: Any, expected: str) -> Malformed:
    return Malformed(what=phrase(N_("time")), given=str(value)[:60], expected=phrase(expected))


def read_clock(value: Any) -> time:
    """Return a time of day; raise ValueError if `value` is none."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        return (datetime.min + timedelta(days=value)).time()
    found = _CLOCK.fullmatch(western(str(value)))
    if not found:
        raise ValueError(value)
    return _clock(found)


def date_figures(value: Any) -> tuple[int, int] | None:
    """Return the first two parts of a date written with the year last; None for anything else."""
    if not isinstance(value, str):
        return None
    rest = western(value)
    if not rest[:1].isdigit() or not (found := _YEAR_LAST.match(rest)):
        return None
    return int(found[1]), int(found[2])


def _read(value: Any, order: DateOrder) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value))
    if not isinstance(value, str):
        raise TypeError(value)
    text = western(value)
    if _COMPACT.fullmatch(text) and text[:2] in ("19", "20") and len(text) != 10:
        return datetime(*(int(part) for part in _COMPACT.fullmatch(text).groups() if part))
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _from_words(text, order)


def _from_number(number: float) -> datetime:
    """Read a spreadsheet's serial day, or an epoch in seconds, milli-, micro- or nanoseconds."""
    if _SERIALS[0] <= number < _SERIALS[1]:
        return EXCEL_EPOCH + timedelta(seconds=round(number * 86400, 3))
    for unit in (1, 1e3, 1e6, 1e9):
        if _EPOCH_SECONDS[0] <= number / unit < _EPOCH_SECONDS[1]:
            return datetime.fromtimestamp(number / unit, UTC)
    raise ValueError(number)


def _from_words(text: str, order: DateOrder) -> datetime:
    at, zone = time(), None
    if found := _CLOCK.search(text):
        at, text = _clock(found), text[: found.start()] + " " + text[found.end() :]
    if found and (offset := _ZONE.search(text)):
        zone, text = _zone(offset), text[: offset.start()] + " " + text[offset.end() :]
    text = " ".join(_WEEKDAY.sub(" ", text).replace("T", " ").split()).strip(" ,-")
    return datetime.combine(_date(text, order), at, tzinfo=zone)


def _date(text: str, order: DateOrder) -> date:
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_NAMED.fullmatch(text):
        return date(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if found := _NAMED_DAY.fullmatch(text):
        return date(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        raise ValueError(text)
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    year += (2000 if year < 70 else 1900) if year < 100 else 0
    if order is DateOrder.MONTH_FIRST:
        return date(year, one, two)
    undecided = order in (DateOrder.UNDECIDED, DateOrder.UNNEEDED)
    if undecided and one <= 12 and two <= 12 and one != two:
        raise _unreadable(text, _EITHER)
    if undecided and two > 12:
        return date(year, one, two)
    return date(year, two, one)


def _clock(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(found[0])
        hour = hour % 12 + (12 if half in "pم" else 0)
    micro = int(((found["part"] or "") + "000000")[:6])
    return time(hour, int(found["minute"]), int(found["second"] or 0), micro)


def _zone(found: re.Match[str]) -> tzinfo:
    if found[4]:
        return UTC
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(offset if found[1] == "+" else -offset)
