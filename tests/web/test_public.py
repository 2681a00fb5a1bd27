"""Reporting without an account: taken as told, receipted, bounded, and nothing kept of who came."""

from __future__ import annotations

import gzip
import os
import re
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from najda.application.desk import Act
from najda.application.permissions import Role
from najda.application.usecases.open_to_public import end_public_reports, open_public_reports
from najda.web.public import codes, limits
from najda.web.public.limits import LIMITS, WINDOW, Limits, Refused, What
from tests.domain.test_by_need_alone import holds_identity
from tests.web import installations, server
from tests.web.api_client import Program, fresh_act, token_of
from tests.web.browser import look

TOLD = {
    "what": "rescue",
    "text": "انهار بيت",
    "place": "جبلة",
    "danger": "immediate",
    "people": "٤",
    "contact": "0999 (invented)",
}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch):
    monkeypatch.setattr(limits, "limits", Limits())
    from najda.web.public import views

    monkeypatch.setattr(views, "limits", limits.limits)


@pytest.fixture
def opened(site):
    """An installation with its public page open."""
    act = Act(id=fresh_act(), person="person/administrator")
    open_public_reports(site.desk, act, phone="113")
    return site


@pytest.fixture
def phone(opened):
    """Somebody's phone."""
    return Client(headers={"accept-language": "en"})


def token(answer):
    return re.search(r'name="form" value="([^"]+)"', answer.content.decode())[1]


def tell(phone, form="", **told):
    form = form or token(phone.get("/report/"))
    return phone.post("/report/", {**TOLD, "form": form, **told})


def code(answer):
    return re.search(r'<p dir="ltr">([\d ]{19})</p>', answer.content.decode())[1]


def reports(site):
    with site.desk.store.reading() as view:
        return view.standings("reports")


def state(phone, typed):
    answer = phone.post("/report/receipt/", {"code": typed})
    found = re.search(r'class="state".*?<h2>(.*?)</h2>', answer.content.decode(), re.S)
    return found[1] if found else None


# ---- open or not -------------------------------------------------------------------------------


def test_there_is_no_public_page_unless_somebody_opened_it(site):
    assert Client().get("/report/").status_code == 404
    assert Client().get("/report/receipt/").status_code == 404


def test_ending_it_takes_the_page_away_and_leaves_receipts(opened, phone):
    given = code(tell(phone))
    end_public_reports(opened.desk, Act(id=fresh_act(), person="person/administrator"))

    assert phone.get("/report/").status_code == 404
    assert state(phone, given) == "Received"


# ---- what is told ------------------------------------------------------------------------------


def test_a_report_comes_in_to_be_judged_with_its_words_sealed(opened, phone):
    answer = tell(phone)

    assert answer.status_code == 201
    (row,) = reports(opened)
    assert row.status == "received"
    assert '"public_page"' in row.state
    assert "انهار" not in row.state
    device = Program(token_of(Role.HEAD_OF_OPERATIONS))
    report = device.get(f"/reports/{row.id}").json()
    assert report["need"]["life_threat"] == "immediate"
    assert report["need"]["people_at_risk"] == 4
    words = device.post(f"/reports/{row.id}/words", {"purpose": "dispatch"}).json()
    assert {w["words"] for w in words} == {"انهار بيت", "جبلة", "0999 (invented)"}


def test_a_position_is_enough_to_say_where(opened, phone):
    answer = tell(phone, place="", lat="35.3597", lon="35.9254")

    assert answer.status_code == 201
    assert reports(opened)[0].lat == 35.3597


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""}, {"text": " "}, {"place": ""}, {"danger": "very"}, {"what": "religion"},
        {"people": "many"}, {"people": "9999999"}, {"text": "x" * 2_001}, {"lat": "91", "lon": "0"},
        {"lat": "nan", "lon": "0"}, {"lat": "0", "lon": "0", "place": ""},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_and_nothing_typed_is_lost(opened, phone, wrong):
    answer = tell(phone, **wrong)

    assert answer.status_code == 422, answer.content.decode()
    assert reports(opened) == []
    assert "0999 (invented)" in answer.content.decode()


def test_the_same_form_sent_again_is_one_report_with_one_code(opened, phone):
    form = token(phone.get("/report/"))

    first, second = tell(phone, form), tell(phone, form)

    assert code(first) == code(second)
    assert "received before" in second.content.decode()
    assert len(reports(opened)) == 1


def test_a_form_that_is_forged_or_too_old_is_taken_as_a_new_one(opened, phone):
    assert tell(phone, form="forged").status_code == 201
    assert tell(phone, form="forged").status_code == 201
    assert len(reports(opened)) == 2


def test_what_is_written_is_shown_as_text(opened, phone):
    answer = tell(phone, text="<script>alert(1)</script>", people="x").content.decode()

    assert "<script>alert" not in answer
    assert "&lt;script&gt;" in answer


def test_it_asks_nobody_who_they_are(opened, phone):
    page = phone.get("/report/").content.decode()

    names = re.findall(r'name="([^"]+)"', page)
    assert {"text", "place", "danger"} <= set(names)
    assert [name for name in names if holds_identity(name)] == []


def test_it_promises_nothing(opened, phone):
    page = tell(phone).content.decode()

    assert "it does not mean that help is coming" in page
    assert 'href="tel:113"' in page


def test_a_drill_says_so_loudly_in_both_languages(opened, phone):
    for answer in (phone.get("/report/"), tell(phone), phone.get("/report/receipt/")):
        assert "DRILL: nothing here is real" in answer.content.decode()
        assert "تدريب" in answer.content.decode()


def test_it_speaks_the_language_of_the_phone_and_the_one_chosen(opened):
    arabic = Client(headers={"accept-language": "ar"})

    assert 'lang="ar" dir="rtl"' in arabic.get("/report/").content.decode()
    assert 'lang="en" dir="ltr"' in arabic.get("/report/?in=en").content.decode()
    answer = arabic.post("/report/?in=en", TOLD).content.decode()
    assert "Your report was received" in answer


# ---- receipts ----------------------------------------------------------------------------------


def test_a_code_is_read_in_either_script_and_however_it_is_spaced(phone):
    given = code(tell(phone))

    for typed in (given, given.replace(" ", ""), given.translate(ARABIC), given.replace(" ", "-")):
        assert state(phone, typed) == "Received"


def test_a_receipt_tells_what_became_of_the_report_and_nothing_else(opened, phone):
    given = code(tell(phone))
    (row,) = reports(opened)
    device = Program(token_of(Role.HEAD_OF_OPERATIONS))
    made = device.post("/incidents", {"task": "rescue", "need": {}, "report": row.id})
    assert made.status_code == 201
    assert state(phone, given) == "Being looked at"

    device.post(
        f"/incidents/{made.json()['made']}/close",
        {"ending": "handed_over", "reason": "to the army"},
    )
    answer = phone.post("/report/receipt/", {"code": given}).content.decode()

    assert "Closed" in answer
    assert "army" not in answer
    assert "انهار" not in answer
    assert row.id not in answer


def test_every_wrong_code_has_the_same_answer(phone):
    given = code(tell(phone)).replace(" ", "")
    check = str((int(given[-1]) + 1) % 10)
    unknown = "000000000000000"
    wrong = [given[:-1] + check, unknown + codes._check(unknown), "x", "1" * 40, ""]

    answers = [phone.post("/report/receipt/", {"code": typed}) for typed in wrong]

    assert {answer.status_code for answer in answers} == {422}
    typed_apart = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers[:-1]}
    assert len(typed_apart) == 1


def test_of_a_code_only_a_keyed_hash_is_kept(opened, phone):
    from najda.web.public.models import Receipt

    given = code(tell(phone)).replace(" ", "")
    kept = Receipt.objects.get()

    assert given not in str(kept.__dict__)
    assert kept.code_hash == codes.hashed(opened.desk.seals, given)


@given(st.uuids(), st.integers(0, 15), st.integers(1, 9))
def test_a_wrong_figure_and_exchanged_neighbours_are_noticed(act, at, by):
    figures = str(act.int)[:15]
    whole = figures + codes._check(figures)
    assert codes.read(whole) == whole
    other = str((int(whole[at]) + by) % 10)
    assert codes.read(whole[:at] + other + whole[at + 1 :]) == ""
    if at < 15 and whole[at] != whole[at + 1]:
        exchanged = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
        assert codes.read(exchanged) == ""


# ---- limits ------------------------------------------------------------------------------------


def test_one_source_is_limited_and_others_are_not(opened, phone):
    for _ in range(LIMITS[What.REPORT].one):
        assert tell(phone).status_code == 201

    refused = tell(phone)

    assert refused.status_code == 429
    assert "0999 (invented)" in refused.content.decode(), "what was typed is still there"
    assert tell(Client(REMOTE_ADDR="192.0.2.7")).status_code == 201


def test_when_all_together_are_too_many_it_says_so_and_gives_the_number(opened, phone, monkeypatch):
    monkeypatch.setitem(LIMITS, What.REPORT, limits.Limit(2, 3, busy=0, most=9))
    for number in range(3):
        assert tell(Client(REMOTE_ADDR=f"192.0.2.{number}")).status_code == 201

    refused = tell(phone)

    assert refused.status_code == 429
    assert "So many reports come in" in refused.content.decode()
    assert "tel:113" in refused.content.decode()


def test_a_flood_from_many_sources_keeps_nobody_from_reporting_once(opened, monkeypatch):
    monkeypatch.setitem(LIMITS, What.REPORT, limits.Limit(one=3, all=6, busy=1, most=50))
    flood = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(3)]
    for source in flood * 3:
        tell(source)

    assert [tell(source).status_code for source in flood] == [429] * 3
    assert tell(Client(REMOTE_ADDR="198.51.100.7")).status_code == 201


def test_however_many_try_codes_whoever_has_one_is_answered(phone, monkeypatch):
    given = code(tell(phone))
    monkeypatch.setitem(LIMITS, What.WRONG_CODE, limits.Limit(one=3, all=4, busy=1, most=1000))
    for number in range(6):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post("/report/receipt/", {"code": "1"})

    assert state(phone, given) == "Received"


def test_trying_codes_is_limited_for_right_ones_too(phone):
    given = code(tell(phone))
    for _ in range(LIMITS[What.WRONG_CODE].one):
        phone.post("/report/receipt/", {"code": "1"})

    assert phone.post("/report/receipt/", {"code": given}).status_code == 429
    assert state(Client(REMOTE_ADDR="192.0.2.7"), given) is not None


def test_right_codes_may_be_asked_for_as_often_as_one_likes(phone):
    given = code(tell(phone))

    assert {state(phone, given) for _ in range(LIMITS[What.WRONG_CODE].one + 2)} == {"Received"}


def test_counts_and_their_key_are_thrown_away_when_the_window_ends():
    now = [0.0]
    counted = Limits(lambda: now[0])
    for _ in range(LIMITS[What.REPORT].one):
        assert counted.refuses(What.REPORT, "192.0.2.1") is None
    before = bytes(counted._memory)
    assert counted.refuses(What.REPORT, "192.0.2.1") == Refused.THIS_SOURCE

    now[0] += WINDOW

    assert counted.refuses(What.REPORT, "192.0.2.1") is None
    key = before[8:40]
    assert key not in bytes(counted._memory)


def test_addresses_of_one_subscriber_are_one_source():
    counted = Limits(lambda: 0.0)
    for number in range(LIMITS[What.REPORT].one):
        assert counted.refuses(What.REPORT, f"2001:db8::{number:x}") is None

    assert counted.refuses(What.REPORT, "2001:db8::ffff") == Refused.THIS_SOURCE
    assert counted.refuses(What.REPORT, "2001:db8:0:1::1") is None


def test_worker_processes_count_together():
    counted = Limits(lambda: 0.0)
    for _ in range(LIMITS[What.REPORT].one):
        child = os.fork()
        if not child:
            counted.refuses(What.REPORT, "192.0.2.1")
            os._exit(0)
        os.waitpid(child, 0)

    assert counted.refuses(What.REPORT, "192.0.2.1") == Refused.THIS_SOURCE


@pytest.mark.parametrize("size", [40 << 10, 2 << 20])
def test_what_is_too_large_is_refused(opened, phone, size):
    answer = phone.post("/report/", {**TOLD, "text": "x" * size})

    assert answer.status_code == 413
    assert reports(opened) == []


# ---- nothing is kept of who came ---------------------------------------------------------------


def test_no_cookie_is_set(phone):
    for answer in (phone.get("/report/"), tell(phone), phone.get("/report/receipt/")):
        assert not answer.cookies
        assert "Set-Cookie" not in answer.headers


def test_no_address_lies_anywhere_in_the_installation(made, tmp_path):
    folder = installations.copy(made, tmp_path / "najda")
    site = installations.open_(folder)
    open_public_reports(site.desk, Act(id=fresh_act(), person="person/administrator"))
    site.desk.store.close()
    address = "198.51.100.23"
    with server.serving(folder, "--proxy", "127.0.0.1") as where:
        for path, body in (
            ("/report/", "what=other&text=x&place=y&danger=none"),
            ("/report/receipt/", "code=1"),
        ):
            host, port = where.removeprefix("http://").split(":")
            with socket.create_connection((host, int(port))) as line:
                line.sendall(
                    f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nX-Forwarded-For: {address}\r\n"
                    f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
                    f"Connection: close\r\n\r\n{body}".encode()
                )
                while line.recv(65536):
                    pass
    site = installations.open_(folder)
    assert len(reports(site)) == 1
    for text in (*everything_in(site), (folder / "server.log").read_text()):
        assert address not in text
        assert "127.0.0.1" not in text.replace("http://127.0.0.1", "")
    site.desk.store.close()


def everything_in(site) -> Iterator[str]:
    """Every row of every table, as text."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(row) for row in cursor.fetchall())


def test_the_server_reads_no_more_than_a_form_may_carry(public_live):
    sent = urllib.request.Request(f"{public_live}/report/", b"text=" + b"x" * (2 << 20))
    with pytest.raises(urllib.error.HTTPError, match="413"):
        urllib.request.urlopen(sent, timeout=20)


def test_who_reported_is_nobody_to_the_ledger(opened, phone):
    tell(phone)
    with opened.desk.store.reading() as view:
        last = list(view.entries())[-1]

    assert (last.person, last.device) == ("public", "web/public")


# ---- small enough for a slow phone -------------------------------------------------------------


def test_the_page_is_small_and_fetches_little(phone):
    page = phone.get("/report/").content
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
    whole = sum(len(gzip.compress(b"".join(phone.get(part)))) for part in parts)
    whole += len(gzip.compress(page))

    assert len(parts) == 3
    assert whole < 60_000
    assert whole < 10_000, "and it is much smaller than that"


@pytest.fixture(scope="module")
def public_live(made, tmp_path_factory):
    """A real server with the public page open."""
    folder = installations.copy(made, tmp_path_factory.mktemp("public") / "najda")
    site = installations.open_(folder)
    open_public_reports(site.desk, Act(id=fresh_act(), person="person/admin"), phone="113")
    site.desk.store.close()
    with server.serving(folder) as address:
        yield address


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_public_pages_are_fit_to_be_seen(tab, public_live, language):
    page = tab.new_page()
    page.goto(f"{public_live}/report/?in={language}")
    wrong = look(page, "public-report")
    page.locator("textarea[name=text]").fill("انهار بيت")
    page.locator("textarea[name=place]").fill("جبلة")
    page.locator("button.first").click()
    page.wait_for_selector(".code")
    wrong += look(page, "public-received")
    given = page.locator(".code p").first.inner_text()
    page.goto(f"{public_live}/report/receipt/?in={language}")
    page.locator("input[name=code]").fill(given)
    page.locator("button.first").click()
    page.wait_for_selector(".state")
    wrong += look(page, "public-receipt")
    assert wrong == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_report_that_was_not_accepted_is_fit_to_be_seen(chromium, public_live, language):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{public_live}/report/?in={language}")
    page.locator("textarea[name=text]").fill("انهار بيت")
    page.locator("button.first").click()
    page.wait_for_selector(".summary")
    assert look(page, "public-wrong") == []
    context.close()


def test_the_phone_s_position_goes_along_when_it_is_pressed_for(tab, public_live):
    tab.grant_permissions(["geolocation"])
    tab.set_geolocation({"latitude": 35.3597, "longitude": 35.9254})
    page = tab.new_page()
    page.goto(f"{public_live}/report/?in=en")
    assert page.locator("input[name=lat]").input_value() == ""

    page.locator("textarea[name=text]").fill("smoke")
    page.locator("[data-position] button").click()
    page.get_by_text("Your position goes along").wait_for()
    page.locator("button.first").click()

    page.wait_for_selector(".code")


def test_without_scripts_the_page_takes_a_report(chromium, public_live):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{public_live}/report/?in=en")
    assert not page.locator("[data-position]").is_visible()
    page.locator("textarea[name=text]").fill("smoke")
    page.locator("textarea[name=place]").fill("Jableh")
    page.locator("button.first").click()

    page.wait_for_selector(".code")
    context.close()
