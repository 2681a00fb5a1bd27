"""Lists that are left open keep themselves fresh, in a real browser: by themselves, never under the hand,
and they say when they do not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from najda.application.permissions import Role
from najda.application.usecases import report_hazard as hazards
from tests.web import browser as browsers
from tests.web import crews, installations, server
from tests.web import operations as o
from tests.web.browser import look, speak

PATIENCE = 20_000
LIVE = "html[data-live=yes]"
SAME = "window.same"


@pytest.fixture
def desk(live):
    """The live installation as another process sees it: what is done here, the server hears of."""
    site = installations.open_(live.folder)
    yield site.desk
    site.desk.store.close()


@pytest.fixture
def room(as_role, live):
    """Opens a list in the dispatcher's browser."""
    page = as_role(Role.DISPATCHER)

    def opened(address):
        page.goto(live.address + address)
        page.wait_for_selector(LIVE)
        page.evaluate(f"{SAME} = true")
        return page

    return opened


def row(page, words):
    return page.locator("#listed tr", has_text=words)


def heard(page, team):
    return page.locator(f"form[action='/teams/{team}/check-in/'] button")


# ---- by itself ---------------------------------------------------------------------------------


def test_what_others_record_shows_on_the_open_list_of_teams(room, desk):
    page = room("/teams/")

    team = o.team(desk, "Newly Invented")
    expect(row(page, "Newly Invented")).to_contain_text("available", timeout=PATIENCE)
    o.send(desk, o.incident(desk), team)
    expect(row(page, "Newly Invented")).to_contain_text("committed", timeout=PATIENCE)

    assert page.evaluate(SAME)


def test_hazards_come_and_go_on_the_open_list(room, desk):
    page = room("/hazards/")
    before = page.locator("#listed tbody tr").count()

    hazard = o.hazard(desk)
    link = page.locator(f"#listed a[href='/hazards/{hazard}/']")
    expect(link).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#listed tbody tr")).to_have_count(before + 1)
    crews.do(desk, hazards.clear_hazard, hazard=hazard, reason="invented: it burnt out")
    expect(link).to_have_count(0, timeout=PATIENCE)

    assert page.evaluate(SAME)


@pytest.mark.parametrize(
    ("address", "what"), [("/incidents/", "incident"), ("/reports/", "report")]
)
def test_other_lists_are_kept_fresh_the_same_way(room, desk, address, what):
    page = room(address)

    id_ = getattr(o, what)(desk)

    expect(page.locator(f"#listed a[href='{address}{id_}/']")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate(SAME)


def test_a_team_that_may_not_watch_the_board_is_shown_new_hazards_too(as_role, live, desk):
    page = as_role(Role.TEAM)
    page.goto(f"{live.address}/hazards/")

    hazard = o.hazard(desk)

    link = page.locator(f"#listed a[href='/hazards/{hazard}/']")
    expect(link).to_be_visible(timeout=2 * PATIENCE)


# ---- never under the hand ----------------------------------------------------------------------


def test_the_focus_stays_on_the_button_of_the_same_team_and_nothing_scrolls(room, desk):
    for number in range(12):
        o.team(desk, f"Invented {number:02}")
    team = o.team(desk, "Invented Zulu")
    page = room("/teams/")
    page.set_viewport_size({"width": 1000, "height": 300})
    heard(page, team).focus()
    held = page.evaluate("document.activeElement.textContent")
    at = page.evaluate("window.scrollY")

    o.team(desk, "Invented Alpha")  # a row above moves all below it down

    expect(row(page, "Invented Alpha")).to_be_attached(timeout=PATIENCE)
    assert page.evaluate("document.activeElement.textContent") == held
    assert "Invented Zulu" in held
    assert page.evaluate("window.scrollY") == at
    page.keyboard.press("Enter")
    page.wait_for_selector(".toasts")
    assert page.evaluate(SAME) is None


def test_under_the_pointer_nothing_changes_until_it_is_asked_for(room, desk):
    team = o.team(desk, "Under the Pointer")
    page = room("/teams/")
    heard(page, team).hover()

    o.team(desk, "Kept Waiting")
    changed = page.locator("[data-changed]")
    expect(changed).to_be_visible(timeout=PATIENCE)
    expect(row(page, "Kept Waiting")).to_have_count(0)
    changed.get_by_role("link", name="Show it now").press("Enter")

    expect(row(page, "Kept Waiting")).to_be_visible()
    expect(changed).to_be_hidden()


def test_an_open_menu_is_left_alone_and_the_list_follows_when_it_is_shut(room, desk):
    page = room("/hazards/")
    page.locator("header details.menu summary").click()

    hazard = o.hazard(desk)
    expect(page.locator("[data-changed]")).to_be_visible(timeout=PATIENCE)
    link = page.locator(f"#listed a[href='/hazards/{hazard}/']")
    expect(link).to_have_count(0)
    page.keyboard.press("Escape")

    expect(link).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-changed]")).to_be_hidden()


def test_what_is_typed_into_a_search_stays_while_the_list_below_it_changes(room, desk):
    page = room("/incidents/")
    field = page.locator("form.search input").first
    field.fill("half a wo")

    incident = o.incident(desk)

    link = page.locator(f"#listed a[href='/incidents/{incident}/']")
    expect(link).to_be_visible(timeout=PATIENCE)
    expect(field).to_have_value("half a wo")
    expect(field).to_be_focused()


# ---- it says when it does not ------------------------------------------------------------------


def test_when_the_server_goes_a_list_says_how_old_it_is_and_comes_back_by_itself(
    chromium, made, tmp_path
):
    folder = installations.copy(made, tmp_path / "najda")
    port = server.free_port()
    context = chromium.new_context(locale="en-GB")
    with server.serving(folder, port=port) as address:
        page = browsers.sign_in(context, address, "dispatcher", installations.PASSWORD)
        page.goto(f"{address}/teams/")
        page.wait_for_selector(LIVE)
        page.evaluate(f"{SAME} = true")
        expect(page.locator("[data-lost]")).to_be_hidden()
    lost = page.locator("[data-lost]")
    expect(lost).to_be_visible(timeout=PATIENCE)
    expect(lost).to_have_text(re.compile(r"Connection lost\. This is as of \d\d:\d\d, .+\. Trying"))
    wrong = look(page, "teams-lost")

    site = installations.open_(folder)
    o.team(site.desk, "Came Meanwhile")
    site.desk.store.close()
    with server.serving(folder, port=port):
        expect(lost).to_be_hidden(timeout=60_000)
        expect(row(page, "Came Meanwhile")).to_be_visible(timeout=PATIENCE)
        assert page.evaluate(SAME)
    context.close()
    assert wrong == []


def test_signed_out_elsewhere_a_list_says_so(chromium, live):
    from najda.web.accounts.models import Session

    context = chromium.new_context(locale="en-GB")
    page = browsers.sign_in(context, live.address, "auditor", installations.PASSWORD)
    page.goto(f"{live.address}/hazards/")
    page.wait_for_selector(LIVE)

    Session.objects.filter(account__username="auditor").delete()

    expect(page.locator("[data-over]")).to_contain_text("signed out", timeout=PATIENCE)
    context.close()


def test_looks_of_a_list_that_waits(room, desk):
    wrong = []
    for language in ("en", "ar"):
        page = room("/teams/")
        if page.evaluate("document.documentElement.lang") != language:
            speak(page, language)
            page.wait_for_selector(LIVE)
        page.evaluate("document.querySelector('[data-changed]').hidden = false")
        wrong += look(page, "teams-changed")
    speak(page, "en")
    assert wrong == []
