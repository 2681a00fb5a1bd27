"""The API put together: every address with its permission. An address without one cannot be made here."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.docs import DocsBase
from ninja.parser import Parser

from najda.application.errors import StoreBusy, StoreFull
from najda.application.permissions import Permission
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from ..day.counting import StillCounting
from . import document, feed, me, planning, problems, proposing, situation, things, words
from .acts import Receipt
from .auth import DeviceToken
from .operations import WRITES, endpoint

LARGEST = 256 << 10
"""Bytes one request may carry; the longest report takes 80,000."""

JSON = "application/json"
ROOT = "api/v1/"

_COUNTING = N_("The ledger is still being counted ({share} %). Ask again in a moment.")
_IN_CODE = re.compile(r" [^.]*`Done\.made[^`]*`\.")
"""What a docstring says to whoever calls from Python; here the answer's `made` is the id."""


class Json(Parser):
    """Reads JSON as it is defined: UTF-8, and no NaN."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what was sent; whatever is raised, ninja answers that it cannot be read."""
        return msgspec.json.decode(request.body)


def unreadable(request: HttpRequest) -> int | None:
    """Return the status of an answer to what is too large or no JSON; None if it can be read."""
    try:
        body = request.body
    except RequestDataTooBig:
        return 413
    if len(body) > LARGEST:
        return 413
    return 415 if body and request.content_type != JSON else None


class Api(NinjaAPI):
    """Ninja's API with our own document and our own sentences."""

    @cached_property
    def document(self) -> dict[str, Any]:
        """Return the OpenAPI document; it never changes while the server runs."""
        return document.complete(self.get_openapi_schema(path_prefix=ROOT))

    def set_default_exception_handlers(self) -> None:
        """Answer whatever goes wrong with a problem document; what nobody expects goes on to Django."""
        self.add_exception_handler(Refusal, _refused)
        self.add_exception_handler(StillCounting, _counting)
        self.add_exception_handler(Http404, lambda request, _: problems.plain(request, 404))
        self.add_exception_handler(HttpError, lambda r, error: problems.plain(r, error.status_code))
        self.add_exception_handler(ValidationError, lambda r, e: problems.invalid(r, e.errors))


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, StoreBusy | StoreFull):
        return problems.problem(request, 503, refusal.phrase, refusal=refusal.name)
    return problems.refused(request, refusal)


def _counting(request: HttpRequest, counting: StillCounting) -> HttpResponse:
    answer = problems.problem(request, 503, phrase(_COUNTING, share=counting.share))
    answer.headers["Retry-After"] = "2"
    return answer


class _NoDocs(DocsBase):
    """The page about the API is our own."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        raise Http404


def make() -> Api:
    """Return the API with all its addresses."""
    api = Api(
        title=document.TITLE, version=document.VERSION, description=document.SAYS, docs=_NoDocs(),
        docs_url=None, openapi_url=None, parser=Json(), urls_namespace="api",
    )  # fmt: skip
    api.get("/health", auth=None, **_about("/health", me.health, me.Health))(me.health)
    _read(api, "/me", me.me, me.Me, None)
    for room in things.SINGULAR:
        listing, model = things.lists(room)
        called = things.SINGULAR[room]
        may = Permission(f"{room}.read")
        _read(api, f"/{room}", listing, model, may)
        _read(api, f"/{room}/{{uuid:{called}}}", things.reads(room), things.THINGS[room], may)
        _post(
            api, f"/{room}/{{uuid:{called}}}/words", words.opens(room), list[words.Words],
            Permission.ORIGINALS_READ,
        )  # fmt: skip
    _post(
        api, "/reports/{uuid:report}/masked-words", words.mask_report_words, list[words.MaskedWords],
        Permission.REPORTS_MASKED,
    )  # fmt: skip
    may = Permission.MISSIONS_SEND
    _read(api, "/incidents/{uuid:incident}/ranking", proposing.rank, proposing.RANKING, may)
    _read(api, "/incidents/{uuid:incident}/why", planning.explain, planning.WHY, may)
    _read(api, "/incidents/{uuid:incident}/what-if", planning.what_if, planning.WHAT_IF, may)
    _read(api, "/proposals", proposing.propose, proposing.PLAN, may)
    _read(api, "/plan", planning.plan, planning.PLAN, may)
    _read(api, "/cover", planning.cover, planning.COVER, Permission.BOARD_WATCH)
    _read(api, "/feed", feed.feed, feed.Feed, None)
    _read(api, "/situation", situation.situation, situation.Situation, Permission.DAY_READ)
    for write in WRITES:
        path = write.path.replace("{", "{uuid:")
        made = {201: Receipt} if write.makes else {200: Receipt}
        _post(api, path, endpoint(write), made, Permission(write.permission))
    return api


def _read(
    api: Api, path: str, view: Callable[..., Any], answers: Any, may: Permission | None
) -> None:
    api.get(path, auth=DeviceToken(may), **_about(path, view, answers))(view)


def _post(api: Api, path: str, view: Callable[..., Any], answers: Any, may: Permission) -> None:
    api.post(path, auth=DeviceToken(may), **_about(path, view, answers))(view)


def _about(path: str, view: Callable[..., Any], answers: Any) -> dict[str, Any]:
    says = _IN_CODE.sub("", " ".join((view.__doc__ or "").split()))
    return {
        "operation_id": view.__name__,
        "url_name": f"api_{view.__name__}",
        "summary": re.split(r"[.;:] ", says)[0].rstrip("."),
        "description": says,
        "tags": [path.split("/")[1]],
        "response": answers,
    }
