"""Incidents and missions in a real browser: the whole story by keyboard, two dispatchers at once, pages
without scripts, and every page and state looked at."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.application.usecases.report_hazard import report_hazard
from najda.application.usecases.send_teams import plan_mission
from najda.application.whereabouts import Where
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, HazardKind
from tests.application.operations import TOWN
from tests.web import browser as browsers
from tests.web import installations
from tests.web.at_work import AtWork
from tests.web.browser import look, speak
from tests.web.test_incidents import HOSTILE

RUNS = 'main script:not([type="application/json"])'
"""What a browser would run; what a map is drawn from is data."""


@pytest.fixture(scope="module")
def o(live):
    """Operations behind the server, on the same installation."""
    site = installations.open_(live.folder)
    yield AtWork(site)
    site.desk.store.close()


@pytest.fixture
def dispatcher(as_role):
    return as_role(Role.DISPATCHER)


def signed_in(chromium, live, role, **options):
    """Sign somebody in on a device of their own."""
    context = chromium.new_context(locale="en-GB", **options)
    name = installations.username(role)
    return browsers.sign_in(context, live.address, name, installations.PASSWORD)


def main(page):
    return page.locator("main").inner_text()


def test_going_back_after_sending_ticks_nobody_else_and_keeps_the_reason(dispatcher, live, o):
    away = Position.at(TOWN.lat + 1, TOWN.lon)
    page, incident = dispatcher, o.incident(name="Backward Lane", position=away)
    for name in ("Backward One", "Backward Two", "Backward Three"):
        o.named_team(name, north=1)
    page.goto(f"{live.address}/incidents/{incident}/send/")
    page.locator("[name=override_reason]").fill("it knows the house")
    page.locator("[name=do][value=send]").click()
    page.wait_for_url("**/missions/**")

    page.go_back()
    page.wait_for_url(f"**/incidents/{incident}/send/")
    page.wait_for_selector("[name=teams]")

    ticked = page.locator("[name=teams]").evaluate_all(
        "all => all.map(one => [one.checked, one.defaultChecked])"
    )
    assert all(now == told for now, told in ticked), ticked
    assert page.locator("[name=override_reason]").input_value() == "it knows the house"


def test_the_story_is_walked_from_the_keyboard_alone(dispatcher, live, o):
    page = dispatcher
    incident, team = o.incident(name="Mill Lane"), o.named_team("Mill Team")
    page.goto(f"{live.address}/incidents/")
    page.keyboard.press("Alt+f")
    page.keyboard.type("mill lane")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=mill**")
    page.get_by_role("link", name="Mill Lane").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{incident}/")

    page.keyboard.press("Alt+s")
    page.wait_for_url("**/missions/**")
    assert "Sent to Mill Lane: Mill Team." in page.locator(".toasts").inner_text()
    for part in ("accepted", "on the way", "on site", "done"):
        page.keyboard.press("Alt+n")
        page.wait_for_selector(f".parts .badge:has-text('{part}')")

    page.get_by_role("link", name="What came of it").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/outcome/**")
    page.get_by_label("Rescued alive").fill("2")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=rescued alive: 2")
    page.keyboard.press("Alt+c")
    page.wait_for_url("**/close/")
    page.get_by_label("It is closed as resolved").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/incidents/{incident}/")

    assert o.view("incidents", incident).status == "closed"
    assert o.view("teams", team).status == "available"
    story = page.locator(".timeline").inner_text()
    said = ("Mission closed", "told its outcome", "is there", "was sent")
    places = [story.index(words) for words in said]
    assert places == sorted(places)


def test_from_the_call_to_the_team_on_its_way(chromium, live, o):
    page = signed_in(chromium, live, Role.HEAD_OF_OPERATIONS)
    team = o.named_team("Bridge Team")
    page.goto(f"{live.address}/calls/new/")
    page.locator("[name=text]").fill("A wall fell in by the invented bridge")
    page.locator("[name=where]").fill("35.2001, 35.9001")
    page.locator("[name=task]").select_option("rescue")
    page.locator("[name=life_threat][value=immediate]").check()
    page.locator("button[name=do][value=open]").click()
    page.wait_for_url("**/reports/**")
    page.locator("main a[href^='/incidents/']").first.click()
    page.wait_for_url("**/incidents/**")
    incident = page.url.rstrip("/").rpartition("/")[2]

    page.get_by_role("link", name="Choose others, or set teams down").click()
    page.wait_for_url("**/send/")
    for box in page.locator("input[name=teams]:checked").all():
        box.uncheck()
    page.get_by_label("Bridge Team").check()
    page.get_by_label("Why others than proposed").fill("they know the bridge")
    page.keyboard.press("Alt+s")
    page.wait_for_url("**/missions/**")
    page.goto(f"{live.address}/incidents/{incident}/")
    page.get_by_role("button", name="Open what was said").click()
    page.wait_for_url("**/words/")

    assert "A wall fell in by the invented bridge" in main(page)
    assert "Bridge Team was sent." in main(page)
    assert o.view("teams", team).status == "committed"
    page.context.close()


def test_two_dispatchers_who_send_the_same_team_are_told_apart(chromium, live, o):
    here, there = o.incident(name="East Gate"), o.incident(name="West Gate")
    team = o.named_team("Gate Team")
    first = signed_in(chromium, live, Role.DISPATCHER)
    second = signed_in(chromium, live, Role.HEAD_OF_OPERATIONS)
    for page, incident in ((first, here), (second, there)):
        page.goto(f"{live.address}/incidents/{incident}/send/")
        for box in page.locator("input[name=teams]:checked").all():
            box.uncheck()
        page.get_by_label("Gate Team").check()
        page.get_by_label("Why others than proposed").fill("they know the gate")
        assert "Send Gate Team to" in page.locator("button[value=send]").inner_text()

    first.locator("button[value=send]").click()
    first.wait_for_url("**/missions/**")
    second.locator("button[value=send]").click()
    second.wait_for_selector("#errors")

    said = second.locator("#errors").inner_text()
    assert "Gate Team was sent to East Gate by dispatcher" in said
    assert second.get_by_label("Why others than proposed").input_value() == "they know the gate"
    assert o.view("incidents", there).missions == ()
    second.get_by_role("link", name="Look where Gate Team is").click()
    second.wait_for_url("**/missions/**")
    assert "East Gate" in main(second)
    assert team in o.view("missions", o.view("incidents", here).missions[0]).out
    first.context.close()
    second.context.close()


def test_the_back_button_and_a_second_send_change_nothing_twice(dispatcher, live, o):
    page = dispatcher
    incident, team = o.incident(name="North Gate"), o.named_team("North Team")
    page.goto(f"{live.address}/incidents/{incident}/")
    page.keyboard.press("Alt+s")
    page.wait_for_url("**/missions/**")

    page.go_back()
    page.wait_for_url(f"**/incidents/{incident}/")
    page.wait_for_selector("text=North Team")
    page.keyboard.press("Alt+s")
    page.wait_for_load_state("networkidle")

    committed = [e for e in o.entries(stream=f"teams/{team}") if e.kind == "teams.TeamCommitted"]
    assert len(o.view("incidents", incident).missions) == 1
    assert len(committed) <= 1


def test_without_scripts_a_team_is_sent_and_comes_back(chromium, live, o):
    page = signed_in(chromium, live, Role.DISPATCHER, java_script_enabled=False)
    incident, _team = o.incident(name="Plain Lane"), o.named_team("Plain Team")
    page.goto(f"{live.address}/incidents/{incident}/")
    page.get_by_role("link", name="Choose others, or set teams down").click()
    for box in page.locator("input[name=teams]:checked").all():
        box.uncheck()
    page.get_by_label("Plain Team").check()
    page.get_by_label("Why others than proposed").fill("they are plain")
    page.get_by_role("button", name="Send the chosen teams to Plain Lane").click()
    page.get_by_role("button", name="Plain Team goes").click()

    assert "accepted" in main(page)
    assert "Sent" in main(page)
    page.context.close()


def test_scripts_in_every_text_stay_words(dispatcher, live, o):
    page = dispatcher
    incident = o.incident(name=HOSTILE, name_ar=HOSTILE)
    team = o.named_team(HOSTILE[:80])
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))

    mission = o.send(incident, team, override_reason=HOSTILE)
    for path in (f"incidents/{incident}/", f"incidents/{incident}/send/", f"missions/{mission}/"):
        page.goto(f"{live.address}/{path}")
        page.wait_for_load_state("networkidle")
        assert page.locator(f"{RUNS}, main img").count() == 0
    page.goto(f"{live.address}/incidents/?words=%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.locator(RUNS).count() == 0


@pytest.fixture(scope="module")
def scene(o):
    """An incident in the middle of everything, and one of each other state."""
    both = (Capability.SEARCH_AND_RESCUE, Capability.AMBULANCE)
    busy = o.incident(
        name="Invented Square", name_ar="ساحة الاختراع", capabilities=both,
        report=o.report(text="Smoke behind the school"),
    )  # fmt: skip
    report_hazard(
        o.desk, o.act(), kind=HazardKind.ACTIVE_FIRE, where=Where(position=TOWN), radius_m=300,
        incident=busy,
    )  # fmt: skip
    first = o.named_team("Team 4")
    o.named_team("الفريق الخامس", north=0.02)
    o.named_team("Ambulance 2", north=0.3, capabilities=(Capability.AMBULANCE,))
    o.named_team("Healers", capabilities=(Capability.MEDICAL,))
    mission = o.on_site(busy, first)
    quiet = o.incident(
        name="Quiet Corner", name_ar="الركن الهادئ",
        need=Need(life_threat=LifeThreat.POSSIBLE, people_at_risk=3),
    )  # fmt: skip
    lost = o.incident(name="", name_ar="", position=None)
    spare = o.named_team("Team 9")
    planned = plan_mission(o.desk, o.act(), incident=quiet, teams=[spare]).made("missions")
    o.report(text="Another one")
    return {
        "incidents": "/incidents/?which=all",
        "nothing-found": "/incidents/?words=nowhere",
        "incident": f"/incidents/{busy}/",
        "incident-waiting": f"/incidents/{quiet}/",
        "incident-lost": f"/incidents/{lost}/",
        "send": f"/incidents/{busy}/send/",
        "assess": f"/incidents/{busy}/assess/",
        "place": f"/incidents/{busy}/place/",
        "revise": f"/incidents/{busy}/revise/",
        "close": f"/incidents/{busy}/close/",
        "link": f"/incidents/{busy}/reports/",
        "mission": f"/missions/{mission}/",
        "mission-planned": f"/missions/{planned}/",
        "outcome": f"/missions/{mission}/outcome/",
        "abort": f"/missions/{mission}/abort/",
    }


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_fit_to_be_seen(dispatcher, live, scene, language):
    page, wrong = dispatcher, []
    page.goto(f"{live.address}/incidents/")
    speak(page, language)
    for name, path in scene.items():
        page.goto(live.address + path)
        wrong += look(page, name)
    assert wrong == []


def test_refusals_are_fit_to_be_seen(chromium, live, scene):
    page = signed_in(chromium, live, Role.DISPATCHER)
    page.goto(live.address + scene["close"])
    page.get_by_label("nothing found").check()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#errors")

    assert page.evaluate("document.activeElement.id") == "errors"
    assert look(page, "refused") == []
    page.context.close()
