"""Calls in a real browser: by keyboard alone, kept through crashes, honest while nothing connects."""

from __future__ import annotations

import os

import pytest

from najda.application.permissions import Role
from tests.web import browser as browsers
from tests.web import installations, server
from tests.web.browser import look, speak

SAID = "دخان كثيف من المدرسة"
STEPS = 40
"""Keys beside the words themselves: so many take ten seconds at most, of the thirty a call may take."""


@pytest.fixture
def page(as_role, live):
    page = as_role(Role.CALL_TAKER)
    page.goto(f"{live.address}/calls/new/")
    return page


def sign_in(context, address):
    """Sign a call-taker in and begin a call."""
    page = browsers.sign_in(context, address, "call-taker", installations.PASSWORD)
    page.goto(f"{address}/calls/new/")
    return page


def kept(page):
    """Wait until what was typed is kept."""
    page.wait_for_selector("[data-kept-at]")


class Keys:
    """Somebody at the keyboard, who counts the keys that are no words."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *names):
        for name in names:
            self.page.keyboard.press(name)
            self.count += 1

    def type(self, text):
        self.page.keyboard.type(text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_routine_call_is_taken_from_the_keyboard_alone(page, language):
    speak(page, language)
    page.goto(page.url)
    keys = Keys(page)

    keys.type(SAID)
    keys.press("Tab")
    keys.type("جبلة")
    page.wait_for_selector("[role=option]")
    keys.press("ArrowDown", "Enter")
    assert page.locator("[data-place-chosen] input:checked").count() == 1
    while page.evaluate("document.activeElement.name") != "task":
        keys.press("Tab")
    keys.press("ArrowDown")
    while page.evaluate("document.activeElement.name") != "life_threat":
        keys.press("Tab")
    keys.press("ArrowDown")
    while page.evaluate("document.activeElement.name") != "trapped":
        keys.press("Tab")
    keys.type("2")
    keys.press("Control+Enter")

    page.wait_for_url("**/reports/*-*/")
    assert keys.count < STEPS
    assert (
        "جبلة" in page.locator("main").inner_text() or "Jablah" in page.locator("main").inner_text()
    )
    assert page.locator("text=2 people are trapped").count() == (1 if language == "en" else 0)


def test_enter_goes_on_to_the_next_question_and_sends_nothing(page, live):
    page.keyboard.type(SAID)
    page.keyboard.press("Tab")
    page.keyboard.type("by the old mill")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    assert page.url.endswith("/calls/new/")
    assert page.evaluate("document.activeElement.name") != "where"


def test_suggestions_are_a_combobox_for_whoever_listens(page):
    page.locator("#id_where").fill("jab")
    page.wait_for_selector("[role=option]")
    box = page.locator("#id_where")

    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    assert browsers.barriers(page) == []
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "jab"


def test_a_choice_goes_when_its_name_does_and_stays_with_words_added(page):
    box = page.locator("#id_where")
    box.fill("jableh")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    name = box.input_value()
    page.keyboard.type(", behind the school")
    assert page.locator("[data-place-chosen] input:checked").count() == 1
    box.fill(name[:2])
    assert page.locator("[data-place-chosen] input").count() == 0


def test_coordinates_typed_and_left_are_a_position(page):
    page.locator("#id_where").fill("34.8901, 35.8902")
    page.keyboard.press("Tab")
    page.wait_for_selector("input[name=where-at]:checked")

    assert page.locator("[data-place-chosen]").inner_text().endswith("34.89010, 35.89020")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_comes_of_a_place_moves_no_question_away_from_under_the_hand(page, language, width):
    speak(page, language)
    page.set_viewport_size({"width": width, "height": 2400})
    page.goto(page.url)
    where, question = page.locator("#id_where"), page.locator("#id_task")
    before = question.bounding_box()["y"]
    for words in ("34.8901, 35.8902", "xyz", "jab", "jableh"):
        where.fill(words)
        where.blur()
        page.wait_for_selector(".place-said:not(:empty), [data-place-chosen] input:checked")
        assert question.bounding_box()["y"] == pytest.approx(before, abs=1), words


def test_a_place_is_pointed_at_on_the_map(page):
    page.locator("[data-place-open]").click()
    page.wait_for_selector("dialog [data-map][data-drawn]", timeout=30_000)
    page.locator("dialog canvas").click(position={"x": 300, "y": 150})
    page.wait_for_selector(".map-pin")
    if folder := os.environ.get(browsers.LOOKS):
        page.screenshot(path=f"{folder}/place-map.png")
    page.locator("[data-place-use]").click()

    assert page.locator("input[name=where-at]:checked").count() == 1
    assert not page.locator("dialog").is_visible()


# ---- nothing typed is lost ----------------------------------------------------------------------


def test_a_call_survives_a_killed_server_and_a_closed_browser(chromium, made, tmp_path):
    folder = installations.copy(made, tmp_path / "najda")
    with server.serving(folder, kill=True) as address:
        context = chromium.new_context(locale="en-GB")
        page = sign_in(context, address)
        page.locator("#id_text").fill(SAID)
        page.locator("#id_where").fill("by the old mill")
        kept(page)
    context.close()

    with server.serving(folder) as address:
        context = chromium.new_context(locale="en-GB")
        page = sign_in(context, address)
        page.locator("a[href*='?draft=']").click()
        assert page.locator("#id_text").input_value() == SAID
        assert page.locator("#id_where").input_value() == "by the old mill"
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/reports/*-*/")
        page.goto(f"{address}/calls/new/")
        assert page.locator("a[href*='?draft=']").count() == 0
        context.close()


@pytest.fixture
def clocked(chromium, live):
    """The form on a page whose clock is set by the test, and what the page sent to be kept."""
    context = chromium.new_context(locale="en-GB")
    page, sent = context.new_page(), []
    page.clock.install()
    sign_in(context, live.address).close()
    page.goto(f"{live.address}/calls/new/")
    page.on("request", lambda one: "/typed/" in one.url and sent.append(one.post_data))
    yield page, sent
    context.close()


def type_on(page, keys):
    """Press keys without a pause: 150 ms of the page's clock for each."""
    for _ in range(keys):
        page.keyboard.press("a")
        page.clock.run_for(150)


def test_a_call_typed_without_a_pause_is_kept_while_it_is_typed(clocked):
    page, sent = clocked
    type_on(page, 20)

    assert "text=aaaaaaaaaa" in sent[0]


def test_what_stands_beside_the_call_follows_a_place_though_somebody_types_on(clocked):
    page, sent = clocked
    page.locator("#id_where").fill("34.8901, 35.8902")
    page.locator("#id_text").focus()
    page.wait_for_selector("input[name=where-at]:checked")
    type_on(page, 5)

    assert any("where-at=34" in one for one in sent)


def test_while_the_connection_is_down_the_page_says_so_and_keeps_what_is_typed(chromium, live):
    context = chromium.new_context(locale="en-GB")
    page = sign_in(context, live.address)
    page.locator("#id_text").fill("before")
    kept(page)
    context.set_offline(True)
    page.locator("#id_text").fill("typed while it was down")
    page.wait_for_selector("[data-kept].warn")
    assert "connection is down" in page.locator("[data-kept]").inner_text()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)
    assert page.locator("#id_text").input_value() == "typed while it was down"

    context.set_offline(False)
    page.wait_for_selector("[data-kept]:not(.warn)", state="attached", timeout=15_000)
    again = context.new_page()
    again.goto(f"{live.address}/calls/new/")
    again.locator("a[href*='?draft=']").first.click()
    assert again.locator("#id_text").input_value() == "typed while it was down"
    context.close()


def test_leaving_the_page_keeps_what_was_typed_a_moment_before(page, live):
    page.locator("#id_text").fill("typed and left at once")
    page.goto(f"{live.address}/me/")
    for _ in range(20):  # it is sent while the next page is already being fetched
        page.goto(f"{live.address}/calls/new/")
        if offered := page.locator("text=typed and left at once").count():
            break
        page.wait_for_timeout(250)

    assert offered == 1


def test_signed_out_elsewhere_and_in_again_the_call_goes_on(chromium, live):
    context = chromium.new_context(locale="en-GB")
    page = sign_in(context, live.address)
    page.locator("#id_text").fill("a long call")
    kept(page)
    context.clear_cookies()
    page.locator("#id_text").fill("a long call that goes on")
    page.wait_for_selector("[data-kept].warn")
    assert "signed out" in page.locator("[data-kept]").inner_text()

    sign_in(context, live.address)
    page.bring_to_front()
    page.locator("#id_text").press("Control+Enter")
    page.wait_for_url("**/reports/*-*/")
    context.close()


def test_without_scripts_a_call_is_checked_saved_and_its_place_chosen(chromium, live):
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    page = sign_in(context, live.address)
    page.locator("#id_text").fill(SAID)
    page.locator("#id_where").fill("35.3619, 35.9256")
    page.locator("#id_where").press("Enter")
    assert "Nothing is saved yet" in page.locator("main").inner_text()
    assert page.locator("#id_text").input_value() == SAID
    page.locator("[data-save]").click()
    assert "/reports/" in page.url
    context.close()


def test_one_key_links_a_call_to_the_incident_it_is_the_same_as(page, live):
    for text in ("first call", "second call"):
        page.goto(f"{live.address}/calls/new/")
        page.locator("#id_text").fill(text)
        page.locator("#id_where").fill("34.8900, 35.8900")
        page.locator("#id_task").select_option("rescue")
        if text == "first call":
            page.keyboard.press("Control+Shift+Enter")
        else:
            page.wait_for_selector("[data-link]")
            page.keyboard.press("Alt+l")
        page.wait_for_url("**/reports/*-*/")

    assert "linked to an incident" in page.locator("h1").inner_text()


# ---- looks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_call_pages_are_fit_to_be_seen(page, live, language):
    speak(page, language)
    page.goto(f"{live.address}/calls/new/")
    page.locator("#id_text").fill("the call before")
    page.locator("#id_where").fill("34.8900, 35.8900")
    page.locator("#id_task").select_option("rescue")
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_url("**/reports/*-*/")
    page.goto(f"{live.address}/calls/new/")
    wrong = look(page, "call-empty")
    page.locator("#id_text").fill(SAID)
    page.locator("#id_where").fill("34.8901, 35.8902")
    page.locator("#id_task").select_option("rescue")
    page.locator("input[value=serious]").check()
    page.locator("#id_trapped").fill("2")
    page.wait_for_selector(".likely")
    wrong += look(page, "call-typed")
    page.goto(f"{live.address}/places/?q=jab")
    wrong += look(page, "places")
    assert wrong == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_report_pages_are_fit_to_be_seen(as_role, live, language):
    page = as_role(Role.HEAD_OF_OPERATIONS)
    speak(page, language)
    for _ in range(2):
        page.goto(f"{live.address}/calls/new/")
        page.locator("#id_text").fill(SAID)
        page.locator("#id_where").fill("34.8901, 35.8902")
        page.locator("#id_reporter").fill("0999 000 000")
        page.keyboard.press("Control+Enter")
        page.wait_for_url("**/reports/*-*/")
    wrong = look(page, "report")
    page.locator("#words button").click()
    wrong += look(page, "report-words")
    page.goto(page.url.replace("words/", ""))
    address = page.url.partition("#")[0]
    page.goto(f"{address}open/")
    wrong += look(page, "report-open")
    page.goto(f"{live.address}/reports/")
    wrong += look(page, "reports")
    assert wrong == []
