"""Devices: a person makes a token after saying again who they are, and ends it at once."""

from __future__ import annotations

import re

import pytest

from najda.application.permissions import Role
from tests.web.api_client import Program, token_of
from tests.web.browser import look, speak
from tests.web.installations import PASSWORD


@pytest.fixture
def fresh(signed_in):
    """A browser whose person has just said who they are."""

    def sign_in(role):
        browser = signed_in(role)
        answer = browser.post("/me/again/", {"password": PASSWORD})
        assert answer.status_code == 302
        return browser

    return sign_in


def make(browser, name="tablet-1", scope="reading", days="always"):
    return browser.post("/me/devices/new/", {"name": name, "scope": scope, "days": days})


def test_a_device_is_made_and_its_token_shown_once(fresh):
    browser = fresh(Role.DISPATCHER)

    token = re.search(r"najda_[\w-]{43}", make(browser).content.decode())[0]

    assert Program(token).get("/me").json()["device"] == "device/tablet-1"
    page = browser.get("/me/devices/").content.decode()
    assert "tablet-1" in page
    assert token not in page


def test_making_a_device_asks_again_who_one_is(signed_in):
    browser = signed_in(Role.DISPATCHER)

    assert browser.get("/me/devices/new/").headers["Location"].startswith("/me/again/")
    assert make(browser).status_code == 302
    assert "tablet-1" not in browser.get("/me/devices/").content.decode()


@pytest.mark.parametrize("name", ["", "هاتف", "Amal's phone", "x" * 31, "a", "<b>"])
def test_a_name_that_cannot_stand_in_the_ledger_is_refused(fresh, name):
    answer = make(fresh(Role.DISPATCHER), name)

    assert answer.status_code == 422
    assert b"najda_" not in answer.content.split(b"<form")[-1]


def test_two_devices_of_one_person_have_two_names(fresh):
    browser = fresh(Role.DISPATCHER)
    make(browser)

    assert make(browser).status_code == 422


def test_a_revoked_device_opens_nothing(fresh):
    browser = fresh(Role.DISPATCHER)
    token = token_of(Role.DISPATCHER)
    from najda.web.api.models import Device

    browser.post(f"/me/devices/{Device.objects.get().pk}/revoke/")

    assert Program(token).get("/me").status_code == 401


def test_nobody_revokes_a_device_of_somebody_else(fresh):
    from najda.web.api.models import Device

    token = token_of(Role.DISPATCHER)
    browser = fresh(Role.HEAD_OF_OPERATIONS)

    assert browser.post(f"/me/devices/{Device.objects.get().pk}/revoke/").status_code == 404
    assert Program(token).get("/me").status_code == 200


def test_an_administrator_revokes_every_device_of_an_account(fresh):
    from najda.web.accounts.models import Account

    token = token_of(Role.DISPATCHER)
    pk = Account.objects.get(username="dispatcher").pk

    fresh(Role.ADMINISTRATOR).post(f"/people/{pk}/devices/revoke/")

    assert Program(token).get("/me").status_code == 401


def test_a_new_password_by_code_ends_every_device(site):
    from najda.web.accounts import codes
    from najda.web.accounts.models import Account

    token = token_of(Role.DISPATCHER)

    codes.use(Account.objects.get(username="dispatcher"), PASSWORD)

    assert Program(token).get("/me").status_code == 401


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pages_of_devices_are_fit_to_be_seen(as_role, live, language):
    page = as_role(Role.DISPATCHER)
    page.goto(f"{live.address}/me/devices/new/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.wait_for_selector("input[name=scope]")
    speak(page, language)
    wrong = look(page, "device-new")
    page.locator("input[name=name]").fill(f"tablet-{language}")
    page.locator("main form button.first").click()
    page.wait_for_selector("code.token")
    wrong += look(page, "device-token")
    page.goto(f"{live.address}/me/devices/")
    wrong += look(page, "devices")
    page.goto(f"{live.address}/api/")
    wrong += look(page, "api-reference")
    assert wrong == []
