"""The board in a real browser: it lives, says when it does not, and is used by hand, key and ear."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from najda.application.permissions import Role
from najda.application.usecases.check_in import raise_alarms
from najda.kernel.places import Place, Position
from tests.web import browser as browsers
from tests.web import installations, pmtiles, server
from tests.web import operations as o
from tests.web.browser import barriers, look, speak
from tests.web.test_alarm_watch import later

PATIENCE = 20_000
LIVE = "html[data-live=yes]"
DRAWN = "[data-map][data-drawn]"


@pytest.fixture
def desk(live):
    """The live installation as another process sees it: what is done here, the server hears of."""
    site = installations.open_(live.folder)
    yield site.desk
    site.desk.store.close()


@pytest.fixture
def board(as_role, live):
    """The board, live, in a dispatcher's browser."""
    page = as_role(Role.DISPATCHER)
    page.goto(f"{live.address}/board/")
    page.wait_for_selector(LIVE)
    return page


def line(page, part, id_):
    return page.locator(f"[id='{part}-{id_}']")


# ---- it lives ----------------------------------------------------------------------------------


def test_a_report_appears_without_the_page_being_loaded_again(board, desk):
    board.evaluate("window.same = true")
    before = int(board.locator("#reports [data-count]").get_attribute("data-count"))

    report = o.report(desk)

    expect(line(board, "reports", report)).to_be_visible(timeout=PATIENCE)
    expect(board.locator("#reports [data-count]")).to_have_attribute("data-count", str(before + 1))
    assert board.evaluate("window.same")


def test_an_incident_goes_from_the_queue_to_its_mission_and_the_gravest_stays_first(board, desk):
    slight = o.incident(desk, need=o.Need(life_threat=o.LifeThreat.POSSIBLE))
    grave = o.incident(desk)
    expect(line(board, "queue", grave)).to_be_visible(timeout=PATIENCE)
    expect(line(board, "queue", slight)).to_be_visible()
    order = board.locator("#queue .line").evaluate_all("(all) => all.map((one) => one.id)")
    assert order.index(f"queue-{grave}") < order.index(f"queue-{slight}")

    team = o.team(desk, "Invented Movers")
    mission = o.send(desk, grave, team)

    expect(line(board, "missions", mission)).to_contain_text("Invented Movers", timeout=PATIENCE)
    expect(line(board, "queue", grave)).to_have_count(0)


def test_a_missed_check_in_comes_to_the_top_and_makes_no_sound_unless_asked(board, live, desk):
    site = installations.open_(live.folder)
    expect(board.locator("[data-sound]")).to_have_attribute("aria-pressed", "false")
    late = o.team(site.desk, "Invented Late", check_in_minutes=15)
    with later(site, minutes=16):
        raise_alarms(site.desk, o.act(site.desk))

    alarm = line(board, "alarms", late)
    expect(alarm).to_be_visible(timeout=PATIENCE)
    expect(alarm).to_contain_text("Alarm")
    assert alarm.bounding_box()["y"] < board.locator("#queue").bounding_box()["y"]
    site.desk.store.close()


def test_what_people_wrote_appears_as_text_and_never_runs(board, desk):
    ran = []
    board.on("dialog", lambda dialog: ran.append(dialog.dismiss()))
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    evil = Place(name_en=name, areas=("SY06",), position=Position.at(35.4, 35.9))
    team = o.team(desk, name[:79], evil)
    report, hazard = o.report(desk, evil, name), o.hazard(desk, evil)
    mission = o.send(desk, o.incident(desk, evil), team)

    made = {"reports": report, "hazards": hazard, "missions": mission, "teams": team}
    for part, id_ in made.items():
        expect(line(board, part, id_)).to_contain_text("<script>alert(1)", timeout=PATIENCE)
    board.wait_for_selector(DRAWN)
    assert board.locator("main img, main script").count() == 0
    assert ran == []


def test_somebody_limited_to_areas_is_told_nothing_of_others(chromium, live, desk):
    from najda.web.accounts.models import Account

    Account.objects.filter(role=Role.CALL_TAKER).update(areas=["SY06"])
    context = chromium.new_context()
    page = browsers.sign_in(context, live.address, "call-taker", installations.PASSWORD)
    page.goto(f"{live.address}/board/")
    page.wait_for_selector(LIVE)

    others, mine = o.incident(desk, o.HOMS), o.incident(desk)

    expect(line(page, "queue", mine)).to_be_visible(timeout=PATIENCE)
    assert others not in page.content()
    context.close()


def test_signed_out_elsewhere_the_board_says_so_and_shows_nothing_more(chromium, live, desk):
    from najda.web.accounts.models import Session

    context = chromium.new_context()
    page = browsers.sign_in(context, live.address, "auditor", installations.PASSWORD)
    page.goto(f"{live.address}/board/")
    page.wait_for_selector(LIVE)
    Session.objects.filter(account__username="auditor").delete()

    expect(page.locator("[data-over]")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-over]")).to_contain_text("signed out")
    context.close()


# ---- it says when it does not ------------------------------------------------------------------


def test_when_the_server_goes_the_board_says_how_old_it_is_and_comes_back_by_itself(
    chromium, made, tmp_path
):
    folder = installations.copy(made, tmp_path / "najda")
    port = server.free_port()
    context = chromium.new_context(locale="en-GB")
    with server.serving(folder, port=port) as address:
        page = browsers.sign_in(context, address, "dispatcher", installations.PASSWORD)
        page.goto(f"{address}/board/")
        page.wait_for_selector(LIVE)
        page.evaluate("window.same = true")
        expect(page.locator("[data-lost]")).to_be_hidden()
    lost = page.locator("[data-lost]")
    expect(lost).to_be_visible(timeout=PATIENCE)
    expect(lost).to_have_text(re.compile(r"Connection lost\. This is as of \d\d:\d\d, .+\. Trying"))

    site = installations.open_(folder)
    missed = o.report(site.desk)
    site.desk.store.close()
    with server.serving(folder, port=port):
        expect(lost).to_be_hidden(timeout=60_000)
        expect(line(page, "reports", missed)).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("window.same")
    context.close()


# ---- by key and by hand ------------------------------------------------------------------------


def test_the_queue_is_gone_through_by_keys(board, live, desk):
    first, second = o.incident(desk), o.incident(desk)
    expect(line(board, "queue", second)).to_be_visible(timeout=PATIENCE)
    chosen = board.locator(".line[aria-current=true]")

    board.keyboard.press("j")
    start = chosen.get_attribute("id")
    board.keyboard.press("ArrowDown")
    assert chosen.get_attribute("id") != start
    board.keyboard.press("k")
    assert chosen.get_attribute("id") == start
    assert board.evaluate("document.activeElement.className") == "line-link"
    assert first != second


def test_enter_opens_what_is_chosen(board, desk):
    o.incident(desk)
    board.wait_for_selector("#queue .line")
    board.keyboard.press("j")
    target = board.locator(".line[aria-current=true] .line-link").get_attribute("href")
    board.keyboard.press("Enter")
    board.wait_for_url(f"**{target}")


def test_search_and_the_keys_themselves_are_a_key_away(board, desk):
    here, there = o.incident(desk), o.incident(desk, o.HOMS)
    expect(line(board, "queue", there)).to_be_visible(timeout=PATIENCE)

    board.keyboard.press("/")
    board.keyboard.type("homs")
    expect(line(board, "queue", here)).to_be_hidden()
    expect(line(board, "queue", there)).to_be_visible()
    board.keyboard.press("Escape")
    expect(line(board, "queue", here)).to_be_visible()

    board.keyboard.press("?")
    expect(board.locator("dialog[data-keys]")).to_be_visible()
    board.keyboard.press("j")  # while it is open, keys do nothing
    board.keyboard.press("Escape")
    expect(board.locator("dialog[data-keys]")).to_be_hidden()


def test_what_is_chosen_in_a_list_is_chosen_on_the_map_and_the_other_way_round(board, desk):
    near, far = o.incident(desk), o.incident(desk, o.HOMS)
    board.wait_for_selector(DRAWN)
    expect(line(board, "queue", far)).to_be_visible(timeout=PATIENCE)

    line(board, "queue", near).locator(".line-rest").click()
    chosen = "document.querySelector('[data-map]').map.chosen"
    assert board.evaluate(chosen) == f"incidents/{near}"

    board.evaluate(f"document.querySelector('[data-map]').map.choose('incidents/{far}')")
    board.evaluate(
        """() => { const { map } = document.querySelector('[data-map]').map;
                   map.jumpTo({ center: [36.713, 34.733], zoom: 13 });
                   return new Promise((done) => map.once('idle', done)); }"""
    )
    box = board.locator("[data-map] canvas").bounding_box()
    board.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(board.locator(".line[aria-current=true]")).to_contain_text("Homs")


def test_everything_on_the_map_is_in_a_list_too(board, desk):
    o.incident(desk), o.report(desk), o.hazard(desk), o.team(desk)
    board.wait_for_selector(DRAWN)
    board.wait_for_timeout(500)
    shown = board.evaluate(
        "document.querySelector('[data-map]').map.shown.things.features.map((f) => f.properties.key)"
    )
    listed = board.locator(".line").evaluate_all("(all) => all.map((one) => one.dataset.key)")
    assert shown
    assert set(shown) <= set(listed)


# ---- the map -----------------------------------------------------------------------------------


def test_streets_the_operator_brings_are_drawn(board, live):
    folder = Path(live.folder) / "map"
    folder.mkdir(exist_ok=True)
    (folder / "streets.pmtiles").write_bytes(pmtiles.streets())
    try:
        board.reload()
        board.wait_for_selector(DRAWN, timeout=PATIENCE)
        found = board.evaluate(
            """() => { const { map } = document.querySelector('[data-map]').map;
                       return new Promise((done) => { map.once('idle', () =>
                         done(map.queryRenderedFeatures({ layers: ['street-lines'] }).length));
                         map.jumpTo({ center: [36, 35.17], zoom: 8 }); }); }"""
        )
        assert found > 0
        assert "Invented streets" in board.locator("[data-credit]").inner_text()
        expect(board.locator("[data-streets-failed]")).to_be_hidden()
    finally:
        (folder / "streets.pmtiles").unlink()


def test_names_are_shaped_by_the_browser_and_not_letter_by_letter(board):
    board.wait_for_selector(DRAWN, timeout=PATIENCE)
    texts = board.evaluate(
        """() => document.querySelector('[data-map]').map.map.getStyle().layers
               .filter((layer) => layer.layout?.['text-field']).length"""
    )
    assert texts == 0  # every name is a picture of text the browser has shaped: map-drawing.js
    pictures = board.evaluate("document.querySelector('[data-map]').map.map.listImages()")
    assert any(name.startswith("town:") for name in pictures)


# ---- how it looks ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_board_is_fit_to_be_seen(board, live, desk, language):
    for threat in o.LifeThreat:
        o.incident(desk, o.HOMS, o.Need(life_threat=threat))
    o.hazard(desk), o.report(desk)
    site = installations.open_(live.folder)
    o.team(site.desk, "Invented Late 2", check_in_minutes=15)
    with later(site, minutes=16):
        raise_alarms(site.desk, o.act(site.desk))
    o.send(site.desk, o.incident(site.desk), o.team(site.desk))
    site.desk.store.close()
    board.reload()
    speak(board, language)
    board.wait_for_selector(DRAWN, timeout=PATIENCE)
    board.wait_for_selector(LIVE)
    board.evaluate("document.querySelector('[data-lost]').hidden = true")

    assert look(board, "board") == []

    board.keyboard.press("?")
    assert barriers(board) == []
    board.keyboard.press("Escape")
    if language == "ar":
        speak(board, "en")


def test_without_scripts_everything_is_there_and_refreshes(chromium, live, desk):
    waiting = o.incident(desk)
    context = chromium.new_context(java_script_enabled=False)
    page = browsers.sign_in(context, live.address, "dispatcher", installations.PASSWORD)
    page.goto(f"{live.address}/board/")

    expect(line(page, "queue", waiting)).to_be_visible()
    expect(page.get_by_role("link", name="Refresh")).to_be_visible()
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    expect(page.locator("[data-map]")).to_be_hidden()
    expect(page.locator("#map .banner")).to_be_visible()
    expect(page.locator("#map .banner")).to_contain_text("The map needs scripts")
    context.close()


def test_waiting_is_told_in_minutes_and_keeps_counting(board, desk):
    wait = line(board, "queue", o.incident(desk)).locator(".wait")
    expect(wait).to_have_text("0 mins", timeout=PATIENCE)
    board.evaluate(
        """() => { const { dataset } = document.documentElement;
                   dataset.read = Number(dataset.read) - 65 * 60_000; }"""
    )
    expect(wait).to_have_text("1 hr 5 mins", timeout=PATIENCE)


def test_the_incident_s_page_tells_the_wait_as_the_queue_does(board, desk, live):
    board.goto(f"{live.address}/incidents/{o.incident(desk)}/")
    wait = board.locator(".glance time[data-wait]")
    expect(wait).to_have_text("0 mins")
    board.evaluate(
        """() => { const { dataset } = document.documentElement;
                   dataset.read = Number(dataset.read) - (27 * 60 + 5) * 60_000; }"""
    )
    expect(wait).to_have_text("1 day 3 hrs", timeout=15_000)
