"""Cover in a real browser: areas on a map, and the same in words."""

from datetime import timedelta

import pytest

from najda import bootstrap
from najda.application.permissions import Role
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position
from tests.web import installations, server
from tests.web import operations as ops
from tests.web.browser import look, speak
from tests.web.conftest import Live

LESS = Need(life_threat=LifeThreat.NONE, people_at_risk=1)
AREAS = {"SY06": (35.36, 35.92), "SY10": (34.89, 35.89), "SY05": (35.13, 36.75)}
THINGS = "document.querySelector('[data-ways] [data-map]').map.shown.things.features"


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A server whose two hours of past have calls in three areas and teams in one, two of them free."""
    folder = tmp_path_factory.mktemp("live") / "najda"
    installations.make(folder)
    site = installations.open_(folder)

    def there(area, name, nearer=0.0):
        lat, lon = AREAS[area]
        place = Position.at(lat + nearer, lon)
        return Place(name_en=name, name_ar="مكان مخترع", areas=(area,), position=place)

    for number in range(8):
        ops.team(site.desk, f"Invented Team {number}", there("SY06", "Base", 0.01))
    for area in AREAS:
        for _ in range(2):
            ops.incident(site.desk, there(area, "Invented Yard"), LESS)
    bootstrap.drill_time(site.folder).stand(site.now() + timedelta(hours=2))
    site.desk.store.close()
    with server.serving(folder) as address:
        yield Live(address, folder)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_cover_is_a_map_of_areas_and_the_same_in_words(live, as_role, language):
    page = as_role(Role.DISPATCHER)
    speak(page, language)
    for _ in range(60):  # the planner gets ready
        page.goto(f"{live.address}/cover/")
        if page.locator("[data-ways]").count():
            break
        page.wait_for_timeout(1000)
    page.wait_for_selector("[data-map][data-drawn]", timeout=30_000)
    drawn = [each["properties"]["symbol"] for each in page.evaluate(THINGS)]
    told = page.locator(".legend .count").all_inner_texts()
    assert sorted(drawn) == ["area-covered", "area-not_at_all", "area-not_at_all", "team", "team"]
    assert sum(int(each.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))) for each in told) == 3
    assert look(page, "cover-map") == []
