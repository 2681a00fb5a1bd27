"""The browser somebody sits at: known by a signed cookie since the first time they signed in from it.

It has two uses: the device an act carries, and telling somebody who has signed in here before from a
stranger who guesses passwords (see `lockout`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .sessions import DEVICE

COOKIE = "najda_device"
LIFETIME = timedelta(days=400)  # the longest a browser keeps a cookie
MOST_KNOWN = 20  # a shared terminal in an operations room
SEEN_EVERY = timedelta(minutes=5)
_SALT = "najda.device"


class Device:
    """One browser: its random id and who has signed in from it."""

    def __init__(self, id_: str = "", known: tuple[str, ...] = ()) -> None:
        self.id, self.known, self.changed = id_, known, False

    @classmethod
    def read(cls, request: HttpRequest) -> Device:
        """Return the browser a request comes from; one without a good cookie is a stranger."""
        try:
            kept = signing.loads(
                request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=int(LIFETIME.total_seconds())
            )
            return cls(str(kept["id"]), tuple(map(str, kept["known"])))
        except (signing.BadSignature, KeyError, TypeError):
            return cls()

    def knows(self, username: str) -> bool:
        """Tell whether this person has signed in from here before."""
        return bool(self.id) and _mark(self.id, username) in self.known

    def remember(self, username: str) -> None:
        """Note that this person has signed in from here."""
        self.id = self.id or secrets.token_hex(4)
        mark = _mark(self.id, username)
        self.known = (mark, *(other for other in self.known if other != mark))[:MOST_KNOWN]
        self.changed = True

    def write(self, response: HttpResponse) -> None:
        """Put the cookie on an answer."""
        response.set_cookie(
            COOKIE, signing.dumps({"id": self.id, "known": list(self.known)}, salt=_SALT),
            max_age=LIFETIME, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


class DeviceMiddleware:
    """Puts the browser at hand (`request.device`), and notes now and then that a session is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.device = Device.read(request)
        if request.user.is_authenticated:
            _note(request)
        response = self.get_response(request)
        if request.device.changed:
            request.device.write(response)
        return response


def _note(request: HttpRequest) -> None:
    now = timezone.now()
    if request.session.get("seen", 0) < (now - SEEN_EVERY).timestamp():
        request.session["seen"] = int(now.timestamp())
        request.session[DEVICE] = request.device.id


def _mark(id_: str, username: str) -> str:
    return salted_hmac(f"{_SALT}.{id_}", username.strip().lower()).hexdigest()[:16]
