"""Things as they stand: lists page by page, and one by one. Only what is within reach is there at all."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

from django.http import HttpRequest
from pydantic import Field

from najda.application.permissions import Elsewhere, Permission, can
from najda.application.ports import Reading, Standing
from najda.application.reach import reach_of
from najda.kernel.errors import Malformed
from najda.kernel.ids import check_id
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import as_text, from_text

from ..finding import Thing, as_thing, thing
from .schemas import told

MOST, LOOKED_AT = 100, 400
"""Things on a page, and rows looked at for one: a page may be short, or empty, and still go on."""

_AT_ONCE = 100

Limit = Annotated[int, Field(ge=1, le=MOST, description="At most so many on this page.")]
Cursor = Annotated[
    str | None,
    Field(max_length=200, pattern=r"^[A-Za-z0-9_-]*$", description="`next` of the page before."),
]
AreaCode = Annotated[
    str | None,
    Field(
        max_length=40,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$",
        description="The code of an area: only what lies in it.",
        examples=["SY06"],
    ),
]


class Asked(NamedTuple):
    """What a list is to hold."""

    room: str
    permission: Permission
    status: Sequence[str] | None = None
    parent: str | None = None
    area: str | None = None
    after: str | None = None
    within: tuple[str, ...] = ()
    limit: int = 50


def one(request: HttpRequest, room: str, id_: Any, permission: Permission) -> Thing:
    """Return a thing; 404 if there is none within reach."""
    return thing(request, room, id_, permission.value)


def as_told(request: HttpRequest, found: Thing) -> dict[str, Any]:
    """Return a thing as the API tells it."""
    return {"id": found.id, "version": found.version, **told(found.state, request.language)}


def listed(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Return a page of things: heaviest first, then longest waiting, then by id; `next` leads on."""
    found: list[Thing] = []
    last, ended = _from_cursor(asked.after), False
    with request.desk.store.reading() as view:
        for row, ends in _rows(view, asked, last):
            last, ended = row, ends
            if can(request.grant, asked.permission, reach_of(view, row)):
                found.append(as_thing(row))
            if len(found) == asked.limit:
                break
        else:
            ended = ended or last is None
    onwards = None if ended or last is None else _cursor(last)
    return {"items": [as_told(request, each) for each in found], "next": onwards}


def _rows(view: Reading, asked: Asked, last: Standing | None) -> Iterator[tuple[Standing, bool]]:
    """Yield rows, and with each whether it is the last there is."""
    looked_at = 0
    while looked_at < LOOKED_AT:
        rows = view.standings(
            asked.room, status=asked.status, parent=asked.parent, area=asked.area,
            within=asked.within,
            beyond=last, limit=_AT_ONCE + 1,
        )  # fmt: skip
        batch, more = rows[:_AT_ONCE], len(rows) > _AT_ONCE
        for number, row in enumerate(batch, start=1):
            yield row, not more and number == len(batch)
        if not more:
            return
        looked_at, last = looked_at + len(batch), batch[-1]


def _cursor(row: Standing) -> str:
    text = json.dumps([row.weight, row.since, row.id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _from_cursor(text: str | None) -> Standing | None:
    if not text:
        return None
    try:
        weight, since, id_ = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        weight, since = float(weight), as_text(from_text(since))
        if not math.isfinite(weight):
            raise ValueError(weight)
        return Standing("", check_id(id_), 0, "", since, weight, "", "", (), None, None, "")
    except (ValueError, TypeError, OverflowError, binascii.Error, Malformed):
        expected = phrase(N_("what `next` of the page before said"))
        raise Malformed(what="after", given=text, expected=expected) from None


def check_within_areas(request: HttpRequest, area: str | None) -> None:
    """Raise Elsewhere unless somebody limited to areas asks about one of them."""
    if request.grant.areas and area not in request.grant.areas:
        raise Elsewhere()
