"""The day and the situation report: figures that lead to their entries, within the person's areas."""

from __future__ import annotations

import csv
import io
import re

import pypdf
import pytest
from django.test import Client

from najda.application.permissions import Role
from najda.application.situation.kept import Kept
from najda.application.situation.make import situation_report
from najda.application.situation.render_csv import BOM
from najda.application.situation.window import days_period
from najda.web.day import counting
from tests.web import installations
from tests.web.drilled import FIRST, NOW, SECOND, drilled, site  # noqa: F401

BOTH = f"from={FIRST}&to={SECOND}"


@pytest.fixture
def head(signed_in):
    """The browser of the head of operations."""
    return signed_in(Role.HEAD_OF_OPERATIONS)


def limited_to(*areas: str) -> Client:
    """Return the browser of a head of operations who works for these areas alone."""
    from najda.web.accounts.models import Account

    name = installations.username(Role.HEAD_OF_OPERATIONS)
    account = Account.objects.get(username=name)
    account.areas = list(areas)
    account.save()
    browser = Client(headers={"accept": "text/html"})
    browser.force_login(account)
    return browser


def report_of(site, first=FIRST, last=SECOND, area=""):  # noqa: F811
    from datetime import date

    period = days_period(date.fromisoformat(first), date.fromisoformat(last), "Asia/Damascus")
    return situation_report(
        site.desk.store,
        period=period,
        made_at=NOW,
        area=area,
        names_of=site.desk.gazetteer.area_names,
    )


def figures_on(answer) -> dict[str, str]:
    """Return every figure a page shows, by its key."""
    links = re.findall(r'key=([\w.%-]+)">([^<]*)</a>', answer.content.decode())
    return dict(reversed(links))


def rows_of(answer) -> dict[str, dict[str, str]]:
    text = answer.content.decode()
    assert text.startswith(BOM)
    return {row["key"]: row for row in csv.DictReader(io.StringIO(text.removeprefix(BOM)))}


def test_the_day_opens_on_today_and_leads_to_the_day_before(head):
    answer = head.get("/day/")
    text = answer.content.decode()
    assert "Tuesday 3 September 2024" in text
    assert f"?day={FIRST}&amp;area=all" in text
    assert "The day after" not in text
    assert "today so far" in text


def test_every_figure_of_the_day_is_the_report_s(head, site):  # noqa: F811
    report = report_of(site, SECOND).figures()
    shown = figures_on(head.get(f"/day/?day={SECOND}"))
    assert shown["missions.sent"] == str(report["missions.sent"].value)
    assert {"open.critical.waiting", "teams.alarms", "hazards.standing"} <= set(shown)
    for key, value in shown.items():
        if re.fullmatch(r"\d+", value) and key in report:
            assert value == str(report[key].value), key


def test_every_figure_of_the_report_is_on_its_page_and_leads_to_its_entries(head, site):  # noqa: F811
    report = report_of(site)
    shown = figures_on(head.get(f"/situation/?{BOTH}"))
    read = {figure.key for section in report.in_words() for figure in section.figures}
    assert set(shown) == read
    answer = head.get(f"/situation/figure/?{BOTH}&area=all&key=missions.aborted")
    sequences = [str(s) for s in report.figure("missions.aborted").ground]
    listed = re.findall(
        r'<td class="number" data-label="Entry">([\d,]+)</td>', answer.content.decode()
    )
    assert [number.replace(",", "") for number in listed] == sequences
    assert "mission aborted" in answer.content.decode()


def test_a_figure_with_many_entries_is_turned_over_page_by_page(head, site, monkeypatch):  # noqa: F811
    monkeypatch.setattr("najda.web.day.situation.SHOWN", 30)
    wanted = [str(s) for s in report_of(site).figure("reports.received").ground]
    address, found = f"/situation/figure/?{BOTH}&key=reports.received", []
    while address:
        text = head.get(address).content.decode()
        found += [
            n.replace(",", "")
            for n in re.findall(r'<td class="number" data-label="Entry">([\d,]+)</td>', text)
        ]
        more = re.search(r'href="(\?[^"]*after=\d+)"', text)
        address = f"/situation/figure/{more[1].replace('&amp;', '&')}" if more else ""
    assert found == wanted


def test_a_figure_nobody_knows_is_not_found(head):
    assert head.get(f"/situation/figure/?{BOTH}&key=people.loved").status_code == 404


def test_the_csv_is_the_report_s_and_comes_back_whole(head, site):  # noqa: F811
    answer = head.get(f"/situation/report.csv?{BOTH}")
    rows, report = rows_of(answer), report_of(site)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"najda-drill-situation-{FIRST}-{SECOND}.csv" in answer.headers["Content-Disposition"]
    for key, figure in report.figures().items():
        value = rows[key]["value"]
        assert (float(value) if value else None) == figure.value
        assert rows[key]["sequences"] == str(figure.ground)
    assert not any(
        cell.startswith(("=", "+", "@")) for row in rows.values() for cell in row.values()
    )


def test_the_pdf_holds_the_report_in_the_person_s_language(head, site):  # noqa: F811
    answer = head.get(f"/situation/report.pdf?{BOTH}")
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert answer.headers["Content-Type"] == "application/pdf"
    rescued = report_of(site).figure("people.rescued").value
    assert f"People rescued by our teams {rescued}" in " ".join(text.split())
    assert "DRILL" in text


@pytest.mark.parametrize("ending", ["", "report.pdf", "report.csv", "figure/"])
def test_days_that_make_no_period_are_told_on_the_page_and_kept_as_typed(head, ending):
    answer = head.get(
        f"/situation/{ending}?from={SECOND}&to={FIRST}&key=people.rescued", follow=True
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The last day is before the first" in text
    assert f'value="{FIRST}"' in text


@pytest.mark.parametrize("day", ["yesterday", "0001-01-01", "9999-12-31", "2024-02-30"])
def test_a_day_that_cannot_be_is_asked_for_again(head, day):
    for address in (f"/day/?day={day}", f"/situation/?from={day}&to={day}"):
        answer = head.get(address)
        assert answer.status_code == 422
        assert "Server" not in answer.content.decode()


def test_more_than_a_year_is_not_counted(head):
    assert (
        "more than a year" in head.get("/situation/?from=2022-01-01&to=2024-01-01").content.decode()
    )


def test_whoever_works_for_an_area_sees_that_area_and_what_lies_in_it(site):  # noqa: F811
    browser = limited_to("SY06", "SY10")
    shown = figures_on(browser.get(f"/situation/?{BOTH}"))
    assert shown["incidents.opened"] == str(
        report_of(site, area="SY06").figure("incidents.opened").value
    )
    text = browser.get("/day/").content.decode()
    assert re.findall(r'<option value="(\w+)"', text) == ["SY06", "SY10"]


@pytest.mark.parametrize("area", ["all", "SY04", "", "nowhere"])
def test_whoever_works_for_an_area_gets_no_other(site, area):  # noqa: F811
    browser, mine = (
        limited_to("SY06"),
        report_of(site, area="SY06").figure("incidents.opened").value,
    )
    for page in ("report.csv", "report.pdf", "", "figure/"):
        answer = browser.get(
            f"/situation/{page}?{BOTH}&area={area}&key=incidents.opened", follow=True
        )
        if area:
            assert answer.status_code == 422, page
    answer = browser.get(f"/situation/report.csv?{BOTH}&area=", follow=True)
    assert rows_of(answer)["incidents.opened"]["value"] == str(mine)


def test_entries_from_other_areas_are_counted_and_not_shown(site):  # noqa: F811
    everything = report_of(site).figure("missions.sent")
    browser = limited_to("SY06")
    answer = browser.get(f"/situation/figure/?{BOTH}&area=SY06&key=unknown.recorded_late")
    assert answer.status_code == 200
    assert everything.value > report_of(site, area="SY06").figure("missions.sent").value
    listed = browser.get(f"/situation/figure/?{BOTH}&area=SY06&key=missions.sent").content.decode()
    assert "not shown" not in listed


def test_a_ledger_that_takes_long_is_counted_beside_and_the_page_says_how_far(head, monkeypatch):
    monkeypatch.setattr(counting, "AT_ONCE", 0)
    monkeypatch.setattr(counting, "PATIENCE", 0.0)
    answer = head.get("/day/")
    assert "are being counted" in answer.content.decode()
    assert answer.headers["Refresh"] == "2"
    monkeypatch.setattr(counting, "PATIENCE", 30.0)
    assert "Beside the day before" in head.get("/day/").content.decode()


def test_a_second_look_reads_only_what_is_new(head, site, monkeypatch):  # noqa: F811
    head.get("/day/")
    kept = counting._kept[site]
    assert isinstance(kept, Kept)
    read = []
    gathered = "najda.application.situation.kept.gathered"
    from najda.application.situation import kept as module

    whole = module.gathered
    monkeypatch.setattr(
        gathered, lambda *a: read.append(a[2] - (a[4].size if a[4] else 0)) or whole(*a)
    )
    head.get("/day/")
    assert read == [0]  # today; the day before is over, and nothing was recorded


def test_what_takes_long_to_make_is_shown_again_for_a_while(head, site, monkeypatch):  # noqa: F811
    def entries():
        text = head.get(f"/situation/?{BOTH}").content.decode()
        return re.search(r"first ([\d,]+) entries", text)[1]

    monkeypatch.setattr(counting, "SLOW", 0.0)
    monkeypatch.setattr(counting, "REST", 1_000_000)
    before = entries()
    record_something(site)
    assert entries() == before
    monkeypatch.setattr(counting, "REST", 0)
    assert entries() != before


def record_something(site):  # noqa: F811
    from najda.application.desk import Act
    from najda.application.usecases.receive_report import receive_report
    from najda.application.whereabouts import Where
    from najda.kernel.ids import derived_id
    from najda.kernel.tasks import Channel

    act = Act(id=derived_id("day", "report"), person="person/invented")
    receive_report(site.desk, act, text="invented", channel=Channel.CALL, where=Where())


def test_the_arabic_page_counts_in_arabic_digits(head):
    from najda.web.accounts.models import Account

    Account.objects.update(language="ar")
    shown = figures_on(head.get(f"/situation/?{BOTH}"))
    assert shown
    assert not any(re.search(r"[0-9]", value) for value in shown.values())


@pytest.mark.parametrize("role", [Role.CALL_TAKER, Role.TEAM, Role.ADMINISTRATOR])
def test_whoever_does_not_lead_is_not_shown_the_day(signed_in, role):
    assert signed_in(role).get("/day/").status_code == 403
