"""See who should go where, and why: for one incident, or for all at once. Nothing is decided here."""

from __future__ import annotations

from najda.application.desk import Desk
from najda.application.planning.cover import Cover, cover
from najda.application.rooms import INCIDENTS
from najda.dispatch.choice import Proposal
from najda.dispatch.explain import Explanation, explain
from najda.dispatch.plan import Plan, Ranking
from najda.dispatch.schedule import StandingPlan
from najda.dispatch.whatif import WhatIf, what_if
from najda.domain.incidents.status import Status
from najda.kernel.tasks import Capability


def rank_teams(desk: Desk, *, incident: str) -> Ranking:
    """Return every team for one incident: the fit best first, the unfit with why not."""
    with desk.store.reading() as view:
        return desk.planning.ranking(view, desk.clock.now(), incident)


def plan_all_teams(desk: Desk) -> StandingPlan:
    """Return the plan that stands for all open incidents, brought up to date."""
    with desk.store.reading() as view:
        return desk.planning.plan(view, desk.clock.now())


def proposal_for(desk: Desk, *, incident: str) -> Proposal:
    """Return who should go to one incident now, by rank and by the plan for all."""
    with desk.store.reading() as view:
        return desk.planning.proposal(view, desk.clock.now(), incident)


def propose_teams(desk: Desk, *, most: int | None = None, area: str | None = None) -> Plan:
    """Return one proposal for all waiting incidents at once, or for the weightiest `most` in an area."""
    if most is None and area is None:
        return plan_all_teams(desk).plan()
    with desk.store.reading() as view:
        rows = view.standings(INCIDENTS.name, status=[Status.WAITING], area=area, limit=most)
        return desk.planning.plan_for(view, desk.clock.now(), [row.id for row in rows]).plan()


def explain_proposal(desk: Desk, *, incident: str, capability: Capability) -> Explanation:
    """Return why the plan fills one slot of an incident as it does, or leaves it open."""
    return explain(plan_all_teams(desk), incident, capability)


def what_if_sent(desk: Desk, *, incident: str, capability: Capability, team: str) -> WhatIf:
    """Return what sending this team now would change against the plan that stands."""
    return what_if(plan_all_teams(desk), incident, capability, team)


def watch_cover(desk: Desk) -> Cover:
    """Return which areas nobody reaches in time now and later, suggestions, and where teams run out."""
    with desk.store.reading() as view:
        return cover(desk.planning, view, desk.clock.now())
