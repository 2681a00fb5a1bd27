"""One incident: a glance, what is known, who could go, who went, and its whole story."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from najda.application.dangers import Danger, dangers_near
from najda.application.permissions import Permission, can, reads_masked
from najda.application.ports import Reading, Standing
from najda.application.reach import reach_of
from najda.application.rooms import HAZARDS, MISSIONS, REPORTS, TEAMS
from najda.application.timeline import Moment, about_incident
from najda.domain.incidents.status import Status
from najda.domain.reports.events import ReportReceived
from najda.kernel.personal import Sealed

from ..access import may
from ..finding import Thing, thing, visible
from ..opening import Opened, opened
from ..pages import page
from ..roads.drawing import UNDER_WAY, ways_to
from ..saying import Names
from .glance import glance
from .proposal import Proposal, proposal

_READ = {
    MISSIONS.name: Permission.MISSIONS_READ,
    REPORTS.name: Permission.REPORTS_READ,
    HAZARDS.name: Permission.HAZARDS_READ,
}
REASONS, REPORTS_WORDS = "reasons", "reports"


@may("incidents.read")
def incident(request: HttpRequest, incident: Any) -> HttpResponse:
    """Show one incident."""
    return _shown(request, thing(request, "incidents", incident, "incidents.read"))


@may("incidents.read")
def words(request: HttpRequest, incident: Any) -> HttpResponse:
    """Open directions and reasons, or (by a right of its own) what callers said; it is recorded who
    did, and the page is shown with them."""
    found = thing(request, "incidents", incident, "incidents.read")
    if request.method != "POST":
        return redirect("incident", found.id)
    boxes = _boxes(request, found, request.POST.get("what", ""))
    return _shown(request, found, opened(request, boxes))


def _shown(request: HttpRequest, found: Thing, read: Opened | None = None) -> HttpResponse:
    with request.desk.store.reading() as view:
        names = Names(request, view)
        rows = view.standings(MISSIONS.name, parent=found.id)
        missions = visible(request, view, "missions.read", rows)
        context = {
            "incident": found,
            "missions": missions,
            "teams": {leg.team: names.of(leg.team) for m in missions for leg in m.state.legs},
            "reports": _reports(request, view, found),
            "dangers": _dangers(request, view, found),
            "moments": _moments(request, view, found),
            "proposal": _proposal(request, found),
            "read": read or {},
            "is_masked": bool(read) and reads_masked(request.grant),
            "reports_words": REPORTS_WORDS,
            "reasons": REASONS,
            **glance(request, found),
        }
        context["drawn"] = _drawn(request, view, found, missions, context["proposal"])
    return page(request, "incidents/incident.html", context)


def _drawn(
    request: HttpRequest,
    view: Reading,
    found: Thing,
    missions: list[Thing],
    who: Proposal | None,
) -> dict[str, Any] | None:
    """Return the place on the map, with the ways of those who are on their way and of whom is proposed;
    None where the position is not known or the map is not for them."""
    here = found.state.place.position
    if here is None or not can(request.grant, Permission.BOARD_WATCH):
        return None
    names = Names(request, view)
    going = [leg.team for m in missions for leg in m.state.legs if leg.part in UNDER_WAY]
    teams = [team for id_ in going if (team := names.thing(TEAMS.name, id_))]
    teams += [option.team for option in (who.first if who else ())]
    return ways_to(request, found, here, teams)


def _reports(request: HttpRequest, view: Reading, found: Thing) -> list[Thing]:
    rows = filter(None, (view.standing(REPORTS.name, id_) for id_ in found.state.reports))
    return visible(request, view, "reports.read", rows)


def _dangers(request: HttpRequest, view: Reading, found: Thing) -> list[Danger]:
    here = found.state.place.position
    if here is None or not can(request.grant, Permission.HAZARDS_READ):
        return []
    return dangers_near(view, here, request.site.now())


def _moments(request: HttpRequest, view: Reading, found: Thing) -> list[Moment]:
    def may_see(row: Standing) -> bool:
        return can(request.grant, _READ[row.room], reach_of(view, row))

    return about_incident(view, found.id, may_see)


def _proposal(request: HttpRequest, found: Thing) -> Proposal | None:
    if found.state.status == Status.CLOSED or not can(request.grant, Permission.MISSIONS_SEND):
        return None
    return proposal(request, found)


def _boxes(request: HttpRequest, found: Thing, what: str) -> list[Sealed]:
    """Return the boxes a person asks to open: what a report says only by the right to read originals, or
    masked, and then without how to call back."""
    with request.desk.store.reading() as view:
        moments = _moments(request, view, found)
    lines = [line for moment in moments for line in moment.lines]
    originals = [line for line in lines if isinstance(line.fact, ReportReceived)]
    if what == REPORTS_WORDS:
        if reads_masked(request.grant):
            said = [(line.fact.text, line.fact.directions) for line in originals]
            return [box for boxes in said for box in boxes if box is not None]
        if not can(request.grant, Permission.ORIGINALS_READ):
            return []
        return [box for line in originals for box in line.told.sealed]
    return [box for line in lines if line not in originals for box in line.told.sealed]
