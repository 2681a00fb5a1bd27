"""What is drawn on a map without streets, in a real browser: one can tell where it is, and nothing hides
anything else."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.kernel.places import Place, Position, Precision
from tests.web import installations
from tests.web import operations as ops
from tests.web.browser import look, speak

OPEN = "document.querySelector('[data-ways] [data-map]').map"
NAMES = [f"{kind}{stand}" for kind in ("towns", "villages") for stand in ("", "-above", "-below")]
LATAKIA = Position.at(35.5317, 35.7901)
NAMED = """layers => {
  const { map } = document.querySelector('[data-ways] [data-map]').map;
  return map.queryRenderedFeatures({ layers }).map(each => each.properties.name);
}"""
NEAREST = """([lon, lat]) => {
  const places = document.querySelector('[data-ways] [data-map]').map.ground.base.places;
  const off = place => Math.hypot(place[2] - lon, place[3] - lat);
  const [en, , east, north] = places.reduce((one, other) => off(one) <= off(other) ? one : other);
  return [en, east, north];
}"""


@pytest.fixture(scope="module")
def desk(live):
    """The desk of the installation behind the server."""
    site = installations.open_(live.folder)
    yield site.desk
    site.desk.store.close()


def open_map(page, live, incident):
    page.goto(f"{live.address}/incidents/{incident}/")
    page.wait_for_selector("[data-ways] [data-map][data-drawn]", state="attached", timeout=30_000)
    page.wait_for_timeout(500)


def test_an_incident_s_map_shows_where_it_is_and_every_mark_at_it(live, desk, as_role):
    page = as_role(Role.DISPATCHER)
    first = ops.incident(
        desk, Place(name_en="Town", name_ar="بلدة", position=LATAKIA, precision=Precision.EXACT)
    )
    open_map(page, live, first)
    name, lon, lat = page.evaluate(NEAREST, [LATAKIA.lon, LATAKIA.lat])
    there = Place(
        name_en=name, name_ar="اللاذقية", position=Position.at(lat, lon), precision=Precision.EXACT
    )
    incident = ops.incident(desk, there)
    team = ops.team(desk, "Team of the town", there)
    ops.send(desk, incident, team)

    open_map(page, live, incident)

    assert page.evaluate(f"{OPEN}.map.getZoom()") <= 10
    assert len(page.evaluate(NAMED, NAMES)) >= 4
    marks = page.evaluate(f"{OPEN}.shown.things.features.map(each => each.properties)")
    at_it = [
        mark["aside"] for mark in marks if mark["key"] in (f"incidents/{incident}", f"teams/{team}")
    ]
    assert sorted(at_it) == [[-10, 0], [10, 0]]
    assert name not in page.evaluate(NAMED, ["towns"]), "a mark stands on its name"
    assert name in page.evaluate(NAMED, ["towns-above"])
    wrong = look(page, "incident-map")
    speak(page, "ar")
    open_map(page, live, incident)
    assert wrong + look(page, "incident-map") == []


def test_a_place_is_named_once(live, desk, as_role):
    page = as_role(Role.DISPATCHER)
    place = Place(
        name_en="Field", name_ar="حقل", position=Position.at(35.2, 36.1), precision=Precision.EXACT
    )
    open_map(page, live, ops.incident(desk, place))

    for zoom in (8, 11.5):
        page.evaluate(f"zoom => {OPEN}.map.jumpTo({{ zoom }})", zoom)
        page.wait_for_timeout(400)
        names = page.evaluate(NAMED, NAMES)
        assert len(names) == len(set(names)), (zoom, sorted(names))
