"""Sentences that can be said in any language the catalogues know.

The core never picks a language. It returns a `Phrase`: an English template, marked with `N_` so that
the catalogues find it, and the values that go into it. The shells turn it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


def N_(template: str) -> str:
    """Mark a template for the translation catalogues and return it as it is."""
    return template


class Phrase(msgspec.Struct, frozen=True):
    """A sentence not yet said: template, values, and for counted things the plural and its count.

    Values may be strings, numbers, datetimes or further phrases. `str()` says it in English.
    """

    template: str
    values: Mapping[str, Any] = {}
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        chosen = self.template
        if self.plural is not None and self.count != 1:
            chosen = self.plural
        return chosen.format(**{key: str(value) for key, value in self._all().items()})

    def _all(self) -> dict[str, Any]:
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
