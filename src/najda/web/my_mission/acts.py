"""What a team presses: its steps, its check-in, its shift; what it says it did and found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from najda.application.desk import Act
from najda.application.permissions import Permission, check_may
from najda.application.usecases import check_in as hearing
from najda.application.usecases import run_shift, work_mission
from najda.application.usecases.protect_person import open_sealed
from najda.application.usecases.record_outcome import record_outcome
from najda.domain.missions.status import OUT, Part
from najda.domain.subjects.events import Purpose
from najda.intake.coordinates import read_pair
from najda.kernel.errors import Refusal
from najda.kernel.ids import id_within
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_
from najda.kernel.places import Position
from najda.kernel.values import replace

from ..access import may
from ..acting import act_of, attempt, pressed_at
from ..finding import Thing, thing
from ..pages import done, page
from .forms import OwnOutcomeForm, ReasonForm, ShiftForm
from .picture import Told, outcome_open, picture, told_of
from .views import show

STEPS = {
    "accept": (work_mission.accept_mission, N_("You accepted the mission.")),
    "depart": (work_mission.depart, N_("You departed.")),
    "arrive": (work_mission.arrive, N_("You arrived.")),
    "finish": (work_mission.finish, N_("You finished this mission.")),
}
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@may("missions.work")
@require_POST
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Take the next step: accept, depart, arrive, finish."""
    if step not in STEPS:
        raise Http404
    use_case, said = STEPS[step]
    mission = _mission(request)
    try:
        use_case(request.desk, act_of(request), mission=mission.id, team=request.grant.team)
    except Refusal as refusal:
        return _not_done(request, mission, refusal)
    return done(request, _(said), "my_mission")


@may("missions.work")
@GET_OR_POST
def refuse_mission(request: HttpRequest) -> HttpResponse:
    """Say that the team does not go, and why."""
    mission, form = _mission(request), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"mission": mission.id, "team": request.grant.team, **form.arguments()}
        if attempt(request, form, work_mission.refuse_mission, **given):
            return done(request, _("You refused the mission. The room was told why."), "my_mission")
    return page(request, "my_mission/refuse.html", _context(request, mission, form), form=form)


@may("missions.work")
@GET_OR_POST
def outcome(request: HttpRequest) -> HttpResponse:
    """Say what the team did and found."""
    mission = _mission(request)
    form = OwnOutcomeForm(request.POST or None, language=request.language)
    if request.method == "POST" and form.is_valid():
        given = {"mission": mission.id, "team": request.grant.team, **form.arguments()}
        if attempt(request, form, record_outcome, **given):
            return done(request, _recorded(given["outcome"].hazards_found), "my_mission")
    context = _context(request, mission, form)
    context["is_open"] = outcome_open(
        thing(request, "missions", mission.id, "missions.work"), request.grant.team
    )
    return page(request, "my_mission/outcome.html", context, form=form)


def _recorded(hazards: tuple[Any, ...]) -> str:
    said = _("What you did and found is recorded.")
    return f"{said} {_('Report the dangers too, so that others are warned.')}" if hazards else said


@may("teams.check_in")
@require_POST
def check_in(request: HttpRequest) -> HttpResponse:
    """Let the room hear from the team, with its position if the phone gave it."""
    team = _team(request, "teams.check_in")
    try:
        where = _position(request)
        hearing.check_in(request.desk, act_of(request), team=team.id, position=where)
    except Refusal as refusal:
        return show(request, picture(request), refusal=refusal)
    said = (
        _("The room has heard from you, with your position.")
        if where
        else _("The room has heard from you.")
    )
    return done(request, said, "my_mission")


@may("teams.run_shift")
@GET_OR_POST
def shift(request: HttpRequest) -> HttpResponse:
    """Start the team's shift."""
    team = _team(request, "teams.run_shift")
    now = _pressed(request)
    form = ShiftForm(request.POST or None, team=team.state, now=now, language=request.language)
    started = request.method == "POST" and form.is_valid()
    if started and attempt(request, form, run_shift.start_shift, team=team.id, **form.arguments()):
        return done(request, _("Your shift has started."), "my_mission")
    return page(request, "my_mission/shift.html", {"team": team, "at": now}, form=form)


@may("teams.run_shift")
@require_POST
def end_shift(request: HttpRequest) -> HttpResponse:
    """End the team's shift; its rest begins."""
    team = _team(request, "teams.run_shift")
    try:
        run_shift.end_shift(request.desk, act_of(request), team=team.id)
    except Refusal as refusal:
        return show(request, picture(request), refusal=refusal)
    return done(request, _("Your shift has ended. Rest well."), "my_mission")


@may("missions.work")
@require_POST
def directions(request: HttpRequest) -> HttpResponse:
    """Show how the place is found, in the giver's words; that they were read is recorded."""
    mission = _mission(request)
    if mission.state.leg(request.grant.team).part not in (*OUT, Part.SET_DOWN):
        raise Http404  # it was theirs once
    incident = thing(request, "incidents", mission.state.incident, "incidents.read").state
    if incident.directions is None:
        return redirect("my_mission")
    try:
        words = _opened(request, incident.directions, "directions")
    except Refusal as refusal:
        return show(request, picture(request), refusal=refusal)
    return show(request, picture(request), directions=words or "")


@may("missions.work")
@require_POST
def why(request: HttpRequest) -> HttpResponse:
    """Show why the room ended the mission or called the team back; that it was read is recorded."""
    mission = _mission(request)
    told = told_of(request, mission.id)
    if told is None:
        return redirect("my_mission")
    try:
        reason = _reason(request, told)
    except Refusal as refusal:
        return show(request, picture(request), refusal=refusal, told=told)
    return show(request, picture(request), told=told, reason=reason)


def _not_done(request: HttpRequest, mission: Thing, refusal: Refusal) -> HttpResponse:
    """Return the page as things stand, with what happened instead and the room's reason, which the team
    reads on the record."""
    told = told_of(request, mission.id)
    reason = None
    if told and told.by_room:
        try:
            reason = _reason(request, told)
        except Refusal:
            reason = None  # what happened is said all the same; "why" can be asked for again
    return show(request, picture(request), refusal=refusal, told=told, reason=reason)


def _pressed(request: HttpRequest) -> datetime:
    """Return when the shift's form was pressed; what is too long ago is refused by the act itself."""
    try:
        return pressed_at(request)
    except Refusal:
        return request.site.now()


def _reason(request: HttpRequest, told: Told) -> str | None:
    return _opened(request, told.news.reason, "reason") if told.news.reason else None


def _opened(request: HttpRequest, sealed: Sealed, what: str) -> str | None:
    """Return sealed words, read on the record for the mission's sake; None if they were erased."""
    act = act_of(request)
    reading: Act = replace(act, id=id_within(act.id, what), occurred_at=None, seen={})
    return open_sealed(request.desk, reading, sealed=sealed, purpose=Purpose.DISPATCH)


def _context(request: HttpRequest, mission: Thing, form: Any) -> dict[str, Any]:
    """Return what a form's page needs: the mission, and what happened to it if the form was refused."""
    refused = getattr(form, "refusal", None)
    return {"mission": mission, "told": told_of(request, mission.id) if refused else None}


def _mission(request: HttpRequest) -> Thing:
    """Return the mission a request is about; 404 unless the person's own team is or was on it."""
    given = request.POST.get("mission") or request.GET.get("mission") or ""
    mission = thing(request, "missions", given, "missions.work")
    if not request.grant.team or mission.state.leg(request.grant.team) is None:
        raise Http404
    return mission


def _team(request: HttpRequest, permission: str) -> Thing:
    check_may(request.grant, Permission(permission))
    if not request.grant.team:
        raise Http404
    return thing(request, "teams", request.grant.team, permission)


def _position(request: HttpRequest) -> Position | None:
    given = request.POST.get("position", "").strip()
    return read_pair(given[:100]) if given else None
