"""Accounts as the command line handles them, with refusals in place of forms' errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from najda.application.permissions import Role
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class AccountRefused(Refusal):
    """The account cannot be made so."""

    says = N_("“{username}” cannot be an account: {why} Nothing was made.")


class NoAccount(Refusal):
    """There is no such account."""

    says = N_("There is no account “{username}”. `najda accounts list` shows those there are.")


class People:
    """Everybody who may sign in; the site must be open."""

    def add(self, username: str, role: Role, **more: Any) -> Any:
        """Make an account; raises AccountRefused."""
        from .models import Account

        try:
            return Account.objects.add(username, role, **more)
        except ValidationError as error:
            raise AccountRefused(username=username, why=" ".join(error.messages)) from None

    def code(self, username: str) -> str:
        """Return a new one-time code; raises NoAccount."""
        from . import codes
        from .models import Account

        try:
            return codes.new_code(Account.objects.get_by_natural_key(username))
        except Account.DoesNotExist:
            raise NoAccount(username=username) from None

    def let_in(self, username: str, role: Role, password: str, *, team: str = "") -> Any:
        """Return an account of somebody invented, made if there is none, without a second factor."""
        from .models import Account

        found = Account.objects.filter(username=username).first()
        account = found or Account.objects.add(username, role, wants_second_factor=False, team=team)
        if not account.check_password(password):
            account.set_password(password)
            account.save()
        return account

    def everybody(self) -> Iterable[Any]:
        """Return all accounts by name."""
        from .models import Account

        return Account.objects.all()
