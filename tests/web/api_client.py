"""A device of somebody's, speaking to the API in this process as a program would."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from najda.application.permissions import Role
from najda.kernel.ids import derived_id
from tests.web import installations

ROOT = "/api/v1"
_numbers = count()


class Program:
    """A program with a token; every write gets an act id of its own unless one is given."""

    def __init__(self, token: str, language: str = "en") -> None:
        self.token, self._client = token, Client(headers={"accept-language": language})

    def get(self, path: str, **query: Any) -> HttpResponse:
        """Read."""
        return self._client.get(ROOT + path, query, headers=self._headers({}))

    def post(
        self, path: str, body: Any = None, *, act: str | None = None, **headers: str
    ) -> HttpResponse:
        """Do something."""
        sent = {"Idempotency-Key": act or fresh_act(), **headers}
        return self._client.post(
            ROOT + path, body, content_type="application/json", headers=self._headers(sent)
        )

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.token}", **named}


def fresh_act() -> str:
    """Return an act id that no other test uses."""
    return derived_id("api test", str(next(_numbers)))


def token_of(
    role: Role | str, name: str = "tablet-1", scope: str = "everything", **more: Any
) -> str:
    """Make a device for somebody of the tests, and return its token."""
    from najda.web.accounts.models import Account
    from najda.web.api.models import Scope
    from najda.web.api.tokens import new_device

    account = Account.objects.get(username=installations.username(Role(role)))
    return new_device(account, name, Scope(scope), **more)[1]
