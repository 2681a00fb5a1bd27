"""The team's page: what it is on, where, what is known, the dangers, the one next step."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from najda.kernel.errors import Refusal

from ..access import may
from ..finding import as_thing
from ..pages import status_of
from .picture import Picture, Told, outcome_open, picture

UNCHANGED = 204


@may("missions.work")
@require_safe
@never_cache
def my_mission(request: HttpRequest) -> HttpResponse:
    """Show the page; with the mark of what is on the screen (`?seen=`), only if anything is new."""
    now = picture(request)
    if now.team and request.GET.get("seen") == now.seen:
        return HttpResponse(status=UNCHANGED)
    return show(request, now)


def show(
    request: HttpRequest,
    now: Picture,
    *,
    refusal: Refusal | None = None,
    told: Told | None = None,
    reason: str | None = None,
    directions: str | None = None,
) -> HttpResponse:
    """Return the page; with why something pressed was not done, and what happened instead."""
    context: dict[str, Any] = {
        "now": now, "refusal": refusal, "reason": reason, "directions": directions,
    }  # fmt: skip
    context["told"] = told or now.told
    context["outcome_open"] = _may_still_tell(request, now, context["told"])
    status = status_of(refusal) if refusal else 200
    return render(request, "my_mission/page.html", context, status=status)


def _may_still_tell(request: HttpRequest, now: Picture, told: Told | None) -> bool:
    """Tell whether the team left its last mission without saying what it did there, and still can."""
    if now.mission or told is None or now.team is None:
        return False
    with request.desk.store.reading() as view:
        mission = as_thing(view.standing("missions", told.mission))
    recorded = any(record.team == now.team.id for record in mission.state.records)
    return not recorded and outcome_open(mission, now.team.id)
