"""The day at a glance: what stands open, who is out, what happened, beside the day before."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from najda import bootstrap
from najda.application.situation.compare import compared
from najda.application.situation.document import drawn
from najda.application.situation.notable import newest, notable
from najda.application.situation.said import said_figure, said_section

from ..access import may
from ..pages import page
from .asking import DayForm
from .counting import StillCounting, report_on
from .entries import listed
from .waiting import still_counting

MOST = 40
"""Entries of a kind the page lists: the newest ones, most of them folded; the figures lead to all."""

_HEADLINES = (
    "incidents.waiting",
    "missions.under_way",
    "reports.not_judged",
    "people.rescued",
    "people.dead_found",
    "teams.alarms",
)
"""Figures told first and largest."""

_BESIDE = ("missions", "teams", "hazards")
_PICTURES = ("waits", "map")


@may("day.read")
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show one day of the person's areas."""
    form = DayForm(request)
    if not form.is_valid():
        return page(request, "day/day.html", form=form)
    area = form.area_code
    try:
        report = report_on(request, form.period(), area)
        before = report_on(request, form.period(back=1), area)
    except StillCounting as count:
        return still_counting(request, count)
    store, shown, say = request.desk.store, form.cleaned_data["day"], request.language
    pictures = drawn(report, say, bootstrap.pictures(), bootstrap.surroundings(request.desk))
    context = {
        "report": report,
        "headlines": [said_figure(report.figures()[key], say) for key in _HEADLINES],
        "pictures": [one for one in pictures if one.key in _PICTURES],
        "day": shown,
        "previous": shown - timedelta(days=1),
        "next": shown + timedelta(days=1) if shown < form.today else None,
        "is_today": shown == form.today,
        "compared": compared(report, before, request.language),
        "open": said_section(report.section("open"), say),
        "sections": [said_section(report.section(key), say) for key in _BESIDE],
        "missions": listed(request, newest(store, report, "missions.sent", MOST)),
        "notable": listed(request, notable(store, report, MOST)),
        "query": form.query(),
        "query_before": form.query(back=1),
        "area": area,
        "asked_area": form.cleaned_data["area"],
    }
    return page(request, "day/day.html", context, form=form)
