"""What tests of pages can ask for: an installation, somebody signed in, a real server, a browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from najda.application.permissions import Role
from tests.web import browser as browsers
from tests.web import installations, server

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # Playwright keeps a loop in the thread of the tests
)


@pytest.fixture(scope="session", autouse=True)
def _environment():
    """Answers tell which form they showed; passwords are stretched less, and so checked sooner."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hashers

    setup_test_environment()
    get_hashers()[0].iterations = PBKDF2PasswordHasher.iterations = 1000
    yield
    teardown_test_environment()


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """An installation to copy; nobody writes to it."""
    folder = tmp_path_factory.mktemp("installation") / "made"
    installations.make(folder)
    return folder


@pytest.fixture
def site(made, tmp_path):
    """An installation of the test's own, open in this process."""
    site = installations.open_(installations.copy(made, tmp_path / "najda"))
    yield site
    site.desk.store.close()


@pytest.fixture
def visitor(site) -> Client:
    """A browser nobody has signed in from."""
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def signed_in(site) -> Callable[[Role | str], Client]:
    """Signs somebody in: `signed_in(Role.DISPATCHER)` gives their browser."""

    def sign_in(role: Role | str) -> Client:
        from najda.web.accounts.models import Account

        client = Client(headers={"accept": "text/html"})
        client.force_login(Account.objects.get(username=installations.username(Role(role))))
        return client

    return sign_in


class Live(NamedTuple):
    """A running server: its address and the folder it serves."""

    address: str
    folder: Path


@pytest.fixture(scope="module")
def live(made, tmp_path_factory):
    """A real server on an installation of this module's own."""
    folder = installations.copy(made, tmp_path_factory.mktemp("live") / "najda")
    with server.serving(folder) as address:
        yield Live(address, folder)


@pytest.fixture(scope="session")
def chromium():
    """The browser; skipped with the reason where there is none, unless NAJDA_REQUIRE_BROWSER=1."""
    if browsers.chromium() is None:
        refuse = pytest.fail if os.environ.get(browsers.REQUIRED) == "1" else pytest.skip
        refuse(browsers.MISSING)
    with browsers.browser() as running:
        yield running


@pytest.fixture
def tab(chromium):
    """A fresh browser context, as on a device of its own; scripts that fail fail the test."""
    context = chromium.new_context(locale="en-GB")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda said: errors.append(said.text) if _is_failure(said) else None)
    yield context
    context.close()
    assert not errors, errors


def _is_failure(said) -> bool:
    """Tell whether the console was told of something wrong; a form that was refused is not."""
    refused = "Failed to load resource: the server responded with a status of 4"
    return said.type == "error" and not said.text.startswith(refused)


@pytest.fixture
def as_role(tab, live):
    """Signs somebody in in the real browser: `as_role(Role.DISPATCHER)` gives the page."""

    def sign_in(role: Role | str):
        name = installations.username(Role(role))
        return browsers.sign_in(tab, live.address, name, installations.PASSWORD)

    return sign_in
