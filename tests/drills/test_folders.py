"""Drills and real operations never share a folder, and a drill is shown for what it is."""

import os
import re
import signal
import sys

import pexpect
import pytest

from najda import bootstrap
from najda.application.errors import WrongRealm
from najda.drills.folder import DrillRunning, OtherDrill, OtherFiles, alone_in, open_drill
from najda.drills.profile import plan
from najda.drills.run import clock_and_time
from tests.drills.telling import begin, command, crash_at, digest_in, entries_of, told

REAL = "a passphrase for the test"


def opened(folder, *, fresh=False, name="coast", seed=7):
    _, clock = clock_and_time()
    return open_drill(folder, plan(name, seed=seed, days=1), clock, fresh=fresh)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_with_real_operations_is_refused_and_left_as_it_was(tmp_path, fresh):
    bootstrap.create(tmp_path / "real", passphrase=REAL, name="Real")
    before = {path: path.read_bytes() for path in (tmp_path / "real").iterdir() if path.is_file()}
    with pytest.raises(WrongRealm, match="real"):
        opened(tmp_path / "real", fresh=fresh)
    assert all(path.read_bytes() == data for path, data in before.items())


def test_the_command_refuses_a_real_folder_with_a_sentence(tmp_path):
    bootstrap.create(tmp_path / "real", passphrase=REAL, name="Real")
    run = command("demo", "--folder", str(tmp_path / "real"))
    output, _ = run.communicate(timeout=600)
    assert run.returncode == 2
    assert "never share a folder" in output


def test_a_drills_folder_is_not_opened_as_real(tmp_path):
    opened(tmp_path / "drill")
    with pytest.raises(WrongRealm):
        bootstrap.open_desk(
            tmp_path / "drill", passphrase=bootstrap.DRILL_PASSPHRASE, realm=bootstrap.REAL
        )


def test_another_drill_in_the_folder_is_refused(tmp_path):
    opened(tmp_path / "drill")
    with pytest.raises(WrongRealm):
        opened(tmp_path / "drill", name="earthquake")
    with pytest.raises(OtherDrill, match="seed 7"):
        opened(tmp_path / "drill", seed=8)


def test_fresh_begins_anew(tmp_path, one_day):
    crash_at(begin(tmp_path / "drill", seed=8), 700)
    opened(tmp_path / "drill", fresh=True)
    assert told(tmp_path / "drill").digest() == one_day


def test_fresh_empties_no_folder_that_holds_something_else_too(tmp_path):
    crash_at(begin(tmp_path / "drill"), 700)
    (tmp_path / "drill" / "notes.txt").write_text("mine")
    with pytest.raises(OtherFiles, match=r"notes\.txt"):
        opened(tmp_path / "drill", fresh=True)
    assert len(entries_of(begin(tmp_path / "drill"))) > 300


def test_a_drill_is_told_by_one_process_at_a_time(tmp_path):
    opened(tmp_path / "drill")
    with alone_in(tmp_path / "drill"), pytest.raises(DrillRunning), alone_in(tmp_path / "drill"):
        pass


def test_without_a_terminal_the_demo_tells_the_same_story_in_plain_lines(tmp_path, one_day):
    run = command("demo", "--no-serve", "--days", "1", "--folder", str(tmp_path / "demo"))
    output, _ = run.communicate(timeout=600)
    assert run.returncode == 0
    assert "\x1b" not in output
    assert output.startswith("DRILL – NOTHING HERE IS REAL")
    assert digest_in(output) == one_day
    written = re.findall(r"^  (/.*)$", output, re.MULTILINE)
    assert {path.rpartition("-")[2] for path in written} == {
        f"{language}.{form}" for language in ("en", "ar") for form in ("txt", "md", "csv")
    }


def test_ctrl_c_stops_the_live_demo_with_a_way_to_go_on(tmp_path, one_day):
    arguments = ["demo", "--no-serve", "--days", "1", "--folder", str(tmp_path / "demo")]
    code = "from najda.cli import main; main()"
    shown = pexpect.spawn(
        sys.executable,
        ["-c", code, *arguments, "--speed", "60"],
        dimensions=(24, 80),
        use_poll=True,
        encoding="utf-8",
        env={**os.environ, "NAJDA_LANGUAGE": "en", "TERM": "xterm", "NO_COLOR": "1"},
        timeout=300,
    )
    shown.expect("Waiting, by need")
    shown.expect("Incident opened")
    shown.kill(signal.SIGINT)
    shown.expect("goes on from there")
    shown.expect(pexpect.EOF)
    shown.close()
    assert shown.exitstatus == 130
    output, _ = command(*arguments).communicate(timeout=600)
    assert "Going on where it was stopped" in output
    assert digest_in(output) == one_day
