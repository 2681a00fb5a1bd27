"""Confirming a proposal from the plan by one press; it holds only for what was looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from najda.application.usecases.send_teams import send_teams
from najda.kernel.phrases import N_, phrase

from ..access import may
from ..acting import attempt, recorded
from ..finding import thing
from ..forms import Form
from ..naming import place_name
from .views import show

MOST_TEAMS = 20


class ConfirmForm(Form):
    """Takes which teams were proposed."""

    teams = forms.TypedMultipleChoiceField()

    def __init__(self, *args: Any, teams: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].choices = [(id_, id_) for id_ in teams[:MOST_TEAMS]]


@may("missions.send")
def confirm(request: HttpRequest, incident: Any) -> HttpResponse:
    """Send the proposed teams."""
    if request.method != "POST":
        return redirect("plan")
    found = thing(request, "incidents", incident, "missions.send")
    sent = [thing(request, "teams", id_, "missions.send") for id_ in request.POST.getlist("teams")]
    form = ConfirmForm(request.POST, teams=[team.id for team in sent])
    if form.is_valid():
        came = attempt(
            request, form, send_teams, incident=found.id, teams=form.cleaned_data["teams"]
        )
        if came:
            place = place_name(request.language, found.state.place, request.desk.gazetteer)
            names = [team.state.name for team in sent]
            said = phrase(N_("Sent to {place}: {teams}."), teams=names, place=place)
            return recorded(request, came, request.language.say(said), _back(request))
    else:
        form.add_error(None, _("No team was proposed there. Look at the plan as it is now."))
    return show(request, form)


def _back(request: HttpRequest) -> str:
    area = request.GET.get("area", "")
    known = {each.code for each in request.desk.gazetteer.areas()}
    return reverse("plan") + (f"?area={area}" if area in known else "")
