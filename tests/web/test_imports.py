"""A file of messages becomes reports by a page: looked at first, taken in once, what was refused given
back. Everything in the files is invented."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import timedelta
from threading import Thread

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from najda.application.permissions import Role
from tests.web.calls import act, states, words

SECRET = "انهار سقف المخبز المخترع"
GOOD = [
    ("2026-03-01 08:00", SECRET, "35.3619", "35.9256"),
    ("2026-03-01 08:05", "invented: water to the second floor", "35.5", "35.8"),
    ("2026-03-01 08:09", "invented: a car under a wall", "35.4", "35.9"),
]
BAD = [("2026-03-01 09:00", "", "35.4", "35.9"), ("soon", "=HYPERLINK(1)", "35.4", "35.9")]
HEADINGS = ("time", "text", "lat", "lon")


def table(rows=GOOD, headings=HEADINGS, encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode(encoding)


def workbook(rows=GOOD, sheets=("Messages",)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in (HEADINGS, *rows):
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def head(signed_in):
    return signed_in(Role.HEAD_OF_OPERATIONS)


@pytest.fixture
def patient(monkeypatch):
    """A page that waits until the work is done, however busy the machine."""
    from najda.web.imports import working

    monkeypatch.setattr(working, "WAITED_FOR", 60)


pytestmark = pytest.mark.usefixtures("patient")


def send(browser, content, name="messages.csv", id_=None):
    """Send a file; return the address of its page."""
    file = SimpleUploadedFile(name, content)
    answer = browser.post("/reports/import/", {"act": id_ or act().id, "file": file})
    assert answer.status_code == 302, shown(answer)
    return answer.headers["Location"]


def shown(answer):
    return answer.content.decode()


def run_of(seen):
    return re.search(r'name="run" value="(\d+)"', seen)[1]


def press(browser, at, what, **fields):
    """Press one of the page's buttons, having looked at the page."""
    run = run_of(shown(browser.get(at)))
    return browser.post(f"{at}{what}/", {"act": act().id, "run": run, **fields}, follow=True)


def figures(seen):
    return [int(n) for n in re.findall(r'class="figure"><strong>(\d+)<', seen)]


def reports(site):
    return states(site, "reports")


# ---- from the file to the reports ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (table(), "a.csv"),
        (table(encoding="utf-8-sig"), "a.csv"),
        (table(encoding="utf-16"), "a.txt"),
        (table(encoding="cp1256"), "a.csv"),
        (table(encoding="iso8859-6"), "a.csv"),
        (workbook(), "a.xlsx"),
        (workbook(), "whatever"),
        (
            b"\n".join(
                b'{"time": "%s", "text": "%s", "lat": %s, "lon": %s}' % tuple(map(str.encode, row))
                for row in GOOD
            ),
            "a.jsonl",
        ),
    ],
)
def test_a_file_is_looked_at_and_then_taken_in(site, head, content, name):
    at = send(head, content, name)
    seen = shown(head.get(at))
    assert figures(seen) == [3, 0, 0]
    assert reports(site) == []

    came = shown(press(head, at, "take"))

    assert figures(came) == [3, 0, 0]
    assert SECRET in {words(site, report.text) for report in reports(site)}
    assert len(reports(site)) == 3


def test_the_same_file_again_takes_nothing_twice(site, head):
    press(head, send(head, table()), "take")

    again = send(head, table())

    assert figures(shown(head.get(again))) == [0, 3, 0]
    assert "Nothing in this file is new" in shown(head.get(again))
    press(head, again, "take")
    assert len(reports(site)) == 3


def test_the_same_rows_from_a_workbook_are_known_too(site, head):
    press(head, send(head, table()), "take")

    assert figures(shown(head.get(send(head, workbook(), "a.xlsx")))) == [0, 3, 0]


def test_a_form_sent_twice_keeps_one_file(site, head):
    from najda.web.imports.models import SentFile

    id_ = act().id

    assert send(head, table(), id_=id_) == send(head, table(), id_=id_)
    assert SentFile.objects.count() == 1


def test_the_ledger_says_who_took_which_file_in(site, head):
    press(head, send(head, table()), "take")

    with site.desk.store.reading() as view:
        entries = [entry for entry in view.entries() if entry.stream.startswith("reports/")]
    assert len(entries) == 3
    assert {entry.person for entry in entries} == {"person/head-of-operations"}
    assert {entry.source.partition("/")[0] for entry in entries} == {"file"}
    assert all(SECRET not in entry.body for entry in entries)


# ---- columns ------------------------------------------------------------------------------------


def test_what_each_column_was_understood_as_is_shown_with_an_example(head):
    seen = shown(head.get(send(head, table())))

    assert "its heading says so" in seen
    assert SECRET in seen
    assert re.search(r'<option value="lat" selected>', seen)


def test_a_column_is_corrected_and_the_file_looked_at_again(site, head):
    rows = [(*row, "never") for row in GOOD]
    odd = table(rows, ("time", "remark", "lat", "lon", "text"))
    at = send(head, odd)

    fields = {"text": "remark", "time": "time", "lat": "lat", "lon": "lon"}
    seen = shown(press(head, at, "columns", **fields))

    assert "you said so" in seen
    press(head, at, "take")
    assert SECRET in {words(site, report.text) for report in reports(site)}


def test_a_file_without_a_time_is_asked_about_and_not_taken_in(site, head):
    at = send(head, table([row[1:] for row in GOOD], HEADINGS[1:]))

    seen = shown(head.get(at))

    assert "No column seems to hold the time" in seen
    assert "text=COLUMN" not in seen
    assert f"{at}take/" not in seen
    head.post(f"{at}take/", {"act": act().id, "run": run_of(seen)})
    assert reports(site) == []


def test_an_order_of_dates_that_nothing_settles_is_asked_and_answered(site, head):
    rows = [("03/04/2025", *row[1:]) for row in GOOD]
    at = send(head, table(rows))
    assert "can be day/month or month/day" in shown(head.get(at))

    fields = {"text": "text", "time": "time", "lat": "lat", "lon": "lon", "dates": "month_first"}
    dates = re.findall(r'<option value="([^"]*month[^"]*)"', shown(head.get(at)))
    press(head, at, "columns", **{**fields, "dates": dates[-1]})
    press(head, at, "take")

    assert {report.received_at.month for report in reports(site)} == {3}


def test_one_column_cannot_mean_two_things(head):
    at = send(head, table())
    run = run_of(shown(head.get(at)))

    answer = head.post(
        f"{at}columns/", {"act": act().id, "run": run, "text": "text", "place": "text"}
    )

    assert answer.status_code == 422
    assert "cannot be both" in shown(answer)


def test_another_sheet_is_chosen(site, head):
    at = send(head, workbook(sheets=("First", "Second")), "a.xlsx")
    assert '<option value="Second">' in shown(head.get(at))

    seen = shown(press(head, at, "columns", sheet="Second"))

    assert '<option value="Second" selected>' in seen
    assert figures(seen) == [3, 0, 0]


def test_a_column_nobody_offered_is_refused(head):
    at = send(head, table())
    run = run_of(shown(head.get(at)))

    answer = head.post(f"{at}columns/", {"act": act().id, "run": run, "text": "<script>x"})

    assert answer.status_code == 422
    assert "<script>x" not in shown(answer)


# ---- what is refused ----------------------------------------------------------------------------


def test_refused_rows_say_why_and_come_back_as_a_file_that_runs_nothing(site, head):
    at = send(head, table([*GOOD, *BAD]))
    assert figures(shown(head.get(at))) == [3, 0, 2]
    came = shown(press(head, at, "take"))
    assert figures(came) == [3, 0, 2]
    assert "has no text" in came

    answer = head.get(f"{at}refused.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="refused.csv"'
    assert [row["row"] for row in rows] == ["5", "6"]
    assert rows[1]["text"] == "'=HYPERLINK(1)"


def test_mended_rows_are_sent_again_and_taken_in(site, head):
    press(head, send(head, table([*GOOD, *BAD])), "take")

    mended = [("2026-03-01 09:00", "invented: a fallen pole", "35.4", "35.9")]
    press(head, send(head, table([*GOOD, *mended])), "take")

    assert len(reports(site)) == 4


def test_where_nothing_was_refused_there_is_no_file_of_it(head):
    assert head.get(f"{send(head, table())}refused.csv").status_code == 404


# ---- files that cannot be read ------------------------------------------------------------------


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (40 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 invented", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "picture"),
        (workbook()[:-200], "damaged"),
        (bomb(), "too large to be read safely"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (b"   \n \n", "empty"),
        (b"PK\x03\x04" + b"\0" * 30, "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_it_is_and_what_to_do(site, head, content, says):
    from najda.web.imports.models import SentFile

    seen = shown(head.get(send(head, content, "x.csv")))

    assert says in seen
    assert "x.csv" in seen
    assert "/take/" not in seen
    assert SentFile.objects.get().content == b""
    assert reports(site) == []


@pytest.mark.parametrize("files", [{}, {"file": SimpleUploadedFile("a.csv", b"")}])
def test_no_file_and_an_empty_one_are_asked_for_again(head, files):
    answer = head.post("/reports/import/", {"act": act().id, **files})

    assert answer.status_code == 422
    assert "Choose a file" in shown(answer) or "The file is empty" in shown(answer)


def test_headings_without_rows_bring_nothing(site, head):
    seen = shown(head.get(send(head, table([]))))

    assert "/take/" not in seen
    assert reports(site) == []


def test_a_name_is_shown_and_never_run(head):
    seen = shown(head.get(send(head, table(), "<img src=x onerror=alert(1)>.csv")))

    assert "<img src=x" not in seen
    assert "&lt;img" in seen


# ---- two at once, interrupted, thrown away ------------------------------------------------------


def test_two_people_who_take_the_same_file_in_at_once_take_it_in_once(site, signed_in):
    from najda.web.accounts.models import Account

    Account.objects.filter(username="dispatcher").update(role=Role.HEAD_OF_OPERATIONS.value)
    many = table(
        [(f"2026-03-01 08:{n % 60:02}", f"invented {n}", "35.4", "35.9") for n in range(250)]
    )
    browsers = [signed_in(Role.HEAD_OF_OPERATIONS), signed_in(Role.DISPATCHER)]
    pages = [send(browser, many) for browser in browsers]
    runs = [run_of(shown(b.get(at))) for b, at in zip(browsers, pages, strict=True)]

    def take(browser, at, run):
        browser.post(f"{at}take/", {"act": act().id, "run": run})
        site.desk.store.close()

    threads = [Thread(target=take, args=given) for given in zip(browsers, pages, runs, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counts = [figures(shown(b.get(at))) for b, at in zip(browsers, pages, strict=True)]
    assert len(reports(site)) == 250
    assert sum(taken for taken, _, _ in counts) == 250
    assert sum(known for _, known, _ in counts) == 250


def test_pressing_twice_takes_in_once_and_says_so(site, head):
    at = send(head, table())
    run = run_of(shown(head.get(at)))
    head.post(f"{at}take/", {"act": act().id, "run": run})

    late = head.post(f"{at}take/", {"act": act().id, "run": run}, follow=True)

    assert "had moved on meanwhile" in shown(late)
    assert len(reports(site)) == 3


def test_columns_changed_in_another_window_are_not_taken_in_unseen(site, head):
    at = send(head, table())
    old = run_of(shown(head.get(at)))
    press(head, at, "columns", text="text", time="time", lat="-", lon="-")

    late = head.post(f"{at}take/", {"act": act().id, "run": old}, follow=True)

    assert "had moved on meanwhile" in shown(late)
    assert reports(site) == []


def test_what_was_interrupted_says_so_and_is_gone_on_with(site, head):
    from najda.web.imports.models import SentFile, Stage

    at = send(head, table())
    long_ago = timezone.now() - timedelta(minutes=5)
    SentFile.objects.update(stage=Stage.TAKING, touched_at=long_ago)
    seen = shown(head.get(at))
    assert "was interrupted" in seen

    came = shown(press(head, at, "take"))

    assert figures(came) == [3, 0, 0]
    assert len(reports(site)) == 3


def test_a_look_that_was_interrupted_is_begun_again(head):
    from najda.web.imports.models import SentFile, Stage

    at = send(head, table())
    long_ago = timezone.now() - timedelta(minutes=5)
    SentFile.objects.update(stage=Stage.LOOKING, touched_at=long_ago, outcome="")

    assert figures(shown(press(head, at, "columns"))) == [3, 0, 0]


def test_while_it_goes_on_the_page_says_how_far_and_asks_again(site, head):
    from najda.web.imports.models import SentFile, Stage

    at = send(head, table())
    SentFile.objects.update(
        stage=Stage.TAKING, touched_at=timezone.now(), rows=200, rows_in_all=900
    )

    answer = head.get(at)

    assert answer.headers["Refresh"] == "2"
    assert '<progress max="900" value="200"' in shown(answer)
    assert "200 rows so far" in shown(answer)
    late = head.post(f"{at}take/", {"act": act().id, "run": "1"}, follow=True)
    assert "had moved on meanwhile" in shown(late)


def test_a_file_thrown_away_while_it_is_taken_in_stops_between_rows(site, head, monkeypatch):
    from najda.web.imports import kept, working
    from najda.web.imports.models import SentFile

    many = table([("2026-03-01 08:00", f"invented {n}", "35.4", "35.9") for n in range(350)])
    at = send(head, many)

    def touch(desk, sent, **given):
        SentFile.objects.filter(pk=sent.pk).delete()
        return original(desk, sent, **given)

    original = kept.touch
    monkeypatch.setattr(kept, "touch", touch)
    press(head, at, "take")

    assert len(reports(site)) == working.AT_ONCE
    assert head.get(at).status_code == 404


def test_a_failure_is_said_and_what_was_said_stays_out_of_the_log(site, head, monkeypatch, caplog):
    from najda.web.imports import working

    def fails(*_, **__):
        raise RuntimeError(SECRET)

    at = send(head, table())
    monkeypatch.setattr(working, "import_reports", fails)
    seen = shown(press(head, at, "take"))

    assert "Najda failed here" in seen
    assert SECRET not in caplog.text
    monkeypatch.undo()
    assert figures(shown(press(head, at, "take")))[0] == 3


# ---- whose it is, and where it lies -------------------------------------------------------------


def test_nothing_of_a_file_lies_open_in_the_tables_or_on_the_disk(site, head):
    from najda.web.imports.models import SentFile

    send(head, table([*GOOD, *BAD]), "invented-name.csv")

    row = SentFile.objects.get()
    kept = "".join(map(str, (row.name, bytes(row.content), row.wishes, row.outcome)))
    assert SECRET.encode() not in bytes(row.content) + bytes(row.refused)
    assert SECRET not in kept
    assert "invented-name" not in kept
    for file in site.folder.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes()


def test_what_is_taken_in_is_kept_no_longer(head):
    from najda.web.imports.models import SentFile

    press(head, send(head, table()), "take")

    assert bytes(SentFile.objects.get().content) == b""


def test_a_file_is_there_for_whoever_sent_it_alone(site, signed_in, head):
    from najda.web.accounts.models import Account

    at = send(head, table([*GOOD, *BAD]))
    Account.objects.filter(username="dispatcher").update(role=Role.HEAD_OF_OPERATIONS.value)
    other = signed_in(Role.DISPATCHER)

    assert other.get(at).status_code == 404
    assert other.get(f"{at}refused.csv").status_code == 404
    for what in ("take", "columns"):
        assert other.post(f"{at}{what}/", {"act": act().id, "run": "1"}).status_code == 404
    other.post(f"{at}discard/", {"act": act().id})
    assert head.get(at).status_code == 200
    assert reports(site) == []


def test_a_file_is_gone_after_a_day_and_the_oldest_makes_room(site, head):
    from najda.web.imports.kept import KEPT_FOR, MOST
    from najda.web.imports.models import SentFile

    old = send(head, table())
    SentFile.objects.update(sent_at=timezone.now() - KEPT_FOR - timedelta(minutes=1))
    assert head.get(old).status_code == 404

    for _ in range(MOST + 1):
        send(head, table())

    assert SentFile.objects.count() == MOST


def test_a_file_is_thrown_away(head):
    at = send(head, table())

    head.post(f"{at}discard/", {"act": act().id})

    assert head.get(at).status_code == 404


def test_the_list_of_reports_leads_to_it_for_whoever_may(head, signed_in):
    assert "/reports/import/" in shown(head.get("/reports/"))
    assert "/reports/import/" not in shown(signed_in(Role.CALL_TAKER).get("/reports/"))


def test_it_speaks_arabic(head):
    head.cookies["najda_language"] = "ar"
    at = send(head, table([*GOOD, *BAD]))
    from najda.web.accounts.models import Account

    Account.objects.update(language="ar")

    seen = shown(head.get(at))

    assert "its heading says so" not in seen
    assert "What would come of it" not in seen
