"""A situation report by commands: the same again from a smaller ledger, and what a figure rests on."""

import pypdf
import pytest

DAY = ("--from", "2025-03-07", "--to", "2025-03-08")


@pytest.fixture
def told(najda):
    """An installation in which two reports came in."""
    for at in ("2025-03-07 09:00", "2025-03-07 10:00"):
        najda("reports", "receive", "invented words", "--at", at)
    return najda


def test_a_figure_lists_the_entries_it_rests_on(told):
    found = told.made("situation", "trace", "reports.received", *DAY)
    assert found["value"] == 2
    assert [e["kind"] for e in found["entries"]] == ["reports.ReportReceived"] * 2
    assert {len(e["hash"]) for e in found["entries"]} == {64}
    shown = told("situation", "trace", "reports.received", *DAY).stdout
    assert "Reports received: 2" in shown
    assert shown.count("report received") == 2


def test_a_figure_there_is_not_is_refused_with_those_close_to_it(told):
    refused = told("situation", "trace", "reports.seen", *DAY, exits=2)
    assert "reports.received" in refused.stderr


def test_an_earlier_report_is_made_again_from_the_entries_there_were(told):
    def made(*more):
        return told("situation", "report", *DAY, "--made-at", "2025-03-09 09:00", *more).stdout

    before = made("--format", "csv")
    size = next(line for line in before.splitlines() if "ledger_size" in line).split(",")[3]
    told("reports", "receive", "invented words", "--at", "2025-03-07 11:00")
    assert made("--format", "csv") != before
    assert made("--format", "csv", "--upto", size) == before


def test_a_report_is_set_on_paper(told, tmp_path):
    paper = tmp_path / "report.pdf"
    told("situation", "report", *DAY, "--format", "pdf", "--out", str(paper))
    text = pypdf.PdfReader(paper).pages[0].extract_text()
    assert "Reports received 2" in " ".join(text.split())
