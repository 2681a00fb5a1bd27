"""The page that says how far the counting is, and asks again by itself, also without scripts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from ..pages import page
from .counting import StillCounting

AGAIN = "2"
"""Seconds after which the browser asks again."""


def still_counting(request: HttpRequest, count: StillCounting) -> HttpResponse:
    """Return the page."""
    response = page(request, "day/counting.html", {"share": count.share})
    response.headers["Refresh"] = AGAIN
    response.headers["Cache-Control"] = "no-store"
    return response
