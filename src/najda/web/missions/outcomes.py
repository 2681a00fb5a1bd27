"""What came of a mission: recorded by whoever was there or at the radio, put right by a new record."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from najda.application.rooms import TEAMS
from najda.application.usecases.record_outcome import correct_outcome, record_outcome
from najda.domain.missions.events import OutcomeRecorded
from najda.domain.missions.rules import can_step

from ..access import may
from ..acting import attempt, recorded
from ..finding import Thing, thing
from ..incidents.acts import sent
from ..pages import page
from ..saying import Names
from .forms import CorrectForm, OutcomeForm, RecordForm


@may("missions.work")
def record(request: HttpRequest, mission: Any) -> HttpResponse:
    """Record what a team did and found."""
    found = thing(request, "missions", mission, "missions.work")
    teams = _teams(request, found)
    form = RecordForm(
        sent(request), language=request.language, teams=teams, initial=_asked(request, teams)
    )
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, record_outcome, mission=found.id, **form.arguments())
        if came:
            return recorded(request, came, _("The outcome was recorded."), "mission", found.id)
        found = thing(request, "missions", mission, "missions.read")
    context = {"mission": found, "title": _("What came of it"), "several": len(teams) > 1}
    return page(request, "missions/outcome.html", context, form=form)


@may("missions.work")
def correct(request: HttpRequest, mission: Any, record: Any) -> HttpResponse:
    """Put another outcome in the place of a record that was wrong, and say why."""
    found = thing(request, "missions", mission, "missions.work")
    wrong = next((one for one in found.state.records if one.id == str(record)), None)
    if wrong is None:
        raise Http404
    team = thing(request, TEAMS.name, wrong.team, "missions.work")
    initial = OutcomeForm.initial_of(wrong.outcome)
    form = CorrectForm(sent(request), language=request.language, initial=initial)
    if request.method == "POST" and form.is_valid():
        came = attempt(
            request, form, correct_outcome, mission=found.id, record=wrong.id, **form.arguments()
        )
        if came:
            return recorded(request, came, _("The outcome was corrected."), "mission", found.id)
        found = thing(request, "missions", mission, "missions.read")
    title = _("Correct the outcome of %(team)s") % {"team": team.state.name}
    return page(request, "missions/outcome.html", {"mission": found, "title": title}, form=form)


def _teams(request: HttpRequest, found: Thing) -> list[tuple[str, str]]:
    """Return the teams that have something to tell and that the person may tell it for."""
    with request.desk.store.reading() as view:
        names = Names(request, view)
        return [
            (leg.team, names.of(leg.team))
            for leg in found.state.legs
            if can_step(found.state, leg.team, OutcomeRecorded)
            and names.thing(TEAMS.name, leg.team) is not None
        ]


def _asked(request: HttpRequest, teams: list[tuple[str, str]]) -> dict[str, Any]:
    asked = request.GET.get("team", "")
    return {"team": asked if asked in dict(teams) else teams[0][0] if teams else ""}
