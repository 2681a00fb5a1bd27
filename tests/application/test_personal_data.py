"""What is sealed is read only on the record, and what is erased stays erased."""

import pytest

from najda.application import codec
from najda.application.errors import ActKnown, NothingSealed, SealBroken
from najda.application.usecases.judge_report import set_report_aside, take_report_up
from najda.application.usecases.manage_team import give_vehicle, join_team
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.protect_person import erase_subject, open_sealed
from najda.domain.subjects.events import Purpose
from najda.kernel.entry import first_break
from najda.kernel.errors import NotAllowedNow
from najda.kernel.tasks import Task
from tests.application.operations import GRAVE, OMAR, rebuilt

TOLD = "Abu Hasan, an invented man, is hurt behind the bakery"


@pytest.fixture
def told(operations):
    """A report and the box its words are in."""
    report = operations.report(TOLD)
    return report, operations.view("reports", report).text


def test_who_opens_a_sealed_text_reads_it_and_is_recorded_with_the_purpose(operations, told):
    o, (report, box) = operations, told
    assert open_sealed(o.desk, o.act(OMAR), sealed=box, purpose=Purpose.DISPATCH) == TOLD
    last = o.entries()[-1]
    assert (last.stream, last.kind, last.person) == (
        f"subjects/{report}",
        "subjects.SubjectOpened",
        OMAR,
    )
    assert codec.fact_of(last).purpose == Purpose.DISPATCH


def test_a_reading_sent_twice_is_recorded_once_and_reads_nothing_else(operations, told):
    o, (_, box) = operations, told
    other = o.view("reports", o.report("another voice")).text
    act = o.act(OMAR)
    for _ in range(2):
        assert open_sealed(o.desk, act, sealed=box, purpose=Purpose.DISPATCH) == TOLD
    with pytest.raises(ActKnown):
        open_sealed(o.desk, act, sealed=other, purpose=Purpose.DISPATCH)
    assert len([e for e in o.entries() if e.kind == "subjects.SubjectOpened"]) == 1


def test_a_box_that_was_altered_is_not_opened(operations, told):
    o, (_, box) = operations, told
    altered = type(box)(subject=box.subject, box=_altered(box.box))
    with pytest.raises(SealBroken):
        open_sealed(o.desk, o.act(), sealed=altered, purpose=Purpose.REVIEW)


def test_a_box_said_to_be_under_another_subject_tells_nothing(operations, told):
    o, (_, box) = operations, told
    swapped = type(box)(subject=o.report("another voice"), box=box.box)
    assert open_sealed(o.desk, o.act(), sealed=swapped, purpose=Purpose.REVIEW) is None


def _altered(box):
    return box[:-8] + ("A" if box[-8] != "A" else "B") + box[-7:]


def test_an_erased_subject_stays_erased_and_the_chain_still_verifies(operations, told):
    o, (report, box) = operations, told
    before = o.entries()
    erase_subject(o.desk, o.act(), subject=report)
    assert open_sealed(o.desk, o.act(), sealed=box, purpose=Purpose.FAMILY) is None
    assert o.entries()[: len(before)] == before, "not one entry was changed"
    assert first_break(o.entries()) is None
    assert o.standings() == rebuilt(o)
    with pytest.raises(NotAllowedNow):
        erase_subject(o.desk, o.act(), subject=report)


def test_words_that_come_after_erasing_get_a_key_of_their_own(operations, told):
    o, (report, box) = operations, told
    erase_subject(o.desk, o.act(), subject=report)
    set_report_aside(o.desk, o.act(), report=report, reason="told again by a neighbour")
    take_report_up(o.desk, o.act(), report=report, reason="he was found")
    later = [codec.fact_of(e).reason for e in o.entries(stream=f"reports/{report}")[1:]]
    assert report not in {reason.subject for reason in later}
    assert open_sealed(o.desk, o.act(), sealed=later[1], purpose=Purpose.REVIEW) == "he was found"
    assert open_sealed(o.desk, o.act(), sealed=box, purpose=Purpose.REVIEW) is None
    with o.desk.store.reading() as view:
        assert view.subject_key(report) is None


def test_erasing_where_nothing_is_sealed_is_refused_so_that_nobody_believes_it_was_done(operations):
    o = operations
    before = o.entries()
    with pytest.raises(NothingSealed, match="mistyped"):
        erase_subject(o.desk, o.act(), subject="mistyped")
    assert o.entries() == before


def test_opening_what_was_never_sealed_here_records_nothing(operations, told):
    o, (_, box) = operations, told
    before = o.entries()
    foreign = type(box)(subject="0195aaaa-0000-7000-8000-000000000009", box=box.box)
    assert open_sealed(o.desk, o.act(), sealed=foreign, purpose=Purpose.REVIEW) is None
    assert o.entries() == before


def test_names_are_sealed_and_vehicles_are_not(operations):
    o = operations
    team = o.team()
    join_team(o.desk, o.act(), team=team, name="Invented Person")
    give_vehicle(o.desk, o.act(), team=team, name="Ambulance 3", seats=3, stretchers=1)
    bodies = " ".join(entry.body for entry in o.entries())
    assert "Invented" not in bodies.replace("Invented Rescue", "")
    assert "Ambulance 3" in bodies


def test_no_words_of_whoever_told_us_stand_open_in_the_ledger(operations):
    o = operations
    report = o.report("Abu Hasan from the bakery is hurt", reporter="0999 000 000")
    open_incident(o.desk, o.act(), task=Task.MEDICAL, need=GRAVE, report=report)
    kept = " ".join(e.body for e in o.entries()) + " ".join(row.state for row in o.standings())
    for word in ("Hasan", "bakery", "0999", "behind the school"):
        assert word not in kept
