"""The report on paper says what the report says, in both languages; words of people stay words."""

from __future__ import annotations

import io
import re
import socket

import pypdf
import pytest

from najda.adapters.documents import TypstPress, VegaPictures
from najda.adapters.language import CatalogueLanguage
from najda.application.situation.document import Surroundings, document_of, drawn
from najda.application.situation.said import said
from najda.application.situation.wording import DRILL_MARK
from najda.intake.places import Kind, KnownPlace, Names
from tests.situation.test_rendering import made

ENGLISH, ARABIC = CatalogueLanguage("en"), CatalogueLanguage("ar")
LATAKIA = KnownPlace("x", Kind.SETTLEMENT, "Latakia", "اللاذقية", (), 35.53, 35.79)
COAST = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"is": "coast"},
            "geometry": {"type": "MultiLineString", "coordinates": [[[35.7, 35.2], [35.8, 35.9]]]},
        }
    ],
}
AROUND = Surroundings(COAST, [LATAKIA])


def document(report, language=ENGLISH):
    return document_of(report, language, VegaPictures(), AROUND)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def numbers(text):
    return set(re.findall(r"[\d٬٫,.]+", text))


@pytest.fixture(scope="module")
def report():
    return made("drill:coast")


def every_figure(report, language):
    for section in said(report, language).sections:
        yield from section.figures
        for grid in section.grids:
            for row in grid.rows:
                yield from row.cells


def test_the_english_pdf_holds_every_figure_by_name_and_value(report):
    text = " ".join(text_of(TypstPress().pdf(document(report))).split())
    for figure in said(report, ENGLISH).sections[1].figures:
        assert f"{figure.label} {figure.value}" in text
    for figure in every_figure(report, ENGLISH):
        assert figure.value in text, figure


def test_the_arabic_pdf_holds_every_figure_in_arabic_digits(report):
    text = text_of(TypstPress().pdf(document(report, ARABIC)))
    found = numbers(text)
    either_way = found | {
        number[::-1] for number in found
    }  # glyphs stand in a PDF as they are drawn
    for figure in every_figure(report, ARABIC):
        assert numbers(figure.value) <= either_way, figure
    assert not re.search(r"[0-9]", re.sub(r"[0-9a-f]{16}", "", text))


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_the_same_report_gives_the_same_bytes(report, language):
    first, second = (TypstPress().pdf(document(report, language)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_a_drill_says_so_on_every_page_and_real_operations_do_not(report, language):
    pages = pypdf.PdfReader(io.BytesIO(TypstPress().pdf(document(report, language)))).pages
    assert len(pages) > 1
    assert all("DRILL – NOTHING HERE IS REAL" in page.extract_text() for page in pages)
    assert "DRILL" in DRILL_MARK
    real = text_of(TypstPress().pdf(document(made("real"), language)))
    assert "DRILL" not in real


def test_the_pdf_is_tagged_names_its_language_and_carries_no_typeface_but_ours(report):
    reader = pypdf.PdfReader(io.BytesIO(TypstPress().pdf(document(report, ARABIC))))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("IBMPlexSansArabic" in font.replace("-", "") for font in fonts), fonts


HOSTILE = (
    '#import "x.typ" $x^2$ \\frac *bold* _it_ = Title <label> @ref // comment "; #panic() `raw` =cmd() '
    "\u202eoverride"
)


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_whatever_people_are_called_is_shown_as_text(language):
    report = made(area="SY06", names_of=lambda code: Names(en=HOSTILE, ar=HOSTILE), name=HOSTILE)
    text = "".join(text_of(TypstPress().pdf(document(report, language))).split())
    for word in ("#import", "$x^2$", "*bold*", "_it_", "<label>", "@ref", "#panic()", "`raw`"):
        assert word in text or word[::-1] in text, word
    assert "\u202e" not in text


@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_pictures_carry_no_script_style_or_colour_and_all_their_numbers(report, language):
    for picture in drawn(report, language, VegaPictures(), AROUND):
        assert not re.search(r"<script|<style|style=|\bon\w+=|href=\"(?!#)|role=", picture.svg)
        inks = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture.svg))
        assert inks <= {"currentColor", "none", "transparent"}, inks
        written = re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)
        wanted = {row[-1] for row in picture.rows} - {row[-1] for row in picture.rows[-1:]}
        assert wanted <= set(written), (picture.key, wanted, written)
        assert len(picture.columns) == len(picture.rows[0])


def test_in_a_right_to_left_language_the_first_day_stands_on_the_right():
    def middle(svg, label):
        found = re.search(rf"translate\(([\d.]+),[^>]*>{label}</text>", svg)
        assert found, label
        return float(found[1])

    for language, first_is_left in ((ENGLISH, True), (ARABIC, False)):
        shown = drawn(over_two_days(), language, VegaPictures())[0]
        first, second = (row[0] for row in shown.rows)
        assert (middle(shown.svg, first) < middle(shown.svg, second)) is first_is_left


@pytest.mark.parametrize(("language", "bound"), [(ENGLISH, "8 h"), (ARABIC, "١٥ د")])
def test_below_a_bar_a_figure_and_its_unit_stay_on_one_line(report, language, bound):
    rows = next(
        one for one in drawn(report, language, VegaPictures(), AROUND) if one.key == "waits"
    )
    lines = re.findall(r"<text[^>]*>([^<]*)</text>", rows.svg.replace("\N{NO-BREAK SPACE}", " "))
    assert bound in lines
    assert bound.split()[1] not in lines


def over_two_days():
    from datetime import UTC, date, datetime

    from najda.application.situation.make import situation_report
    from najda.application.situation.window import days_period
    from tests.situation.operation import operation

    with operation(start=datetime(2025, 3, 7, 6, tzinfo=UTC)) as op:
        team = op.on_shift(hours=20)
        op.send(op.incident(), team)
        period = days_period(date(2025, 3, 7), date(2025, 3, 8), "Asia/Damascus")
        return situation_report(op.store, period=period, made_at=op.time)


def test_nothing_is_fetched_while_a_report_is_drawn_and_set(report, monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert TypstPress().pdf(document(report)).startswith(b"%PDF")


def test_the_pages_can_be_looked_at(report):
    images = TypstPress().images(document(report, ARABIC), per_inch=30)
    assert len(images) > 1
    assert all(image.startswith(b"\x89PNG") for image in images)
