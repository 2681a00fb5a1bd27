"""A form that came too late gives back what was filled in, and the way to send it on. Invented words."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import escape

from najda.application.permissions import Role
from najda.kernel.ids import derived_id
from tests.web import browser as browsers
from tests.web import installations
from tests.web import operations as o
from tests.web.browser import look, speak

WHY = 'The road by the mill is "under water" <here>'
HERE = {"origin": "http://testserver", "accept": "text/html"}
FILLED = {"act": derived_id("filled in"), "override_reason": WHY, "teams": ["a", "b"], "do": "send"}


@pytest.fixture
def address(site):
    return f"/incidents/{o.incident(site.desk)}/send/"


def hidden(answer):
    """Return the fields of the form that sends it once more."""
    form = answer.content.decode().partition("data-renewed")[2].partition("</form>")[0]
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)


def shown(answer):
    return answer.content.decode()


def test_after_the_session_ended_everything_filled_in_is_given_back_with_the_way_to_sign_in(
    address,
):
    before = {**HERE, "referer": f"http://testserver{address}?mission=x"}
    answer = Client(headers=before).post(address, FILLED)

    assert answer.status_code == 401
    assert f'href="/sign-in/?next={address.replace("/", "%2F")}%3Fmission%3Dx"' in shown(answer)
    kept = [pair for pair in hidden(answer) if pair[0] != "csrfmiddlewaretoken"]
    assert ("override_reason", escape(WHY)) in kept
    assert [value for name, value in kept if name == "teams"] == ["a", "b"]
    assert dict(kept)["act"] == FILLED["act"]
    assert dict(kept)["do"] == "send"
    assert f'<blockquote class="words" dir="auto">{escape(WHY)}</blockquote>' in shown(answer)


def test_what_another_site_had_sent_is_not_offered_to_be_sent_on(address):
    for headers in ({"origin": "https://elsewhere.example"}, {"origin": "null"}, {}):
        answer = Client(headers={"accept": "text/html", **headers}).post(address, FILLED)

        assert answer.status_code == 401
        assert hidden(answer) == []
        assert "under water" not in shown(answer)
        assert "/sign-in/?next=" in shown(answer)


def test_a_form_too_old_is_given_back_and_goes_through_when_sent_once_more(site):
    browser = Client(enforce_csrf_checks=True, headers=HERE)
    from najda.web.accounts.models import Account

    browser.force_login(Account.objects.get(username="call-taker"))
    call = {"act": derived_id("a call"), "text": WHY, "channel": "call", "do": "save"}
    answer = browser.post("/calls/new/", {**call, "csrfmiddlewaretoken": "of a session before"})

    assert answer.status_code == 403
    assert "What you filled in is kept on this page" in shown(answer)
    fields = {name: WHY if value == escape(WHY) else value for name, value in hidden(answer)}
    assert {**fields, **call} == fields

    assert browser.post("/calls/new/", fields).status_code == 302
    with site.desk.store.reading() as view:
        assert len(view.standings("reports")) == 1


def test_too_old_and_signed_out_is_told_to_sign_in(address):
    answer = Client(enforce_csrf_checks=True, headers=HERE).post(address, FILLED)

    assert answer.status_code == 401
    assert ("override_reason", escape(WHY)) in hidden(answer)


def test_a_password_is_never_written_on_a_page(site):
    browser = Client(enforce_csrf_checks=True, headers=HERE)
    answer = browser.post("/sign-in/", {"login": "omar", "password": "one of four words"})

    assert answer.status_code == 403
    assert "one of four words" not in shown(answer)
    assert 'href="/sign-in/"' in shown(answer)
    assert "fill it in once more" in shown(answer)


def test_a_program_is_told_so_in_its_own_form(address):
    answer = Client(headers={**HERE, "accept": "application/json"}).post(address, FILLED)

    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "detail"}


# ---- addresses that only take forms --------------------------------------------------------------


def test_an_address_that_only_takes_forms_says_so_and_leads_to_its_page(signed_in):
    answer = signed_in(Role.TEAM).get("/my-mission/check-in/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "There is no page here" in shown(answer)
    assert 'href="/my-mission/"' in shown(answer)


def test_a_step_of_a_mission_leads_to_the_mission(signed_in):
    pk = 1
    answer = signed_in(Role.ADMINISTRATOR).get(f"/people/{pk}/sessions/end/")

    assert answer.status_code == 405
    assert f'href="/people/{pk}/"' in shown(answer)


# ---- in a browser --------------------------------------------------------------------------------


@pytest.fixture
def call(as_role, live):
    page = as_role(Role.CALL_TAKER)
    page.goto(f"{live.address}/calls/new/")
    return page


def late(page):
    """Send a call after the session has ended, without the script that would notice."""
    page.locator("#id_text").fill(WHY)
    page.locator("#id_task").select_option("rescue")
    page.context.clear_cookies(name="najda_session")
    page.evaluate("document.querySelector('form[data-call]').submit()")
    page.wait_for_selector("form[data-renewed]")


def sign_in_beside(page):
    with page.context.expect_page() as opened:
        page.locator("a[href*='/sign-in/']").click()
    other = opened.value
    other.locator("input[name=login]").fill("call-taker")
    other.locator("input[name=password]").fill(installations.PASSWORD)
    other.locator("main button[type=submit]").first.click()
    other.wait_for_url("**/calls/new/")
    other.close()


def test_one_signs_in_beside_and_sends_it_once_more(call):
    late(call)
    assert WHY in call.locator("main").inner_text()
    sign_in_beside(call)
    call.locator("form[data-renewed] button").click()

    call.wait_for_url("**/reports/*-*/")
    assert call.locator("h1").count() == 1


def test_without_scripts_it_is_sent_once_more_as_well(chromium, live):
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    page = browsers.sign_in(context, live.address, "call-taker", installations.PASSWORD)
    page.goto(f"{live.address}/calls/new/")
    page.locator("#id_text").fill(WHY)
    context.clear_cookies(name="najda_session")
    page.locator("[data-save]").click()
    sign_in_beside(page)
    page.locator("form[data-renewed] button").click()
    assert "The form has expired" in page.locator("h1").inner_text()
    page.locator("form[data-renewed] button").click()

    page.wait_for_url("**/reports/*-*/")
    context.close()


def test_while_nothing_connects_what_was_filled_in_stays(chromium, live):
    context = chromium.new_context(locale="en-GB")
    page = browsers.sign_in(context, live.address, "call-taker", installations.PASSWORD)
    page.goto(f"{live.address}/calls/new/")
    late(page)
    context.set_offline(True)
    page.locator("form[data-renewed] button").click()
    page.wait_for_selector("[data-down]:not([hidden])")

    assert WHY in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_said_of_a_form_too_late_is_fit_to_be_seen(call, live, language):
    speak(call, language)
    call.goto(f"{live.address}/calls/new/")
    late(call)
    wrong = look(call, "signed-out")
    sign_in_beside(call)
    call.evaluate(
        "HTMLFormElement.prototype.submit.call(document.querySelector('form[data-renewed]'))"
    )
    call.wait_for_selector("form[data-renewed]")
    wrong += look(call, "too-old")
    call.goto(f"{live.address}/preferences/")
    wrong += look(call, "no-page-here")
    assert wrong == []
