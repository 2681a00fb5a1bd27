"""Reports from a file: sent, looked at, its columns corrected, taken in, what was refused given back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from najda.application.desk import Act
from najda.kernel.errors import Refusal
from najda.kernel.ids import check_id

from ..access import may
from ..acting import ACT, device_of, refuse
from ..forms import Form
from ..pages import done, page
from . import kept, working
from .forms import FIELDS, ColumnsForm, FileForm
from .models import SentFile, Stage

AGAIN = "2"
"""Seconds after which a page of work that goes on is asked for again."""


@may("reports.import")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_reports(request: HttpRequest) -> HttpResponse:
    """Ask for a file; keep it sealed and look at it."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid() and (sent := _sent(request, form)):
        return redirect("sent_file", sent.id)
    files = [(sent, kept.name_of(sent)) for sent in kept.mine(request)]
    return page(request, "imports/send.html", {"files": files, "form": form}, form=form)


def _sent(request: HttpRequest, form: FileForm) -> SentFile | None:
    """Keep the file and begin to look at it; None if that was refused, which the form then says."""
    file = form.cleaned_data["file"]
    try:
        id_ = check_id(request.POST.get(ACT, ""))
        sent, again = kept.keep(request, id_, file.name, file.read())
    except Refusal as refusal:
        refuse(request, form, refusal)
        return None
    if not again:
        _start(request, sent)
    return sent


@may("reports.import")
@never_cache
@require_safe
def sent_file(request: HttpRequest, sent: Any) -> HttpResponse:
    """Show what was understood of a file and would come of it, how far it is, or what came of it."""
    return _show(request, kept.one(request, sent))


@may("reports.import")
@require_POST
def look_again(request: HttpRequest, sent: Any) -> HttpResponse:
    """Look at the file again, its columns corrected."""
    found = kept.one(request, sent)
    outcome, run = kept.outcome_of(found), _run_seen(request)
    if found.stage == Stage.LOOKING and not kept.is_alive(found):
        return _begun(request, found, Stage.LOOKING, run)
    if found.stage != Stage.LOOKED or "guesses" not in outcome:
        return _late(request, found)
    form = ColumnsForm(request.POST, outcome=outcome, wishes=kept.wishes_of(found))
    if not form.is_valid():
        return _show(request, found, form=form)
    return _begun(request, found, Stage.LOOKING, run, form.wishes())


@may("reports.import")
@require_POST
def take_in(request: HttpRequest, sent: Any) -> HttpResponse:
    """Take in what was looked at, or go on where it was interrupted."""
    found = kept.one(request, sent)
    is_interrupted = found.stage == Stage.TAKING and not kept.is_alive(found)
    if not is_interrupted and (found.stage != Stage.LOOKED or not _is_ready(found)):
        return _late(request, found)
    return _begun(request, found, Stage.TAKING, _run_seen(request))


@may("reports.import")
@require_POST
def discard(request: HttpRequest, sent: Any) -> HttpResponse:
    """Throw the file away; what was taken in from it stays."""
    kept.drop(request, sent)
    return done(
        request, _("The file is gone from here. What was taken in stays."), "import_reports"
    )


@may("reports.import")
@never_cache
@require_safe
def refused_rows(request: HttpRequest, sent: Any) -> HttpResponse:
    """Give the refused rows back as CSV, each with why, to be mended and sent again."""
    rows = kept.refused_of(kept.one(request, sent))
    if rows is None:
        raise Http404
    answer = HttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return answer


def _begun(
    request: HttpRequest, found: SentFile, stage: Stage, run: int, wishes: kept.Wishes | None = None
) -> HttpResponse:
    if not kept.begin(request.desk, found, stage, run, wishes):
        return _late(request, found)
    _start(request, found)
    return redirect("sent_file", found.id)


def _late(request: HttpRequest, found: SentFile) -> HttpResponse:
    said = _("Nothing was done: this file had moved on meanwhile. Below is how it stands now.")
    messages.info(request, said)
    return redirect("sent_file", found.id)


def _start(request: HttpRequest, sent: SentFile) -> None:
    act = Act(id=sent.id, person=request.grant.person, device=device_of(request))
    working.start(working.Job(request.site, sent, act, request.language.code))


def _run_seen(request: HttpRequest) -> int:
    text = request.POST.get("run", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def _is_ready(found: SentFile) -> bool:
    outcome = kept.outcome_of(found)
    return "taken" in outcome and not outcome.get("missing")


def _show(request: HttpRequest, found: SentFile, form: Form | None = None) -> HttpResponse:
    outcome = kept.outcome_of(found)
    alive = kept.is_alive(found)
    running = found.stage in kept.RUNNING
    context: dict[str, Any] = {
        "sent": found, "name": kept.name_of(found), "outcome": _in(outcome, request.language.code),
        "alive": alive, "interrupted": running and not alive, "ready": _is_ready(found),
        "zone": request.site.zone, "labels": FIELDS,
    }  # fmt: skip
    if found.stage == Stage.LOOKED and "guesses" in outcome:
        context["columns_form"] = form or ColumnsForm(outcome=outcome, wishes=kept.wishes_of(found))
        context["understood"] = _understood(context["columns_form"], context["outcome"])
    answer = page(request, "imports/file.html", context, form=form)
    if alive:
        answer.headers["Refresh"] = AGAIN
    return answer


def _understood(form: Form, outcome: dict[str, Any]) -> list[tuple[Any, dict[str, Any]]]:
    """Return the questions about columns, each with what was understood of its column; those that were
    understood first."""
    guesses = {guess["field"]: guess for guess in outcome["guesses"]}
    pairs = [(form[field.value], guesses.get(field.value, {})) for field in FIELDS]
    return sorted(pairs, key=lambda pair: not pair[1])


def _in(said: Any, code: str) -> Any:
    """Return what is kept in every language in one of them."""
    if isinstance(said, dict):
        if code in said and all(isinstance(text, str) for text in said.values()):
            return said[code]
        return {key: _in(value, code) for key, value in said.items()}
    return [_in(one, code) for one in said] if isinstance(said, list) else said
