"""Reports from a file in a real browser: by keyboard alone, without scripts, after a power cut."""

from __future__ import annotations

import csv
import io
import socket
import time

import pytest

from najda.application.permissions import Role
from najda.web.serving import LARGEST_FILE
from tests.web import browser as browsers
from tests.web import installations, server
from tests.web.browser import look, speak

HEADINGS = ("time", "text", "lat", "lon", "channel")


def table(rows, bad=0, what="ماء في الطابق الأرضي"):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for n in range(rows):
        at = f"2026-03-{1 + n // 1440 % 28:02} {n // 60 % 24:02}:{n % 60:02}"
        writer.writerow((at, f"بلاغ مخترع رقم {n}: {what}", "35.4", "35.9", "sms"))
    for n in range(bad):
        writer.writerow(("soon", f"invented {n}", "35.4", "35.9", ""))
    return {"name": "messages.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}


def choose(page, file):
    page.locator("main input[type=file]").set_input_files(file)


@pytest.fixture
def page(as_role, live):
    page = as_role(Role.HEAD_OF_OPERATIONS)
    page.goto(f"{live.address}/reports/import/")
    return page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_reports_from_a_file_look_right(page, live, language):
    speak(page, language)
    page.goto(f"{live.address}/reports/import/")
    wrong = look(page, "import-send")
    choose(page, table(25, bad=3, what=f"دخان ({language})"))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_selector("#came")
    wrong += look(page, "import-looked")
    page.locator("#came button.first").click()
    page.wait_for_selector(".badge.good")
    wrong += look(page, "import-taken")
    page.goto(f"{live.address}/reports/import/")
    choose(page, {"name": "a.csv", "mimeType": "text/csv", "buffer": b"%PDF-1.7 x"})
    page.locator("main button[type=submit]").first.click()
    page.wait_for_selector(".banner.alarm")
    wrong += look(page, "import-unreadable")
    assert wrong == []


def test_a_file_is_taken_in_from_the_keyboard_alone(page):
    choose(page, table(2, what="by keyboard"))  # the dialog for a file is the system's own
    page.locator("main input[type=file]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#came")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#came button.first')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".badge.good")


def test_without_scripts_a_long_file_shows_how_far_it_is(chromium, made, tmp_path):
    folder = installations.copy(made, tmp_path / "najda")
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    with server.serving(folder) as address:
        page = browsers.sign_in(context, address, "head-of-operations", installations.PASSWORD)
        page.goto(f"{address}/reports/import/")
        choose(page, table(6000))
        page.locator("main button[type=submit]").first.click()
        page.wait_for_selector("progress")
        page.wait_for_selector("#came", timeout=120_000)  # the page asked again by itself
        assert "6,000" in page.locator("#came").inner_text()
    context.close()


def test_after_a_power_cut_it_goes_on_and_takes_nothing_twice(tab, made, tmp_path):
    folder, rows = installations.copy(made, tmp_path / "najda"), 4000
    port = server.free_port()
    with server.serving(folder, port=port, kill=True) as address:
        page = browsers.sign_in(tab, address, "head-of-operations", installations.PASSWORD)
        page.goto(f"{address}/reports/import/")
        choose(page, table(rows))
        page.locator("main button[type=submit]").first.click()
        page.wait_for_selector("#came button.first", timeout=120_000)
        page.locator("#came button.first").click()
        page.wait_for_selector("progress")
        at = page.url
    page.goto("about:blank")
    site = installations.open_(folder)
    with site.desk.store.reading() as view:
        before = len(view.standings("reports"))
    age_of_work(at)
    site.desk.store.close()
    assert 0 < before < rows
    with server.serving(folder, port=port):
        page.goto(at)
        assert "interrupted" in page.locator(".banner.warn").inner_text()
        page.locator("main button.first").click()
        page.wait_for_selector(".badge.good", timeout=120_000)
        text = page.locator("#came").inner_text()
    assert f"{before:,}" in text
    assert f"{rows - before:,}" in text
    site = installations.open_(folder)
    with site.desk.store.reading() as view:
        assert len(view.standings("reports")) == rows
    site.desk.store.close()


def age_of_work(at):
    """Let the minute pass after which work without a sign was interrupted."""
    from datetime import timedelta

    from django.utils import timezone

    from najda.web.imports.models import SentFile

    id_ = at.rstrip("/").rpartition("/")[2]
    SentFile.objects.filter(pk=id_).update(touched_at=timezone.now() - timedelta(minutes=2))


def test_a_file_that_is_too_large_is_answered_by_a_page(page):
    choose(page, {"name": "large.csv", "mimeType": "text/csv", "buffer": b"x" * (LARGEST_FILE + 1)})
    with page.expect_navigation() as going:
        page.locator("main button[type=submit]").first.click()

    assert going.value.status == 413
    assert "larger than 32 MB" in page.locator("main").inner_text()


def test_a_connection_lost_half_way_keeps_nothing(live, page):
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    host, _, port = live.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(
            f"POST /reports/import/ HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
            "--b\r\nContent-Disposition: form-data; name=file; filename=half.csv\r\n\r\ntime,te".encode()
        )
        time.sleep(0.3)
    page.goto(f"{live.address}/reports/import/")

    assert "half.csv" not in page.locator("main").inner_text()
