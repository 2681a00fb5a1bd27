"""See who should go where, and why: for one incident, or for all at once. Nothing is decided here."""

from __future__ import annotations

from najda.application.desk import Desk
from najda.application.permissions import Grant, Permission, can
from najda.application.planning.cover import Cover, cover
from najda.application.planning.outlook import ALIVE
from najda.application.ports import Reading
from najda.application.reach import reach_of
from najda.application.rooms import INCIDENTS, TEAMS
from najda.dispatch.choice import Proposal
from najda.dispatch.explain import Explanation, explain, explain_all
from najda.dispatch.plan import Plan, Ranking
from najda.dispatch.schedule import StandingPlan
from najda.dispatch.whatif import WhatIf, what_if
from najda.domain.incidents.status import Status
from najda.kernel.tasks import Capability
from najda.kernel.values import replace


def rank_teams(desk: Desk, *, incident: str, grant: Grant | None = None) -> Ranking:
    """Return every team for one incident: the fit best first, the unfit with why not; with a `grant` only
    those that whoever has it may send."""
    with desk.store.reading() as view:
        ranking = desk.planning.ranking(view, desk.clock.now(), incident)
        return _within(ranking, _sendable(view, grant))


def plan_all_teams(desk: Desk) -> StandingPlan:
    """Return the plan that stands for all open incidents, brought up to date."""
    with desk.store.reading() as view:
        return desk.planning.told(desk.planning.plan(view, desk.clock.now()))


def proposal_for(desk: Desk, *, incident: str, grant: Grant | None = None) -> Proposal:
    """Return who should go to one incident now, by rank and by the plan; with a `grant` only those
    that whoever has it may send."""
    with desk.store.reading() as view:
        found = desk.planning.proposal(view, desk.clock.now(), incident)
        return found._replace(ranking=_within(found.ranking, _sendable(view, grant)))


def propose_teams(
    desk: Desk, *, most: int | None = None, area: str | None = None, grant: Grant | None = None
) -> Plan:
    """Return one proposal for all waiting incidents at once, or for the weightiest `most` in an area;
    with a `grant` only of teams that whoever has it may send."""
    if most is None and area is None and grant is None:
        return plan_all_teams(desk).plan()
    with desk.store.reading() as view:
        rows = view.standings(INCIDENTS.name, status=[Status.WAITING], area=area, limit=most)
        teams = _sendable(view, grant)
        at, ids = desk.clock.now(), [row.id for row in rows]
        return desk.planning.told(desk.planning.plan_for(view, at, ids, teams=teams)).plan()


def _sendable(view: Reading, grant: Grant | None) -> set[str] | None:
    """Return the teams that whoever has the grant may send; None: every team."""
    if grant is None:
        return None
    rows = view.standings(TEAMS.name, status=ALIVE)
    return {row.id for row in rows if can(grant, Permission.MISSIONS_SEND, reach_of(view, row))}


def _within(ranking: Ranking, teams: set[str] | None) -> Ranking:
    if teams is None:
        return ranking
    return replace(
        ranking,
        fit=tuple(one for one in ranking.fit if one.team in teams),
        unfit=tuple(one for one in ranking.unfit if one.team in teams),
    )


def explain_proposal(
    desk: Desk, *, incident: str, capability: Capability, place: int = 1
) -> Explanation:
    """Return why the plan fills one slot of an incident as it does, or leaves it open; of several that
    ask for the same the one number `place`, the soonest served first."""
    return explain(plan_all_teams(desk), incident, capability, place=place)


def explain_incident(desk: Desk, *, incident: str) -> tuple[Explanation, ...]:
    """Return why the plan fills every slot of an incident as it does, or leaves it open."""
    return explain_all(plan_all_teams(desk), incident)


def what_if_sent(desk: Desk, *, incident: str, capability: Capability, team: str) -> WhatIf:
    """Return what sending this team now would change against the plan that stands."""
    with desk.store.reading() as view:
        standing = desk.planning.told(desk.planning.plan_besides(view, desk.clock.now(), incident))
    return what_if(standing, incident, capability, team)


def watch_cover(desk: Desk) -> Cover:
    """Return which areas nobody reaches in time now and later, suggestions, and where teams run out."""
    with desk.store.reading() as view:
        return cover(desk.planning, view, desk.clock.now())
