"""Say more exactly what an incident needs, where it is, and what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.desk import Act, Desk, Done, Work
from najda.application.whereabouts import Where, kept, resolved
from najda.domain.incidents import decide
from najda.domain.incidents.events import IncidentPlaced, IncidentRevised, NeedAssessed
from najda.kernel.need import Need
from najda.kernel.places import Place
from najda.kernel.tasks import Capability, Task


def assess_need(desk: Desk, act: Act, *, incident: str, need: Need) -> Done:
    """Assess the need anew; its priority follows from it alone."""

    def work(work: Work) -> None:
        state = work.get("incidents", incident)
        work.add("incidents", incident, decide.assess(state, need=need))

    return desk.perform(act, work, NeedAssessed, incident)


def place_incident(desk: Desk, act: Act, *, incident: str, where: Where | Place) -> Done:
    """Say where it turned out to be."""
    given = resolved(desk, where)

    def work(work: Work) -> None:
        place, directions = kept(work, incident, given)
        state = work.get("incidents", incident)
        work.add("incidents", incident, decide.place(state, place=place, directions=directions))

    return desk.perform(act, work, IncidentPlaced, incident)


def revise_incident(
    desk: Desk,
    act: Act,
    *,
    incident: str,
    task: Task,
    capabilities: Sequence[Capability] = (),
) -> Done:
    """Say what it turned out to be and to ask for."""

    def work(work: Work) -> None:
        state = work.get("incidents", incident)
        revised = decide.revise(state, task=task, capabilities=capabilities)
        work.add("incidents", incident, revised)

    return desk.perform(act, work, IncidentRevised, incident)
