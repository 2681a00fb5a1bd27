"""What happened to one thing, for a page: every fact with when, by whom, and what it holds sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from najda.application import codec
from najda.application.fact_words import fact_word
from najda.application.ports import Reading
from najda.kernel.ids import stream
from najda.kernel.personal import Sealed
from najda.kernel.phrases import Phrase
from najda.kernel.time import from_text

_REASONS = ("reason", "unrested", "override")

LATEST = 200
"""Facts a page shows; the ledger has them all."""


class Line(NamedTuple):
    """One thing that happened: what that is called, the fact itself, when, by whom."""

    says: Phrase
    fact: Any
    at: datetime
    person: str

    @property
    def sealed(self) -> Sealed | None:
        """Return the sealed words it holds, if it holds any."""
        return next((box for name in _REASONS if (box := getattr(self.fact, name, None))), None)


def history(view: Reading, room: str, id_: str) -> list[Line]:
    """Return the latest facts about a thing, newest first."""
    lines = []
    for entry in view.entries(stream=stream(room, id_)):
        fact = codec.fact_of(entry)
        lines.append(Line(fact_word(type(fact)), fact, from_text(entry.occurred_at), entry.person))
    return lines[: -LATEST - 1 : -1]
