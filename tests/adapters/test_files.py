"""Files of messages are read whatever they are, and refused in a sentence where they cannot be."""

import json
import zipfile
from datetime import datetime

import openpyxl
import pytest

from najda.adapters.files import DAMAGED, Format, look, open_rows, read_rows
from najda.adapters.files import refusals as refused

HEADER = ["id", "time", "text"]
ROWS = [["1", "2025-03-07 10:00", "حريق في منزل"], ["2", "2025-03-07 11:00", "انهيار بناء, طابقان"]]


def write(tmp_path, content, name="file"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_text(delimiter=",", end="\n"):
    quoted = [[f'"{cell}"' for cell in row] for row in [HEADER, *ROWS]]
    return end.join(delimiter.join(row) for row in quoted) + end


def read(path, **more):
    return [list(row.values.values()) for row in read_rows(path, **more)]


def workbook(tmp_path, fill, name="book.xlsx"):
    book = openpyxl.Workbook()
    fill(book)
    book.save(tmp_path / name)
    return tmp_path / name


class TestCsv:
    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859-6"],
    )
    def test_every_encoding_that_arabic_comes_in_is_told_by_the_content(self, tmp_path, encoding):
        path = write(tmp_path, csv_text().encode(encoding))
        assert read(path) == ROWS

    def test_western_text_is_not_taken_for_arabic(self, tmp_path):
        path = write(tmp_path, "id,text\n1,Überschwemmung größer\n".encode("cp1252"))
        assert read(path) == [["1", "Überschwemmung größer"]]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_told_by_the_content(self, tmp_path, delimiter):
        assert read(write(tmp_path, csv_text(delimiter))) == ROWS

    def test_a_spreadsheets_word_on_the_delimiter_is_believed(self, tmp_path):
        assert read(write(tmp_path, "sep=;\na;b\n1,2;3\n")) == [["1,2", "3"]]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_end_will_do(self, tmp_path, end):
        assert read(write(tmp_path, csv_text(end=end))) == ROWS

    def test_a_quoted_cell_may_hold_lines_and_quotes(self, tmp_path):
        path = write(tmp_path, 'id,text\n1,"two\nlines, and ""quotes"""\n2,b\n')
        assert [(row.number, row.values["text"]) for row in read_rows(path)] == [
            (2, 'two\nlines, and "quotes"'),
            (4, "b"),
        ]

    def test_a_quote_never_closed_costs_one_row_and_not_the_rest(self, tmp_path):
        lines = ["id,text", '1,"open', *(f"{n},row {n}" for n in range(2, 2000))]
        rows = list(read_rows(write(tmp_path, "\n".join(lines))))
        assert [row.number for row in rows if row.problem] == [2]
        assert len(rows) == 1999
        assert rows[0].values == {DAMAGED: '1,"open'}

    def test_a_quote_never_closed_before_a_quoted_row_costs_one_row(self, tmp_path):
        path = write(tmp_path, 'id,text\n1,"open\n2,b\n3,"c, d"\n4,e\n')
        rows = list(read_rows(path))
        assert [row.number for row in rows if row.problem] == [2]
        assert [row.values["text"] for row in rows if not row.problem] == ["b", "c, d", "e"]

    def test_a_row_with_too_many_cells_is_a_problem_and_a_short_one_is_not(self, tmp_path):
        rows = list(read_rows(write(tmp_path, "a,b,c\n1,2,3,4\n1\n1,2,3,,\n\n,,\n")))
        assert ["4 cells" in str(row.problem) for row in rows] == [True, False, False]
        assert rows[1].values == {"a": "1", "b": "", "c": ""}

    def test_a_line_without_end_is_one_problem(self, tmp_path):
        rows = list(read_rows(write(tmp_path, f"a,b\n1,{'x' * 3_000_000}\n2,y\n")))
        assert [bool(row.problem) for row in rows] == [True, False]
        assert "longer than" in str(rows[0].problem)
        assert len(rows[0].values[DAMAGED]) <= 500

    def test_zero_bytes_and_broken_letters_stay_in_their_row(self, tmp_path):
        good = "".join(f"{n},حريق رقم {n}\n" for n in range(50))
        path = write(tmp_path, f"id,text\n0,a\0b\n{good}".encode() + b"99,x\xff\xfey\n")
        rows = list(read_rows(path))
        assert rows[0].values["text"] == "ab"
        assert [row.number for row in rows if row.problem] == [53]

    def test_columns_without_a_name_or_with_the_same_are_kept_apart(self, tmp_path):
        path = write(tmp_path, "text,,text\nx,y,z\n")
        assert look(path).columns == ("text", "column 2", "text (2)")

    def test_a_file_without_headings_keeps_its_first_row(self, tmp_path):
        path = write(tmp_path, "2025-03-07 10:00,fire in a house\n2025-03-07 11:00,flood\n")
        assert look(path).columns == ("column 1", "column 2")
        assert len(read(path)) == 2

    def test_titles_above_the_table_are_passed_over(self, tmp_path):
        path = write(tmp_path, "Reports of the week,,\n,,\nid,time,text\n1,2025-03-07,fire\n")
        assert look(path).columns == ("id", "time", "text")
        assert read(path) == [["1", "2025-03-07", "fire"]]


class TestJson:
    def test_a_damaged_line_is_one_row_and_not_the_end(self, tmp_path):
        path = write(tmp_path, '{"text": "a"}\n{"text": \n[1]\n"x"\nNaN\n\n{"text": "b"}\n')
        rows = list(read_rows(path))
        assert [row.number for row in rows if row.problem] == [2, 3, 4, 5]
        assert [row.values["text"] for row in rows if not row.problem] == ["a", "b"]

    def test_nested_values_get_dotted_names(self, tmp_path):
        line = {"text": "a", "user": {"name": "b"}, "places": [{"lat": 1.5}, {"lat": 2}]}
        (row,) = read_rows(write(tmp_path, json.dumps(line)))
        assert row.values == {
            "text": "a", "user.name": "b", "places.0.lat": 1.5, "places.1.lat": 2
        }  # fmt: skip

    @pytest.mark.parametrize(
        "value",
        [{"a": [0] * 1000}, {str(n): n for n in range(1000)}],
        ids=["a long list", "many fields"],
    )
    def test_too_many_fields_are_one_problem(self, tmp_path, value):
        path = write(tmp_path, json.dumps(value) + '\n{"text": "b"}\n')
        assert [bool(row.problem) for row in read_rows(path)] == [True, False]

    @pytest.mark.parametrize("depth", [12, 100_000])
    def test_too_deep_a_nest_is_one_problem(self, tmp_path, depth):
        path = write(tmp_path, '{"a":' + "[" * depth + "]" * depth + '}\n{"text": "b"}\n')
        assert [bool(row.problem) for row in read_rows(path)] == [True, False]

    def test_half_a_character_is_made_whole_enough_to_keep(self, tmp_path):
        (row,) = read_rows(write(tmp_path, '{"text": "a\\ud83d \\u0000b"}'))
        assert row.values["text"].encode() == "a\ufffd b".encode()

    @pytest.mark.parametrize("indent", [None, 2])
    def test_an_array_of_objects_is_read_in_pieces(self, tmp_path, indent):
        many = [{"id": n, "text": "x" * 300} for n in range(3000)]
        path = write(tmp_path, json.dumps(many, indent=indent))
        assert look(path).format is Format.JSON
        assert [row.values["id"] for row in read_rows(path)] == list(range(3000))

    def test_a_damaged_record_in_an_array_costs_itself(self, tmp_path):
        rows = list(read_rows(write(tmp_path, '[{"a": 1}, {"a": 2,, }, {"a": 3}, 7, {"a": 4}]')))
        assert [row.values.get("a") for row in rows if not row.problem] == [1, 3, 4]
        assert sum(1 for row in rows if row.problem) == 2

    def test_an_array_cut_short_gives_what_there_is(self, tmp_path):
        rows = list(read_rows(write(tmp_path, '[{"a": 1}, {"a": 2}, {"a":')))
        assert [bool(row.problem) for row in rows] == [False, False, True]

    @pytest.mark.parametrize("indent", [None, 2])
    def test_an_object_that_holds_the_rows_is_opened(self, tmp_path, indent):
        value = {"type": "FeatureCollection", "features": [{"properties": {"text": "a"}}] * 3}
        path = write(tmp_path, json.dumps(value, indent=indent))
        assert read(path) == [["a"]] * 3

    def test_json_in_utf_16_is_read_too(self, tmp_path):
        path = write(tmp_path, '{"text": "حريق"}\n{"text": "b"}\n'.encode("utf-16"))
        assert read(path) == [["حريق"], ["b"]]


class TestWorkbooks:
    def test_dates_and_numbers_keep_their_kind(self, tmp_path):
        def fill(book):
            book.active.append(["time", "text", "lat"])
            book.active.append([datetime(2025, 3, 7, 10), "حريق", 35.5])

        assert read(workbook(tmp_path, fill)) == [[datetime(2025, 3, 7, 10), "حريق", 35.5]]

    def test_the_first_sheet_with_rows_is_read_and_the_others_named(self, tmp_path):
        def fill(book):
            book.active.append(["only a title"])
            for name in ("first", "second"):
                sheet = book.create_sheet(name)
                sheet.append(["text", "time"])
                sheet.append([name, "2025-03-07"])

        path = workbook(tmp_path, fill)
        assert (look(path).sheet, look(path).others) == ("first", ("second",))
        assert read(path, sheet="second") == [["second", "2025-03-07"]]
        with pytest.raises(refused.SheetMissing, match="Its sheets: Sheet, first, second"):
            read(path, sheet="third")

    def test_a_formula_without_its_result_is_a_problem_of_its_row(self, tmp_path):
        def fill(book):
            for row in (["text", "time"], ["a", "2025-03-07"], ["=A2", "2025-03-07"]):
                book.active.append(row)

        rows = list(read_rows(workbook(tmp_path, fill)))
        assert [str(row.problem or "")[:7] for row in rows] == ["", "cell A3"]

    def test_a_workbook_cut_short_is_refused(self, tmp_path):
        whole = workbook(tmp_path, lambda book: book.active.append(["a"])).read_bytes()
        for share in (0.2, 0.5, 0.9):
            with pytest.raises(refused.FileDamaged, match="save it again"):
                look(write(tmp_path, whole[: int(len(whole) * share)]))

    def test_a_part_packed_too_tightly_is_refused(self, tmp_path):
        path = workbook(tmp_path, lambda book: book.active.append(["a", "b"]))
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/media/image1.bin", b"\0" * 40_000_000)
        with pytest.raises(refused.FileTooLarge, match="Split it"):
            look(path)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "refusal", "said"),
    [
        (b"", refused.FileEmpty, "empty"),
        (b"\xef\xbb\xbf\n \n", refused.FileEmpty, "empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", refused.FileKindUnknown, "web page"),
        (b"<?xml version='1.0'?><a/>", refused.FileKindUnknown, "XML"),
        (b"%PDF-1.7 ...", refused.FileKindUnknown, "PDF"),
        (b"\x1f\x8b\x08\x00", refused.FileKindUnknown, "gzip"),
        (bytes(range(256)) * 40, refused.FileKindUnknown, "binary"),
        (OLE + b"\0" * 500, refused.FileKindUnknown, "old Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), refused.FileProtected, "password"),
        (b"PK\x03\x04 broken", refused.FileDamaged, "damaged"),
        (b'{\n "name": "alone"\n}', refused.FileKindUnknown, "without a list of records"),
    ],
)
def test_what_is_not_read_is_named(tmp_path, content, refusal, said):
    with pytest.raises(refusal, match=said):
        list(read_rows(write(tmp_path, content, "messages.csv")))


def test_an_archive_that_is_no_workbook_is_named(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(refused.FileKindUnknown, match="Word document"):
        look(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(refused.FileMissing, match="no file"):
        look(tmp_path / "none.csv")
    with pytest.raises(refused.FileIsFolder, match="is a folder"):
        look(tmp_path)


def test_opening_tells_what_the_file_is(tmp_path):
    seen, rows = open_rows(write(tmp_path, csv_text(";").encode("cp1256"), "x.json"))
    assert (seen.format, seen.encoding, seen.delimiter) == (Format.CSV, "cp1256", ";")
    assert next(rows).number == 2
