"""What the receipt of a public report tells, and that it promises nothing."""

from najda.application.receipts import Receipt, receipt_of
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.end_mission import abort_mission
from najda.application.usecases.judge_report import link_report, set_report_aside, take_report_up
from najda.application.usecases.work_mission import accept_mission
from najda.domain.incidents.events import Ending


def told(operations, report):
    with operations.desk.store.reading() as view:
        return receipt_of(view, report)


def test_a_receipt_follows_its_report_from_received_to_closed(operations):
    o, report = operations, operations.report()
    assert told(o, report) == Receipt.RECEIVED

    incident, team = o.incident(), o.team()
    link_report(o.desk, o.act(), report=report, incident=incident)
    assert told(o, report) == Receipt.LOOKED_AT

    mission = o.send(incident, team)
    assert told(o, report) == Receipt.LOOKED_AT, "a team was asked, and has not said that it goes"

    accept_mission(o.desk, o.act(), mission=mission, team=team)
    assert told(o, report) == Receipt.HELP_COMING

    abort_mission(o.desk, o.act(), mission=mission, reason="road cut")
    assert told(o, report) == Receipt.LOOKED_AT

    close_incident(o.desk, o.act(), incident=incident, ending=Ending.HANDED_OVER, reason="army")
    assert told(o, report) == Receipt.CLOSED


def test_a_report_set_aside_is_closed_until_it_is_taken_up(operations):
    o, report = operations, operations.report()
    set_report_aside(o.desk, o.act(), report=report, reason="a test")
    assert told(o, report) == Receipt.CLOSED

    take_report_up(o.desk, o.act(), report=report, reason="called again")
    assert told(o, report) == Receipt.RECEIVED


def test_what_is_not_there_has_no_receipt(operations):
    assert told(operations, "nothing") is None
