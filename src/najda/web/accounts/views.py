"""One's own account: the one-time code, preferences, sessions."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from ..access import public, settling
from ..languages import THEME_COOKIE
from ..pages import done, page
from . import codes, lockout
from .adapter import too_soon
from .forms import PreferencesForm, WelcomeForm


@public
@sensitive_post_parameters()
def welcome(request: HttpRequest) -> HttpResponse:
    """Let somebody in by a one-time code, and have them choose their password."""
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        still = lockout.try_once(request, given["username"])
        account = None if still else codes.account_for(given["username"], given["code"])
        if account is not None:
            codes.use(account, given["password"])
            lockout.succeeded(request, account.username)
            return perform_password_login(request, {}, Login(user=account))
        if still:
            form.add_error(None, too_soon(int(still.total_seconds()) + 1))
        else:
            form.add_error(
                "code", _("This code does not open this account, or is too old. Ask for a new one.")
            )
    return page(request, "account/welcome.html", form=form)


@public
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep a language or theme: with the account, and in a cookie for the page to sign in on."""
    form = PreferencesForm(request.POST)
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = (
        {name: value for name, value in form.cleaned_data.items() if value}
        if form.is_valid()
        else {}
    )
    if request.user.is_authenticated and chosen:
        for name, value in chosen.items():
            setattr(request.user, name, value)
        request.user.save(update_fields=list(chosen))
    cookies = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": THEME_COOKIE}
    for name, value in chosen.items():
        response.set_cookie(
            cookies[name], value, max_age=settings.LANGUAGE_COOKIE_AGE, httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


@settling
@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account and sessions."""
    sessions = request.user.sessions.order_by("-seen_at")
    here = request.session.session_key
    return page(request, "account/mine.html", {"sessions": sessions, "here": here})


@settling
@require_POST
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """End one of one's own sessions."""
    ending = next((one for one in request.user.sessions.all() if one.handle == session), None)
    if ending is None:
        raise Http404
    if ending.pk == request.session.session_key:
        request.session.flush()
        return redirect("account_login")
    ending.delete()
    return done(request, _("The session was ended."), "my_account")
