"""A drill's own time: the same to all who read it, and never that of real operations."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from najda import bootstrap
from najda.adapters.clock import ClockUnreadable, DrillTime
from najda.application.desk import Act
from najda.application.errors import InTheFuture
from najda.application.usecases.receive_report import receive_report
from najda.kernel.ids import derived_id
from najda.kernel.tasks import Channel
from najda.kernel.time import as_text

THEN = datetime(2024, 9, 2, 17, 0, tzinfo=UTC)
NEVER = THEN + timedelta(days=365)
WORDS = "five invented words for tests"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "clock.json"


def begun(path, ago, *, pace=60.0, until=NEVER):
    """Write the file as a drill that began some time ago would have."""
    DrillTime(path).go(THEN, pace=pace, until=until)
    kept = json.loads(path.read_text())
    path.write_text(json.dumps({**kept, "real": as_text(datetime.now(UTC) - ago)}))
    return DrillTime(path)


def test_a_drill_without_a_clock_of_its_own_goes_by_the_machines(path):
    assert abs(DrillTime(path).now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert DrillTime(path).pace == 1


def test_time_passes_at_the_drills_pace(path):
    clock = begun(path, timedelta(minutes=2))

    assert timedelta(hours=2) <= clock.now() - THEN < timedelta(hours=2, minutes=20)
    assert clock.pace == 60


def test_whoever_reads_it_hears_at_once_that_it_was_set_anew(path):
    reader = DrillTime(path)
    DrillTime(path).stand(THEN)
    first = reader.now()
    DrillTime(path).stand(THEN + timedelta(hours=5))

    assert (first, reader.now()) == (THEN, THEN + timedelta(hours=5))


def test_time_stands_still_where_nobody_goes_on_with_the_drill(path):
    until = THEN + timedelta(minutes=5)

    assert begun(path, timedelta(days=3), until=until).now() == until


def test_a_machines_clock_put_back_does_not_put_the_drill_back(path):
    assert begun(path, timedelta(hours=-1)).now() == THEN


@pytest.mark.parametrize("left", ["", "{", "[]", '{"real": "soon"}'])
def test_a_clock_that_cannot_be_read_is_said_in_a_sentence(path, left):
    path.write_text(left)
    with pytest.raises(ClockUnreadable, match="Start the drill again"):
        DrillTime(path).now()


def test_people_act_at_the_drills_time_and_only_what_lies_ahead_of_it_is_refused(tmp_path):
    bootstrap.create(tmp_path / "d", passphrase=WORDS, name="Coast", realm="drill:t").store.close()
    bootstrap.drill_time(tmp_path / "d").stand(THEN)
    desk = bootstrap.open_desk(tmp_path / "d", passphrase=WORDS)

    def report(number, at):
        act = Act(id=derived_id("report", number), person="person/amal", occurred_at=at)
        return receive_report(desk, act, text="smoke", channel=Channel.CALL).entries[0]

    assert report("1", None).recorded_at == as_text(THEN)
    assert report("2", THEN - timedelta(hours=1)).occurred_at == as_text(THEN - timedelta(hours=1))
    with pytest.raises(InTheFuture):
        report("3", THEN + timedelta(minutes=3))
    desk.store.close()


def test_real_operations_never_take_their_time_from_a_file(tmp_path):
    bootstrap.create(tmp_path / "r", passphrase=WORDS, name="Real").store.close()
    bootstrap.drill_time(tmp_path / "r").stand(THEN)
    desk = bootstrap.open_desk(tmp_path / "r", passphrase=WORDS)

    assert abs(desk.clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    desk.store.close()
