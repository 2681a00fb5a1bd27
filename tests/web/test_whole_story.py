"""The whole story in real browsers: a call in Arabic, the board in English, two dispatchers at once, the
team on its phone, the mission closed, the report that counts it."""

from __future__ import annotations

import re

import pytest

from najda.application.permissions import Role
from tests.web import browser as browsers
from tests.web import crews, installations
from tests.web.browser import speak

SAID = "انهار سقف المدرسة وتحته اثنان"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def desk(live):
    """The desk behind the server."""
    site = installations.open_(live.folder)
    yield site.desk
    site.desk.store.close()


@pytest.fixture
def device(chromium, live):
    """Signs people in, each on a device of their own: `device(Role.DISPATCHER, "ar")`."""
    contexts, errors = [], []

    def take(role, language, **options):
        context = chromium.new_context(locale="en-GB", **options)
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        name = installations.username(role)
        page = browsers.sign_in(context, live.address, name, installations.PASSWORD)
        speak(page, language)
        return page

    yield take
    for context in contexts:
        context.close()
    assert errors == []


def test_from_the_call_to_the_report(device, live, desk):
    crews.ready(desk)
    other = crews.another_team(desk, "Team 2")
    board = device(Role.DISPATCHER, "en")
    board.goto(f"{live.address}/board/")
    board.wait_for_load_state("load")

    report = take_the_call(device(Role.CALL_TAKER, "ar"), live)
    assert desk.view("reports", report).status == "received"
    board.locator(f"a[href='/reports/{report}/']").first.click()

    incident = open_the_incident(board)
    head = device(Role.HEAD_OF_OPERATIONS, "ar")
    mission = two_send_at_once(board, head, live, incident, desk)
    assert desk.view("teams", other).status == "available"

    the_team_goes(device(Role.TEAM, "ar", **PHONE), live)
    close_the_mission(board, live, mission)
    assert desk.view("missions", mission).status == "closed"
    assert desk.view("incidents", incident).status == "closed"

    the_report_counts_it(head, live)


def take_the_call(page, live):
    """Take a call by the keyboard, and return the report's id."""
    page.goto(f"{live.address}/calls/new/")
    page.keyboard.type(SAID)
    page.keyboard.press("Tab")
    page.keyboard.type("جبلة")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.name") != "trapped":
        page.keyboard.press("Tab")
    page.keyboard.type("٢")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/reports/*-*/")
    return page.url.split("/")[-2]


def open_the_incident(page):
    """Open an incident from the report the board shows, and return its id."""
    page.wait_for_url("**/reports/*-*/")
    page.get_by_role("link", name="Open an incident").first.click()
    page.locator("select[name=task], input[name=task]").first.wait_for()
    page.locator("select[name=task]").select_option("rescue")
    page.get_by_role("button", name="Open the incident").click()
    page.wait_for_url("**/incidents/*-*/")
    return page.url.split("/")[-2]


def two_send_at_once(first, second, live, incident, desk):
    """Let two people choose the same team; the second is told who was quicker. Return the mission."""
    for page in (first, second):
        page.goto(f"{live.address}/incidents/{incident}/send/")
        for box in page.locator("input[name=teams]:checked").all():
            box.uncheck()
        page.get_by_label("Team 1").check()
        page.locator("[name=override_reason]").fill("they know the school")
    first.locator("button[value=send]").click()
    first.wait_for_url("**/missions/*-*/")
    second.locator("button[value=send]").click()
    second.wait_for_selector("#errors")
    assert "dispatcher" in second.locator("#errors").inner_text()
    assert second.locator("[name=override_reason]").input_value() == "they know the school"
    (mission,) = desk.view("incidents", incident).missions
    return mission


def the_team_goes(page, live):
    """Walk the mission on a phone, in Arabic, by touch."""
    page.goto(f"{live.address}/my-mission/")
    for step in ("accept", "depart", "arrive"):
        page.locator(f"#{step}").tap()
        page.wait_for_selector(f"#{step}", state="detached")
    page.locator("#outcome").tap()
    page.wait_for_url("**/outcome/**")
    page.locator("input[name=rescued]").fill("٢")
    page.locator("main button.first").tap()
    page.locator("#finish").tap()
    page.wait_for_selector("#finish", state="detached")


def close_the_mission(page, live, mission):
    """Close the mission, its incident with it."""
    page.goto(f"{live.address}/missions/{mission}/")
    assert "rescued alive: 2" in page.locator("main").inner_text()
    page.keyboard.press("Alt+c")
    page.wait_for_url("**/close/")
    page.get_by_label("It is closed as resolved").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/incidents/*-*/")


def the_report_counts_it(page, live):
    """Read the situation report as a page in Arabic, and as a PDF."""
    page.goto(f"{live.address}/situation/")
    page.wait_for_selector("a[href*='report.pdf']")
    assert re.search(r"أنقذتهم فرقنا\s+٢", page.locator("main").inner_text())
    answer = page.request.get(
        live.address + page.locator("a[href*='report.pdf']").first.get_attribute("href")
    )
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")
