"""Opening sealed reasons on a page: only when somebody asks, and on the record."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from najda.domain.subjects.events import Purpose
from najda.kernel.ids import id_within
from najda.kernel.personal import Sealed
from najda.kernel.values import replace

from .acting import act_of
from .histories import Line
from .opening import read

REASONS = ("reason", "unrested", "override")


def sealed_in(line: Line) -> Sealed | None:
    """Return the sealed words a line of history holds, if it holds any."""
    return next((box for name in REASONS if (box := getattr(line.fact, name, None))), None)


def open_reasons(
    request: HttpRequest, lines: Sequence[Line], purpose: Purpose = Purpose.REVIEW
) -> dict[int, str | None]:
    """Return the opened words of each line that has some, by its number; None where they were erased.

    Each reading is an act of its own within the one that was pressed; raises Refusal.
    """
    act, opened = act_of(request), {}
    for number, line in enumerate(lines):
        if box := sealed_in(line):
            reading = replace(act, id=id_within(act.id, f"reason {number}"), seen={})
            opened[number] = read(request, reading, box, purpose)
    return opened
