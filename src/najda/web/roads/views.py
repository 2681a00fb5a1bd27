"""The roads: what hinders on them now and did before, and one closure with its history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from najda.application.permissions import Permission, Reach, can
from najda.application.road_names import closure_name, roads_named
from najda.application.ways import Hindrance, hindrances
from najda.domain.closures.rules import hinders
from najda.domain.closures.status import Status

from ..access import may
from ..finding import Thing, thing, visible
from ..histories import history
from ..live import live
from ..opening import opened
from ..pages import page
from . import shapes

MOST_PAST = 100


@may("closures.read")
@require_safe
@never_cache
@live
def roads(request: HttpRequest) -> HttpResponse:
    """List what is closed and slow, what hinders now first; or what was reopened last."""
    past, now = request.GET.get("show") == "reopened", request.site.now()
    status = [Status.REOPENED] if past else [Status.CLOSED, Status.SLOWED]
    with request.desk.store.reading() as view:
        rows = view.standings("closures", status=status)
        found = visible(request, view, "closures.read", rows)
    found.sort(key=lambda one: one.state.since, reverse=True)
    found.sort(key=lambda one: not hinders(one.state, now))
    context: dict[str, Any] = {
        "closures": [(one, hinders(one.state, now)) for one in found[: MOST_PAST if past else None]],
        "past": past, "at": now, "about": request.desk.roads.about(),
        "mapped": request.desk.roads.is_mapped(),
    }  # fmt: skip
    if can(request.grant, Permission.BOARD_WATCH) and not past:
        seen = seen_by(request)
        context["drawn"] = {
            "things": [shapes.closure_sign(one.id, one.state) for one in seen],
            "lines": shapes.closed(seen),
        }
    return page(request, "roads/list.html", context)


@may("closures.read")
@require_safe
@never_cache
def shapes_(request: HttpRequest) -> HttpResponse:
    """Give the shapes of what is closed and slow now, for the board's map."""
    return JsonResponse({"lines": shapes.closed(seen_by(request))})


@may("closures.read")
@require_safe
@never_cache
def closure(request: HttpRequest, closure: UUID) -> HttpResponse:
    """Show one closure and what happened to it."""
    return _show(request, thing(request, "closures", closure, "closures.read"))


@may("roads.close")
@require_POST
def why(request: HttpRequest, closure: UUID) -> HttpResponse:
    """Show the reasons given; that they were read is recorded."""
    found = thing(request, "closures", closure, "roads.close")
    return _show(request, found, reasons=True)


def seen_by(request: HttpRequest) -> list[Hindrance]:
    """Return what hinders now within the person's areas."""
    return [
        one
        for one in hindrances(request.desk)
        if can(request.grant, Permission.CLOSURES_READ, Reach(areas=one.areas, teams=_own(request)))
    ]


def _own(request: HttpRequest) -> tuple[str, ...]:
    """A closure concerns whoever drives there."""
    return (request.grant.team,) if request.grant.team else ()


def _show(request: HttpRequest, found: Thing, *, reasons: bool = False) -> HttpResponse:
    with request.desk.store.reading() as view:
        lines = history(view, "closures", found.id)
    boxes = [line.sealed for line in lines if line.sealed]
    desk = request.desk
    roads_meant = desk.roads.lines(found.state.spot)
    context = {
        "closure": found, "hinders": hinders(found.state, request.site.now()),
        "lines": lines, "read": opened(request, boxes) if reasons else {}, "has_reasons": bool(boxes),
        "called": closure_name(request.language, found.state, desk.roads, desk.gazetteer),
        "named": roads_named(
            desk.roads.named(found.state.spot), found.state.spot.part, request.language.code
        ),
        "middle": found.state.spot.middle, "mapped": desk.roads.is_mapped(),
        "drawn": {
            "things": [shapes.closure_sign(found.id, found.state)],
            "lines": shapes.closure_lines(found.state, roads_meant),
        },
    }  # fmt: skip
    return page(request, "roads/closure.html", context)
