"""Judging a report: it tells of an incident, of another, of nothing for us, or of something after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from najda.application.desk import Done
from najda.application.usecases import judge_report

from ..access import may
from ..acting import attempt
from ..finding import thing
from ..pages import done
from .forms import LinkForm, ReasonForm
from .showing import show


@may("reports.judge")
@require_POST
def link(request: HttpRequest, report: Any) -> HttpResponse:
    """Judge that a report tells of an incident."""
    found = thing(request, "reports", report, "reports.judge")
    form = LinkForm(request.POST, request=request)
    if form.is_valid():
        incident = form.cleaned_data["incident"]
        given = {"report": found.id, "incident": incident}
        if attempt(request, form, judge_report.link_report, **given):
            return done(request, _("The report was linked to the incident."), "report", found.id)
        found = thing(request, "reports", report, "reports.judge")
    return show(request, found, form=form, name="link")


@may("reports.judge")
@require_POST
def split(request: HttpRequest, report: Any) -> HttpResponse:
    """Take back that a report tells of its incident."""
    said = _("The report was split from the incident and waits to be judged again.")
    return _with_reason(request, report, judge_report.split_report, said)


@may("reports.judge")
@require_POST
def set_aside(request: HttpRequest, report: Any) -> HttpResponse:
    """Judge that a report calls for nothing."""
    said = _("The report was set aside.")
    return _with_reason(request, report, judge_report.set_report_aside, said)


@may("reports.judge")
@require_POST
def take_up(request: HttpRequest, report: Any) -> HttpResponse:
    """Take up again a report that was set aside."""
    said = _("The report was taken up again.")
    return _with_reason(request, report, judge_report.take_report_up, said)


def _with_reason(
    request: HttpRequest, report: Any, use_case: Callable[..., Done], said: str
) -> HttpResponse:
    found = thing(request, "reports", report, "reports.judge")
    form = ReasonForm(request.POST)
    if form.is_valid():
        if attempt(request, form, use_case, report=found.id, **form.arguments()):
            return done(request, said, "report", found.id)
        found = thing(request, "reports", report, "reports.judge")
    return show(request, found, form=form, name="reason")
