"""What goes wrong, as problem documents (RFC 9457) with our own sentences in the language asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from najda.application.errors import StaleVersion
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase

from ..pages import status_of
from .schemas import told

MEDIA = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one field of what was sent."""

    field: str = Field(description="Where it stands, such as body.need.trapped.")
    says: str = Field(description="What is wrong and what to send instead.")


class Problem(BaseModel):
    """Why something was not done (RFC 9457); then nothing was recorded."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Conflict"])
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="A sentence in the language asked for (Accept-Language).")
    refusal: str | None = Field(
        description="The refusal's name, the same in every language.", examples=["TeamBusy"]
    )
    values: dict[str, Any] = Field(description="What the refusal names: who, when, which.")
    errors: list[FieldProblem] = Field(description="What is wrong, field by field.")


_SAYS: Mapping[int, str] = {
    400: N_("This cannot be read. Send JSON, in UTF-8, and nothing but text in the address."),
    401: N_("No token that counts was sent. Make one for this device under My account."),
    403: N_("Your role, or what this device may do, does not cover this."),
    404: N_("There is nothing at this address, or it is not in your areas. Check the address."),
    405: N_("This address does not take that method. The header Allow names those it takes."),
    413: N_("What was sent is too large. Send less at once."),
    415: N_("Only application/json is read here. Say so in the header Content-Type."),
    422: N_("What was sent cannot be read as it should be. Correct the fields named and send it again."),
    429: N_("Too many wrong tokens came from where you are. Wait a little, then use one that is right."),
    500: N_("Najda failed here; nothing was half recorded. Try again, and tell your administrator."),
    503: N_("Najda cannot record anything just now. Send it again in a moment."),
}  # fmt: skip

_MISSING = N_("This is missing.")
_FIELDS: Mapping[str, str] = {
    "missing": _MISSING,
    "extra_forbidden": N_("Nobody knows this field. Leave it out."),
    "string_too_short": N_("This is too short: at least {min_length} characters."),
    "string_too_long": N_("This is too long: at most {max_length} characters."),
    "string_pattern_mismatch": N_("This does not have the form it must have: {pattern}."),
    "too_short": N_("These are too few: at least {min_length}."),
    "too_long": N_("These are too many: at most {max_length}."),
    "greater_than_equal": N_("This is too small: at least {ge}."),
    "less_than_equal": N_("This is too large: at most {le}."),
    "enum": N_("This is none of the words meant: {expected}."),
    "literal_error": N_("This is none of the words meant: {expected}."),
    "timezone_aware": N_("This time does not say its zone: 2025-03-07T04:05:06Z."),
    "uuid_parsing": N_("This is no id: a UUID is meant."),
}
_OTHERWISE = N_("This cannot be read. See the API's document for what is meant.")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with why the core said no; 412 where somebody was quicker."""
    status = 412 if isinstance(refusal, StaleVersion) else status_of(refusal)
    values = {name: told(value, request.language) for name, value in refusal.values.items()}
    return problem(request, status, refusal.phrase, refusal=refusal.name, values=values)


def invalid(request: HttpRequest, errors: Iterable[Mapping[str, Any]]) -> HttpResponse:
    """Answer with what is wrong in which field, from pydantic's own findings."""
    found = [
        FieldProblem(field=_where(error["loc"]), says=request.language.say(_field_says(error)))
        for error in errors
    ]
    return problem(request, 422, phrase(_SAYS[422]), errors=found)


def plain(request: HttpRequest, status: int) -> HttpResponse:
    """Answer with a sentence about the status alone."""
    return problem(request, status, phrase(_SAYS.get(status, _SAYS[400])))


def problem(
    request: HttpRequest,
    status: int,
    says: Phrase,
    *,
    refusal: str | None = None,
    values: Mapping[str, Any] | None = None,
    errors: Iterable[FieldProblem] = (),
) -> HttpResponse:
    """Return a problem document."""
    document = Problem(
        type=f"urn:najda:refusal:{refusal}" if refusal else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=request.language.say(says),
        refusal=refusal,
        values=dict(values or {}),
        errors=list(errors),
    )
    text = json.dumps(document.model_dump(), ensure_ascii=False, default=str)
    answer = HttpResponse(text, status=status, content_type=MEDIA)
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Najda"'
    return answer


def _where(location: Iterable[Any]) -> str:
    parts = [str(part) for part in location]
    return ".".join(parts[:1] + parts[2:]) if parts[:2] == ["body", "given"] else ".".join(parts)


def _field_says(error: Mapping[str, Any]) -> Phrase:
    given = {name: str(value) for name, value in error.get("ctx", {}).items()}
    try:
        said = phrase(_FIELDS.get(error["type"], _OTHERWISE), **given)
        str(said)
    except KeyError:
        return phrase(_OTHERWISE)
    return said
