"""What a team says of its mission as it goes, noted by itself or by whoever is at the radio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from najda.application.desk import Done
from najda.application.permissions import Permission, can
from najda.application.usecases import work_mission
from najda.application.usecases.send_teams import take_team_off
from najda.domain.missions import events
from najda.domain.missions.rules import can_step
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import Fact

from ..access import may
from ..acting import attempt, recorded
from ..finding import Thing, thing
from ..forms import Form
from ..incidents.acts import sent
from ..incidents.forms import ReasonForm
from ..pages import page


class Step(NamedTuple):
    """A step: what it leaves, what does it, what the button and the answer say, who may note it."""

    slug: str
    leaves: type[Fact]
    use_case: Callable[..., Done]
    button: str
    done: str
    explained: bool = False
    permission: Permission = Permission.MISSIONS_WORK


STEPS = {
    step.slug: step
    for step in (
        Step(
            "accept", events.TeamAccepted, work_mission.accept_mission,
            N_("{team} goes"), N_("Noted: {team} goes."),
        ),
        Step(
            "depart", events.TeamDeparted, work_mission.depart,
            N_("{team} is on its way"), N_("Noted: {team} is on its way."),
        ),
        Step(
            "arrive", events.TeamArrived, work_mission.arrive,
            N_("{team} is there"), N_("Noted: {team} is there."),
        ),
        Step(
            "finish", events.TeamDone, work_mission.finish,
            N_("{team} is done and free"), N_("Noted: {team} is done, and free again."),
        ),
        Step(
            "refuse", events.TeamRefused, work_mission.refuse_mission,
            N_("{team} does not go"), N_("Noted: {team} does not go, and is free."), explained=True,
        ),
        Step(
            "call-back", events.TeamWithdrawn, work_mission.call_back,
            N_("Call {team} back"), N_("{team} was called back, and is free."), explained=True,
            permission=Permission.MISSIONS_SEND,
        ),
    )
}  # fmt: skip
"""In the order of the way: the first that is possible is the likely one."""


class Possible(NamedTuple):
    """A step a team can take now, and what its button says."""

    slug: str
    explained: bool
    says: Phrase


def possible(request: HttpRequest, mission: Thing, team: Thing | None) -> list[Possible]:
    """Return the steps of a team that the person may note now, the likely one first."""
    if team is None:
        return []
    return [
        Possible(step.slug, step.explained, phrase(step.button, team=team.state.name))
        for step in STEPS.values()
        if can_step(mission.state, team.id, step.leaves) and can(request.grant, step.permission)
    ]


@may("missions.work")
def step(request: HttpRequest, mission: Any, team: Any, step: str) -> HttpResponse:
    """Note a step of a team; where it is to be explained, ask why."""
    meant = STEPS.get(step)
    if meant is None:
        raise Http404
    found = thing(request, "missions", mission, meant.permission)
    its = thing(request, "teams", team, meant.permission)
    form = ReasonForm(sent(request)) if meant.explained else Form(sent(request))
    if request.method == "POST" and form.is_valid():
        came = attempt(
            request, form, meant.use_case, mission=found.id, team=its.id, **form.arguments()
        )
        if came:
            said = request.language.say(phrase(meant.done, team=its.state.name))
            return recorded(request, came, said, "mission", found.id)
        found = thing(request, "missions", mission, "missions.read")
    says = phrase(meant.button, team=its.state.name)
    return page(request, "missions/step.html", {"mission": found, "says": says}, form=form)


@may("missions.send")
def take_off(request: HttpRequest, mission: Any, team: Any) -> HttpResponse:
    """Free a team that was set down and not sent."""
    found = thing(request, "missions", mission, "missions.send")
    its = thing(request, "teams", team, "missions.send")
    form = Form(sent(request))
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, take_team_off, mission=found.id, team=its.id)
        if came:
            said = _("%(team)s was taken off, and is free.") % {"team": its.state.name}
            return recorded(request, came, said, "mission", found.id)
        found = thing(request, "missions", mission, "missions.read")
    says = phrase(N_("Take {team} off"), team=its.state.name)
    return page(request, "missions/step.html", {"mission": found, "says": says}, form=form)
