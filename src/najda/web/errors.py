"""Pages for when something is not possible: each says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from .access import access_of, grant_of, public
from .unsent import page_above, page_before, unsent


def _said(
    request: HttpRequest,
    status: int,
    title: str,
    text: str,
    template: str = "error.html",
    **more: Any,
) -> HttpResponse:
    if request.path.startswith("/api/v") and hasattr(request, "site"):
        from .api.problems import plain

        if not hasattr(request, "language"):
            request.language = request.site.language(get_language_from_request(request))
        return plain(request, status)
    if not hasattr(request, "language"):  # something failed before the page knew its language
        return HttpResponse(
            f"{title}\n{text}\n", status=status, content_type="text/plain; charset=utf-8"
        )
    if "text/html" not in request.headers.get(
        "Accept", "text/html"
    ) and "*/*" not in request.headers.get("Accept", "*/*"):
        return JsonResponse({"error": title, "detail": text}, status=status)
    context = {"title": title, "text": text, "status": status, **more}
    return render(request, template, context, status=status)


def not_permitted(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that the person's role does not cover this page."""
    text = _("Your role does not cover this page. Ask the head of operations or an administrator.")
    return _said(request, 403, _("Not for your role"), text)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that one has to sign in, to whatever cannot follow a redirect: with the way back to the form,
    and what was filled in."""
    kept, before = unsent(request), page_before(request)
    text = _(
        "Your session has ended, so nothing of this was recorded. Sign in; then send it once more."
    )
    if kept:
        text = _(
            "Your session has ended, so nothing of this was recorded. What you filled in is kept on this "
            "page: leave it open, sign in in a new window, come back here and send it once more."
        )
    sign_in = f"{reverse('account_login')}?{urlencode({'next': before})}"
    more = {"unsent": kept, "sign_in": sign_in}
    return _said(request, 401, _("Please sign in"), text, "unsent.html", **more)


def forged_or_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old or came from elsewhere, and give back what was filled in."""
    access = access_of(request.resolver_match.func) if request.resolver_match else None
    if access and access.permission and grant_of(request) is None:
        return signed_out(request)
    kept = unsent(request)
    text = _(
        "This form is too old, or was opened before you signed in, so nothing of it was recorded. Open "
        "it anew and fill it in once more."
    )
    if kept:
        text = _(
            "This form is too old, or was opened before you signed in, so nothing of it was recorded. "
            "What you filled in is kept on this page: send it once more if it still holds."
        )
    more = {"unsent": kept, "before": page_before(request)}
    return _said(request, 403, _("The form has expired"), text, "unsent.html", **more)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that there is no such page or thing, or none for this person."""
    text = _("There is nothing at this address, or it is not in your areas. Check the address.")
    return _said(request, 404, _("Not found"), text)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """Say that nothing is to be read at an address that only takes what is sent to it, with the way to
    the page it belongs to."""
    text = _(
        "This address only takes what is sent to it by a form, and a page was asked for: by a bookmark "
        "or an address typed, perhaps. Nothing was changed. Open the page it belongs to and do it there."
    )
    above = page_above(request)
    return _said(request, 405, _("There is no page here"), text, above=above)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that what was sent cannot be read."""
    text = _("What was sent cannot be read. Go back, reload the page and try again.")
    return _said(request, 400, _("That cannot be read"), text)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that Najda itself failed; nothing half-done was kept."""
    text = _(
        "Najda failed here; nothing was half recorded. Try again, and tell your administrator."
    )
    return _said(request, 500, _("That failed"), text)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that more was sent than is taken."""
    text = _(
        "What was sent is larger than {most} MB, the most that is taken at once, and nothing of it was "
        "kept. Send less, or split the file."
    )
    most = request.language.number(request.too_large >> 20)
    return _said(request, 413, _("That is too large"), text.format(most=most))


class TooLargeMiddleware:
    """Answers for what the server did not read to its end (`serving`): as soon as it is known who asks
    and in which language, before anything is looked for in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "too_large", 0):
            return too_large(request)
        return self.get_response(request)


class WrongMethodMiddleware:
    """Gives a page to whoever opens an address that only takes forms; what the address does take (Allow)
    stays said."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        said = wrong_method(request)
        said.headers["Allow"] = response.headers.get("Allow", "")
        return said


@public
def shut(request: HttpRequest, **_: Any) -> HttpResponse:
    """Answer for an address that exists in a library we use and that Najda does not open."""
    return not_found(request)
