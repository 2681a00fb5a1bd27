"""From a request to an act of the core, and from what was done to an answer."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Header
from pydantic import BaseModel, Field, create_model

from najda.application.areas import area_place
from najda.application.desk import Act, Done
from najda.application.errors import NotFound
from najda.application.permissions import Permission, Reach, can, check_may
from najda.application.reach import reach_of
from najda.application.whereabouts import Where, resolved
from najda.application.words import thing_word
from najda.kernel.errors import Malformed
from najda.kernel.ids import split_stream
from najda.kernel.roads import RoadSpot

from ..roads.closing import check_reach
from . import vocabulary
from .schemas import Given, given_type

ROOM_OF = {
    "report": "reports",
    "incident": "incidents",
    "mission": "missions",
    "team": "teams",
    "teams": "teams",
    "hazard": "hazards",
    "closure": "closures",
    "aid": "aid",
}
"""The room of what an argument names; each such thing must lie within reach of whoever names it."""

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ONE_SEEN = (
    rf'"?(?:reports|incidents|missions|teams|hazards|closures|aid)/{_ID}@[1-9][0-9]{{0,11}}"?'
)
_EXAMPLE_SEEN = f'"incidents/{vocabulary.EXAMPLE_ID}@3"'

ActId = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="The act's id: a UUID the client makes, best version 7. The same id sent again has "
        "the same answer, and nothing is recorded twice.",
        examples=[vocabulary.EXAMPLE_ID],
    ),
]
Seen = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=2_000,
        pattern=rf"^{_ONE_SEEN}(, ?{_ONE_SEEN}){{0,9}}$",
        description="What was looked at: thing and version as ETag gives them. If somebody has "
        "acted on it since, nothing is done and 412 says who did what.",
        examples=[_EXAMPLE_SEEN],
    ),
]
Happened = Annotated[
    vocabulary.MOMENT | None,
    Header(
        alias="Occurred-At",
        description="When it happened, if it is sent later than that; never after now.",
        examples=["2025-03-07T04:05:06Z"],
    ),
]


class Receipt(BaseModel):
    """What an act came to."""

    act: str = Field(description="The act's id, as it was sent.")
    again: bool = Field(description="It had been recorded before, and was not recorded twice.")
    made: str | None = Field(description="The id of what was made, if something was.")
    versions: dict[str, int] = Field(
        description="What was touched, by stream, with its version after the act.",
        examples=[{f"incidents/{vocabulary.EXAMPLE_ID}": 4}],
    )
    sequence: int = Field(ge=0, description="The ledger's number of the act's last entry.")


class Parts(NamedTuple):
    """A use case's arguments: those that stand in the path, and the model of those in the body."""

    path: tuple[str, ...]
    body: type[BaseModel] | None
    hints: Mapping[str, Any]


def parts_of(use_case: Callable[..., Any], path: tuple[str, ...], leave: tuple[str, ...]) -> Parts:
    """Return what a use case is called with, from its own signature."""
    hints = typing.get_type_hints(use_case, include_extras=True)
    hints = {name: _one_way(hint) for name, hint in hints.items()}
    arguments = [
        one
        for one in inspect.signature(use_case).parameters.values()
        if one.kind is inspect.Parameter.KEYWORD_ONLY and one.name not in (*path, *leave)
    ]
    if not arguments:
        return Parts(path, None, hints)
    fields = {one.name: _field(hints[one.name], one) for one in arguments}
    name = "".join(word.title() for word in use_case.__name__.split("_"))
    return Parts(path, create_model(name, __base__=Given, **fields), hints)


def _one_way(hint: Any) -> Any:
    """A place is given as words and position, never as the ledger keeps it."""
    members = [each for each in typing.get_args(hint) if each is not type(None)]
    if Where not in members:
        return hint
    return Where | None if type(None) in typing.get_args(hint) else Where


def _field(hint: Any, argument: inspect.Parameter) -> tuple[Any, Any]:
    typed, default = given_type(hint, argument.name), argument.default
    if default is inspect.Parameter.empty:
        return typed, ...
    if default in ("", ()) and argument.name in ROOM_OF:
        return typed | None, None
    if isinstance(default, msgspec.Struct):
        return typed, Field(default_factory=lambda: typed())
    return typed, list(default) if isinstance(default, tuple) else default


def arguments_of(parts: Parts, path: Mapping[str, UUID], given: BaseModel | None) -> dict[str, Any]:
    """Return what the use case is called with, as the core's own values; may raise a refusal."""
    found: dict[str, Any] = {name: str(value) for name, value in path.items()}
    if given is not None:
        sent = given.model_dump(mode="json", exclude_unset=True)
        for name, value in sent.items():
            if value is not None or type(None) in typing.get_args(parts.hints[name]):
                found[name] = _converted(value, parts.hints[name], name)
    return found


def _converted(value: Any, hint: Any, name: str) -> Any:
    try:
        return msgspec.convert(value, hint)
    except msgspec.ValidationError as error:
        raise Malformed(what=name, given=str(value)[:80], expected=str(error)) from None


def check_within_reach(
    request: HttpRequest, permission: Permission, arguments: Mapping[str, Any]
) -> None:
    """Raise NotFound for whatever is named and lies out of reach, as for what is not there; Elsewhere for
    roads and areas that lie there."""
    with request.desk.store.reading() as view:
        for room, id_ in _named(arguments):
            row = view.standing(room, id_)
            if row is None or not can(request.grant, permission, reach_of(view, row)):
                raise NotFound(what=thing_word(room), id=id_, room=room)
    if isinstance(spot := arguments.get("spot"), RoadSpot):
        check_reach(request, spot)
    if code := arguments.get("area"):
        areas = area_place(request.desk.gazetteer, code).areas
        check_may(request.grant, permission, Reach(areas=areas))


def check_opens_within_reach(request: HttpRequest, arguments: Mapping[str, Any]) -> None:
    """Raise Elsewhere where an incident would be opened outside the areas of whoever asks."""
    where = arguments.get("where")
    if where is not None and arguments.get("opens", True) and not arguments.get("incident"):
        areas = resolved(request.desk, where).areas
        check_may(request.grant, Permission.INCIDENTS_OPEN, Reach(areas=areas))


def _named(arguments: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in arguments.items():
        if name in ROOM_OF:
            yield from (
                (ROOM_OF[name], each) for each in ([value] if isinstance(value, str) else value)
            )


def act_from(request: HttpRequest, key: UUID, seen: str | None, happened: datetime | None) -> Act:
    """Return the act a request carries: who, with what, which id, having seen what, when."""
    return Act(
        id=str(key),
        person=request.grant.person,
        device=request.device_by_token.in_ledger,
        occurred_at=happened,
        seen=dict(map(_version, seen.split(","))) if seen else {},
    )


def _version(text: str) -> tuple[str, int]:
    stream, _, version = text.strip().strip('"').rpartition("@")
    return stream, int(version)


def etag(stream: str, version: int) -> str:
    """Return how a thing and its version are named in a header."""
    return f'"{stream}@{version}"'


def receipt(done: Done, act: Act, makes: str) -> dict[str, Any]:
    """Return what an act came to, as it is told."""
    versions = {entry.stream: entry.version for entry in done.entries}
    made = next((split_stream(name)[1] for name in versions if name.startswith(f"{makes}/")), None)
    last = max((entry.sequence for entry in done.entries), default=0)
    return {
        "act": act.id,
        "again": done.again,
        "made": made if makes else None,
        "versions": versions,
        "sequence": last,
    }


def tag(answer: HttpResponse, stream: str, version: int) -> None:
    """Put the version of a thing on the answer about it."""
    answer.headers["ETag"] = etag(stream, version)
