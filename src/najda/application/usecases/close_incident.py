"""Close an incident, and open it again."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.incidents import decide
from najda.domain.incidents.events import Ending


def close_incident(
    desk: Desk, act: Act, *, incident: str, ending: Ending, reason: str = ""
) -> Done:
    """Close an incident; every ending but a resolved one says why."""

    def work(work: Work) -> None:
        why = work.seal_reason(incident, reason, "close") if reason.strip() else None
        state = work.get("incidents", incident)
        work.add("incidents", incident, decide.close(state, ending=ending, reason=why))

    return desk.perform(act, work)


def reopen_incident(desk: Desk, act: Act, *, incident: str, reason: str) -> Done:
    """Open a closed incident again."""

    def work(work: Work) -> None:
        why = work.seal_reason(incident, reason, "reopen")
        work.add("incidents", incident, decide.reopen(work.get("incidents", incident), reason=why))

    return desk.perform(act, work)
