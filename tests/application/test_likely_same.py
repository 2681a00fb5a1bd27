"""What a new message likely tells of: the nearest open incidents and waiting reports, with reasons."""

from __future__ import annotations

from random import Random

import pytest

from najda.application import codec
from najda.application.likely_same import OPEN, likely_of_report, likely_same
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.judge_report import link_report
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.protect_person import erase_subject
from najda.application.whereabouts import Where
from najda.domain.incidents.events import Ending
from najda.intake.likeness import Told, likeness
from najda.kernel.places import Place, Position, Precision
from najda.kernel.tasks import Task
from tests.application.operations import GRAVE, TOWN

HERE = Place(position=TOWN, precision=Precision.EXACT)


def anybody(view, row):
    return True


def ask(o, place=HERE, *, may_see=anybody, **more):
    return likely_same(o.desk, place=place, at=o.clock.at, may_see=may_see, **more)


def beside(metres):
    return Position.at(TOWN.lat + metres / 111_195, TOWN.lon)


def test_an_incident_nearby_is_likely_and_says_why(operations):
    o = operations
    near = o.incident(position=beside(280), task=Task.FIREFIGHTING)
    o.incident(position=beside(30_000), task=Task.FIREFIGHTING)
    o.clock.pass_(minutes=12)

    (found,) = ask(o, task=Task.FIREFIGHTING)

    assert found.id == near
    assert [str(r) for r in found.likeness.reasons] == [
        "280 m away", "12 minutes apart", "the same kind",
    ]  # fmt: skip


def test_what_is_closed_or_not_for_the_person_s_eyes_is_not_shown(operations):
    o = operations
    closed = o.incident()
    close_incident(o.desk, o.act(), incident=closed, ending=Ending.RESOLVED)
    hidden = o.incident()

    assert [one.id for one in ask(o)] == [hidden]
    assert ask(o, may_see=lambda view, row: row.id != hidden) == []


def test_a_place_no_map_knows_is_compared_by_its_words(operations):
    o = operations
    same = o.report("house down", where=Where(words="behind the old mill"))
    o.report("house down", where=Where(words="at the southern quay"))

    found = ask(o, Place(), text="people under it\nbehind the old mill")

    assert [one.id for one in found] == [same]


def test_a_waiting_report_is_shown_beside_until_it_is_judged(operations):
    o = operations
    report = o.report()
    new = o.report()

    assert [one.id for one in ask(o, leave_out=new)] == [report]

    incident = open_incident(o.desk, o.act(), task=Task.RESCUE, need=GRAVE, report=report)
    assert [one.id for one in ask(o, leave_out=new)] == [incident.made("incidents")]


def test_words_in_common_are_counted_and_an_erased_report_has_none(operations):
    o = operations
    report = o.report("دخان كثيف قرب المدرسة القديمة")
    text = "يوجد دخان من المدرسه القديمه"

    (found,) = ask(o, text=text)
    assert "3 words in common" in [str(r) for r in found.likeness.reasons]

    erase_subject(o.desk, o.act(), subject=report)
    assert all("common" not in str(r) for one in ask(o, text=text) for r in one.likeness.reasons)


def test_words_alone_lead_to_what_has_no_position(operations):
    o = operations
    report = o.report("جدار سقط فوق سيارة بيضاء", where=Place(words="by the old mill"))
    nowhere = Place(words="the old mill")

    assert [one.id for one in ask(o, nowhere, text="سقط جدار على سيارة بيضاء")] == [report]
    assert ask(o, nowhere) == []


def test_a_report_that_came_in_is_compared_without_itself(operations):
    o = operations
    incident = o.incident()
    report = o.report(where=HERE)
    state = o.view("reports", report)

    found = likely_of_report(o.desk, report, state, may_see=anybody)
    assert [one.id for one in found] == [incident]

    link_report(o.desk, o.act(), report=report, incident=incident)
    assert len(o.view("incidents", incident).reports) == 1


@pytest.mark.parametrize("seed", range(3))
def test_of_many_the_same_are_found_as_by_comparing_each(operations, seed):
    o, random = operations, Random(seed)
    for _ in range(40):
        o.clock.pass_(minutes=random.randrange(20))
        away = Position.at(TOWN.lat + random.gauss(0, 0.01), TOWN.lon + random.gauss(0, 0.01))
        o.incident(position=away, task=random.choice([Task.RESCUE, Task.MEDICAL]))
    told = Told(place=HERE, at=o.clock.at, task=Task.RESCUE)
    with o.desk.store.reading() as view:
        rows = view.standings("incidents", status=OPEN)
    scored = []
    for row in rows:
        state = codec.state_from("incidents", row.state)
        other = Told(place=state.place, at=state.opened_at, task=state.task)
        alike = likeness(told, other)
        if alike.is_likely:
            scored.append((-alike.score, row.id))

    found = ask(o, task=Task.RESCUE, limit=5)

    assert [one.id for one in found] == [id_ for _, id_ in sorted(scored)[:5]]
