"""Closing a road by pointing, in a real browser, over a built network and no file of streets: the roads
are seen, and what is typed comes into view."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from tests.web import installations
from tests.web.browser import look
from tests.web.paved import pave

OPEN = "document.querySelector('[data-pick] [data-map]').map"
VIEW = f"{OPEN}.map.getBounds().toArray().flat()"
SOUTH_ROAD = "35.0000, 36.0150"


@pytest.fixture(scope="module")
def paved(live, tmp_path_factory):
    """The installation behind the server, with invented roads in a small part of its area."""
    site = installations.open_(live.folder)
    pave(site, tmp_path_factory.mktemp("roads"))
    yield site
    site.desk.store.close()


@pytest.fixture
def closing(paved, live, as_role):
    """The page for closing a road, its map drawn with the roads in view."""
    page = as_role(Role.DISPATCHER)
    page.goto(f"{live.address}/roads/close/")
    page.wait_for_selector("[data-pick] [data-map][data-drawn]", state="attached", timeout=30_000)
    page.wait_for_function(f"() => {OPEN}.shown.roads.features.length > 0")
    return page


def kinds(page):
    return page.evaluate(f"{OPEN}.shown.lines.features.map(each => each.properties.kind)")


def test_the_map_opens_on_the_roads_and_draws_them(closing):
    west, south, east, north = closing.evaluate(VIEW)

    assert west < 36.01 < 36.03 < east
    assert south < 35.0 < 35.01 < north
    assert east - west < 0.5, "the area of operations is degrees wide"
    drawn = closing.evaluate(
        f"{OPEN}.map.queryRenderedFeatures({{layers: ['roads-main', 'roads-road']}}).length"
    )
    assert drawn >= 5
    assert look(closing, "closing-network") == []


def test_typed_coordinates_set_the_pin_and_come_into_view(closing):
    closing.evaluate(f"{OPEN}.map.jumpTo({{center: [40, 33], zoom: 9}})")

    closing.get_by_role("combobox", name="Where is it?").fill(SOUTH_ROAD)

    closing.wait_for_function(
        f"() => {OPEN}.marker && {OPEN}.map.getBounds().contains([36.015, 35])"
    )
    assert kinds(closing) == ["meant"]
    assert closing.locator("[data-close]").inner_text() == "Close these roads"
    closing.get_by_label("Slowly", exact=True).check()
    assert closing.locator("[data-close]").inner_text() == "Count these roads as slow"


def test_an_area_over_no_road_is_drawn_with_all_its_corners(closing):
    closing.get_by_label("Every road in an area").check()
    closing.get_by_label("or its corners").fill("35.5,36.5\n35.5,36.6\n35.6,36.6\n35.6,36.5")

    closing.wait_for_function(
        f"() => {OPEN}.shown.lines.features[0]?.geometry.coordinates.length === 5"
    )
    closing.wait_for_function(f"() => {OPEN}.map.getBounds().contains([36.55, 35.55])")
    assert kinds(closing) == ["edge"]
    assert "shows no road" in closing.locator("[data-meant]").inner_text()
