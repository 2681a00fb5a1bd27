"""What is done with a team as a whole: registered, revised, heard from, its shifts, its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from najda.application.desk import Done
from najda.application.usecases import check_in as hearing
from najda.application.usecases import manage_team, run_shift
from najda.kernel.phrases import N_

from ..access import may
from ..acting import attempt
from ..finding import Thing, thing
from ..forms import Form
from ..pages import done, page
from .forms import (
    CHECK_IN,
    CheckInForm,
    EmptyForm,
    ExtendShiftForm,
    ReasonForm,
    RegisterForm,
    ReviseForm,
    StartShiftForm,
    as_it_is,
)
from .views import show

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
USUAL_SHIFT = timedelta(hours=8)


@may("teams.manage")
@GET_OR_POST
def add_team(request: HttpRequest) -> HttpResponse:
    """Register a team."""
    form = RegisterForm(request.POST or None, language=request.language)
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, manage_team.register_team, **form.arguments())
        if came:
            return done(request, _("The team was registered."), "team", came.made("teams"))
    words = {"title": N_("New team"), "button": N_("Register the team")}
    return page(request, "teams/act.html", words, form=form)


@may("teams.manage")
@GET_OR_POST
def revise(request: HttpRequest, team: UUID) -> HttpResponse:
    """Change a team's base, capabilities or rules."""
    found = thing(request, "teams", team, "teams.manage")
    form = ReviseForm(
        request.POST or None, language=request.language, initial=as_it_is(found.state)
    )
    return act(
        request, found, form, manage_team.revise_team, said=N_("The team was changed."),
        title=N_("Change the team"), button=N_("Save"), seen=True,
    )  # fmt: skip


@may("teams.manage")
@GET_OR_POST
def stand_down(request: HttpRequest, team: UUID) -> HttpResponse:
    """End a team that is off shift."""
    return act(
        request, thing(request, "teams", team, "teams.manage"), ReasonForm(request.POST or None),
        manage_team.stand_team_down, said=N_("The team was stood down."),
        title=N_("Stand the team down"), button=N_("Stand it down for good"), danger=True,
    )  # fmt: skip


@may("teams.check_in")
@require_POST
def check_in(request: HttpRequest, team: UUID) -> HttpResponse:
    """Note that the team was heard from, by whoever is at the radio."""
    found = thing(request, "teams", team, "teams.check_in")
    form = CheckInForm(request.POST, auto_id=CHECK_IN)
    if form.is_valid() and attempt(
        request, form, hearing.check_in, team=found.id, **form.arguments()
    ):
        return done(request, _("The check-in was noted."), "team", found.id)
    return show(request, thing(request, "teams", team, "teams.read"), form=form)


@may("teams.check_in")
@GET_OR_POST
def answer_alarm(request: HttpRequest, team: UUID) -> HttpResponse:
    """Say what was found when looking after an alarm."""
    form = ReasonForm(request.POST or None, question=_("What was found?"))
    return act(
        request, thing(request, "teams", team, "teams.check_in"), form, hearing.answer_alarm,
        said=N_("The alarm was answered."), title=N_("Answer the alarm"), button=N_("Answer it"),
    )  # fmt: skip


@may("teams.run_shift")
@GET_OR_POST
def start_shift(request: HttpRequest, team: UUID) -> HttpResponse:
    """Start the team's shift."""
    found = thing(request, "teams", team, "teams.run_shift")
    usual = min(USUAL_SHIFT, timedelta(hours=found.state.longest_shift_hours))
    form = StartShiftForm(request.POST or None, initial={"until": request.site.now() + usual})
    return act(
        request, found, form, run_shift.start_shift, said=N_("The shift has started."),
        title=N_("Start the shift"), button=N_("Start the shift"),
    )  # fmt: skip


@may("teams.run_shift")
@GET_OR_POST
def extend_shift(request: HttpRequest, team: UUID) -> HttpResponse:
    """Let the team's shift go on longer."""
    found = thing(request, "teams", team, "teams.run_shift")
    form = ExtendShiftForm(request.POST or None, initial={"until": found.state.shift_until})
    return act(
        request, found, form, run_shift.extend_shift, said=N_("The shift was extended."),
        title=N_("Extend the shift"), button=N_("Extend it"),
    )  # fmt: skip


@may("teams.run_shift")
@GET_OR_POST
def end_shift(request: HttpRequest, team: UUID) -> HttpResponse:
    """End the team's shift."""
    form = EmptyForm(request.POST if request.method == "POST" else None)
    return act(
        request, thing(request, "teams", team, "teams.run_shift"), form, run_shift.end_shift,
        said=N_("The shift has ended."), title=N_("End the shift"), button=N_("End it"),
    )  # fmt: skip


def act(
    request: HttpRequest,
    team: Thing,
    form: Form,
    use_case: Callable[..., Done],
    *,
    said: str,
    title: str,
    button: str,
    danger: bool = False,
    seen: bool = False,
    **more: Any,
) -> HttpResponse:
    """Show a form about a team, and do what it asks. `seen`: refused if somebody changed it since."""
    if request.method == "POST" and form.is_valid():
        if attempt(request, form, use_case, team=team.id, **form.arguments(), **more):
            return done(request, _(said), "team", team.id)
        team = thing(request, "teams", team.id, "teams.read")
    context = {
        "team": team, "title": title, "button": button, "danger": danger,
        "seen": team if seen else None,
    }  # fmt: skip
    return page(request, "teams/act.html", context, form=form)
