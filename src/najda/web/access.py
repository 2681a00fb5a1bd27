"""Who may open which address. Every view declares it with one decorator; what declares nothing is shut.

@may("incidents.open")     a permission of `application.permissions`
@signed_in                 whoever has signed in: their own account, their own sessions
@settling                  the same, also before the second factor is set that their account needs
@public                    anybody: signing in, the public report page
@by_token("…")             the API: a device's token, never a session
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from najda.application.permissions import Grant, Permission, can

View = Callable[..., HttpResponse]


class Access(NamedTuple):
    """What an address asks of whoever opens it."""

    permission: Permission | None = None
    anybody: bool = False
    unsettled: bool = False
    by_token: bool = False

    def __str__(self) -> str:
        if self.by_token:
            return f"token {self.permission or 'of anybody'}"
        if self.permission:
            return str(self.permission)
        return "public" if self.anybody else "settling" if self.unsettled else "signed in"


def may(permission: str) -> Callable[[View], View]:
    """Let in whoever has the permission; a name that does not exist fails when the page is imported."""
    return _declare(Access(permission=Permission(permission)))


def signed_in(view: View) -> View:
    """Let in whoever has signed in."""
    return _declare(Access())(view)


def settling(view: View) -> View:
    """Let in whoever has signed in, even if their second factor is still to be set."""
    return _declare(Access(unsettled=True))(view)


def public(view: View) -> View:
    """Let anybody in."""
    return _declare(Access(anybody=True, unsettled=True))(view)


def by_token(permission: Permission | None) -> Callable[[View], View]:
    """Let in whoever brings a device's token, whose person has the permission; the view asks for both
    itself, as no session counts there."""
    return _declare(Access(permission=permission, by_token=True))


def _declare(access: Access) -> Callable[[View], View]:
    def declared(view: View) -> View:
        view.access = access
        return view

    return declared


def access_of(view: View) -> Access | None:
    """Return what a view declares, or None."""
    return getattr(view, "access", None)


def grant_of(request: HttpRequest) -> Grant | None:
    """Return who asks, to the rules; None for a visitor."""
    account = getattr(request, "user", None)
    return account.grant if account is not None and account.is_authenticated else None


class AccessMiddleware:
    """Asks every view what it declares before it runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Return None to go on, or the page that says why not."""
        from .errors import not_permitted

        access = access_of(view)
        request.grant = grant_of(request)
        if access is None:
            return not_permitted(request)
        if access.anybody or access.by_token:
            return None
        if request.grant is None:
            return _sign_in_first(request)
        if request.user.is_unsettled and not access.unsettled:
            return redirect("mfa_index")
        if access.permission and not can(request.grant, access.permission):
            return not_permitted(request)
        return None


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    wants_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "*/*")
    if wants_page or request.headers.get("Accept", "*/*") == "*/*":
        return redirect_to_login(request.get_full_path())
    from .errors import signed_out

    return signed_out(request)
