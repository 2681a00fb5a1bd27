"""One invented day read in both languages and all three forms, by the facts it must tell."""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest

from najda.adapters.bidi import FSI, PDI
from najda.adapters.language import CatalogueLanguage
from najda.application.situation.make import situation_report
from najda.application.situation.render_csv import BOM, COLUMNS, LONGEST_CELL, as_csv, harmless
from najda.application.situation.render_markdown import as_markdown
from najda.application.situation.render_text import RLM, WIDTH, as_text, cells
from najda.application.situation.window import days_period
from najda.application.situation.wording import DRILL_MARK, SHORT_MARK, duration
from najda.intake.places import Names
from najda.kernel.tasks import Channel, HazardKind
from najda.kernel.triage import TriageClass
from tests.situation import operation as do
from tests.situation.operation import AREAS, Outcome, operation

ENGLISH = CatalogueLanguage("en")
ARABIC = CatalogueLanguage("ar", native_digits=False)
FORMS = (as_text, as_markdown, as_csv)


def the_day(op):
    """Two reports of one incident, a mission that rescues two and finds one dead, a correction."""
    team = op.on_shift(hours=24)
    op.at("7 08:00")
    first, second = op.report("latakia"), op.report("jablah", Channel.SMS)
    op.at("7 08:05")
    incident = op.incident(None, report=first)
    op.do(do.link_report, report=second, incident=incident)
    op.at("7 08:20")
    mission = op.send(incident, team)
    op.at("7 08:50")
    op.go(mission, team)
    found = Outcome(
        rescued=3, moved={TriageClass.IMMEDIATE: 2}, dead_found=1,
        hazards_found=(HazardKind.UNEXPLODED_ORDNANCE,),
    )  # fmt: skip
    record = op.outcome(mission, team, Outcome(rescued=30))
    op.do(do.correct_outcome, mission=mission, record=record, outcome=found, reason="invented")
    op.do(do.finish, mission=mission, team=team)
    op.do(do.close_mission, mission=mission, ending=do.Ending.RESOLVED)
    op.at("8 06:00")


def made(realm="real", area="", names_of=AREAS.get, **more):
    with operation(start=datetime(2025, 3, 6, 21, tzinfo=UTC), realm=realm, **more) as op:
        the_day(op)
        day = days_period(date(2025, 3, 7), date(2025, 3, 7), "Asia/Damascus")
        return situation_report(op.store, period=day, made_at=op.time, area=area, names_of=names_of)


@pytest.fixture(scope="module")
def real():
    return made()


@pytest.fixture(scope="module")
def drill():
    return made("drill:coast")


def line_with(text, *parts):
    """The rest of the first line that begins so, its gaps made single."""
    for line in text.splitlines():
        plain = " ".join(re.sub(f"[{RLM}{FSI}{PDI}]", "", line).split())
        if plain.startswith(parts):
            return plain
    raise AssertionError(f"no line begins with {parts}")


@pytest.mark.parametrize(
    "line",
    [
        "Coast Rescue (invented)",
        "Period: 7 March 2025, 00:00 – 8 March 2025, 00:00 (Asia/Damascus)",
        "Area: everywhere",
        "Reports received 2",
        "SMS 1",
        "Incidents opened 1",
        "Missions sent 1",
        "Friday 7 March 2025 1",
        "medical help and first aid 1",
        "Latakia 1",
        "People rescued by our teams 3",
        "immediate (red) 2",
        "Dead found by our teams 1",
        "unexploded ordnance 1",
        "* One outcome record was corrected; the figures are the corrected ones.",
        "critical 1 1 15 min 15 min 15 min 0 – 0",
        "critical 1 1 45 min 45 min 45 min 0 – 0",
        "Time until a report was first judged: median 5 min",
    ],
)
def test_the_english_text_tells_the_day(real, line):
    assert line_with(as_text(real, ENGLISH), line) == line


@pytest.mark.parametrize(
    "line",
    [
        "تقرير الحالة",
        "الفترة: 7 آذار 2025، 00:00 – 8 آذار 2025، 00:00 (Asia/Damascus)",
        "المنطقة: كل المناطق",
        "بلاغات وردت 2",
        "رسالة نصية قصيرة 1",
        "حوادث فُتحت 1",
        "مهام أُرسلت 1",
        "الجمعة 7 آذار 2025 1",
        "خدمات طبية وإسعافات أولية 1",
        "اللاذقية 1",
        "أشخاص أنقذتهم فرقنا 3",
        "فوري (أحمر) 2",
        "متوفون عثرت عليهم فرقنا 1",
        "ذخائر غير منفجرة 1",
        "* صُحِّح سجل نتيجة واحد؛ والأرقام هي المصحَّحة.",
        "حرجة 1 1 15 د 15 د 15 د 0 – 0",
        "حرجة 1 1 45 د 45 د 45 د 0 – 0",
    ],
)
def test_the_arabic_text_tells_the_same_day(real, line):
    assert line_with(as_text(real, ARABIC), line) == line


def test_every_arabic_line_is_laid_out_from_the_right_and_latin_names_are_kept_apart(real):
    lines = as_text(real, ARABIC).splitlines()
    assert all(line.startswith(RLM) for line in lines if line)
    assert f"{RLM}{FSI}Coast Rescue (invented){PDI}" in lines


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_columns_of_a_section_end_in_the_same_cell_and_fit_the_terminal(real, language):
    lines = as_text(real, language).splitlines()
    title = next(
        n for n, line in enumerate(lines) if line.strip(RLM) == language.say(real.sections[0].title)
    )
    rows = [line for line in lines[title + 2 : title + 2 + len(real.sections[0].figures)]]
    assert len({cells(row) for row in rows}) == 1
    assert max(map(cells, lines)) <= WIDTH + 10


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
@pytest.mark.parametrize("form", FORMS)
def test_a_drill_can_be_mistaken_in_no_form_and_no_language(real, drill, form, language):
    marked, unmarked = form(drill, language), form(real, language)
    assert DRILL_MARK in marked
    assert "REAL" not in unmarked
    assert "حقيقي" not in unmarked
    assert "DRILL" not in unmarked
    assert marked.count(SHORT_MARK) >= len(drill.in_words()) or form is as_csv


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_every_row_of_the_csv_says_whether_it_is_a_drill(drill, real, language):
    assert {(r["realm"], r["mark"]) for r in rows_of(drill, language)} == {
        ("drill:coast", DRILL_MARK)
    }
    assert {(r["realm"], r["mark"]) for r in rows_of(real, language)} == {("real", "")}


def rows_of(report, language=ENGLISH):
    text = as_csv(report, language)
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_the_csv_has_every_figure_once_with_its_entries(real, language):
    rows = rows_of(real, language)
    assert tuple(rows[0]) == COLUMNS
    figures = {row["key"]: row for row in rows if row["section"] != "heading"}
    assert len(rows) - len(figures) == sum(row["section"] == "heading" for row in rows)
    assert set(figures) == set(real.figures())
    for key, figure in real.figures().items():
        assert figures[key]["sequences"] == str(figure.ground)
        assert figures[key]["entries"] == str(len(figure.ground))
        value = figures[key]["value"]
        assert (float(value) if value else None) == figure.value


def test_the_csv_tells_what_it_was_made_from(real):
    heading = {r["key"]: r["value"] for r in rows_of(real) if r["section"] == "heading"}
    assert heading["heading.ledger_root"] == real.heading.root
    assert heading["heading.period_start"] == "2025-03-06T21:00:00.000Z"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@A1", "\t=1", f"{FSI}=1{PDI}"])
def test_no_name_can_act_as_a_formula_in_a_spreadsheet(name):
    assert harmless(name) == f"'{name}"


def test_names_given_by_others_are_harmless_in_every_form():
    spiteful = Names(en="=HYPERLINK(1)|*x*<script>", ar="=HYPERLINK(1)|*x*<script>")
    report = made(area="SY06", names_of=lambda code: spiteful, name="=cmd()")
    for cell in (cell for row in rows_of(report) for cell in row.values()):
        assert not cell.startswith(("=", "+", "@"))
    markdown = as_markdown(report, ENGLISH)
    assert "<script>" not in markdown
    assert r"\|" in markdown


def test_a_cell_too_long_for_a_spreadsheet_is_cut_between_two_ranges(real):
    from najda.application.situation.ground import Ground
    from najda.application.situation.render_csv import _sequences

    cut = _sequences(Ground(range(0, 100_000, 2)))
    assert len(cut) <= LONGEST_CELL + 2
    assert cut.endswith("98 …") or cut.split()[-1] == "…"


def test_the_area_stands_in_the_heading_by_its_name(real):
    report = made(area="SY06")
    assert "Area: Latakia (SY06)" in as_text(report, ENGLISH)
    assert "اللاذقية" in as_text(report, ARABIC)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"), (0.44, "0.4 min"), (9.96, "10 min"), (59.4, "59 min"), (59.6, "1 h 0 min"),
        (185, "3 h 5 min"), (2879, "47 h 59 min"), (2880, "2 d 0 h"), (4400, "3 d 1 h"),
    ],
)  # fmt: skip
def test_lengths_of_time_are_said_in_the_two_units_that_matter(minutes, said):
    assert ENGLISH.say(duration(minutes)) == said


def test_the_arabic_markdown_is_one_block_from_right_to_left(real):
    text = as_markdown(real, ARABIC)
    assert text.startswith('<div dir="rtl">')
    assert "| أشخاص أنقذتهم فرقنا | 3 |" in text
    assert "| People rescued by our teams | 3 |" in as_markdown(real, ENGLISH)
