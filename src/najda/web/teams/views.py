"""The teams: all of them by status, and one with its people, vehicles, shift and history."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from najda.application.look_up import ALIVE_TEAMS
from najda.application.ports import Reading
from najda.domain.teams.rules import is_overdue, is_rested
from najda.domain.teams.status import Status

from ..access import may
from ..finding import Thing, as_thing, thing, visible
from ..forms import Form
from ..histories import history
from ..live import live
from ..opening import opened
from ..pages import page
from .forms import CHECK_IN, NAMES, CheckInForm, NamesForm

ORDER = (
    Status.COMMITTED,
    Status.AVAILABLE,
    Status.PREASSIGNED,
    Status.OFF_SHIFT,
    Status.STOOD_DOWN,
)


class Row(NamedTuple):
    """A team on the list: the team, whether it is overdue, its mission, where that is."""

    team: Thing
    overdue: bool
    mission: Thing | None
    incident: Thing | None


@may("teams.read")
@require_safe
@live
def teams(request: HttpRequest) -> HttpResponse:
    """List the teams: alarms first, then by status; or those stood down."""
    gone, now = request.GET.get("show") == "stood_down", request.site.now()
    status = [Status.STOOD_DOWN] if gone else ALIVE_TEAMS
    with request.desk.store.reading() as view:
        found = visible(request, view, "teams.read", view.standings("teams", status=status))
        rows = [_row(request, view, team, now) for team in found]
    rows.sort(key=lambda r: (not r.overdue, ORDER.index(r.team.state.status), r.team.state.name))
    counts = [
        (status, number)
        for status in ORDER
        if (number := sum(row.team.state.status is status for row in rows))
    ]
    alarms = sum(row.overdue for row in rows)
    context = {"rows": rows, "gone": gone, "at": now, "counts": counts, "alarms": alarms}
    return page(request, "teams/list.html", context)


@may("teams.read")
@require_safe
def team(request: HttpRequest, team: UUID) -> HttpResponse:
    """Show one team."""
    return show(request, thing(request, "teams", team, "teams.read"))


@may("teams.manage")
@require_POST
def why(request: HttpRequest, team: UUID) -> HttpResponse:
    """Show the reasons given for changes; that they were read is recorded."""
    return show(request, thing(request, "teams", team, "teams.manage"), reasons=True)


def show(
    request: HttpRequest,
    found: Thing,
    *,
    form: Form | None = None,
    names: dict[str, str | None] | None = None,
    reasons: bool = False,
) -> HttpResponse:
    """Return a team's page; with names or reasons that were just opened, or a form that was refused."""
    now = request.site.now()
    with request.desk.store.reading() as view:
        row = _row(request, view, found, now)
        lines = history(view, "teams", found.id)
    boxes = [line.sealed for line in lines if line.sealed]
    context: dict[str, Any] = {
        "team": found, "row": row, "now": now, "rested": is_rested(found.state, now),
        "lines": lines, "read": opened(request, boxes) if reasons else {}, "has_reasons": bool(boxes),
        "members": [(m, (names or {}).get(m.id)) for m in found.state.members],
        "named": names is not None,
        "names_form": form if isinstance(form, NamesForm) else _names_form(request),
        "check_in_form": form if isinstance(form, CheckInForm) else CheckInForm(auto_id=CHECK_IN),
    }  # fmt: skip
    return page(request, "teams/team.html", context, form=form)


def _names_form(request: HttpRequest) -> NamesForm:
    return NamesForm(language=request.language, auto_id=NAMES)


def _row(request: HttpRequest, view: Reading, team: Thing, now: datetime) -> Row:
    overdue = team.state.alarm_since is not None or is_overdue(team.state, now)
    standing = view.standing("missions", team.state.mission) if team.state.mission else None
    mission = (
        next(iter(visible(request, view, "missions.read", [standing])), None) if standing else None
    )
    if mission is None:
        return Row(team, overdue, None, None)
    incident = view.standing("incidents", mission.state.incident)
    return Row(team, overdue, mission, as_thing(incident) if incident else None)
