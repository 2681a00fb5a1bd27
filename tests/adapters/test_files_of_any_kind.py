"""Any bytes at all are rows or a refusal; real messages are read; what was refused can be sent again."""

import csv
import io
import json
import os
from contextlib import suppress
from datetime import UTC

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.adapters.files import RefusedRows, Row, look, open_rows, read_rows
from najda.adapters.files.refused_rows import safe_cell
from najda.intake.columns import apply, check_ready, guess
from najda.intake.contents import study
from najda.intake.messages import Message
from najda.kernel.errors import Refusal

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\r\t\"',;|")
CELL = st.text(LETTERS, max_size=20)
PIECES = st.sampled_from(
    [b"{", b"}", b"[", b"]", b'"', b",", b";", b"\n", b"\r\n", b"\0", b"text", b"time", b"1", b'"a": 1',
     b"\xff", "حريق".encode(), "حريق".encode("cp1256"), b"PK\x03\x04", b"<a>", b"\\u12", b"-", b"=1+1"]
)  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("files") / "file"


@given(st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=40).map(b"".join)))
def test_any_bytes_are_rows_or_a_refusal(file, content):
    file.write_bytes(content)
    with suppress(Refusal):
        for row in read_rows(file):
            assert isinstance(row, Row)
            assert row.number > 0
            json.dumps(row.values, default=str).encode()


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=8))
def test_what_a_spreadsheet_program_writes_as_csv_comes_back(file, rows):
    rows = [(f"m {n}", a, b) for n, (a, b) in enumerate(rows)]
    made = io.StringIO()
    csv.writer(made).writerows([("id", "text", "place"), *rows])
    file.write_text(made.getvalue(), encoding="utf-8", newline="")
    read = [tuple(row.values.values()) for row in read_rows(file) if not row.problem]
    assert read == rows


@given(st.lists(st.dictionaries(st.sampled_from("abc"), CELL, min_size=1), min_size=1, max_size=8))
def test_json_lines_and_an_array_of_the_same_objects_are_the_same(file, records):
    file.write_text("\n".join(json.dumps(record) for record in records))
    lines = [row.values for row in read_rows(file)]
    file.write_text(json.dumps(records))
    assert [row.values for row in read_rows(file)] == lines


@settings(max_examples=15)
@given(st.integers(0, 100), st.integers(0, 255))
def test_a_workbook_damaged_anywhere_is_read_or_refused(file, share, byte):
    book = openpyxl.Workbook()
    for n in range(20):
        book.active.append(["id", "text"] if n == 0 else [n, f"حريق {n}"])
    book.save(file)
    content = bytearray(file.read_bytes())
    content[share * (len(content) - 1) // 100] = byte
    file.write_bytes(content)
    with suppress(Refusal):
        list(read_rows(file))


def test_every_row_of_real_crisis_messages_becomes_a_message(shared_data):
    files = sorted((shared_data / "messages" / "idrisi_ar").glob("*.jsonl"))
    assert files
    count = 0
    for path in files:
        seen, rows = open_rows(path)
        found = study((row.values for row in rows), seen.columns)
        mapping = check_ready(guess(found, zone=UTC))
        assert {field.value: column for field, column in mapping.by_field.items()} == {
            "text": "text",
            "time": "created_at",
            "place": "location_mentions.0.text",
            "lat": "location_mentions.0.lat",
            "lon": "location_mentions.0.lon",
        }
        for row in read_rows(path):
            message = apply(mapping, row.values)
            assert isinstance(message, Message), f"{path.name}, line {row.number}: {message}"
            assert message.position
            count += 1
    assert count == 2170


def test_other_files_from_the_field_are_read_or_refused_in_a_sentence(shared_data):
    for path in shared_data.rglob("*"):
        if path.is_file() and path.stat().st_size < 1_000_000:
            try:
                said = look(path).columns
            except Refusal as refusal:
                said = str(refusal)
            assert said


def refused_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


class TestTheRefusalsFile:
    def test_it_says_which_row_why_and_what_it_said(self, tmp_path):
        path = tmp_path / "refused.csv"
        with RefusedRows(path, ["id", "text"], headings=["صف", "سبب"]) as refused:
            refused.add(7, "The row has no time.", {"id": "1", "text": "حريق, كبير", "more": "x"})
        assert refused_rows(path) == [
            ["صف", "سبب", "id", "text", "other"],
            ["7", "The row has no time.", "1", "حريق, كبير", "more: x"],
        ]

    def test_no_cell_can_run_as_a_formula(self, tmp_path):
        path = tmp_path / "refused.csv"
        with RefusedRows(path, ["=cmd"]) as refused:
            refused.add(1, "why", {"=cmd": '=HYPERLINK("http://x")', "+": "@SUM(1)"})
            refused.add(2, "why", {"=cmd": "\t-1+1"})
            refused.add(3, "why", {"=cmd": "-35.5"})
        rows = refused_rows(path)
        assert [row[2] for row in rows] == ["'=cmd", '\'=HYPERLINK("http://x")', "'\t-1+1", "-35.5"]
        assert rows[1][3] == "'+: @SUM(1)"

    @given(st.text())
    def test_no_text_begins_as_a_formula_does(self, text):
        made = str(safe_cell(text)).lstrip(" ")
        assert not made.startswith(("=", "@", "\t", "\r"))

    def test_it_can_be_sent_again_as_it_is(self, tmp_path):
        path = tmp_path / "refused.csv"
        with RefusedRows(path, ["time", "text"]) as refused:
            refused.add(3, "The row has no time.", {"time": "", "text": "line\nbreak"})
        (row,) = read_rows(path)
        assert (row.values["time"], row.values["text"]) == ("", "line\nbreak")

    def test_without_refused_rows_there_is_no_file(self, tmp_path):
        path = tmp_path / "refused.csv"
        path.write_text("of an earlier run")
        with RefusedRows(path, ["text"]):
            pass
        assert os.listdir(tmp_path) == []

    def test_an_import_that_fails_leaves_the_earlier_file_alone(self, tmp_path):
        path = tmp_path / "refused.csv"
        path.write_text("of an earlier run")

        def failing():
            with RefusedRows(path, ["text"]) as refused:
                refused.add(1, "why", {})
                raise RuntimeError

        with pytest.raises(RuntimeError):
            failing()
        assert os.listdir(tmp_path) == ["refused.csv"]
        assert path.read_text() == "of an earlier run"
