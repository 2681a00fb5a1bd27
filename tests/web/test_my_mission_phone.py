"""The team's page in a real browser of a phone's width, by touch: the whole mission in both languages,
without scripts, on two phones at once, without a network; its looks and its weight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from najda.application.usecases import work_mission
from najda.application.usecases.check_in import raise_alarms
from tests.web import crews, installations, server
from tests.web.browser import barriers, look, sign_in, speak, wider_than_its_window
from tests.web.conftest import Live

PHONE = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True,
    "locale": "en-GB",
}  # fmt: skip
HEAVIEST = 100_000
SMALLEST = 44


@pytest.fixture
def desk_and_live(made, tmp_path):
    """A server on an installation of the test's own, and the desk behind it."""
    folder = installations.copy(made, tmp_path / "najda")
    site = installations.open_(folder)
    with server.serving(folder) as address:
        yield site.desk, Live(address, folder)
    site.desk.store.close()


@pytest.fixture
def desk(desk_and_live):
    return desk_and_live[0]


@pytest.fixture
def live(desk_and_live):
    return desk_and_live[1]


@pytest.fixture
def phone(chromium, live) -> Callable:
    """Gives a phone on which the team has signed in, its page open: `phone(language="ar")`."""
    contexts, errors = [], []

    def take(*, language: str = "en", scripts: bool = True, wait: bool = True):
        context = chromium.new_context(**PHONE)
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = sign_in(context, live.address, "team", installations.PASSWORD)
        speak(page, language)
        page.goto(f"{live.address}/my-mission/")
        if not scripts:
            bare = chromium.new_context(
                **PHONE, java_script_enabled=False, storage_state=context.storage_state()
            )
            contexts.append(bare)
            page = bare.new_page()
            page.goto(f"{live.address}/my-mission/")
        return page

    yield take
    for context in contexts:
        context.close()
    assert errors == []


def press(page, name: str) -> None:
    """Touch a button or link by its id, and wait for what follows."""
    page.locator(f"#{name}").tap()


def walk(page) -> None:
    """Accept, depart, arrive, say what was done and found, finish."""
    for step in ("accept", "depart", "arrive"):
        press(page, step)
        page.wait_for_selector(f"#{step}", state="detached")
    press(page, "outcome")
    page.wait_for_url("**/outcome/**")
    page.locator("input[name=rescued]").fill("٢")
    page.locator("input[name=moved_immediate]").fill("1")
    page.locator("input[value=unexploded_ordnance]").tap()
    page.locator("textarea[name=believed]").fill("A neighbour says three more are below")
    page.locator("main button.first").tap()
    page.wait_for_selector("#finish")
    press(page, "finish")
    page.wait_for_selector("#finish", state="detached")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_team_walks_its_mission_to_the_end(desk, phone, language, scripts):
    sent = crews.sent(desk)
    page = phone(language=language, scripts=scripts)

    walk(page)

    state = crews.mission(desk, sent.mission)
    (record,) = state.records
    assert state.leg(sent.team).part == "done"
    assert (record.outcome.rescued, record.outcome.moved) == (2, {"immediate": 1})
    assert record.outcome.hazards_found == ("unexploded_ordnance",)
    assert "neighbour" not in str(state)


def test_the_place_opens_in_the_phone_s_own_map_and_no_map_is_loaded(desk, phone):
    crews.sent(desk)
    page = phone()

    assert page.locator("a[href^='geo:35.361400,35.927600']").count() == 1
    scripts = page.locator("script").evaluate_all("all => all.map(script => script.src)")
    assert not any("map" in script for script in scripts)


def test_the_page_with_all_it_loads_weighs_less_than_a_hundred_kilobytes(
    desk, phone, chromium, live
):
    crews.sent(desk)
    kept = phone().context.storage_state()
    fresh = chromium.new_context(**PHONE, storage_state=kept)
    page, loaded = fresh.new_page(), {}
    session = fresh.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.loadingFinished", lambda e: loaded.update({e["requestId"]: e["encodedDataLength"]})
    )
    page.goto(f"{live.address}/my-mission/", wait_until="networkidle")
    fresh.close()

    print(f"{sum(loaded.values())} bytes in {len(loaded)} answers")
    assert len(loaded) >= 4
    assert sum(loaded.values()) < HEAVIEST, loaded


def test_every_button_is_large_enough_for_a_thumb_and_one_is_the_first(desk, phone):
    crews.sent(desk)
    page = phone()

    small = page.evaluate(
        """least => [...document.querySelectorAll('main button, main a, header summary, nav a')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < least).map(e => e.outerHTML)""",
        SMALLEST,
    )
    assert small == []
    assert page.locator("main .first:visible").count() == 1


def test_what_was_pressed_without_a_network_is_kept_and_recorded_once(desk, phone):
    sent = crews.sent(desk)
    page = phone()
    page.context.set_offline(True)
    press(page, "accept")
    page.wait_for_selector("#unsent:visible")
    assert "Accepted" in page.locator("#unsent").inner_text()

    page.context.set_offline(False)
    page.wait_for_selector("#depart")

    page.wait_for_selector("#unsent", state="hidden")
    with desk.store.reading() as view:
        stream = f"missions/{sent.mission}"
        entries = list(view.entries(stream=stream, kinds=["missions.TeamAccepted"]))
    assert len(entries) == 1


def test_what_was_kept_survives_closing_the_page(desk, phone, live):
    sent = crews.sent(desk)
    page = phone()
    page.context.set_offline(True)
    press(page, "accept")
    page.wait_for_selector("#unsent:visible")
    other = page.context.new_page()
    page.close()
    page.context.set_offline(False)

    other.goto(f"{live.address}/my-mission/")
    other.locator("#unsent [data-again]").tap()
    other.wait_for_selector("#depart")

    assert crews.mission(desk, sent.mission).leg(sent.team).part == "accepted"


def test_an_answer_that_was_lost_on_the_way_does_not_make_two_acts(desk, phone):
    sent = crews.sent(desk)
    page = phone()
    lose = {"left": 1}

    def route(route):
        if lose["left"]:
            lose["left"] -= 1
            route.fetch()  # it reached the room …
            route.abort()  # … and the answer was lost
        else:
            route.continue_()

    page.route("**/my-mission/step/**", route)
    press(page, "accept")
    page.wait_for_selector("#unsent [data-again]:visible")
    page.locator("#unsent [data-again]").tap()
    page.wait_for_selector("#depart")

    with desk.store.reading() as view:
        kinds = ["missions.TeamAccepted", "missions.TeamDeparted"]
        entries = list(view.entries(stream=f"missions/{sent.mission}", kinds=kinds))
    assert [e.kind for e in entries] == ["missions.TeamAccepted"]


def test_a_mission_appears_by_itself_and_an_old_page_says_how_old_it_is(desk, phone):
    crews.ready(desk)
    page = phone()
    assert "no mission now" in page.locator("main").inner_text()

    crews.send(desk)
    page.locator("[data-refresh]").tap()
    page.wait_for_selector("#accept")
    page.context.set_offline(True)
    page.locator("[data-refresh]").tap()

    page.wait_for_selector("[data-offline]:visible")


def test_of_two_phones_of_one_team_the_second_is_told_what_the_first_said(desk, phone):
    crews.sent(desk)
    first, second = phone(), phone()
    press(first, "accept")
    first.wait_for_selector("#depart")

    press(second, "accept")

    said = second.wait_for_selector("#told").inner_text()
    assert "Your team accepted the mission" in said
    assert second.locator("#depart").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_team_called_back_reads_it_and_why_when_it_next_presses(desk, phone, scripts):
    sent = crews.sent(desk)
    page = phone(scripts=scripts)
    crews.do(
        desk, work_mission.call_back, mission=sent.mission, team=sent.team, reason="Bridge is down"
    )

    press(page, "accept")

    said = page.wait_for_selector("#told").inner_text()
    assert "The room called you back" in said
    assert "Bridge is down" in said
    assert "no mission now" in page.locator("main").inner_text()


def test_a_check_in_carries_the_position_only_when_asked_to(desk, phone, live):
    team = crews.ready(desk)
    page = phone()
    page.context.grant_permissions(["geolocation"], origin=live.address)
    page.context.set_geolocation({"latitude": 35.4, "longitude": 35.95})

    press(page, "check-in-calm")
    page.wait_for_selector(".toast")
    assert crews.team(desk, team).position is None
    press(page, "check-in-here-calm")
    page.wait_for_selector(".toast:has-text('with your position')")

    assert crews.team(desk, team).position.lat == 35.4


def test_a_phone_that_gives_no_position_checks_in_without(desk, phone):
    team = crews.ready(desk)
    page = phone()
    heard = crews.team(desk, team).heard_at

    press(page, "check-in-here-calm")
    page.wait_for_selector(".toast")

    assert crews.team(desk, team).heard_at > heard
    assert crews.team(desk, team).position is None


def test_a_session_ended_elsewhere_keeps_what_was_pressed(desk, phone, live):
    crews.sent(desk)
    page = phone()
    page.context.clear_cookies(name="najda_session")

    press(page, "accept")
    page.wait_for_selector("[data-why=signed-out]:visible")

    page.goto(f"{live.address}/sign-in/?next=/my-mission/")
    page.locator("input[name=login]").fill("team")
    page.locator("input[name=password]").fill(installations.PASSWORD)
    page.locator("main button[type=submit]").tap()
    page.wait_for_url("**/my-mission/")
    page.locator("#unsent [data-again]").tap()
    page.wait_for_selector("#depart")


STATES = (
    "none",
    "sent",
    "on-site",
    "called-back",
    "overdue",
    "off-shift",
    "outcome",
    "refuse",
    "shift",
    "unsent",
)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("state", STATES)
def test_looks_of_the_team_s_page(desk, phone, live, state, language):
    sent = None
    if state == "none":
        crews.ready(desk)
    elif state not in ("off-shift", "shift"):
        sent = crews.sent(desk, since=timedelta(hours=2 if state == "overdue" else 0))
    if state in ("on-site", "outcome"):
        for step in (work_mission.accept_mission, work_mission.depart, work_mission.arrive):
            crews.do(desk, step, mission=sent.mission, team=sent.team, person="person/team")
    if state == "overdue":
        crews.do(desk, raise_alarms)
    page = phone(language=language)
    match state:
        case "called-back":
            crews.do(
                desk,
                work_mission.call_back,
                mission=sent.mission,
                team=sent.team,
                reason="الجسر مقطوع",
            )
            press(page, "accept")
            page.wait_for_selector("#told")
        case "unsent":
            page.context.set_offline(True)
            press(page, "accept")
            page.wait_for_selector("#unsent:visible")
        case "outcome" | "refuse":
            page.goto(f"{live.address}/my-mission/{state}/?mission={sent.mission}")
        case "shift":
            page.goto(f"{live.address}/my-mission/shift/")

    assert look(page, f"my-mission-{state}") == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert wider_than_its_window(page) == 0
    assert barriers(page) == []
