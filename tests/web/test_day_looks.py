"""The day and the situation report in the real browser: both languages, themes and widths."""

from __future__ import annotations

import os
from pathlib import Path

import pypdf
import pytest

from najda.application.permissions import Role
from tests.web import installations, server
from tests.web.browser import LOOKS, look, speak
from tests.web.conftest import Live
from tests.web.drilled import FIRST, SECOND, drilled  # noqa: F401

PAGES = {
    "day": f"/day/?day={SECOND}",
    "situation": f"/situation/?from={FIRST}&to={SECOND}",
    "situation-figure": f"/situation/figure/?from={FIRST}&to={SECOND}&key=missions.aborted",
}


@pytest.fixture(scope="module")
def live(drilled, tmp_path_factory):  # noqa: F811
    """A real server on the drill."""
    folder = installations.copy(drilled, tmp_path_factory.mktemp("live") / "najda")
    with server.serving(folder) as address:
        yield Live(address, folder)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_day_is_fit_to_be_seen(as_role, live, name, language):
    page = as_role(Role.HEAD_OF_OPERATIONS)
    page.goto(live.address + PAGES[name])
    speak(page, language)
    assert look(page, name) == []


@pytest.mark.parametrize(("across", "drawn"), [(1280, True), (390, False)])
def test_on_a_phone_the_numbers_of_a_chart_stand_as_a_table(as_role, live, across, drawn):
    page = as_role(Role.HEAD_OF_OPERATIONS)
    page.set_viewport_size({"width": across, "height": 844})
    page.goto(live.address + PAGES["situation"])

    for key in ("days", "waits"):
        picture = page.locator(f".picture-{key}")
        assert picture.locator(".drawing").is_visible() == drawn
        assert picture.locator(".as-table").is_visible() != drawn
    assert page.locator(".picture-map .drawing").is_visible()


def test_on_paper_a_page_keeps_its_figures_and_leaves_its_buttons(as_role, live, tmp_path):
    page = as_role(Role.HEAD_OF_OPERATIONS)
    page.goto(live.address + PAGES["situation"])
    page.emulate_media(media="print")

    shown = {
        name: page.locator(name).first.is_visible()
        for name in (".header", ".ask", ".drill", ".drawing")
    }
    assert shown == {".header": False, ".ask": False, ".drill": True, ".drawing": True}
    paper = tmp_path / "paper.pdf"
    page.pdf(path=paper, format="A4", tagged=True)
    text = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(paper).pages)
    assert "People rescued by our teams" in text
    assert "DRILL" in text
    if folder := os.environ.get(LOOKS):
        page.set_viewport_size({"width": 794, "height": 1123})
        page.screenshot(path=Path(folder) / "situation-print.png", full_page=True)
