"""Which reports tell of an incident."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from najda.application.rooms import REPORTS
from najda.application.usecases.judge_report import link_report
from najda.domain.reports.status import Status

from ..access import may
from ..acting import attempt, recorded
from ..finding import Thing, thing, visible
from ..pages import page
from .acts import sent
from .forms import LinkForm
from .glance import glance

LOOKED_THROUGH, SHOWN = 500, 30
"""So many of the newest reports are looked through, and so many offered, the nearest first."""


class Offer(NamedTuple):
    """A report that may tell of the incident, and how far away it was told of; None: not known."""

    report: Thing
    km: float | None


@may("reports.judge")
def link(request: HttpRequest, incident: Any) -> HttpResponse:
    """Link a report that nobody has judged yet; the nearest and newest are offered."""
    found = thing(request, "incidents", incident, "incidents.read")
    form = LinkForm(sent(request))
    if request.method == "POST" and form.is_valid():
        report = thing(request, REPORTS.name, form.cleaned_data["report"], "reports.judge")
        came = attempt(request, form, link_report, report=report.id, incident=found.id)
        if came:
            return recorded(request, came, _("The report was linked."), "incident", found.id)
        found = thing(request, "incidents", incident, "incidents.read")
    context = {"incident": found, "offers": _offers(request, found), **glance(request, found)}
    return page(request, "incidents/link.html", context, form=form)


def _offers(request: HttpRequest, incident: Thing) -> list[Offer]:
    with request.desk.store.reading() as view:
        rows = view.latest(REPORTS.name, limit=LOOKED_THROUGH)
        unjudged = [row for row in rows if row.status == Status.RECEIVED]
        seen = visible(request, view, "reports.judge", unjudged)
    here = incident.state.place.position
    offers = [Offer(report, _km(here, report.state.place.position)) for report in seen]
    offers.sort(key=lambda offer: offer.km if offer.km is not None else 1e6)  # stable: newest first
    return offers[:SHOWN]


def _km(here: Any, there: Any) -> float | None:
    return round(here.km_to(there), 1) if here and there else None
