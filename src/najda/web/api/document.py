"""The API's own document (OpenAPI 3.1): what ninja makes of the types, and what it cannot know."""

from __future__ import annotations

import re
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from .problems import MEDIA, Problem

TITLE = "Najda"
VERSION = "1"
SAYS = """Everything a program may do with an installation of Najda, by the same rules as people on pages.

Each request carries the token of a device (`Authorization: Bearer`), made by a person under My account;
it may do no more than its person. Each write carries the act's id (`Idempotency-Key`): the same id sent
again has the same answer and is recorded once. `If-Match` names what was looked at, as `ETag` gave it;
if somebody was quicker, 412 says who did what. What goes wrong is a problem document (RFC 9457), in
the language of `Accept-Language` (ar, en). Words people said are sealed: reading them is a call of
its own, and recorded."""

PROBLEMS = {
    400: "What was sent is no JSON document, or the address holds the sign NUL.",
    401: "No token that counts was sent.",
    403: "The role, the areas or the device do not cover this.",
    404: "There is nothing there, or nothing within reach.",
    409: "As things stand this is not possible, or the act's id was used for something else.",
    412: "Somebody was quicker; the answer says who did what.",
    413: "More was sent than is taken.",
    415: "Something else than application/json was sent.",
    422: "What was sent cannot be read, or is refused with a reason.",
    429: "Too many wrong tokens came from there.",
    503: "Nothing can be recorded just now.",
}
_READS = {400, 401, 403, 404, 422, 429, 503}
_PUBLIC = {400, 503}


def complete(document: OpenAPISchema) -> dict[str, Any]:
    """Return the document with what goes wrong, answer by answer, and the headers of answers."""
    schemas = document["components"]["schemas"]
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(made.pop("$defs", {}))
    schemas["Problem"] = made
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _answers(method, operation)
            for parameter in operation["parameters"]:
                _as_sent(parameter)
    _link(document["paths"])
    return dict(document)


def _answers(method: str, operation: dict[str, Any]) -> None:
    wrong = set(PROBLEMS) if method == "post" else _READS
    if "security" not in operation:
        wrong = _PUBLIC
    for status in sorted(wrong):
        operation["responses"][status] = {
            "description": PROBLEMS[status],
            "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    if operation["operationId"].startswith("read_"):
        operation["responses"][200]["headers"] = {
            "ETag": {
                "description": "The thing and its version, as If-Match takes it.",
                "required": True,
                "schema": {"type": "string"},
            }
        }


def _as_sent(parameter: dict[str, Any]) -> None:
    """What stands in an address or a header is there or not: it is never null."""
    schema = parameter["schema"]
    while "anyOf" in schema:
        kept = next(each for each in schema.pop("anyOf") if each.get("type") != "null")
        schema.update({**kept, **schema})
    parameter.pop("examples", None)  # they stand in the schema


def _link(paths: dict[str, Any]) -> None:
    """Say where the id of what was made or listed leads: to every operation about one such thing."""
    about: dict[str, list[str]] = {}
    for address, methods in paths.items():
        for operation in methods.values():
            for called in re.findall(r"{(\w+)}", address):
                about.setdefault(called, []).append(operation["operationId"])
    for address, methods in paths.items():
        for method, operation in methods.items():
            room = "missions" if address.endswith(("/plan", "/send")) else operation["tags"][0]
            made, listed = (
                operation["responses"].get(201),
                operation["operationId"] == f"list_{room}",
            )
            if method == "post" and made:
                made["links"] = _links(about, room, "$response.body#/made")
            elif listed:
                operation["responses"][200]["links"] = _links(
                    about, room, "$response.body#/items/0/id"
                )


def _links(about: dict[str, list[str]], room: str, where: str) -> dict[str, Any]:
    called = room.removesuffix("s")
    return {
        name: {"operationId": name, "parameters": {f"path.{called}": where}}
        for name in about.get(called, ())
    }
