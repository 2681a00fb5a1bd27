"""The first page after signing in, and the answer for whoever watches the server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access import public, signed_in
from ..navigation import navigation
from ..pages import page


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Take everybody to the first place of their menu."""
    places = navigation(request, request.grant)
    return redirect(places[0].url) if places else page(request, "home/empty.html")


@public
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Say that the server and its store answer; nothing else."""
    with request.desk.store.reading() as view:
        view.head()
    return HttpResponse("ok\n", content_type="text/plain")
