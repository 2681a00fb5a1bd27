"""What was recorded after an entry, of all that is within reach."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import BaseModel, Field

from najda.application import codec
from najda.application.permissions import Permission, can
from najda.application.reach import reach_of
from najda.kernel.ids import split_stream

from . import vocabulary
from .schemas import told
from .things import SINGULAR

FEED_LOOKED_AT = 500
"""Entries one answer looks through at most."""


class Entry(BaseModel):
    """An entry of the ledger; what is sealed in it stays so."""

    sequence: int = Field(ge=1)
    stream: str = Field(examples=[f"incidents/{vocabulary.EXAMPLE_ID}"])
    version: int = Field(ge=1)
    fact: str = Field(description="The kind of fact.", examples=["incidents.IncidentOpened"])
    body: dict[str, Any] = Field(description="What the fact says.")
    act: str
    occurred_at: datetime
    recorded_at: datetime
    person: str = Field(examples=["person/amal"])
    device: str = Field(examples=["device/tablet-2"])
    hash: str = Field(description="The entry's own hash, hexadecimal.")


class Feed(BaseModel):
    """Entries after a number; ask again with `next`."""

    items: list[Entry]
    next: int = Field(ge=0, description="The number to ask after next; the same when all was seen.")
    head: int = Field(ge=0, description="How many entries the ledger has.")


def feed(
    request: HttpRequest,
    after: Annotated[int, Field(ge=0, le=2**53, description="Entries after this number.")] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 100,
) -> Any:
    """Read what was recorded after an entry, of all that is within reach, in order."""
    found: list[dict[str, Any]] = []
    with request.desk.store.reading() as view:
        head, seen, may = view.head().size, after, _Reach(request, view)
        for entry in view.entries(after=after, upto=after + FEED_LOOKED_AT):
            seen = entry.sequence
            if may.read(entry.stream):
                found.append(_entry(request, entry))
            if len(found) == limit:
                break
    return {"items": found, "next": min(seen, max(head, after)), "head": head}


class _Reach:
    """Remembers, within one answer, which streams whoever asks may read."""

    def __init__(self, request: HttpRequest, view: Any) -> None:
        self._grant, self._device = request.grant, request.device_by_token
        self._view, self._known = view, {}

    def read(self, stream: str) -> bool:
        if stream not in self._known:
            self._known[stream] = self._may(*split_stream(stream))
        return self._known[stream]

    def _may(self, room: str, id_: str) -> bool:
        permission = Permission(f"{room}.read") if room in SINGULAR else Permission.LEDGER_AUDIT
        row = self._view.standing(room, id_) if room in SINGULAR else None
        reach = reach_of(self._view, row) if row is not None else None
        return self._device.covers(permission) and can(self._grant, permission, reach)


def _entry(request: HttpRequest, entry: Any) -> dict[str, Any]:
    return {
        **{name: getattr(entry, name) for name in Entry.model_fields if hasattr(entry, name)},
        "fact": entry.kind,
        "body": told(codec.fact_of(entry), request.language),
    }
