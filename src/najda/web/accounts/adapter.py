"""How allauth asks Najda: no sign-up, no e-mail, our own lockout, second factors sealed at rest."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from . import lockout
from .models import Account

_SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


def too_soon(seconds: int) -> ValidationError:
    """Return the sentence for whoever has to wait before trying again."""
    said = ngettext(
        "Too many tries. Wait %(count)s second, then try again.",
        "Too many tries. Wait %(count)s seconds, then try again.",
        seconds,
    )
    return ValidationError(said % {"count": seconds}, code="too_soon")


class Adapter(DefaultAccountAdapter):
    """What allauth's account pages do differently here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, or refuse it while there is time to wait."""
        still = lockout.try_once(request, credentials.get("username") or "")
        if still:
            raise too_soon(int(still.total_seconds()) + 1)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return whoever the credentials belong to."""
        self._login_failed_rl_usage = None  # allauth's own limit is not consulted
        account = super().authenticate(request, **credentials)
        if account:
            lockout.succeeded(request, account.username)
        return account

    def login(self, request: HttpRequest, user: Account) -> None:
        """Start a session, and know this browser from now on."""
        super().login(request, user)
        request.device.remember(user.username)
        request.session["device"] = request.device.id

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any,
        **more: Any,
    ) -> None:  # fmt: skip
        """Say what is worth saying; that somebody has signed in they can see."""
        if message_template not in _SILENT:
            super().add_message(request, level, message_template, *args, **more)


class SecondFactors(DefaultMFAAdapter):
    """Secrets of second factors are sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Return the secret sealed."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = salted_hmac("najda.second-factors", "", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
