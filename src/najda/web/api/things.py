"""What the rooms hold: listed within reach, and read one by one."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, Field, create_model

from najda.application.permissions import Permission
from najda.application.rooms import ROOMS

from . import vocabulary
from .acts import tag
from .reading import AreaCode, Asked, Cursor, Limit, as_told, listed, one
from .schemas import thing_model, words_of
from .signatures import named, sign

SINGULAR = {"reports": "report", "incidents": "incident", "missions": "mission",
            "teams": "team", "hazards": "hazard", "closures": "closure", "aid": "aid"}  # fmt: skip
"""Rooms whose things are read one by one, and how the path calls one."""

BELONGS = {"reports", "missions", "hazards"}
"""Rooms whose things may belong to an incident."""

THINGS = {room: thing_model(ROOMS[room].state) for room in SINGULAR}


def lists(room: str) -> tuple[Callable[..., Any], type[BaseModel]]:
    """Return the function that lists a room's things, and the model of its answer."""
    statuses = _status_of(room)
    permission = Permission(f"{room}.read")

    def answer(request: HttpRequest, **given: Any) -> Any:
        """List what is within reach: heaviest first, then longest waiting, then by id."""
        incident = given.get("incident")
        asked = Asked(
            room, permission, given["status"] or None, str(incident) if incident else None,
            given["area"], given["after"], request.grant.areas, given["limit"],
        )  # fmt: skip
        return listed(request, asked)

    belongs = [named("incident", vocabulary.ID | None, None)] if room in BELONGS else []
    sign(
        answer, f"list_{room}",
        named("status", list[words_of(statuses)], Query(default_factory=list, max_length=10)),
        *belongs, named("area", AreaCode, None), named("after", Cursor, None), named("limit", Limit, 50),
    )  # fmt: skip
    return answer, page_model(THINGS[room])


def reads(room: str) -> Callable[..., Any]:
    """Return the function that reads one thing of a room."""
    permission, called = Permission(f"{room}.read"), SINGULAR[room]

    def answer(request: HttpRequest, response: HttpResponse, **given: Any) -> Any:
        """Read one as it stands; ETag is what If-Match takes."""
        found = one(request, room, given[called], permission)
        tag(response, found.stream, found.version)
        return as_told(request, found)

    sign(answer, f"read_{called}", named("response", HttpResponse), named(called, UUID))
    return answer


def page_model(thing: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a page of things."""
    going_on = Field(description="Give it as `after` for the next page; None: there is none.")
    return create_model(
        f"{thing.__name__}Page", __doc__="A page of a list.",
        items=(list[thing], ...), next=(str | None, going_on),
    )  # fmt: skip


def _status_of(room: str) -> type[Enum]:
    return next(type(status) for status in ROOMS[room].moves.values() if status is not None)
