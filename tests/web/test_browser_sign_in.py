"""Passkeys and authenticator apps in a real browser, with a security key made of software."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from najda.application.permissions import Role
from tests.web.browser import sign_in
from tests.web.installations import PASSWORD


@pytest.fixture
def security_key(tab):
    """Puts a software security key into the pages of this browser."""

    def put(page):
        session = tab.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return put


def confirm(page):
    """Show once more that it is you, where the page asks."""
    if "/me/again/" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(lambda url: "/me/again/" not in url)


def sign_out(page):
    page.locator("header details.menu summary").click()
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")


def test_a_passkey_is_added_and_then_signs_in_alone(as_role, live, security_key):
    page = as_role(Role.DISPATCHER)
    security_key(page)
    page.goto(f"{live.address}/me/factors/passkeys/add/")
    confirm(page)
    page.locator("input[name=name]").fill("This computer")
    page.locator("input[name=passwordless]").check()
    page.locator("button[data-passkey]").click()
    page.wait_for_url("**/me/factors/codes/**")
    sign_out(page)

    page.locator("button[data-passkey]").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    page.goto(f"{live.address}/me/")

    assert "dispatcher" in page.locator("main").inner_text()


def test_an_authenticator_app_is_added_and_then_asked_for(as_role, live, tab):
    page = as_role(Role.AUDITOR)
    page.goto(f"{live.address}/me/factors/app/")
    confirm(page)
    key = page.locator("main bdi.id").inner_text()
    page.locator("input[name=code]").fill(code_of(key))
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/me/factors/codes/**")
    recovery = re.findall(r"\b\d{8}\b", page.locator("main").inner_text())
    sign_out(page)

    page = sign_in(tab, live.address, "auditor", PASSWORD, until="**/sign-in/second/**")
    page.locator("input[name=code]").fill(recovery[0])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)

    assert page.goto(f"{live.address}/me/").status == 200


def code_of(key: str) -> str:
    """Return what an app shows for a key now."""
    return format_hotp_value(hotp_value(key, next(yield_hotp_counters_from_time())))
