"""How a mission ends: closed with what came of it, or aborted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from najda.application.usecases.end_mission import abort_mission, close_mission
from najda.domain.incidents.events import Ending

from ..access import may
from ..acting import attempt, recorded
from ..finding import thing
from ..forms import Form
from ..incidents.acts import sent
from ..incidents.forms import ReasonForm
from ..pages import page

_STAYS_OPEN = ""


class CloseMissionForm(Form):
    """Asks what becomes of the incident. Other endings than resolved ask why, on the incident's page."""

    ending = forms.ChoiceField(
        label=gettext_lazy("What becomes of the incident?"), required=False,
        widget=forms.RadioSelect, initial=_STAYS_OPEN,
        choices=[
            (_STAYS_OPEN, gettext_lazy("It stays open and waits: for another mission, or to be closed")),
            (Ending.RESOLVED.value, gettext_lazy("It is closed as resolved")),
        ],
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return the ending of the incident, None if it stays open."""
        given = self.cleaned_data["ending"]
        return {"ending": Ending(given) if given else None}


@may("missions.end")
def close(request: HttpRequest, mission: Any) -> HttpResponse:
    """Close a mission whose teams are done and whose outcome is recorded."""
    found = thing(request, "missions", mission, "missions.end")
    form = CloseMissionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, close_mission, mission=found.id, **form.arguments())
        if came:
            return recorded(
                request, came, _("The mission was closed."), "incident", found.state.incident
            )
        found = thing(request, "missions", mission, "missions.read")
    context = {"mission": found, "title": _("Close the mission"), "button": _("Close the mission")}
    return page(request, "missions/end.html", context, form=form)


@may("missions.end")
def abort(request: HttpRequest, mission: Any) -> HttpResponse:
    """Abort a mission, and say why: its teams are called back, the incident waits again."""
    found = thing(request, "missions", mission, "missions.end")
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, abort_mission, mission=found.id, **form.arguments())
        if came:
            said = _("The mission was aborted; its teams are free, and the incident waits.")
            return recorded(request, came, said, "incident", found.state.incident)
        found = thing(request, "missions", mission, "missions.read")
    context = {
        "mission": found,
        "title": _("Abort the mission"),
        "button": _("Abort the mission for good"),
        "danger": True,
        "text": _("Its teams are called back and free, and the incident waits again. This cannot be "
                  "undone: who is needed after all is sent on a new mission."),
    }  # fmt: skip
    return page(request, "missions/end.html", context, form=form)
