"""Sentences that can be said in any language the catalogues know.

The core never picks a language. It returns a `Phrase`: an English template, marked with `N_` so that
the catalogues find it, and the values that go into it. The shells turn it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec


def N_(template: str) -> str:
    """Mark a template for the translation catalogues and return it as it is."""
    return template


class Coming(msgspec.Struct, frozen=True):
    """A moment as it is said at another one: on the same day at the installation, its time alone."""

    at: datetime
    now: datetime


class Phrase(msgspec.Struct, frozen=True):
    """A sentence not yet said: template, values, and for counted things the plural and its count.

    Values may be strings, numbers, enumeration members, fact types, datetimes (also as `Coming`), dates,
    further phrases, and lists or tuples of these. `context` tells apart what is one word in English and
    two elsewhere (a closed incident and a closed mission differ in Arabic). `str()` says it in English.
    """

    template: str
    values: Mapping[str, Any] = {}
    plural: str | None = None
    count: int | None = None
    context: str | None = None

    def __str__(self) -> str:
        chosen = self.template
        if self.plural is not None and self.count != 1:
            chosen = self.plural
        return chosen.format(**{key: _plainly(value) for key, value in self.all_values().items()})

    def all_values(self) -> dict[str, Any]:
        """Return the values, the count among them."""
        given = dict(self.values)
        if self.count is not None:
            given.setdefault("count", self.count)
        return given


def phrase(template: str, /, **values: Any) -> Phrase:
    """Return a phrase; write `phrase(N_("Team {team} ..."), team=name)`."""
    return Phrase(template, values)


def counted(one: str, many: str, /, count: int, **values: Any) -> Phrase:
    """Return a phrase whose wording depends on `count` (Arabic has six such forms)."""
    return Phrase(one, values, many, count)


def phrase_of(context: str, template: str, /, **values: Any) -> Phrase:
    """Return a phrase whose wording depends on what it is said of: `phrase_of("mission", "closed")`.

    Both are literals: the catalogues are made from the call itself.
    """
    return Phrase(template, values, context=context)


def _plainly(value: Any) -> str:
    match value:
        case list() | tuple():
            return ", ".join(map(_plainly, value)) or "–"
        case Coming():
            return _plainly(value.at)
        case datetime() if value.tzinfo:
            return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case type():
            return value.__name__
    return str(value)
