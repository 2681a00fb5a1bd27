"""Who is sent: the proposal is confirmed, or others are chosen and it is said why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from najda.application.desk import Act, Desk, Done
from najda.application.rooms import MISSIONS
from najda.application.usecases import send_teams
from najda.domain.incidents.status import Status
from najda.domain.missions.status import Status as MissionStatus
from najda.kernel.ids import id_within
from najda.kernel.phrases import N_, phrase
from najda.kernel.values import replace

from ..access import may
from ..acting import attempt, recorded
from ..finding import Thing, thing, visible
from ..naming import place_name
from ..pages import done, page
from ..plan.reasons import reasons
from ..saying import Names
from .acts import sent
from .forms import SendForm
from .glance import glance
from .proposal import Proposal, proposal

PLAN = "plan"
"""What the button that sets teams down without sending them sends."""


@may("missions.send")
def send(request: HttpRequest, incident: Any) -> HttpResponse:
    """Choose who goes, and send them or set them down."""
    found = thing(request, "incidents", incident, "missions.send")
    missions = _missions(request, found)
    if found.state.status == Status.CLOSED and request.method != "POST":
        return done(request, _("This incident is closed. Reopen it first."), "incident", found.id)
    who = proposal(request, found)
    form = SendForm(
        sent(request),
        teams=[option.team.id for option in who.options],
        missions=[(one.id, _called(request, one)) for one in missions],
        initial=_initial(request, who, missions),
    )
    if request.method == "POST" and form.is_valid():
        answer = _sent(request, found, form)
        if answer:
            return answer
        found = thing(request, "incidents", incident, "incidents.read")
        missions, who = _missions(request, found), proposal(request, found)
    context = {
        "incident": found, "proposal": who, "missions": missions, **_why(request, found),
        **glance(request, found),
    }  # fmt: skip
    return page(request, "incidents/send.html", context, form=form)


def _why(request: HttpRequest, found: Thing) -> dict[str, Any]:
    """Return the reasons for each slot that is open; none while the planner is getting ready."""
    if not request.desk.planning.is_ready:
        return {"ready": False}
    return {"ready": True, "reasons": reasons(request, found)}


def _sent(request: HttpRequest, found: Thing, form: SendForm) -> HttpResponse | None:
    """Send or set down who was chosen; None if that was refused, which the form then says."""
    given = form.cleaned_data
    teams, mission = given["teams"], given["mission"]
    if request.POST.get("do") == PLAN:
        use = _set_down if mission else send_teams.plan_mission
        where = {"mission": mission} if mission else {"incident": found.id}
        came = attempt(request, form, use, teams=teams, **where)
        said = _("The teams were set down; nobody was sent.")
    else:
        came = attempt(
            request, form, send_teams.send_teams, incident=found.id, teams=teams,
            mission=mission, override_reason=given["override_reason"],
        )  # fmt: skip
        said = request.language.say(_said(request, found, teams))
    if not came:
        return None
    return recorded(request, came, said, "mission", mission or came.made("missions"))


def _set_down(desk: Desk, act: Act, *, mission: str, teams: Sequence[str]) -> Done:
    """Set several teams down for a mission: all of them, or none."""
    with desk.together():
        came = [
            send_teams.set_team_down(
                desk, replace(act, id=id_within(act.id, team)), mission=mission, team=team
            )
            for team in teams
        ]
    return came[-1]


def _said(request: HttpRequest, found: Thing, teams: Sequence[str]) -> Any:
    names = [thing(request, "teams", team, "teams.read").state.name for team in teams]
    place = place_name(request.language, found.state.place, request.desk.gazetteer)
    return phrase(N_("Sent to {place}: {teams}."), teams=names, place=place)


def _missions(request: HttpRequest, found: Thing) -> list[Thing]:
    going = (MissionStatus.PLANNED, MissionStatus.UNDER_WAY)
    with request.desk.store.reading() as view:
        rows = view.standings(MISSIONS.name, parent=found.id, status=going)
        return visible(request, view, "missions.read", rows)


def _called(request: HttpRequest, mission: Thing) -> str:
    """Return what tells a mission from others to the same place: where it stands, and who is on it."""
    with request.desk.store.reading() as view:
        names = Names(request, view)
        teams = [names.of(leg.team) for leg in mission.state.legs]
    says = phrase(N_("{status}: {teams}"), status=mission.state.status, teams=teams)
    return request.language.say(says)


def _initial(request: HttpRequest, who: Proposal, missions: Sequence[Thing]) -> dict[str, Any]:
    """Return what is ticked at first: those set down for the mission asked for, else the proposal."""
    asked = next((one for one in missions if one.id == request.GET.get("mission")), None)
    teams = list(asked.state.set_down) if asked else []
    first = [option.team.id for option in who.first]
    return {"teams": teams or first, "mission": asked.id if asked else who.mission}
