"""Pages under hands that mean ill, or slip: numbers no machine holds, signs nobody types, scripts in
every name, caches that keep, many tries at once. All names and places are invented."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from najda.application.permissions import Role
from najda.kernel.places import Place, Position
from tests.web import browser as browsers
from tests.web import installations, server
from tests.web import operations as o
from tests.web.addresses import addresses

EVIL = "\"'><img src=/evil onerror=alert(1)><script>alert(2)</script>{{7*7}}\u202e"
EVIL_PLACE = Place(
    name_en=EVIL, name_ar=EVIL, areas=("SY06",), position=Position.at(35.362, 35.928)
)


# ---- signs and numbers -------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["9" * 5_000, "٣", "²", "", "-1", "1" * 13])
def test_a_version_no_ledger_has_is_refused_and_no_failure(site, signed_in, version):
    dispatcher, incident = signed_in(Role.DISPATCHER), o.incident(site.desk)

    answer = dispatcher.post(
        f"/incidents/{incident}/close/",
        {"act": incident, "seen": f"incidents/{incident}@{version}", "ending": "resolved"},
    )

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "until", ["\n\r\t", "\0", "0001-01-01T00:00", "9999-12-31T23:59", "25:99", "٢٥:٩٩", "9" * 5_000]
)
def test_a_time_nobody_can_mean_is_refused_and_no_failure(site, signed_in, until):
    team = o.team(site.desk)
    page = f"/teams/{team}/shift/extend/"

    answer = signed_in(Role.DISPATCHER).post(page, {"act": team, "until": until})

    assert answer.status_code == 422


@pytest.mark.parametrize("act", ["", "x", "\0", "9" * 5_000])
def test_a_forged_act_is_refused_wherever_something_is_done(site, signed_in, act):
    """Every address that does something, with the act's id forged: told so, and nothing is recorded."""
    paths, wrong = _told(site), []
    with site.desk.store.reading() as view:
        before = view.head().size
    file = SimpleUploadedFile("calls.csv", b"what\nsmoke\n")
    for role in (Role.HEAD_OF_OPERATIONS, Role.TEAM, Role.DISPATCHER):
        browser = signed_in(role)
        browser.raise_request_exception = False
        for path in _with_real_ids(paths):
            sent = {"act": act, "reason": "x", "text": "x", "until": "23:59", "purpose": "review"}
            more = {"file": file} if path == "/reports/import/" else {}
            file.seek(0)
            answer = browser.post(path, {**sent, **more})
            if answer.status_code >= 500:
                wrong.append((path, answer.status_code))
    with site.desk.store.reading() as view:
        assert view.head().size == before
    assert wrong == []


def _with_real_ids(paths):
    """Yield every address, with ids of things that are there, but for those of accounts and the API."""
    real = {path.split("/")[1]: path.split("/")[2] for path in paths if path.count("-") >= 4}
    for address in addresses():
        first = address.path.split("/")[1]
        if first not in ("api", "people", "me", "sign-in", "sign-out", "preferences", "report"):
            yield address.path.replace(
                "00000000-0000-7000-8000-000000000000", real.get(first, "x"), 1
            )


@pytest.mark.parametrize("id_", ["\0", "a\0b", "x", "9" * 5_000, "../../settings.json"])
def test_what_is_no_id_is_not_there(site, signed_in, id_):
    team, taker = signed_in(Role.TEAM), signed_in(Role.CALL_TAKER)

    assert team.post("/my-mission/accept/", {"mission": id_}).status_code == 404
    assert taker.get(f"/calls/new/?{urlencode({'draft': id_})}").status_code in (400, 404)
    sent = {"act": installations.TEAM, "text": "smoke", "channel": "call", "link": id_}
    assert taker.post("/calls/new/", sent).status_code == 422


def test_nul_is_refused_wherever_a_database_would_look_for_it(site, signed_in):
    dispatcher = signed_in(Role.DISPATCHER)
    asked = [dispatcher.get(path).status_code for path in ("/incidents/?after=%00", "/a%00b/")]
    dispatcher.cookies["najda_session"] = "\0aaaaaaaa"

    assert [*asked, dispatcher.get("/board/").status_code] == [400, 400, 400]


# ---- caches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_no_page_is_kept_by_a_cache_or_shown_after_signing_out(signed_in, role):
    browser, kept = signed_in(role), []
    for address in addresses():
        if address.name in (
            "map_base",
            "map_streets",
        ):  # the ground alone, for whoever has signed in
            continue
        answer = browser.get(address.path)
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            kept.append((address.name, answer.headers.get("Cache-Control")))
    assert kept == []


def test_what_is_said_of_a_request_nobody_can_read_is_not_kept_either(site):
    answer = Client(headers={"host": "elsewhere.example"}).get("/sign-in/")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store, private")


# ---- tries at once -----------------------------------------------------------------------------


def test_whoever_signs_in_while_others_do_is_not_told_to_wait(site):
    """A shift begins: everybody signs in at once, from behind one address."""
    from najda.web.accounts import lockout
    from najda.web.accounts.devices import Device

    def sign_in(number):
        request = RequestFactory().post("/sign-in/")
        request.device = Device()
        try:
            return lockout.try_once(request, f"person-{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        assert set(many.map(sign_in, range(40))) == {timedelta()}


def test_a_count_from_before_yesterday_is_forgotten(site):
    from najda.web.accounts import lockout
    from najda.web.accounts.models import Misses

    request = RequestFactory().post("/api/v1/me")
    for _ in range(lockout.FREE_OF_ONE_NETWORK):
        assert not lockout.wrong_token(request)
    Misses.objects.update(last_at=timezone.now())
    assert lockout.wrong_token(request)

    Misses.objects.update(last_at=timezone.now() - timedelta(hours=25))

    assert not lockout.wrong_token(request)


def test_a_flood_at_the_door_does_not_keep_out_a_browser_that_is_known(visitor):
    """Many behind one address, as a provider's: the stranger among them is told to wait, and alone is."""
    form = {"login": "dispatcher", "password": installations.PASSWORD}
    visitor.post("/sign-in/", form)
    visitor.post("/sign-out/")
    stranger = Client()
    for number in range(130):
        answer = stranger.post("/sign-in/", {"login": f"nobody-{number}", "password": "wrong"})
        assert answer.status_code == 200, "our own word, and in the stranger's language"

    assert visitor.post("/sign-in/", form).status_code == 302


# ---- scripts in every name ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(made, tmp_path_factory):
    """A server whose every name is a script; gives its address and the paths of its things."""
    folder = installations.copy(made, tmp_path_factory.mktemp("hostile") / "najda")
    site = installations.open_(folder)
    paths = _told(site)
    site.desk.store.close()
    with server.serving(folder) as address:
        yield address, paths


def _told(site) -> list[str]:
    from najda.web.accounts.models import Account

    desk = site.desk
    team = o.team(desk, EVIL[:100], EVIL_PLACE)
    waiting, served = o.incident(desk, EVIL_PLACE), o.incident(desk, EVIL_PLACE)
    report, hazard = o.report(desk, EVIL_PLACE, EVIL), o.hazard(desk, EVIL_PLACE)
    mission = o.send(desk, served, team)
    Account.objects.filter(role=Role.TEAM).update(team=team)
    return [
        "/board/", "/reports/", f"/reports/{report}/", f"/reports/{report}/open/", "/incidents/",
        f"/incidents/{waiting}/", f"/incidents/{served}/", f"/incidents/{waiting}/send/",
        f"/incidents/{waiting}/close/", f"/incidents/{waiting}/place/", f"/missions/{mission}/",
        f"/missions/{mission}/abort/", "/teams/", f"/teams/{team}/", f"/teams/{team}/revise/",
        "/teams/new/", "/hazards/", f"/hazards/{hazard}/", "/hazards/new/", "/calls/new/", "/day/",
        "/situation/", "/my-mission/", "/places/?q=" + EVIL[:40], "/me/", "/me/devices/",
        "/people/", "/people/new/", "/style/", "/api/", "/incidents/?q=" + EVIL[:40],
    ]  # fmt: skip


ROLES = (Role.HEAD_OF_OPERATIONS, Role.CALL_TAKER, Role.TEAM, Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", ROLES)
def test_no_name_is_run_and_nothing_comes_from_elsewhere(tab, hostile, role):
    address, paths = hostile
    elsewhere, run = [], []
    tab.on(
        "request", lambda asked: elsewhere.append(asked.url) if _foreign(asked.url, address) else 0
    )
    tab.on("dialog", lambda dialog: (run.append(dialog.message), dialog.dismiss()))
    page = browsers.sign_in(tab, address, installations.username(role), installations.PASSWORD)
    for path in paths:
        page.goto(address + path)
        page.wait_for_timeout(300)
        run += page.locator("img[onerror]").all()
        assert "49\u202e" not in page.content(), path
    assert (elsewhere, run) == ([], [])


def _foreign(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", f"blob:{address}")) or "/evil" in url.split("?")[0]
