"""Open an incident, from a report or from what somebody saw."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.desk import Act, Desk, Done, Work
from najda.application.whereabouts import Where, kept, resolved
from najda.domain.incidents import decide as incidents
from najda.domain.incidents.events import IncidentOpened
from najda.kernel.need import Need
from najda.kernel.places import Place
from najda.kernel.tasks import Capability, Task

from .judge_report import linked


def open_incident(
    desk: Desk,
    act: Act,
    *,
    task: Task,
    need: Need,
    where: Where | Place | None = None,
    capabilities: Sequence[Capability] = (),
    report: str = "",
) -> Done:
    """Open an incident; with a `report` it is linked, and lends its place where none is given. The
    incident's id is `Done.made("incidents")`."""
    given = where and resolved(desk, where)

    def work(work: Work) -> None:
        opened(work, task, need, given, capabilities, report)

    return desk.perform(act, work, IncidentOpened, *([report] if report else []))


def opened(
    work: Work,
    task: Task,
    need: Need,
    given: Place | None,
    capabilities: Sequence[Capability],
    report: str,
) -> None:
    """Open it within an act."""
    incident = work.new_id("incident")
    told = work.get("reports", report) if report else None
    place, directions = kept(work, incident, given or Place())
    if told and given is None:
        place, directions = told.place, told.directions
    facts = incidents.open_(
        work.find("incidents", incident),
        task=task,
        place=place,
        need=need,
        capabilities=capabilities,
        directions=directions,
    )
    work.add("incidents", incident, facts)
    if told:
        linked(work, report, incident)
