"""Report a danger on a place, say how long it lasts, and that it is over."""

from __future__ import annotations

from datetime import datetime

from najda.application.desk import Act, Desk, Done, Work
from najda.application.whereabouts import Where, resolved
from najda.domain.hazards import decide
from najda.domain.hazards.events import HazardCleared, HazardExtended, HazardReported
from najda.kernel.phrases import N_
from najda.kernel.places import Place
from najda.kernel.tasks import HazardKind
from najda.kernel.time import moment


def report_hazard(
    desk: Desk,
    act: Act,
    *,
    kind: HazardKind,
    where: Where | Place,
    radius_m: int,
    until: datetime | None = None,
    incident: str = "",
) -> Done:
    """Report a danger within `radius_m` metres of a place. Its id is `Done.made("hazards")`."""
    place = resolved(desk, where)

    def work(work: Work) -> None:
        hazard = work.new_id("hazard")
        if incident:
            work.get("incidents", incident)
        reported = decide.report(
            work.find("hazards", hazard),
            kind=kind,
            place=place,
            radius_m=radius_m,
            until=until and moment(until),
            incident=incident,
            at=work.at,
        )
        work.add("hazards", hazard, reported)

    return desk.perform(act, work, HazardReported)


def extend_hazard(
    desk: Desk, act: Act, *, hazard: str, until: datetime | None, reason: str
) -> Done:
    """Say that the danger lasts until another time; None: until it is cleared."""

    def work(work: Work) -> None:
        why = work.seal_reason(hazard, reason, N_("extend"))
        ends = until and moment(until)
        state = work.get("hazards", hazard)
        work.add("hazards", hazard, decide.extend(state, until=ends, reason=why, at=work.at))

    return desk.perform(act, work, HazardExtended, hazard)


def clear_hazard(desk: Desk, act: Act, *, hazard: str, reason: str) -> Done:
    """Say that the danger is over, and how that is known."""

    def work(work: Work) -> None:
        why = work.seal_reason(hazard, reason, N_("clear"))
        work.add("hazards", hazard, decide.clear(work.get("hazards", hazard), reason=why))

    return desk.perform(act, work, HazardCleared, hazard)
