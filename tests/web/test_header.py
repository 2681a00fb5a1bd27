"""The header in a real browser: one row on a desk's screen, whoever has signed in."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from tests.web.browser import barriers, speak, wider_than_its_window

MANY_ENTRIES = (Role.DISPATCHER, Role.AUDITOR, Role.HEAD_OF_OPERATIONS)
PARTS = """() => [...document.querySelectorAll(".brand, .nav a, header .menu summary")].map((part) => {
  const {top, bottom, left, right} = part.getBoundingClientRect();
  return {top, bottom, left, right};
})"""
CUT = """() => {
  const nav = document.querySelector(".nav");
  return nav.scrollWidth - nav.clientWidth;
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("role", MANY_ENTRIES)
def test_the_header_is_one_row_from_1280_pixels_on_and_shows_every_entry(
    as_role, live, role, language
):
    page = as_role(role)
    page.goto(f"{live.address}/incidents/")
    speak(page, language)
    for across in (1280, 1366, 1440, 1920):
        page.set_viewport_size({"width": across, "height": 800})

        parts = page.evaluate(PARTS)

        middles = {round((part["top"] + part["bottom"]) / 20) for part in parts}
        assert max(middles) - min(middles) <= 1, f"{across}: more than one row"
        assert all(part["left"] >= 0 and part["right"] <= across for part in parts), across
        assert page.evaluate(CUT) <= 0, f"{across}: an entry is cut off"
        assert wider_than_its_window(page) <= 0, across


@pytest.mark.parametrize("across", [390, 768, 1024, 1199])
def test_a_narrower_header_breaks_and_never_makes_the_page_scroll_sideways(as_role, live, across):
    page = as_role(Role.HEAD_OF_OPERATIONS)
    page.set_viewport_size({"width": across, "height": 800})
    page.goto(f"{live.address}/incidents/")

    assert wider_than_its_window(page) <= 0
    assert page.locator(".nav a").count() == 10
    assert barriers(page) == []
