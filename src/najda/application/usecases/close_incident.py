"""Close an incident, and open it again."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.incidents import decide
from najda.domain.incidents.events import Ending, IncidentClosed, IncidentReopened
from najda.domain.incidents.rules import MissionsUnderWay
from najda.domain.missions.status import Status
from najda.kernel.phrases import N_
from najda.kernel.visible import visible


def close_incident(
    desk: Desk, act: Act, *, incident: str, ending: Ending, reason: str = ""
) -> Done:
    """Close an incident; every ending but a resolved one says why."""

    def work(work: Work) -> None:
        why = work.seal_reason(incident, reason, N_("close")) if visible(reason) else None
        state = work.get("incidents", incident)
        check_nothing_planned(work, incident)
        work.add("incidents", incident, decide.close(state, ending=ending, reason=why))

    return desk.perform(act, work, IncidentClosed, incident)


def reopen_incident(desk: Desk, act: Act, *, incident: str, reason: str) -> Done:
    """Open a closed incident again."""

    def work(work: Work) -> None:
        why = work.seal_reason(incident, reason, N_("reopen"))
        work.add("incidents", incident, decide.reopen(work.get("incidents", incident), reason=why))

    return desk.perform(act, work, IncidentReopened, incident)


def check_nothing_planned(work: Work, incident: str) -> None:
    """Raise MissionsUnderWay while a mission is planned here: its teams would stay set down."""
    planned = work.tx.standings("missions", parent=incident, status=[Status.PLANNED])
    if planned:
        raise MissionsUnderWay(count=len(planned), missions=", ".join(row.id for row in planned))
