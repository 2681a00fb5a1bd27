"""Plan and roads in a real browser, over the streets of a real extract: planned, explained, confirmed,
routed, closed, planned anew, reopened; and every page looked at in both languages."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.application.usecases.close_road import close_road, reopen_road, slow_road
from najda.application.ways import ways
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position, Precision
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from tests.web import browser as browsers
from tests.web import installations, server
from tests.web import operations as ops
from tests.web.browser import look, speak
from tests.web.conftest import Live
from tests.web.paved import pave
from tests.web.test_plan import HOSTILE

LINES = "document.querySelector('[data-ways] [data-map]').map.shown.lines.features"
HOUSE, SHOP = Position.at(60.1720, 24.9500), Position.at(60.1770, 24.9420)
WEST_BASE, NORTH_BASE = Position.at(60.1650, 24.9370), Position.at(60.1785, 24.9370)
LEAST = Need(life_threat=LifeThreat.NONE, people_at_risk=1)
LESS = Need(life_threat=LifeThreat.POSSIBLE, people_at_risk=1)


def place(name, name_ar, position):
    return Place(name_en=name, name_ar=name_ar, position=position, precision=Precision.EXACT)


class Streets:
    """Invented operations over real streets."""

    def __init__(self, site):
        self.desk = site.desk
        self.west = ops.team(self.desk, "West Team", place("West", "الغرب", WEST_BASE))
        self.north = ops.team(self.desk, "North Team", place("North", "الشمال", NORTH_BASE))
        self.house = ops.incident(self.desk, place("Invented House", "بيت مخترع", HOUSE))
        self.shop = ops.incident(self.desk, place("Invented Shop", "دكان مخترع", SHOP), LESS)

    def way(self, team, to=HOUSE):
        return ways(self.desk, [(self.desk.view("teams", team).whereabouts, to)])[0]


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A real server on an installation that works anywhere in the world."""
    folder = tmp_path_factory.mktemp("live") / "najda"
    installations.make(folder, area="anywhere")
    with server.serving(folder) as address:
        yield Live(address, folder)


@pytest.fixture(scope="module")
def streets(live, shared_data, tmp_path_factory):
    """The installation behind the server, with the roads of the real extract."""
    file = shared_data / "roads" / "Helsinki.osm.pbf"
    site = installations.open_(live.folder)
    pave(site, tmp_path_factory.mktemp("roads"), file)
    yield Streets(site)
    site.desk.store.close()


@pytest.fixture
def room(live, streets, as_role):
    """The dispatcher's page, once the server's planner is ready."""
    page = as_role(Role.DISPATCHER)
    open_plan(page, live)
    return page


def main(page):
    return page.locator("main").inner_text()


def open_plan(page, live):
    page.goto(f"{live.address}/plan/")
    page.wait_for_selector("[data-plan]", timeout=90_000)


def drawn(page, kind):
    """Return how many lines of a kind the page's map holds once it is drawn."""
    page.wait_for_selector("[data-ways] [data-map][data-drawn]", state="attached", timeout=30_000)
    page.wait_for_function(f"{LINES}.length > 0")
    return page.evaluate(
        f"kind => {LINES}.filter(each => each.properties.kind === kind)"
        ".map(each => each.geometry.coordinates)",
        kind,
    )


def test_planned_explained_confirmed_routed_closed_planned_anew_reopened(room, live, streets):
    page = room
    proposed = page.locator(f"#call-{streets.house} button[type=submit]").inner_text()
    assert proposed in (f"Send {name} to Invented House" for name in ("West Team", "North Team"))
    assert len(drawn(page, "way")) >= 1

    call = page.locator(f"#call-{streets.house}")
    call.get_by_text("Reasons").first.click()
    call.get_by_role("link", name="Who else, and what that would cost").click()
    page.wait_for_selector(".inline-answer")
    assert "could go instead" in page.locator(".inline-answer").inner_text()

    page.goto(f"{live.address}/incidents/{streets.house}/send/")
    page.get_by_role("link", name="What if I send this one? North Team").click()
    page.wait_for_selector(".inline-answer")
    assert "North Team would be there in about" in page.locator(".inline-answer").inner_text()

    # A road on the way of whoever is proposed is closed by pointing at the map.
    open_plan(page, live)
    team = page.locator(f"#call-{streets.house} input[name=teams]").get_attribute("value")
    before = streets.way(team)
    middle = before.points[len(before.points) // 2]
    page.goto(f"{live.address}/roads/close/")
    page.wait_for_selector("[data-pick] [data-map][data-drawn]", state="attached", timeout=30_000)
    where = page.evaluate(
        "([lon, lat]) => { const open = document.querySelector('[data-pick] [data-map]').map;"
        " open.map.jumpTo({center: [lon, lat], zoom: 16}); const at = open.map.project([lon, lat]);"
        " const box = open.map.getCanvas().getBoundingClientRect();"
        " return [box.left + at.x, box.top + at.y]; }",
        [middle.lon, middle.lat],
    )
    page.mouse.click(*where)
    page.wait_for_selector("[data-close]:visible")
    assert "of road are meant" in page.locator("[data-meant]").inner_text()
    assert drawn(page, "meant")
    page.get_by_label("What is there").fill("invented: a wall fell into the street")
    page.locator("[data-close]").click()
    page.wait_for_url(lambda url: "/roads/" in url and not url.endswith("/close/"))
    closure = page.url.rstrip("/").rpartition("/")[2]
    assert "No vehicle passes." in main(page)
    assert drawn(page, "closed")

    after = streets.way(team)
    assert after.points != before.points
    open_plan(page, live)
    assert drawn(page, "closed")
    ways_now = drawn(page, "way")
    assert [[p.lon, p.lat] for p in before.points] not in ways_now

    # The plan is confirmed by the keyboard, and the mission tells the way around.
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-step]')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toasts")
    assert "Sent to Invented House" in page.locator(".toasts").inner_text()
    (mission,) = streets.desk.view("incidents", streets.house).missions
    page.goto(f"{live.address}/missions/{mission}/")
    assert "Set out to the" in main(page)
    assert "You have arrived" in main(page)
    assert len(drawn(page, "way")) == 1

    page.goto(f"{live.address}/roads/{closure}/reopen/")
    page.get_by_label("What is there").fill("invented: cleared by a digger")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"**/roads/{closure}/")
    assert "Vehicles pass here again." in main(page)
    (leg,) = streets.desk.view("missions", mission).legs
    assert streets.way(leg.team).points == (
        before.points if leg.team == team else streets.way(leg.team).points
    )


def test_a_plan_that_is_open_shows_by_itself_what_changed(room, live, streets):
    page = room
    page.mouse.move(2, 2)
    ops.incident(streets.desk, place("Newly Invented", "مخترع جديد", Position.at(60.1700, 24.9450)))

    page.wait_for_selector("text=Newly Invented", timeout=20_000)


def test_a_road_closed_elsewhere_appears_on_the_open_board(room, live, streets):
    page = room
    page.goto(f"{live.address}/board/")
    page.wait_for_selector("html[data-live=yes]", timeout=20_000)
    page.wait_for_selector("[data-map][data-drawn]", state="attached", timeout=30_000)
    spot = RoadSpot(part=RoadPart.CROSSING, points=(Position.at(60.1690, 24.9440),))
    done = close_road(
        streets.desk, ops.act(streets.desk), spot=spot, said_by=SaidBy.OWN_TEAM, reason="invented"
    )

    page.wait_for_selector(f"[data-key='closures/{done.made('closures')}']", timeout=20_000)
    page.wait_for_function(
        "document.querySelector('[data-map]').map.shown.lines.features"
        ".some(each => each.properties.kind === 'closed')"
    )


def test_a_road_closed_elsewhere_and_reopened_comes_and_goes_on_the_open_list_and_its_map(
    room, live, streets
):
    page = room
    page.goto(f"{live.address}/roads/")
    page.wait_for_selector("html[data-live=yes]", timeout=20_000)
    page.evaluate("window.same = true")
    drawn = "document.querySelector('#listed [data-map]')?.map?.shown.lines.features.length ?? 0"
    spot = RoadSpot(part=RoadPart.CROSSING, points=(Position.at(60.1690, 24.9440),))
    done = close_road(
        streets.desk, ops.act(streets.desk), spot=spot, said_by=SaidBy.OWN_TEAM, reason="invented"
    )
    link = f"#listed a[href='/roads/{done.made('closures')}/']"

    page.wait_for_selector(link, timeout=20_000)
    page.wait_for_function(f"({drawn}) > 0", timeout=20_000)
    before = page.evaluate(drawn)
    reopen_road(
        streets.desk, ops.act(streets.desk), closure=done.made("closures"), said_by=SaidBy.OWN_TEAM,
        reason="invented: filled in",
    )  # fmt: skip
    page.wait_for_selector(link, state="detached", timeout=20_000)
    page.wait_for_function(f"({drawn}) < {before}", timeout=20_000)

    assert page.evaluate("window.same")


def test_the_plan_works_without_scripts(chromium, room, live, streets):
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    name = installations.username(Role.DISPATCHER)
    page = browsers.sign_in(context, live.address, name, installations.PASSWORD)
    incident = ops.incident(
        streets.desk, place("Quiet House", "بيت هادئ", Position.at(60.1675, 24.9400))
    )
    ops.team(streets.desk, "Quiet Team", place("Base", "قاعدة", Position.at(60.1670, 24.9400)))
    page.goto(f"{live.address}/plan/")
    page.locator(f"#call-{incident} button[type=submit]").click()
    page.wait_for_url("**/plan/**")
    assert "Sent to Quiet House" in page.locator(".toasts").inner_text()

    page.goto(f"{live.address}/roads/close/")
    page.locator("[name=where]").fill("60.1690, 24.9400")
    page.get_by_label("What is there").fill("invented: a ditch")
    page.get_by_role("button", name="Show which roads are meant").click()
    assert "Press once more to close them." in main(page)
    context.close()


def test_looks(room, live, streets):
    page = room
    for lat, lon in (
        (60.1710, 24.9410),
        (60.1745, 24.9480),
        (60.1665, 24.9470),
        (60.1760, 24.9395),
    ):
        ops.incident(
            streets.desk, place("Invented Corner", "زاوية مخترعة", Position.at(lat, lon)), LESS
        )
    hostile = ops.incident(streets.desk, place(HOSTILE, "اسم", Position.at(60.1700, 24.9430)))
    spot = RoadSpot(part=RoadPart.STRETCH, points=(Position.at(60.1715, 24.9440),))
    slow_road(
        streets.desk, ops.act(streets.desk), spot=spot, said_by=SaidBy.CALLER, reason="invented: rubble",
        times_as_long=3,
    )  # fmt: skip
    done = close_road(
        streets.desk, ops.act(streets.desk), said_by=SaidBy.OWN_TEAM, reason="invented: crater",
        spot=RoadSpot(part=RoadPart.STRETCH, points=(Position.at(60.1730, 24.9470),)),
    )  # fmt: skip
    (mission, *_) = streets.desk.view("incidents", streets.house).missions or ("",)
    later = ops.incident(streets.desk, place("Invented Kiosk", "كشك مخترع", SHOP), LEAST)
    pages = {
        "incident-later": f"/incidents/{later}/", "plan-later": f"/plan/?call={later}#call-{later}",
        "plan": "/plan/", "plan-why": f"/plan/{streets.shop}/why/search_and_rescue/",
        "plan-what-if": f"/plan/{streets.shop}/what-if/{streets.north}/", "cover": "/cover/",
        "ask-for-aid": "/cover/aid/new/",
        "roads": "/roads/", "closure": f"/roads/{done.made('closures')}/", "close-road": "/roads/close/",
        "reopen": f"/roads/{done.made('closures')}/reopen/", "send": f"/incidents/{hostile}/send/",
        "incident-ways": f"/incidents/{streets.shop}/", "board-roads": "/board/",
    }  # fmt: skip
    if mission:
        pages["mission-way"] = f"/missions/{mission}/"
    wrong = []
    for language in ("en", "ar"):
        page.goto(f"{live.address}/plan/")
        if page.evaluate("document.documentElement.lang") != language:
            speak(page, language)
        for name, address in pages.items():
            page.goto(live.address + address)
            if page.locator("[data-ways], .board-map").count():
                page.wait_for_selector("[data-map][data-drawn]", state="attached", timeout=30_000)
                page.wait_for_timeout(500)
            wrong += look(page, name)
    speak_back(page, live)
    assert not wrong, "\n".join(wrong)


def speak_back(page, live):
    page.goto(f"{live.address}/plan/")
    speak(page, "en")
