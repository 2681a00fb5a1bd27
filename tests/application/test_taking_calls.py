"""A call is one act: the report, and the incident it is linked to or opens, or nothing at all."""

from __future__ import annotations

import pytest

from najda.application.errors import NotFound
from najda.application.usecases.take_call import KindMissing, take_call
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.tasks import Channel, Task
from tests.application.operations import GRAVE

CALL = {"text": "جدار سقط", "channel": Channel.CALL}


def test_a_call_alone_is_a_report_that_waits(operations):
    o = operations
    done = take_call(o.desk, o.act(), **CALL)

    report = o.view("reports", done.made("reports"))
    assert (report.status, report.incident) == ("received", "")


def test_a_call_may_open_an_incident_with_its_place_and_need(operations):
    o = operations
    act = o.act()
    for _ in range(2):
        done = take_call(o.desk, act, **CALL, task=Task.RESCUE, need=GRAVE, opens=True)

    incident = o.view("incidents", done.made("incidents"))
    assert incident.reports == (done.made("reports"),)
    assert (incident.task, incident.need) == (Task.RESCUE, GRAVE)
    assert done.again


def test_a_call_may_be_linked_to_an_incident_already_known(operations):
    o = operations
    incident = o.incident()
    done = take_call(o.desk, o.act(), **CALL, incident=incident, opens=True)

    assert o.view("incidents", incident).reports == (done.made("reports"),)
    assert len([row for row in o.standings() if row.room == "incidents"]) == 1


def test_nothing_is_kept_of_a_call_that_cannot_be_linked_or_opened(operations):
    o = operations
    before = o.entries()
    with pytest.raises(NotFound):
        take_call(o.desk, o.act(), **CALL, incident=derived_id("nowhere"))
    with pytest.raises(KindMissing):
        take_call(o.desk, o.act(), **CALL, opens=True)
    assert o.entries() == before


def test_reports_wait_by_the_need_they_tell_of(operations):
    o = operations
    calm = o.report(need=Need(life_threat=LifeThreat.NONE, people_at_risk=0))
    unknown = o.report()
    grave = o.report(need=GRAVE)

    with o.desk.store.reading() as view:
        rows = view.standings("reports")
    assert [row.id for row in rows] == [grave, unknown, calm]
