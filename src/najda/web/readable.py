"""What no browser sends and no database can look for is refused at the door."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .errors import bad_request

NUL = "\0"


class Readable:
    """Refuses (400) an address or a cookie that holds the sign NUL. Forms refuse it field by field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if asked or any(NUL in value for value in request.COOKIES.values()):
            return bad_request(request)
        return self.get_response(request)
