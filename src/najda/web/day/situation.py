"""The situation report as a page, as PDF and as CSV, and the entries behind each of its figures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from najda import bootstrap
from najda.application.situation.document import Surroundings, document_of, drawn
from najda.application.situation.make import traced
from najda.application.situation.model import FigureUnknown, SituationReport
from najda.application.situation.render_csv import as_csv
from najda.application.situation.said import said, said_figure
from najda.application.situation.wording import ROOT_DIGITS
from najda.kernel.phrases import N_, phrase

from ..access import may
from ..pages import page
from .asking import ReportForm
from .counting import StillCounting, report_on
from .entries import listed
from .waiting import still_counting

SHOWN = 200
"""Entries of a figure on one page."""


@may("day.read")
@require_safe
def situation(request: HttpRequest) -> HttpResponse:
    """Show the report on a period and an area."""

    def shown(form: ReportForm, report: SituationReport) -> HttpResponse:
        pictures = drawn(report, request.language, bootstrap.pictures(), _around(request))
        words = said(report, request.language)
        context = {"report": words, "pictures": pictures, "query": form.query()}
        return page(request, "day/situation.html", context, form=form)

    return _reporting(request, shown)


@may("day.read")
@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """Give the report as PDF, in the person's language."""

    def shown(form: ReportForm, report: SituationReport) -> HttpResponse:
        document = document_of(report, request.language, bootstrap.pictures(), _around(request))
        return _file(request, form, bootstrap.press().pdf(document), "application/pdf", "pdf")

    return _reporting(request, shown)


@may("day.read")
@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """Give the report as CSV, in the person's language."""

    def shown(form: ReportForm, report: SituationReport) -> HttpResponse:
        text = as_csv(report, request.language)
        return _file(request, form, text.encode(), "text/csv; charset=utf-8", "csv")

    return _reporting(request, shown)


@may("day.read")
@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """List the entries that one figure rests on."""

    def shown(form: ReportForm, report: SituationReport) -> HttpResponse:
        try:
            found = report.figure(request.GET.get("key", ""))
        except FigureUnknown:
            raise Http404 from None
        first = _number(request.GET.get("after", ""))
        entries = list(islice(traced(request.desk.store, found), first, first + SHOWN))
        context = {
            "figure": said_figure(found, request.language),
            "listed": listed(request, entries),
            "size": len(found.ground),
            "first": first + 1,
            "last": min(first + SHOWN, len(found.ground)),
            "after": first + SHOWN if first + SHOWN < len(found.ground) else None,
            "heading": report.heading,
            "made_from": phrase(
                N_("{size} entries, root {root}"),
                size=report.heading.size,
                root=report.heading.root[:ROOT_DIGITS],
            ),
            "query": form.query(),
        }
        return page(request, "day/figure.html", context, form=form)

    return _reporting(request, shown)


def _reporting(
    request: HttpRequest, shown: Callable[[ReportForm, SituationReport], HttpResponse]
) -> HttpResponse:
    form = ReportForm(request)
    if not form.is_valid():
        if request.resolver_match.url_name != "situation":
            return redirect(f"{reverse('situation')}?{request.GET.urlencode()}")
        return page(request, "day/situation.html", form=form)
    try:
        report = report_on(request, form.period(), form.area_code)
    except StillCounting as count:
        return still_counting(request, count)
    return shown(form, report)


def _around(request: HttpRequest) -> Surroundings:
    return bootstrap.surroundings(request.desk)


def _file(
    request: HttpRequest, form: ReportForm, content: bytes, kind: str, ending: str
) -> HttpResponse:
    days = dict.fromkeys(form.cleaned_data[name].isoformat() for name in ("from", "to"))
    drill = "drill-" if request.site.is_drill else ""
    area = f"-{form.area_code}" if form.area_code.isalnum() else ""
    name = f"najda-{drill}situation-{'-'.join(days)}{area}.{ending}"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
