"""Neighbours asked for teams: asking, their answer, who came, for longer, taking it back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from najda.application.look_up import ALIVE_TEAMS
from najda.application.usecases import ask_for_aid as usecases
from najda.kernel.tasks import Capability

from ..access import may
from ..acting import attempt, recorded
from ..board.views import around
from ..finding import Thing, thing, visible
from ..forms import Form
from ..naming import area_name
from ..pages import done, page
from .asked import told
from .forms import AnswerForm, AskForm, CameForm, Choices, LongerForm, ReasonForm

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])

USUAL_HOURS = 12
"""How long aid is asked for unless said otherwise: a shift. Najda's policy."""


@may("aid.ask")
@GET_OR_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a neighbour for teams, for an area within the person's own."""
    form = AskForm(
        request.POST or None, language=request.language, mine=_areas(request, mine=True),
        all_=_areas(request), initial=_begins_with(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, usecases.ask_for_aid, **form.arguments())
        if came:
            return done(request, _("That aid is asked for was recorded."), "cover")
    return page(request, "plan/ask.html", form=form)


@may("aid.answer")
@GET_OR_POST
def answer(request: HttpRequest, aid: UUID) -> HttpResponse:
    """Note what the neighbour answers; the last answer holds."""
    found = thing(request, "aid", aid, "aid.answer")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["number"]:
            came = attempt(request, form, usecases.grant_aid, aid=found.id, **given)
        else:
            came = attempt(
                request, form, usecases.decline_aid, aid=found.id, reason=given["reason"]
            )
        if came:
            return done(request, _("The answer was recorded."), "cover")
    return _show(request, found, form, "answer")


@may("aid.ask")
@GET_OR_POST
def withdraw(request: HttpRequest, aid: UUID) -> HttpResponse:
    """Say that the aid is needed no longer."""
    found = thing(request, "aid", aid, "aid.ask")
    form = ReasonForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(request, form, usecases.withdraw_aid, aid=found.id, **form.cleaned_data):
        return done(request, _("The request was withdrawn."), "cover")
    return _show(request, found, form, "withdraw")


@may("aid.ask")
@GET_OR_POST
def extend(request: HttpRequest, aid: UUID) -> HttpResponse:
    """Say until when the teams are needed; a request that lapsed stands again."""
    found = thing(request, "aid", aid, "aid.ask")
    later = max(found.state.until, request.site.now()) + timedelta(hours=USUAL_HOURS)
    form = LongerForm(request.POST or None, initial={"until": later})
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, usecases.extend_aid, aid=found.id, **form.cleaned_data)
        if came:
            said = _("Until when the teams are needed was recorded.")
            return recorded(request, came, said, "cover")
    return _show(request, found, form, "extend")


@may("aid.answer")
@GET_OR_POST
def teams(request: HttpRequest, aid: UUID) -> HttpResponse:
    """Show which teams are here on the request, and note that one came."""
    found = thing(request, "aid", aid, "aid.answer")
    form = CameForm(request.POST or None, teams=_who_may_have_come(request, found))
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, usecases.welcome_team, aid=found.id, **form.cleaned_data)
        if came:
            return recorded(request, came, _("That the team is here was recorded."), *_back(found))
    return _show(request, found, form, "teams")


@may("aid.answer")
@require_POST
def leave(request: HttpRequest, aid: UUID, team: UUID) -> HttpResponse:
    """Note that a team is here no longer."""
    found = thing(request, "aid", aid, "aid.answer")
    form = Form(request.POST)
    came = attempt(request, form, usecases.let_team_go, aid=found.id, team=str(team))
    if came:
        return recorded(request, came, _("That the team left was recorded."), *_back(found))
    return _show(request, found, form, "teams")


def _back(found: Thing) -> tuple[str, str]:
    return "aid_teams", found.id


def _show(request: HttpRequest, found: Thing, form: Form, step: str) -> HttpResponse:
    """Return one of the pages of a request, as it stands now: after a refusal it may be another."""
    found = thing(request, "aid", found.id, "aid.read")
    with request.desk.store.reading() as view:
        context = {
            "aid": found,
            "step": step,
            "asked": told(request, view, found.id, found.state),
        }
    if step == "teams":
        is_choice = isinstance(form, CameForm)
        choice = form if is_choice else CameForm(teams=_who_may_have_come(request, found))
        context |= {"choice": choice, "is_choice": is_choice}
    return page(request, "plan/aid.html", context, form=form)


def _who_may_have_come(request: HttpRequest, found: Thing) -> Choices:
    """Return the teams within the person's areas that are not here on the request yet, by name."""
    with request.desk.store.reading() as view:
        seen = visible(request, view, "teams.read", view.standings("teams", status=ALIVE_TEAMS))
    here = set(found.state.here)
    return sorted(
        ((one.id, one.state.name) for one in seen if one.id not in here), key=lambda one: one[1]
    )


def _areas(request: HttpRequest, *, mine: bool = False) -> Choices:
    """Return areas by code and name; `mine` those within the person's own."""
    gazetteer, limited = request.desk.gazetteer, set(request.grant.areas) if mine else set()
    codes = [
        area.code
        for area in gazetteer.areas()
        if not limited or limited & set(around(request, area.code))
    ]
    return sorted(
        ((code, area_name(request.language, gazetteer, code)) for code in codes),
        key=lambda one: one[1],
    )


def _begins_with(request: HttpRequest) -> dict[str, object]:
    """Return what the page before knew: where teams run out, of what."""
    known = {one.value for one in Capability}
    asked = {name: request.GET.get(name, "") for name in ("area", "capability")}
    if asked["capability"] not in known:
        del asked["capability"]
    return {**asked, "until": request.site.now() + timedelta(hours=USUAL_HOURS)}
