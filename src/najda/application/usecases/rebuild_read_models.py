"""Make every read model again from the entries alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from najda.application.desk import Desk
from najda.application.projections import rebuilt
from najda.application.rooms import ROOMS

_AT_ONCE = 2000


class Rebuilt(NamedTuple):
    """How many entries were read, how many things stand, and how many stood otherwise before."""

    entries: int
    things: int
    changed: int


def rebuild_read_models(
    desk: Desk, *, progress: Callable[[int], None] = lambda done: None
) -> Rebuilt:
    """Forget how everything stands and make it again from nothing; nobody writes meanwhile.

    If a fact cannot be read the whole is undone and the read models stay as they were.
    """
    with desk.store.writing() as tx:
        before = {(row.room, row.id): hash(row) for room in ROOMS for row in tx.standings(room)}
        tx.clear()
        things, changed = 0, 0
        rows = rebuilt(tx.entries(), progress)
        while chunk := list(islice(rows, _AT_ONCE)):
            tx.put(chunk)
            things += len(chunk)
            changed += sum(before.pop((row.room, row.id), None) != hash(row) for row in chunk)
        return Rebuilt(tx.head().size, things, changed + len(before))
