"""The same seed tells the same story: on any store, under any hash seed, whatever interrupts it."""

import signal
import time
from random import SystemRandom

import pytest

from najda.application.codec import fact_of
from najda.application.desk import Act
from najda.application.errors import StoreFull
from najda.application.usecases.protect_person import open_sealed
from najda.domain.subjects.events import Purpose
from najda.drills.digest import drill_digest
from najda.drills.past import StoryDiffers
from najda.kernel.ids import new_id
from tests.drills.telling import begin, command, crash_at, digest_in, entries_of, told


def test_the_same_seed_tells_the_same_story(tmp_path, one_day):
    assert told(tmp_path / "again").digest() == one_day


def test_another_seed_tells_another_story(tmp_path, one_day):
    assert told(tmp_path / "other", seed=8).digest() != one_day


def test_more_days_only_add_to_a_story(tmp_path, three_days):
    short = entries_of(told(tmp_path / "short", days=1))
    first = drill_digest(short[1:])  # the first entry says how many days there are to be
    assert drill_digest(three_days[1 : len(short)]) == first


def test_the_hash_seed_of_python_makes_no_difference(one_day):
    runs = [
        command("drill", "run", "coast", "--days", "1", "--headless", PYTHONHASHSEED=seed)
        for seed in ("1", "4242")
    ]
    for run in runs:
        output, _ = run.communicate(timeout=600)
        assert run.returncode == 0, output
        assert digest_in(output) == one_day


def test_postgresql_holds_the_same_story_as_the_encrypted_file(tmp_path, one_day, postgres_url):
    drill = told(tmp_path / "postgres", database_url=postgres_url)
    assert drill.digest() == one_day


@pytest.mark.parametrize("act", [1, 180, 401, 650, 1000])
def test_a_drill_that_crashed_in_the_midst_of_an_act_goes_on_to_the_same_end(
    tmp_path, one_day, act
):
    crash_at(begin(tmp_path / "drill"), act)
    assert told(tmp_path / "drill").digest() == one_day


def test_a_drill_that_crashes_again_and_again_comes_to_the_same_end(tmp_path, one_day):
    for act in (500, 950, 1150):
        crash_at(begin(tmp_path / "drill"), act)
    assert told(tmp_path / "drill").digest() == one_day


def test_a_drill_killed_by_the_system_goes_on_to_the_same_end(tmp_path, one_day):
    arguments = ("drill", "run", "coast", "--days", "1", "--headless", "-f", str(tmp_path / "d"))
    run = command(*arguments)
    while not (tmp_path / "d" / "keys.json").exists():
        time.sleep(0.02)
    time.sleep(0.3)
    run.send_signal(signal.SIGKILL)
    run.wait()
    output, _ = command(*arguments).communicate(timeout=600)
    assert digest_in(output) == one_day


def test_a_drill_told_to_its_end_is_not_told_twice(tmp_path, one_day):
    told(tmp_path / "drill")
    again = told(tmp_path / "drill")
    assert again.digest() == one_day


def test_somebody_who_looks_something_up_meanwhile_does_not_stop_it(tmp_path):
    drill = begin(tmp_path / "drill")
    crash_at(drill, 800)
    received = next(one for one in entries_of(drill) if one.kind == "reports.ReportReceived")
    act = Act(
        id=new_id(drill.desk.clock.now(), SystemRandom()), person="person/visitor", device="x"
    )
    open_sealed(drill.desk, act, sealed=fact_of(received).text, purpose=Purpose.DISPATCH)
    kinds = [entry.kind for entry in entries_of(told(tmp_path / "drill"))]
    assert kinds.count("subjects.SubjectOpened") == 1
    assert kinds.count("missions.MissionClosed") > 10


def test_a_ledger_with_another_story_is_not_gone_on_with(tmp_path, monkeypatch):
    crash_at(begin(tmp_path / "drill"), 800)
    monkeypatch.setattr("najda.drills.shifts.MISSED", 0.5)  # as another version of the drill would
    with pytest.raises(StoryDiffers):
        told(tmp_path / "drill")


def test_trouble_with_the_store_ends_the_drill_with_its_own_sentence(tmp_path, monkeypatch):
    drill = begin(tmp_path / "drill")

    def full(self, drafts):
        raise StoreFull

    monkeypatch.setattr("najda.adapters.db.writing.Transaction.append", full)
    with pytest.raises(StoreFull):
        drill.run()
