"""The hazards: those that stand, one with its history, reporting, extending, clearing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from najda.application.permissions import Permission, can
from najda.application.usecases import report_hazard as usecases
from najda.domain.hazards.rules import threatens
from najda.domain.hazards.status import Status
from najda.domain.incidents.status import Status as IncidentStatus
from najda.kernel.places import Place

from ..access import may
from ..acting import attempt
from ..finding import Thing, thing, visible
from ..histories import history
from ..live import live
from ..naming import place_name
from ..opening import opened
from ..pages import done, page
from .forms import ExtendForm, ReasonForm, ReportForm

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MOST_CLEARED = 100
OPEN = (IncidentStatus.WAITING, IncidentStatus.SERVED)


@may("hazards.read")
@require_safe
@live
def hazards(request: HttpRequest) -> HttpResponse:
    """List the hazards that stand, those that threaten now first; or those cleared last."""
    cleared, now = request.GET.get("show") == "cleared", request.site.now()
    status = Status.CLEARED if cleared else Status.STANDING
    with request.desk.store.reading() as view:
        rows = view.standings("hazards", status=[status])
        found = visible(request, view, "hazards.read", rows)
    found.sort(key=lambda h: h.state.reported_at, reverse=True)
    found.sort(key=lambda h: not threatens(h.state, now))
    shown = [(h, threatens(h.state, now)) for h in (found[:MOST_CLEARED] if cleared else found)]
    return page(request, "hazards/list.html", {"hazards": shown, "cleared": cleared, "at": now})


@may("hazards.read")
@require_safe
def hazard(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """Show one hazard and what happened to it."""
    return _show(request, thing(request, "hazards", hazard, "hazards.read"))


@may("hazards.report")
@GET_OR_POST
def report(request: HttpRequest) -> HttpResponse:
    """Report a danger."""
    incidents = _incidents(request)
    form = ReportForm(
        request.POST or None,
        language=request.language,
        incidents=[(i.id, _called(request, i)) for i in incidents],
        initial=_begins_with(request, incidents),
    )
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, usecases.report_hazard, **form.arguments())
        if came:
            return done(request, _("The hazard was reported."), "hazard", came.made("hazards"))
    return page(request, "hazards/report.html", form=form)


@may("hazards.end")
@GET_OR_POST
def extend(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """Say that it lasts until another time."""
    found = thing(request, "hazards", hazard, "hazards.end")
    form = ExtendForm(request.POST or None, initial={"until": found.state.until})
    return _ended(
        request,
        found,
        form,
        usecases.extend_hazard,
        _("The end of the hazard was changed."),
        "extend",
    )


@may("hazards.end")
@GET_OR_POST
def clear(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """Say that it is over."""
    found = thing(request, "hazards", hazard, "hazards.end")
    form = ReasonForm(request.POST or None)
    return _ended(
        request, found, form, usecases.clear_hazard, _("The hazard was cleared."), "clear"
    )


@may("hazards.end")
@require_POST
def why(request: HttpRequest, hazard: UUID) -> HttpResponse:
    """Show the reasons given for changes; that they were read is recorded."""
    found = thing(request, "hazards", hazard, "hazards.end")
    return _show(request, found, reasons=True)


def _ended(
    request: HttpRequest, found: Thing, form: Any, use_case: Any, said: str, step: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        if attempt(request, form, use_case, hazard=found.id, **form.arguments()):
            return done(request, said, "hazard", found.id)
        found = thing(request, "hazards", found.id, "hazards.read")
    return page(request, "hazards/act.html", {"hazard": found, "step": step}, form=form)


def _show(request: HttpRequest, found: Thing, *, reasons: bool = False) -> HttpResponse:
    with request.desk.store.reading() as view:
        lines = history(view, "hazards", found.id)
        row = view.standing("incidents", found.state.incident) if found.state.incident else None
        incident = (
            next(iter(visible(request, view, "incidents.read", [row])), None) if row else None
        )
    boxes = [line.sealed for line in lines if line.sealed]
    context = {
        "hazard": found, "threatens": threatens(found.state, request.site.now()),
        "lines": lines, "read": opened(request, boxes) if reasons else {}, "has_reasons": bool(boxes),
        "incident": incident,
    }  # fmt: skip
    return page(request, "hazards/hazard.html", context)


def _incidents(request: HttpRequest) -> list[Thing]:
    with request.desk.store.reading() as view:
        rows = view.standings("incidents", status=OPEN)
        return visible(request, view, "incidents.read", rows)


def _called(request: HttpRequest, incident: Thing) -> str:
    language = request.language
    where = place_name(language, incident.state.place, request.desk.gazetteer)
    return f"{language.word(incident.state.task)} · {where} · {language.moment(incident.state.opened_at)}"


def _begins_with(request: HttpRequest, incidents: list[Thing]) -> dict[str, Any]:
    """Return what the form begins with when it is opened from an incident or from the team's mission."""
    wanted = request.GET.get("incident", "")
    if request.GET.get("from") == "mission" and request.grant.team:
        wanted = _own_incident(request)
    found = next((i for i in incidents if i.id == wanted), None)
    if found is None:
        return {}
    place: Place = found.state.place
    return {"incident": found.id, **({"where": place} if place.position else {})}


def _own_incident(request: HttpRequest) -> str:
    if not can(request.grant, Permission.MISSIONS_READ):
        return ""
    team = thing(request, "teams", request.grant.team, "teams.read").state
    return (
        thing(request, "missions", team.mission, "missions.read").state.incident
        if team.mission
        else ""
    )
