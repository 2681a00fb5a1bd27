"""Closing and slowing a part of the roads, changing how long it lasts, reopening it.

Which roads are meant is shown before anything is done: the first press shows them, the second acts; a
script asks `roads_meant` for the same while somebody points at the map.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from najda.application.desk import Act, Desk, Done
from najda.application.measures import distance
from najda.application.permissions import Permission, Reach, check_may
from najda.application.road_names import roads_named
from najda.application.usecases import close_road as usecases
from najda.application.ways import Meant, meant
from najda.domain.closures.rules import NoRoadThere
from najda.intake.coordinates import read_pair
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Place, Precision
from najda.kernel.roads import RoadPart, RoadSpot

from ..access import may
from ..acting import attempt, recorded, refuse
from ..finding import thing
from ..pages import page
from . import shapes
from .forms import SAYS_WHICH, SLOW, CloseForm, ExtendForm, ReopenForm

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
FAR_OFF_M = 50.0
"""From so many metres on it is said how far off the road the place lies: the wrong road may be meant."""


@may("roads.close")
@GET_OR_POST
def close(request: HttpRequest) -> HttpResponse:
    """Show which roads are meant; pressed again, close or slow them."""
    form = CloseForm(request.POST or None, language=request.language, initial=_begins(request))
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        spot = form.cleaned_data["spot"]
        looked = form.cleaned_data["meant"] == key_of(spot)
        if looked and request.POST.get("do") != "look":
            slow = form.cleaned_data["how"] == SLOW
            use = _within(request, usecases.slow_road if slow else usecases.close_road, spot)
            came = attempt(request, form, use, **form.arguments())
            if came:
                said = (
                    _("The road counts as slow from now on.") if slow else _("The road is closed.")
                )
                return recorded(request, came, said, "closure", came.made("closures"))
        shown = _look(request, form, spot)
    context = {"mapped": request.desk.roads.is_mapped(), **shown}
    return page(request, "roads/close.html", context, form=form)


@may("roads.close")
@require_safe
def which(request: HttpRequest) -> HttpResponse:
    """Say which roads are meant by what was pointed at, and give their shape."""
    form = CloseForm(request.GET, language=request.language)
    form.is_valid()
    spot = form.cleaned_data.get("spot")
    if spot is None:
        return JsonResponse({"lines": [], "says": _unclear(form), "key": "", "at": []})
    told: dict[str, Any] = {"lines": _drawn(spot), "key": "", "at": _pin(form)}
    try:
        found = _meant(request, spot)
    except Refusal as refusal:
        return JsonResponse({**told, "says": request.language.say(refusal.phrase)})
    says = request.language.say(_says(request, spot, found))
    return JsonResponse({**told, "lines": _drawn(spot, found), "says": says, "key": key_of(spot)})


@may("roads.close")
@GET_OR_POST
def extend(request: HttpRequest, closure: UUID) -> HttpResponse:
    """Say until when it lasts now."""
    found = thing(request, "closures", closure, "roads.close")
    initial = {"until": found.state.until}
    form = ExtendForm(request.POST or None, language=request.language, initial=initial)
    said = _("The end of the closure was changed.")
    return _change(request, found, form, usecases.extend_closure, said, "extend")


@may("roads.close")
@GET_OR_POST
def reopen(request: HttpRequest, closure: UUID) -> HttpResponse:
    """Say that vehicles pass again."""
    found = thing(request, "closures", closure, "roads.close")
    form = ReopenForm(request.POST or None, language=request.language)
    said = _("The road is open again.")
    return _change(request, found, form, usecases.reopen_road, said, "reopen")


def _unclear(form: CloseForm) -> str:
    """Return what the form says of a place or corners that mean no part of the roads."""
    said = [error for name in SAYS_WHICH for error in form.errors.get(name, ())]
    return " ".join(said)


def key_of(spot: RoadSpot) -> str:
    """Return a mark by which a form tells that just this was looked at."""
    return sha256(repr(spot).encode()).hexdigest()[:32]


def _change(
    request: HttpRequest, found: Any, form: Any, use_case: Any, said: str, step: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, use_case, closure=found.id, **form.arguments())
        if came:
            return recorded(request, came, said, "closure", found.id)
        found = thing(request, "closures", found.id, "closures.read")
    return page(request, "roads/act.html", {"closure": found, "step": step}, form=form)


def _within(request: HttpRequest, use_case: Any, spot: RoadSpot) -> Any:
    """Return the use case for somebody who may close roads in their own areas only."""

    def use(desk: Desk, act: Act, **given: Any) -> Done:
        check_reach(request, spot)
        return use_case(desk, act, **given)

    return use


def check_reach(request: HttpRequest, spot: RoadSpot) -> None:
    """Raise Elsewhere unless the roads lie in the person's areas, or in none that is known."""
    areas = request.desk.gazetteer.locate(spot.middle)
    check_may(request.grant, Permission.ROADS_CLOSE, Reach(areas=areas))


def _meant(request: HttpRequest, spot: RoadSpot) -> Meant:
    check_reach(request, spot)
    area = request.desk.area()
    for point in spot.points:
        area.check_inside(point)
    found = meant(request.desk, spot)
    if request.desk.roads.is_mapped() and not found.lines:
        middle = spot.middle
        raise NoRoadThere(where=f"{middle.lat:g}, {middle.lon:g}")
    return found


def _look(request: HttpRequest, form: CloseForm, spot: RoadSpot) -> dict[str, Any]:
    """Return what is shown of the roads meant; the form says if there are none."""
    if getattr(form, "refusal", None):
        return {}
    try:
        found = _meant(request, spot)
    except Refusal as refusal:
        refuse(request, form, refusal)
        return {"drawn": {"things": [], "lines": _drawn(spot)}}
    form.data = form.data.copy()
    form.data["meant"] = key_of(spot)
    drawn = {"things": [], "lines": _drawn(spot, found)}
    return {"says": _says(request, spot, found), "drawn": drawn, "looked": True}


def _pin(form: CloseForm) -> list[float]:
    """Return latitude and longitude of the place that is asked about; nothing where none is."""
    where = form.cleaned_data.get("where")
    return [where.position.lat, where.position.lon] if where and where.position else []


def _drawn(spot: RoadSpot, found: Meant | None = None) -> list[dict[str, Any]]:
    """Return the roads meant, and the edge of an area: of one over no road as well."""
    lines = found.lines[: shapes.MOST_LINES] if found else ()
    drawn = [shapes.line("meant", each) for each in lines]
    if spot.part is RoadPart.AREA:
        drawn.append(shapes.line("edge", (*spot.points, spot.points[0])))
    return drawn


def _says(request: HttpRequest, spot: RoadSpot, found: Meant) -> Phrase:
    if not request.desk.roads.is_mapped():
        return phrase(
            N_("There is no road map here, so the closure is kept and told, but no time heeds it.")
        )
    far = distance(request.language, found.metres)
    named = roads_named(found.names, spot.part, request.language.code)
    if named is None:
        meant_ = phrase(N_("{far} of road are meant."), far=far)
    else:
        meant_ = phrase(N_("{far} of road are meant: {roads}."), far=far, roads=named)
    if found.off_m is not None and found.off_m >= FAR_OFF_M:
        off = distance(request.language, found.off_m)
        says = N_("{meant} The place given lies {off} off it: is it the right road?")
        return phrase(says, meant=meant_, off=off)
    return meant_


def _begins(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with when it is opened from a place."""
    return {"where": None} if "at" not in request.GET else {"where": _at(request)}


def _at(request: HttpRequest) -> Any:
    try:
        return Place(position=read_pair(request.GET["at"]), precision=Precision.EXACT)
    except Refusal:
        return None
