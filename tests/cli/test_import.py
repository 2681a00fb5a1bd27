"""Files of messages become reports: every row once, or refused with its reason, whatever happens."""

import csv
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import openpyxl
import pexpect
import pytest

from .conftest import NAJDA, PASSPHRASE, clean_env

COLUMNS = ["created_at", "text", "place", "lat", "lon"]
ROWS = [
    ["2025-03-07 04:05:06", "invented: a wall came down in the old town", "جبلة", "", ""],
    ["2025-03-07 04:06:00", "بلاغ مخترع: حريق في المستودع قرب الميناء", "", "35.52", "35.78"],
    ["2025-03-07 04:07:00", "invented: the road is blocked by a fallen tree", "Tartus", "", ""],
    ["2025-03-07 04:07:00", "invented: the road is blocked by a fallen tree", "Tartus", "", ""],
    ["2025-03-07 04:08:00", "invented: water in the cellar, nobody hurt", "nowhereville", "", ""],
]
BAD = {
    "no text": ["2025-03-07 05:00:00", "", "جبلة", "", ""],
    "future": ["2199-01-01 00:00:00", "invented: from a wrong clock", "", "", ""],
    "outside": ["2025-03-07 05:00:00", "invented: far away", "", "52.5", "13.4"],
    "cannot be read": ["soon", "invented: no time that can be read", "", "", ""],
    "no time": ["", "invented: no time at all", "", "", ""],
}


def write_csv(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


def write_jsonl(path, rows):
    lines = (json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def write_xlsx(path, rows):
    book = openpyxl.Workbook()
    for row in [COLUMNS, *rows]:
        book.active.append(row)
    book.save(path)
    return path


WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "xlsx": write_xlsx}


def many(count, first=0):
    return [
        [
            f"2025-03-07 {i // 3600:02}:{i // 60 % 60:02}:{i % 60:02}",
            f"invented message {i}",
            "",
            "",
            "",
        ]
        for i in range(first, first + count)
    ]


def received(najda):
    """Every report's time and words, as the ledger has them."""
    reports = najda.made("reports", "list", "--limit", "100000")
    return sorted(
        (each["received_at"], each["place"].get("precision", "unknown"), each["id"])
        for each in reports
    )


def counts(result):
    said = json.loads(result.stdout)
    return said["taken"], said["known"], said["refused"]


def imported(najda, file, *more):
    return counts(najda("reports", "import", file, "--yes", "--json", *more))


@pytest.mark.parametrize("kind", WRITERS)
def test_every_row_of_a_file_becomes_a_report(drill, tmp_path, kind):
    file = WRITERS[kind](tmp_path / f"messages.{kind}", ROWS)
    assert imported(drill, file) == (5, 0, 0)
    reports = drill.made("reports", "list")
    assert {each["channel"] for each in reports} == {"file"}
    assert {each["received_at"] for each in reports} >= {"2025-03-07T01:05:06Z"}
    words = [drill.made("reports", "show", each["id"])["text"] for each in reports]
    assert sorted(words) == sorted(row[1] for row in ROWS)


def test_the_same_rows_in_another_format_are_known_already(drill, tmp_path):
    for number, (kind, write) in enumerate(WRITERS.items()):
        file = write(tmp_path / f"messages.{kind}", ROWS)
        assert imported(drill, file) == ((5, 0, 0) if number == 0 else (0, 5, 0))


def test_a_file_run_again_doubles_nothing_whoever_runs_it(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", ROWS)
    assert imported(drill, file) == (5, 0, 0)
    assert imported(drill, file) == (0, 5, 0)
    assert imported(drill, file, "--as", "somebody.else") == (0, 5, 0)
    assert len(received(drill)) == 5


def test_a_file_that_has_grown_brings_only_what_is_new(drill, tmp_path):
    file = tmp_path / "messages.csv"
    imported(drill, write_csv(file, ROWS))
    assert imported(drill, write_csv(file, [*many(3), *ROWS, ROWS[2]])) == (4, 5, 0)


def test_refused_rows_are_in_a_file_with_their_reasons_and_undo_only_themselves(drill, tmp_path):
    rows = [row for pair in zip(BAD.values(), ROWS, strict=True) for row in pair]
    file = write_csv(tmp_path / "messages.csv", rows)
    result = drill("reports", "import", file, "--yes", "--json")
    assert counts(result) == (5, 0, 5)
    path = Path(json.loads(result.stdout)["refusals"])
    with path.open(encoding="utf-8-sig", newline="") as refused:
        told = list(csv.DictReader(refused))
    assert [int(row["row"]) for row in told] == [2, 4, 6, 8, 10]
    for row, (why, given) in zip(told, BAD.items(), strict=True):
        assert why in row["reason"]
        assert row["text"] == given[1]


def test_refused_rows_put_right_and_sent_again_are_taken(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", [*ROWS, BAD["no text"]])
    imported(drill, file)
    assert imported(
        drill, write_csv(file, [*ROWS, ["2025-03-07 05:00:00", "now", "", "", ""]])
    ) == (1, 5, 0)
    assert not (tmp_path / "messages-refused.csv").exists()


def test_a_dry_run_tells_what_would_come_of_it_and_records_nothing(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", [*ROWS, *BAD.values()])
    assert imported(drill, file, "--dry-run") == (5, 0, 5)
    assert drill.made("ledger", "verify")["size"] == 1
    assert imported(drill, file) == (5, 0, 5)


def test_columns_can_be_said_where_the_guess_is_wrong(drill, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_text("a,b,c\ninvented words of a caller,2025-03-07 04:00,x\n", encoding="utf-8")
    drill("reports", "import", file, "--yes", "--map", "text=nothing", exits=2)
    drill("reports", "import", file, "--yes", "--map", "weather=a", exits=2)
    assert imported(drill, file, "--map", "text=a", "--map", "time=b") == (1, 0, 0)


def test_times_without_an_offset_are_the_installations_unless_said_otherwise(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", ROWS[:1])
    imported(drill, file, "--zone", "UTC")
    assert received(drill)[0][0] == "2025-03-07T04:05:06Z"
    drill("reports", "import", file, "--yes", "--zone", "Mars/Olympus", exits=2)


def test_dates_that_can_be_read_two_ways_are_asked_about(drill, tmp_path):
    file = write_csv(tmp_path / "m.csv", [["03/04/2025 10:00", "invented and unclear", "", "", ""]])
    result = drill("reports", "import", file, "--yes", exits=2)
    assert "--dates" in result.stderr
    imported(drill, file, "--dates", "day-first")
    assert received(drill)[0][0] == "2025-04-03T07:00:00Z"


def test_nobody_there_to_agree_needs_a_yes_and_sees_the_guess(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", ROWS)
    done = drill.program("reports", "import", file)
    assert done.returncode == 2
    assert b"created_at" in done.stdout
    assert b"--yes" in done.stderr
    assert received(drill) == []


def test_a_person_sees_the_guess_corrects_it_and_agrees(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", ROWS)
    env = clean_env(**drill.env)
    child = pexpect.spawn(
        str(NAJDA),
        ["reports", "import", str(file)],
        env=env,
        use_poll=True,
        encoding="utf-8",
        timeout=60,
    )
    child.expect("created_at")
    child.expect("> ")
    child.sendline("place=nothing")
    child.expect("no column")
    child.expect("> ")
    child.sendline("place=-")
    child.expect("Nothing is read from")
    child.expect("> ")
    child.sendline("")
    child.expect("5 taken in")
    child.expect(pexpect.EOF)
    assert {precision for _, precision, _ in received(drill)} == {"unknown", "exact"}


def test_a_person_who_says_no_imports_nothing(drill, tmp_path):
    file = write_csv(tmp_path / "messages.csv", ROWS)
    env = clean_env(**drill.env)
    child = pexpect.spawn(
        str(NAJDA),
        ["reports", "import", str(file)],
        env=env,
        use_poll=True,
        encoding="utf-8",
        timeout=60,
    )
    child.expect("> ")
    child.sendline("no")
    child.expect("Nothing was imported")
    child.expect(pexpect.EOF)
    assert received(drill) == []


@pytest.mark.parametrize("name", ["empty.csv", "picture.csv", "cut.xlsx"])
def test_a_file_that_is_none_is_refused_whole(drill, tmp_path, name):
    file = tmp_path / name
    file.write_bytes(
        {"e": b"", "p": b"\x89PNG\r\n\x1a\n" + bytes(99), "c": b"PK\x03\x04" + bytes(99)}[name[0]]
    )
    result = drill("reports", "import", file, "--yes", exits=2)
    assert name in result.stderr


def test_killed_again_and_again_it_comes_to_the_same_as_uninterrupted(drill, tmp_path):
    rows = [*many(4000), *BAD.values(), ROWS[2], ROWS[2], *many(2000, first=5000)]
    file = write_csv(tmp_path / "messages.csv", rows)
    typed = [NAJDA, "reports", "import", file, "--yes"]
    env = clean_env(**drill.env)
    size = 1
    for _ in range(3):
        child = subprocess.Popen(
            typed, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        size = _wait_until_grown(drill, size, child)
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert subprocess.run(typed, env=env, stdout=subprocess.DEVNULL).returncode == 0
    assert imported(drill, file) == (0, 6002, 5)
    verdict = drill.made("ledger", "verify")
    assert (verdict["whole"], verdict["size"]) == (True, 6003)


def _wait_until_grown(najda, size, child):
    """Wait until the import has kept more, and return how much there is."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and child.poll() is None:
        grown = najda.made("ledger", "verify")["size"]
        if grown > size:
            return grown
        time.sleep(0.05)
    return size


def test_what_is_imported_names_the_file_it_came_from_by_its_content(drill, tmp_path):
    imported(drill, write_csv(tmp_path / "messages.csv", ROWS[:1]))
    last = json.loads(drill("ledger", "export").stdout.splitlines()[-1])
    assert last["source"].startswith("file/")
    assert PASSPHRASE not in json.dumps(last)


def test_the_shared_messages_are_taken_whole_where_operations_are_anywhere(shared_data, tmp_path):
    files = sorted((shared_data / "messages" / "idrisi_ar").glob("*.jsonl"))
    folder = tmp_path / "anywhere"
    env = {**os.environ, "NAJDA_PASSPHRASE": PASSPHRASE, "NAJDA_FOLDER": str(folder)}
    subprocess.run([NAJDA, "init", "--name", "X", "--area", "anywhere"], env=env, check=True)
    came = [
        subprocess.run(
            [NAJDA, "reports", "import", file, "--yes", "--json", "--refusals", tmp_path / "r.csv"],
            env=env, check=True, capture_output=True,
        )
        for file in files
    ]  # fmt: skip
    told = [json.loads(each.stdout) for each in came]
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
    assert sum(each["taken"] for each in told) == lines
    assert sum(each["refused"] for each in told) == 0


def test_coordinates_that_only_later_rows_have_are_read_too(drill, tmp_path):
    late = ["2025-03-07 23:00:00", "invented: a late one", "", "35.52", "35.78"]
    imported(drill, write_csv(tmp_path / "messages.csv", [*many(400), late]))
    assert [precision for _, precision, _ in received(drill)].count("exact") == 1
