"""Find incidents, open and closed, a page at a time, without reading all there ever were.

Open ones come by need, as in the queue. Others come newest first; so much of the past is looked through
at once, and the answer says how far that was, so that whoever searches can look further back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from najda.domain.incidents.state import Incident
from najda.domain.incidents.status import Status
from najda.intake.names import plain
from najda.kernel.values import Value

from . import codec
from .ports import Reading, Standing
from .rooms import INCIDENTS

PAGE = 50
"""Incidents on a page."""

LOOKED_THROUGH = 2_000
"""Incidents that are looked through for one page at most."""

_AT_ONCE = 200
_OPEN = (Status.WAITING, Status.SERVED)
_ID_PART = re.compile(r"[0-9a-f-]{4,36}")


class Wanted(Value, frozen=True):
    """What is looked for. `status` empty means any; `level` 0 any; `area` a code; `words` are of the
    place, or a part of the id."""

    status: tuple[Status, ...] = _OPEN
    level: int = 0
    area: str = ""
    words: str = ""


class Found(NamedTuple):
    """A page: the rows, where the next one goes on (empty at the end), and whether the look stopped
    before the page was full, so that more may lie further back."""

    rows: list[Standing]
    next: str = ""
    stopped: bool = False


def find_incidents(
    view: Reading,
    wanted: Wanted,
    *,
    after: str = "",
    may_see: Callable[[Standing], bool] = lambda row: True,
) -> Found:
    """Return the page that follows `after` (a `Found.next`), of what `may_see` lets through."""
    if wanted.status and set(wanted.status) <= set(_OPEN):
        return _queue(view, wanted, after, may_see)
    return _backwards(view, wanted, after, may_see)


def _queue(view: Reading, wanted: Wanted, after: str, may_see: Callable[[Standing], bool]) -> Found:
    """Page through those open, by need, from after one of them; one that is gone begins anew."""
    fitting = _fitting(_queued(view, wanted, after), wanted, may_see)
    page = list(islice(fitting, PAGE))
    more = next(fitting, None) is not None
    return Found(page, page[-1].id if page and more else "")


def _queued(view: Reading, wanted: Wanted, after: str) -> Iterator[Standing]:
    beyond = view.standing(INCIDENTS.name, after) if after else None
    asked = {"status": wanted.status, "area": wanted.area or None}
    while rows := view.standings(INCIDENTS.name, **asked, beyond=beyond, limit=_AT_ONCE):
        yield from rows
        beyond = rows[-1]


def _backwards(
    view: Reading, wanted: Wanted, after: str, may_see: Callable[[Standing], bool]
) -> Found:
    page: list[Standing] = []
    for _ in range(LOOKED_THROUGH // _AT_ONCE):
        rows = view.latest(INCIDENTS.name, before=after, limit=_AT_ONCE)
        for row in _fitting(rows, wanted, may_see):
            if len(page) == PAGE:
                return Found(page, page[-1].id)
            page.append(row)
        if len(rows) < _AT_ONCE:
            return Found(page)
        after = rows[-1].id
    return Found(page, after, stopped=True)


def _fitting(
    rows: Iterable[Standing], wanted: Wanted, may_see: Callable[[Standing], bool]
) -> Iterator[Standing]:
    words = plain(wanted.words)
    for row in rows:
        if wanted.status and row.status not in wanted.status:
            continue
        if wanted.area and wanted.area not in row.areas:
            continue
        if wanted.level or words:
            state = codec.state_from(INCIDENTS.name, row.state)
            if wanted.level and state.level != wanted.level:
                continue
            if words and not _is_called(row, state, words, wanted.words):
                continue
        if may_see(row):
            yield row


def _is_called(row: Standing, state: Incident, words: str, given: str) -> bool:
    part = given.strip().lower()
    if _ID_PART.fullmatch(part) and (row.id.endswith(part) or row.id.startswith(part)):
        return True
    return any(words in plain(name) for name in (state.place.name_en, state.place.name_ar))
