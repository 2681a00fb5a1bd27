"""Finding things for a page: only what the person may see is there at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest

from najda.application import codec
from najda.application.permissions import Permission, can
from najda.application.ports import Reading, Standing
from najda.application.reach import reach_of
from najda.kernel.errors import Malformed
from najda.kernel.ids import check_id, stream


class Thing(NamedTuple):
    """One thing as it stands: its id, the version a form carries as seen, and its state."""

    room: str
    id: str
    version: int
    state: Any
    standing: Standing

    @property
    def stream(self) -> str:
        """Return the name of its stream."""
        return stream(self.room, self.id)

    @property
    def seen(self) -> str:
        """Return what a form carries to say which version was looked at."""
        return f"{self.stream}@{self.version}"


def thing(request: HttpRequest, room: str, id_: Any, permission: str) -> Thing:
    """Return a thing; 404 if there is none, or none within the person's areas or for their team."""
    with request.desk.store.reading() as view:
        row = view.standing(room, _id(id_))
        if row is None or not can(request.grant, Permission(permission), reach_of(view, row)):
            raise Http404
    return as_thing(row)


def _id(given: Any) -> str:
    try:
        return check_id(str(given))
    except Malformed:
        raise Http404 from None


def visible(
    request: HttpRequest, view: Reading, permission: str, rows: Iterable[Standing]
) -> list[Thing]:
    """Return those of the rows that lie within the person's areas and are of their team."""
    wanted = Permission(permission)
    return [as_thing(row) for row in rows if can(request.grant, wanted, reach_of(view, row))]


def as_thing(row: Standing) -> Thing:
    """Return a row of the read model with its state opened."""
    return Thing(row.room, row.id, row.version, codec.state_from(row.room, row.state), row)
