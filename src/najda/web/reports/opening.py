"""Opening an incident from a report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from najda.application.permissions import Permission, Reach, can
from najda.application.usecases.open_incident import open_incident

from ..access import may
from ..acting import attempt
from ..finding import Thing, thing
from ..pages import done, page
from .forms import OpenForm


@may("incidents.open")
@require_http_methods(["GET", "HEAD", "POST"])
def open_from_report(request: HttpRequest, report: Any) -> HttpResponse:
    """Open an incident that the report tells of, with its place unless another is given."""
    found = thing(request, "reports", report, "incidents.open")
    form = OpenForm(request.POST or None, initial=_known(found))
    if request.method == "POST" and form.is_valid() and _is_theirs(request, form):
        came = attempt(request, form, open_incident, report=found.id, **form.arguments())
        if came:
            return done(request, _("The incident was opened."), "incident", came.made("incidents"))
        found = thing(request, "reports", report, "reports.read")
    return page(request, "reports/open.html", {"report": found}, form=form)


def _known(found: Thing) -> dict[str, Any]:
    return {"task": found.state.task or "", **OpenForm.initial_of(found.state.need)}


def _is_theirs(request: HttpRequest, form: OpenForm) -> bool:
    place = form.cleaned_data["where"]
    reach = Reach(areas=place.areas) if place else None
    if can(request.grant, Permission.INCIDENTS_OPEN, reach):
        return True
    form.add_error("where", _("That place lies outside your areas. Ask the head of operations."))
    return False
