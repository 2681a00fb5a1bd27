"""Teams and hazards in a real browser: by the keyboard alone, without scripts, wide and on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from najda.application.permissions import Role
from najda.application.usecases.check_in import raise_alarms
from najda.application.usecases.manage_team import give_vehicle, join_team
from tests.web import crews, installations, server
from tests.web.browser import look, sign_in, speak
from tests.web.conftest import Live


@pytest.fixture(scope="module")
def room(made, tmp_path_factory):
    """A server, the desk behind it, a team out with an alarm standing, another free, a hazard."""
    folder = installations.copy(made, tmp_path_factory.mktemp("teams") / "najda")
    site = installations.open_(folder)
    sent = crews.sent(site.desk, since=timedelta(hours=2))
    crews.do(site.desk, raise_alarms)
    crews.another_team(site.desk, "بانياس ٢ – فريق الإنقاذ")
    crews.do(site.desk, join_team, team=sent.team, name="اسم مُختلق")
    crews.do(site.desk, give_vehicle, team=sent.team, name="Jeep 7", seats=5, stretchers=1)
    with server.serving(folder) as address:
        yield Live(address, folder), site.desk, sent
    site.desk.store.close()


@pytest.fixture
def live(room):
    return room[0]


@pytest.fixture
def desk(room):
    return room[1]


@pytest.fixture
def sent(room):
    return room[2]


PAGES = {
    "teams": "/teams/",
    "team": "/teams/{team}/",
    "team-new": "/teams/new/",
    "team-revise": "/teams/{team}/revise/",
    "team-extend": "/teams/{team}/shift/extend/",
    "team-stood-down": "/teams/?show=stood_down",
    "hazards": "/hazards/",
    "hazards-cleared": "/hazards/?show=cleared",
    "hazard": "/hazards/{hazard}/",
    "hazard-clear": "/hazards/{hazard}/clear/",
    "hazard-new": "/hazards/new/",
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_looks_of_teams_and_hazards(as_role, live, sent, language):
    page, wrong = as_role(Role.HEAD_OF_OPERATIONS), []
    speak(page, language)
    for name, address in PAGES.items():
        page.goto(live.address + address.format(team=sent.team, hazard=sent.hazard))
        wrong += look(page, name)

    page.goto(f"{live.address}/teams/{sent.team}/shift/extend/")
    page.locator("textarea").fill("Still digging")
    page.locator("input[name=until]").fill("2031-01-01T10:00")
    page.locator("main form.panel button").click()
    page.wait_for_selector("#errors")
    wrong += look(page, "team-refused")
    page.goto(f"{live.address}/teams/{sent.team}/")
    page.locator("#names").click()
    page.wait_for_selector("text=اسم مُختلق")
    wrong += look(page, "team-names")

    assert wrong == []


def test_a_hazard_is_reported_by_the_keyboard_alone(as_role, live, desk):
    page = as_role(Role.DISPATCHER)
    page.goto(f"{live.address}/hazards/")
    page.get_by_role("link", name="Report a hazard").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hazards/new/")
    page.locator("input[name=kind]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("35.4012, 35.9513")
    while page.evaluate("document.activeElement.name") != "radius_m":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("150")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/new/" not in url)

    hazard = desk.view("hazards", page.url.split("/")[-2])
    assert (hazard.kind, hazard.radius_m, hazard.place.position.lat) == (
        "active_fire",
        150,
        35.4012,
    )


def test_without_scripts_a_team_is_heard_by_radio_and_its_alarm_answered(
    chromium, live, desk, sent
):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = sign_in(context, live.address, "dispatcher", installations.PASSWORD)
    page.goto(f"{live.address}/teams/{sent.team}/")
    page.get_by_role("link", name="Answer the alarm").click()
    page.locator("textarea").fill("The radio was off")
    page.get_by_role("button", name="Answer it").click()
    assert desk.view("teams", sent.team).alarm_since is None

    heard = desk.view("teams", sent.team).heard_at
    page.locator("#heard").click()
    assert desk.view("teams", sent.team).heard_at > heard
    context.close()
