"""Judge what a report tells of: an incident, something else than thought, or nothing for us."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.incidents import decide as incidents
from najda.domain.reports import decide as reports
from najda.domain.reports.events import ReportLinked, ReportSetAside, ReportSplit, ReportTakenUp
from najda.kernel.phrases import N_


def link_report(desk: Desk, act: Act, *, report: str, incident: str) -> Done:
    """Judge that the report tells of this incident."""

    def work(work: Work) -> None:
        linked(work, report, incident)

    return desk.perform(act, work, ReportLinked, report)


def linked(work: Work, report: str, incident: str) -> None:
    """Link them within an act."""
    told = reports.link(work.get("reports", report), incident=incident)
    work.add("reports", report, told)
    attached = incidents.attach(work.get("incidents", incident), report=report)
    work.add("incidents", incident, attached)


def split_report(desk: Desk, act: Act, *, report: str, reason: str) -> Done:
    """Take back that the report tells of the incident it is linked to."""

    def work(work: Work) -> None:
        state = work.get("reports", report)
        why = work.seal_reason(report, reason, N_("split"))
        work.add("reports", report, reports.split(state, reason=why))
        incident = work.get("incidents", state.incident)
        work.add("incidents", state.incident, incidents.detach(incident, report=report))

    return desk.perform(act, work, ReportSplit, report)


def set_report_aside(desk: Desk, act: Act, *, report: str, reason: str) -> Done:
    """Judge that the report calls for nothing."""

    def work(work: Work) -> None:
        why = work.seal_reason(report, reason, N_("set aside"))
        work.add("reports", report, reports.set_aside(work.get("reports", report), reason=why))

    return desk.perform(act, work, ReportSetAside, report)


def take_report_up(desk: Desk, act: Act, *, report: str, reason: str) -> Done:
    """Take up again a report that was set aside."""

    def work(work: Work) -> None:
        why = work.seal_reason(report, reason, N_("take up"))
        work.add("reports", report, reports.take_up(work.get("reports", report), reason=why))

    return desk.perform(act, work, ReportTakenUp, report)
