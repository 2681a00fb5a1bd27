"""A form that came too late, as after a session ended: what was filled in is given back on the page that
says so, to be read, copied and sent once more. Nothing is sent again by itself.

Only what a page of ours sent is given back, or a page elsewhere could have a form of its making sent on
by whoever trusts Najda; and only the forms of rooms, so that no password is ever written on a page.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from .access import access_of

_OURS = ("csrfmiddlewaretoken",)
_CHOSEN = re.compile(r"[a-z0-9_.@/:-]*|[A-Z]{2}\d+")
"""What is no words of a person: ids, numbers, versions, choices, codes of areas."""


class Unsent(NamedTuple):
    """The fields as they were sent, and those of them that somebody wrote in words."""

    fields: list[tuple[str, str]]
    words: list[str]


def unsent(request: HttpRequest) -> Unsent | None:
    """Return what was filled in; None if it cannot be sent again from a page: it came from elsewhere, is
    no form of a room, or holds a file, which has to be chosen again."""
    access = access_of(request.resolver_match.func) if request.resolver_match else None
    if request.method != "POST" or not _is_ours(request) or not (access and access.permission):
        return None
    if request.FILES:
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in sent if name not in _OURS]
    return Unsent(fields, [value for _, value in fields if _is_words(value)])


def page_before(request: HttpRequest) -> str:
    """Return the address of the page a form was sent from: the form's own where the browser does not say,
    or says another site's."""
    before = urlsplit(request.headers.get("Referer", ""))
    if not _is_here(request, before.scheme, before.netloc):
        return request.path
    return f"{before.path}?{before.query}" if before.query else before.path or "/"


def page_above(request: HttpRequest) -> str:
    """Return the nearest address above this one that there is: a mission's, of a step of it."""
    parts = request.path.strip("/").split("/")
    for count in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:count])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"


def _is_words(text: str) -> bool:
    return bool(text.strip()) and not _CHOSEN.fullmatch(text)


def _is_ours(request: HttpRequest) -> bool:
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return _is_here(request, *urlsplit(said)[:2])


def _is_here(request: HttpRequest, scheme: str, host: str) -> bool:
    return (scheme, host) == (request.scheme, request.get_host())
