"""Plan a mission, set teams down for it, and send them: a person confirms, or overrides with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.desk import Act, Desk, Done, Work
from najda.application.errors import MissionElsewhere, OverrideUnexplained
from najda.dispatch.choice import Proposal, departures
from najda.domain.incidents import decide as incidents
from najda.domain.incidents.events import MissionSent
from najda.domain.incidents.status import MOVES
from najda.domain.missions import decide as missions
from najda.domain.missions.events import MissionPlanned, Option, TeamSent, TeamSetDown, TeamTakenOff
from najda.domain.teams import decide as teams_
from najda.kernel.phrases import N_, phrase
from najda.kernel.status import check
from najda.kernel.visible import visible

from .propose_teams import proposal_for

KEPT_OPTIONS = 5
"""How many of the planner's best are kept beside what the person decided."""


def plan_mission(desk: Desk, act: Act, *, incident: str, teams: Sequence[str] = ()) -> Done:
    """Plan a mission to an incident and set teams down for it; nobody is sent yet. Its id is
    `Done.made("missions")`."""

    def work(work: Work) -> None:
        mission = _planned(work, incident)
        for team in dict.fromkeys(teams):
            _set_down(work, mission, team)

    return desk.perform(act, work, MissionPlanned, *teams)


def set_team_down(desk: Desk, act: Act, *, mission: str, team: str) -> Done:
    """Set a team down for a mission without sending it."""

    def work(work: Work) -> None:
        _set_down(work, mission, team)

    return desk.perform(act, work, TeamSetDown, mission, team)


def take_team_off(desk: Desk, act: Act, *, mission: str, team: str) -> Done:
    """Free a team that was set down and not sent."""

    def work(work: Work) -> None:
        taken_off = missions.take_off(work.get("missions", mission), team=team)
        work.add("missions", mission, taken_off)
        work.add("teams", team, teams_.lift_preassignment(work.get("teams", team), mission=mission))

    return desk.perform(act, work, TeamTakenOff, mission, team)


def send_teams(
    desk: Desk,
    act: Act,
    *,
    incident: str,
    teams: Sequence[str],
    mission: str = "",
    override_reason: str = "",
) -> Done:
    """Send teams to an incident, on a mission planned before or on a new one.

    What the planner thinks is kept beside the decision; sending a team that is not fit, or clearly later
    than another that could go, needs a reason. A team busy elsewhere is refused whatever the reason.
    """
    proposal = proposal_for(desk, incident=incident)
    options = [Option(team=c.team, minutes=round(c.enters_minutes, 1)) for c in proposal.best]

    def work(work: Work) -> None:
        on = mission or _planned(work, incident)
        _check_goes_to(work, on, incident)
        for team in dict.fromkeys(teams):
            work.add("teams", team, teams_.commit(work.get("teams", team), mission=on))
        why = None
        if visible(override_reason):
            why = work.seal_reason(on, override_reason, N_("override"))
        else:
            _check_as_proposed(work, proposal, teams)
        sent = missions.send(
            work.get("missions", on),
            teams=teams,
            proposed=options[:KEPT_OPTIONS],
            override=why,
        )
        work.add("missions", on, sent)
        work.add("incidents", incident, incidents.send(work.get("incidents", incident), mission=on))

    return desk.perform(act, work, TeamSent, mission or incident, *teams)


def _planned(work: Work, incident: str) -> str:
    """Plan a mission within an act, and return its id."""
    state = work.get("incidents", incident)
    check(MOVES, phrase(N_("The incident")), state.status, MissionSent)
    mission = work.new_id("mission")
    planned = missions.plan(work.find("missions", mission), incident=incident, task=state.task)
    work.add("missions", mission, planned)
    return mission


def _check_goes_to(work: Work, mission: str, incident: str) -> None:
    planned = work.get("missions", mission).incident
    if planned != incident:
        raise MissionElsewhere(mission=mission, planned=planned, incident=incident)


def _set_down(work: Work, mission: str, team: str) -> None:
    work.add("teams", team, teams_.preassign(work.get("teams", team), mission=mission))
    work.add("missions", mission, missions.set_down(work.get("missions", mission), team=team))


def _check_as_proposed(work: Work, proposal: Proposal, teams: Sequence[str]) -> None:
    for team, why in departures(proposal, teams).items():
        raise OverrideUnexplained(teams=work.get("teams", team).name, why=why)
