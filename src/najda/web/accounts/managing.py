"""Accounts, for administrators: made, changed, given codes, their sessions ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from najda.application.permissions import Role
from najda.application.rooms import TEAMS

from ..access import may
from ..finding import as_thing
from ..pages import done, page
from . import codes
from .forms import AccountForm, NewAccountForm
from .models import Account

_CODE = "code_to_hand_over"
_LAST = gettext_lazy(
    "Nobody else manages accounts, so nobody could undo this. First let another person sign in as an "
    "administrator, then change this account."
)


@may("accounts.manage")
def accounts(request: HttpRequest) -> HttpResponse:
    """List everybody."""
    return page(
        request, "accounts/list.html", {"accounts": Account.objects.all(), "roles": _roles()}
    )


@may("accounts.manage")
def add(request: HttpRequest) -> HttpResponse:
    """Make an account, and show the code to hand over."""
    form = NewAccountForm(
        request.POST or None, teams=_teams(request),
        initial={"wants_second_factor": True, "is_active": True},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.arguments()
        account = Account.objects.add(given.pop("username"), Role(given.pop("role")), **given)
        request.session[_CODE] = [account.pk, codes.new_code(account)]
        return done(request, _("The account was made."), "account", account.pk)
    return page(request, "accounts/add.html", form=form)


@may("accounts.manage")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account, its sessions and, once, a code just made; change what it may do."""
    account = get_object_or_404(Account, pk=pk)
    names = ("role", "areas", "team", "wants_second_factor", "is_active")
    initial: dict[str, Any] = {name: getattr(account, name) for name in names}
    form = AccountForm(request.POST or None, teams=_teams(request), initial=initial)
    if request.method == "POST" and form.is_valid() and _changed(request, pk, form):
        return done(request, _("The account was changed."), "account", pk)
    code = _taken(request, pk) if request.method == "GET" else ""
    context = {"account": account, "code": code, "sessions": account.sessions.order_by("-seen_at")}
    return page(request, "accounts/account.html", context, form=form)


def _changed(request: HttpRequest, pk: int, form: AccountForm) -> bool:
    """Change the account unless nobody would be left to manage accounts. The only writer looks, so
    that of two who shut each other out at once one stays."""
    with request.desk.together():
        account = Account.objects.get(pk=pk)
        managed_before = account.is_manager
        for name, value in form.arguments().items():
            setattr(account, name, value)
        if managed_before and not account.is_manager and not account.has_other_manager():
            form.add_error("role" if account.is_active else "is_active", _LAST)
            return False
        account.save()
        if not account.is_active:
            account.sessions.all().delete()
    return True


@may("accounts.manage")
@require_POST
def new_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new one-time code for somebody who cannot get in."""
    account = get_object_or_404(Account, pk=pk)
    request.session[_CODE] = [account.pk, codes.new_code(account)]
    return redirect("account", pk)


@may("accounts.manage")
@require_POST
def end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """End every session of an account."""
    get_object_or_404(Account, pk=pk).sessions.all().delete()
    return done(request, _("Every session of this account was ended."), "account", pk)


@may("accounts.manage")
@require_POST
def forget_second_factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove second factors that were lost; the person sets new ones when they next sign in."""
    account = get_object_or_404(Account, pk=pk)
    account.authenticator_set.all().delete()
    account.sessions.all().delete()
    return done(
        request, _("The second factors were removed, and every session ended."), "account", pk
    )


def _taken(request: HttpRequest, pk: int) -> str:
    made = request.session.pop(_CODE, None)
    return made[1] if made and made[0] == pk else ""


def _teams(request: HttpRequest) -> list[tuple[str, str]]:
    with request.desk.store.reading() as view:
        things = [as_thing(row) for row in view.standings(TEAMS.name)]
    return sorted(((t.id, t.state.name) for t in things), key=lambda pair: pair[1])


def _roles() -> dict[str, Role]:
    return {role.value: role for role in Role}
