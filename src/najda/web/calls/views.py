"""Taking a call: one form, kept as it is typed, saved as a report, linked to or opening an incident."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from najda.application.desk import Done
from najda.application.errors import ActKnown
from najda.application.permissions import Permission, Reach, check_may
from najda.application.usecases import take_call as usecase
from najda.kernel.errors import Refusal

from ..access import may
from ..acting import ACT, act_of, fresh_id, refuse
from ..finding import thing
from ..pages import done, page
from . import drafts
from .beside import beside
from .forms import CallForm, refilled, typed

CHECK, OPEN = "check", "open"
OFFERED = 5
"""Drafts offered at once, the latest; the others follow as these are saved or discarded."""


@may("reports.take")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_call(request: HttpRequest) -> HttpResponse:
    """Show the form, empty or as it was left; take the call."""
    if request.method != "POST":
        return _begin(request)
    form = CallForm(request.POST)
    asked = request.POST.get("do", "")
    if asked != CHECK and form.is_valid() and (came := _take(request, form, asked)):
        return _went_on(request, came)
    refused = isinstance(form.refusal, ActKnown)
    id_ = fresh_id(request) if refused else request.POST.get(ACT, "")
    return _page(request, form, id_, _revision(request), checked=asked == CHECK)


@may("reports.take")
@require_POST
def call_typed(request: HttpRequest) -> HttpResponse:
    """Keep what was typed so far, and answer with what stands beside it."""
    form, kept, refusal = CallForm(request.POST), None, None
    fields = typed(request.POST)
    try:
        if fields:
            id_ = request.POST.get(ACT, "")
            kept = drafts.keep(request, id_, _revision(request), fields)
    except Refusal as refused:
        refusal = refused
    context = {"beside": beside(request, form), "kept": kept, "refusal": refusal}
    answer = render(request, "calls/beside.html", context)
    if kept:
        answer.headers["X-Draft"] = f"{kept.id}@{kept.revision}"
    return answer


@may("reports.take")
@require_POST
def discard_draft(request: HttpRequest, draft: Any) -> HttpResponse:
    """Drop a call that was begun."""
    drafts.drop(request, str(draft))
    return done(request, _("The call that was begun is gone."), "take_call")


def _begin(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("draft", "")
    kept = drafts.one(request, wanted) if wanted else None
    if wanted and kept is None:
        raise Http404
    if kept:
        form = CallForm(initial=refilled(kept.fields))
        return _page(request, form, kept.id, kept.revision, shown=CallForm(kept.fields))
    return _page(request, CallForm(), fresh_id(request), 0)


def _page(
    request: HttpRequest,
    form: CallForm,
    id_: str,
    revision: int,
    *,
    shown: CallForm | None = None,
    checked: bool = False,
) -> HttpResponse:
    context = {
        "act": id_,
        "revision": revision,
        "drafts": [one for one in drafts.kept(request) if one.id != id_][:OFFERED],
        "beside": beside(request, shown or (form if form.is_bound else CallForm({}))),
        "checked": checked,
    }
    return page(request, "calls/take.html", context, form=form)


def _take(request: HttpRequest, form: CallForm, asked: str) -> Done | None:
    """Record the call, and drop its draft with it; or say on the form why not."""
    arguments = form.arguments()
    incident = request.POST.get("link", "")
    try:
        if incident:
            incident = thing(request, "incidents", incident, Permission.INCIDENTS_READ).id
        elif asked == OPEN:
            check_may(
                request.grant, Permission.INCIDENTS_OPEN, Reach(areas=arguments["where"].areas)
            )
        act = act_of(request)
        with request.desk.together():
            came = usecase.take_call(
                request.desk, act, **arguments, incident=incident, opens=asked == OPEN
            )
            drafts.drop(request, act.id)
        return came
    except Refusal as refusal:
        refuse(request, form, refusal)
    except Http404:
        gone = _("That incident is not there any more, or not in your areas. Choose another.")
        form.add_error(None, gone)
    return None


def _went_on(request: HttpRequest, came: Done) -> HttpResponse:
    """Go to what came of the call."""
    if came.again:
        said = _("This call had been saved already; nothing was saved twice.")
    elif request.POST.get("link"):
        said = _("The call was saved and linked to the incident.")
    elif _touched(came, "incidents"):
        said = _("The call was saved, and an incident was opened for it.")
    else:
        said = _("The call was saved.")
    return done(request, said, "report", came.made("reports"))


def _touched(came: Done, room: str) -> bool:
    return any(entry.stream.startswith(f"{room}/") for entry in came.entries)


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0
