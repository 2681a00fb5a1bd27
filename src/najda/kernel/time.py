"""Time: always aware, kept in UTC, to the millisecond. The core never reads a clock."""

from __future__ import annotations

from datetime import UTC, datetime

from .errors import Malformed
from .phrases import N_, phrase
from .values import Value


def as_text(at: datetime) -> str:
    """Return `at` as kept in the ledger: `2025-03-07T04:05:06.789Z` (UTC, milliseconds)."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Return the moment written as ISO 8601 with an offset or Z; raise Malformed otherwise."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Malformed(what=phrase(N_("time")), given=text, expected="2025-03-07T04:05:06Z")
    return to_milliseconds(at.astimezone(UTC))


def moment(at: datetime) -> datetime:
    """Return `at` in UTC, cut to milliseconds; raise Malformed if it does not say in which zone it is."""
    if at.tzinfo is None:
        expected = phrase(N_("a time with its zone, such as 2025-03-07T04:05:06Z"))
        raise Malformed(what=phrase(N_("time")), given=at.isoformat(), expected=expected)
    return to_milliseconds(at.astimezone(UTC))


def to_milliseconds(at: datetime) -> datetime:
    """Return `at` cut to whole milliseconds, so that what is kept and what is held are the same."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


class Period(Value, frozen=True):
    """From `start`, included, to `end`, not included."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            given = f"{as_text(self.start)} – {as_text(self.end)}"
            raise Malformed(
                what=phrase(N_("period")),
                given=given,
                expected=phrase(N_("an end after its start")),
            )

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end
