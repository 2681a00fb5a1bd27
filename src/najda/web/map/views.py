"""The ground of maps, for scripts: what is drawn under everything, and parts of the streets."""

from __future__ import annotations

import gzip
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from najda import bootstrap

from ..access import signed_in
from .base import base_of

LONGEST_PART = 8 << 20
"""Bytes of the streets that are given at once; a browser asks for thousands."""

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})")


def _base_tag(request: HttpRequest) -> str:
    return f'"{base_of(request.site).version}"'


@signed_in
@require_safe
@cache_control(private=True, max_age=3600)
@condition(etag_func=_base_tag)
def base(request: HttpRequest) -> HttpResponse:
    """Give coasts, borders and names of places."""
    content, answer = base_of(request.site).content, HttpResponse(content_type="application/json")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    answer.headers["Vary"] = "Accept-Encoding, Cookie"
    answer.content = content
    return answer


@signed_in
@require_safe
@cache_control(private=True, no_cache=True)
def streets(request: HttpRequest) -> HttpResponse:
    """Give the part of the file of streets that is asked for (RFC 9110, 14); never the whole of it."""
    found = bootstrap.streets(request.site.folder)
    if found is None or found.problem:
        raise Http404
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = (int(part) for part in asked.groups()) if asked else (0, -1)
    end = min(end, found.size - 1, start + LONGEST_PART - 1)
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    try:
        content = found.part(start, end)
    except OSError:
        raise Http404 from None
    answer = HttpResponse(content, status=206, content_type="application/vnd.pmtiles")
    answer.headers["Content-Range"] = f"bytes {start}-{end}/{found.size}"
    answer.headers["ETag"] = f'"{found.version}"'
    return answer
