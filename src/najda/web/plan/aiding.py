"""Neighbours asked for teams: asking, noting the answer, taking it back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from najda.application.aid_now import as_asked
from najda.application.usecases import ask_for_aid as usecases
from najda.kernel.tasks import Capability

from ..access import may
from ..acting import attempt
from ..board.views import around
from ..finding import Thing, thing
from ..naming import area_name
from ..pages import done, page
from .covering import neighbour_name
from .forms import AnswerForm, AskForm, Choices, ReasonForm

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])

USUAL_HOURS = 12
"""How long aid is asked for unless said otherwise: a shift. Najda's policy."""


@may("aid.ask")
@GET_OR_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a neighbour for teams, for an area within the person's own."""
    form = AskForm(
        request.POST or None, language=request.language, mine=_areas(request, mine=True),
        all_=_areas(request), initial=_begins_with(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, usecases.ask_for_aid, **form.arguments())
        if came:
            return done(request, _("That aid is asked for was recorded."), "cover")
    return page(request, "plan/ask.html", form=form)


@may("aid.answer")
@GET_OR_POST
def answer(request: HttpRequest, aid: UUID) -> HttpResponse:
    """Note what the neighbour answers; the last answer holds."""
    found = thing(request, "aid", aid, "aid.answer")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["number"]:
            came = attempt(request, form, usecases.grant_aid, aid=found.id, **given)
        else:
            came = attempt(
                request, form, usecases.decline_aid, aid=found.id, reason=given["reason"]
            )
        if came:
            return done(request, _("The answer was recorded."), "cover")
    return _show(request, found, form, "answer")


@may("aid.ask")
@GET_OR_POST
def withdraw(request: HttpRequest, aid: UUID) -> HttpResponse:
    """Say that the aid is needed no longer."""
    found = thing(request, "aid", aid, "aid.ask")
    form = ReasonForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(request, form, usecases.withdraw_aid, aid=found.id, **form.cleaned_data):
        return done(request, _("The request was withdrawn."), "cover")
    return _show(request, found, form, "withdraw")


def _show(
    request: HttpRequest, found: Thing, form: AnswerForm | ReasonForm, step: str
) -> HttpResponse:
    asked = as_asked(found.id, found.state)
    context = {
        "aid": found, "step": step, "asked": asked, "neighbour": neighbour_name(request, asked),
        "area": area_name(request.language, request.desk.gazetteer, asked.area),
    }  # fmt: skip
    return page(request, "plan/aid.html", context, form=form)


def _areas(request: HttpRequest, *, mine: bool = False) -> Choices:
    """Return areas by code and name; `mine` those within the person's own."""
    gazetteer, limited = request.desk.gazetteer, set(request.grant.areas) if mine else set()
    codes = [
        area.code
        for area in gazetteer.areas()
        if not limited or limited & set(around(request, area.code))
    ]
    return sorted(
        ((code, area_name(request.language, gazetteer, code)) for code in codes),
        key=lambda one: one[1],
    )


def _begins_with(request: HttpRequest) -> dict[str, object]:
    """Return what the page before knew: where teams run out, of what."""
    known = {one.value for one in Capability}
    asked = {name: request.GET.get(name, "") for name in ("area", "capability")}
    if asked["capability"] not in known:
        del asked["capability"]
    return {**asked, "until": request.site.now() + timedelta(hours=USUAL_HOURS)}
