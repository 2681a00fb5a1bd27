"""Aid from neighbours in a real browser: asked, answered, here, longer, withdrawn; a drill's figures."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from najda.application.permissions import Role
from tests.web import installations, server
from tests.web import operations as o
from tests.web.browser import look, speak
from tests.web.conftest import Live
from tests.web.drilled import drilled  # noqa: F401

PATIENCE = 20_000
READY = "[data-fragment]"


@pytest.fixture(scope="module")
def live(drilled, tmp_path_factory):  # noqa: F811
    """The drill, served to this module alone."""
    folder = installations.copy(drilled, tmp_path_factory.mktemp("aid") / "najda")
    with server.serving(folder) as address:
        yield Live(address, folder)


@pytest.fixture(scope="module")
def desk(live):
    """The same installation as another process sees it."""
    site = installations.open_(live.folder)
    yield site.desk
    site.desk.store.close()


def cover(page, live):
    """Open cover, once the server's planner is ready."""
    page.goto(f"{live.address}/cover/")
    page.wait_for_selector(READY, timeout=90_000)


def asks(page, live, organisation):
    """Ask a neighbour by the page; return the id of the request."""
    page.goto(f"{live.address}/cover/aid/new/")
    page.get_by_label("Which area runs out?").select_option(index=1)
    page.get_by_label("What must they be able to do?").select_option(index=1)
    page.get_by_label("Which organisation is asked?").fill(organisation)
    page.get_by_label("How many teams?").fill("2")
    page.get_by_label("Why?").fill("invented: more calls than teams")
    page.get_by_role("button", name="Record that they are asked").click()
    page.wait_for_url("**/cover/")
    link = item(page, organisation).get_by_role("link", name="What they answer")
    return link.get_attribute("href").split("/")[-3]


def item(page, organisation):
    return page.locator(".cover-list li", has_text=organisation)


def test_aid_is_asked_answered_comes_is_needed_longer_and_is_withdrawn_page_by_page(
    as_role, live, desk
):
    team = o.team(desk, "Invented North 1")
    page = as_role(Role.DISPATCHER)
    aid = asks(page, live, "Invented Rescue North")

    item(page, "Invented Rescue North").get_by_role("link", name="What they answer").click()
    page.get_by_label("How many teams do they give?").fill("1")
    page.get_by_label("What do they say?").fill("invented: one is free")
    page.get_by_role("button", name="Record the answer").click()
    page.wait_for_url("**/cover/")

    item(page, "Invented Rescue North").get_by_role("link", name="Teams that came").click()
    page.get_by_label("Which team came?").select_option(label="Invented North 1")
    page.get_by_role("button", name="Record that it is here").click()
    page.wait_for_selector(".toasts")
    expect(page.locator("main")).to_contain_text("Here: 1.")
    assert desk.view("aid", aid).here == (team,)

    page.get_by_role("link", name="Back to cover").click()
    item(page, "Invented Rescue North").get_by_role("link", name="Needed longer").click()
    page.get_by_label("Why?").fill("invented: still under the rubble")
    before = desk.view("aid", aid).until
    page.get_by_role("button", name="Record until when").click()
    page.wait_for_url("**/cover/")
    assert desk.view("aid", aid).until > before

    item(page, "Invented Rescue North").get_by_role("link", name="Withdraw the request").click()
    page.get_by_label("Why?").fill("invented: calm again")
    page.get_by_role("button", name="Withdraw it").click()
    page.wait_for_url("**/cover/")
    expect(item(page, "Invented Rescue North")).to_contain_text("It was withdrawn")

    item(page, "Invented Rescue North").get_by_role("link", name="Teams that came").click()
    page.get_by_role("button", name="It has left Invented North 1").click()
    page.wait_for_selector(".toasts")
    assert desk.view("aid", aid).here == ()


def test_what_a_neighbour_answers_shows_on_the_open_cover_by_itself(as_role, live, desk):
    from najda.application.usecases.ask_for_aid import grant_aid

    page = as_role(Role.DISPATCHER)
    aid = asks(page, live, "Invented Rescue East")
    page.wait_for_selector("html[data-live=yes]")
    page.mouse.move(2, 2)
    page.evaluate("window.same = true")

    grant_aid(desk, o.act(desk), aid=aid, number=2)

    said = item(page, "Invented Rescue East")
    expect(said).to_contain_text("Granted: 2", timeout=PATIENCE)
    assert page.evaluate("window.same")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_looks_of_cover_with_its_figures_and_of_the_pages_of_aid(as_role, live, desk, language):
    from najda.application.usecases.ask_for_aid import grant_aid, welcome_team

    page, wrong = as_role(Role.HEAD_OF_OPERATIONS), []
    aid = asks(page, live, f"Invented Rescue {language}")
    grant_aid(desk, o.act(desk), aid=aid, number=2)
    for number in (1, 2):
        name = f"فريق الجوار {number} {language}"
        welcome_team(desk, o.act(desk), aid=aid, team=o.team(desk, name))
    cover(page, live)
    if page.evaluate("document.documentElement.lang") != language:
        speak(page, language)
        page.wait_for_selector(READY)
    wrong += look(page, "cover-figures")
    for step in ("answer", "extend", "teams", "withdraw"):
        page.goto(f"{live.address}/cover/aid/{aid}/{step}/")
        wrong += look(page, f"aid-{step}")
    page.goto(f"{live.address}/cover/aid/{aid}/extend/")
    page.locator("input[name=until]").fill("2001-01-01T10:00")
    page.locator("textarea").fill("مختلق")
    page.locator("main form.panel button").click()
    page.wait_for_selector("#errors")
    wrong += look(page, "aid-refused")
    assert wrong == []
