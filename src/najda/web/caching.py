"""What browsers and proxies may keep: nothing, unless a view says otherwise."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOTHING = "no-store, private"


class NothingKept:
    """Lets no page be kept, in a cache or on a disk: whoever sits down at a terminal after somebody has
    signed out must not find people and words by the back button. What is the same for everybody (styles,
    scripts) is answered before this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", NOTHING)
        return response
