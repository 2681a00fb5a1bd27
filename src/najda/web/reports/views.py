"""The list of reports, one report, and its words for whoever may read them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from najda.application import codec
from najda.application.likely_same import Likely
from najda.application.permissions import Permission, can
from najda.application.ports import Standing
from najda.application.reach import reach_of
from najda.application.usecases.protect_person import mask_words, open_sealed
from najda.domain.reports.status import Status
from najda.domain.subjects.events import Purpose
from najda.kernel.errors import Refusal
from najda.kernel.ids import id_within
from najda.kernel.need import Level, Need, prioritise
from najda.kernel.personal import Sealed
from najda.kernel.values import replace

from ..access import may
from ..acting import act_of, refuse
from ..finding import Thing, as_thing, thing, visible
from ..live import live
from ..naming import area_name
from ..opening import opened
from ..pages import page
from .forms import EVERY, HEAVIEST, LONGEST, NEWEST, FilterForm, WordsForm
from .showing import history, likely, show

ON_A_PAGE = 25
COMPARED = 2
"""Reports of each likely incident whose words are read beside the report's own."""

LOOKED_AT = 2_000
"""So many reports are looked through at most: who has more waiting narrows the list."""


class Row(NamedTuple):
    """A report in the list, its level, and the incident it likely tells of."""

    thing: Thing
    level: Level
    likely: Likely | None


@may("reports.read")
@require_safe
@live
def reports(request: HttpRequest) -> HttpResponse:
    """List reports: those that nobody has judged, the greatest need first, unless asked otherwise."""
    form = FilterForm(request.GET or None, areas=_areas(request))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = _found(request, chosen)
    number = _page_number(request, len(found))
    here = found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    rows = [_row(request, as_thing(row)) for row in here]
    context = {
        "filter": form,
        "rows": rows,
        "count": len(found),
        "is_cut": len(found) >= LOOKED_AT,
        "number": number,
        "pages": max(1, -(-len(found) // ON_A_PAGE)),
        "query": _query(request),
        "now": request.site.now(),
    }
    return page(request, "reports/list.html", context)


@may("reports.read")
@require_safe
@never_cache
def report(request: HttpRequest, report: Any) -> HttpResponse:
    """Show one report."""
    return show(request, thing(request, "reports", report, "reports.read"))


@may("originals.read")
@require_POST
@never_cache
def report_words(request: HttpRequest, report: Any) -> HttpResponse:
    """Open the sealed words for a purpose, which is recorded before anything is shown."""
    found = thing(request, "reports", report, "originals.read")
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, found, form=form, name="words")
    try:
        words = _opened(request, found, Purpose(form.cleaned_data["purpose"]))
    except Refusal as refusal:
        refuse(request, form, refusal)
        return show(request, found, form=form, name="words")
    return show(request, thing(request, "reports", report, "reports.read"), words=words)


@may("reports.masked")
@require_POST
@never_cache
def report_masked(request: HttpRequest, report: Any) -> HttpResponse:
    """Read the words without those that name religion, sect, people or side, for dispatching; recorded
    before anything is shown. How to call back stays sealed."""
    found = thing(request, "reports", report, "reports.masked")
    lines = [line.reason for line in history(request, found)]
    boxes = [box for box in (found.state.text, found.state.directions, *lines) if box is not None]
    form = WordsForm({"purpose": Purpose.DISPATCH})
    try:
        act = replace(act_of(request), seen={})
        texts = mask_words(request.desk, act, sealed=boxes, purpose=Purpose.DISPATCH)
    except Refusal as refusal:
        refuse(request, form, refusal)
        return show(request, found, form=form, name="words")
    words = {box.box: text and text.text for box, text in zip(boxes, texts, strict=True)}
    masked = sum(text.count for text in texts if text)
    found = thing(request, "reports", report, "reports.read")
    return show(request, found, words=words, masked=masked)


@may("reports.masked")
@require_POST
@never_cache
def likely_words(request: HttpRequest, report: Any) -> HttpResponse:
    """Read what was said beside what was said of the incidents it likely tells of, to compare; each
    reading is recorded. Whoever may not read originals reads it masked."""
    found = thing(request, "reports", report, "reports.masked")
    beside = {one.id: _said_of(request, one) for one in likely(request, found)}
    own = [box for box in (found.state.text, found.state.directions) if box is not None]
    form = WordsForm({"purpose": Purpose.DISPATCH})
    try:
        read = opened(request, [*own, *(box for boxes in beside.values() for box in boxes)])
    except Refusal as refusal:
        refuse(request, form, refusal)
        return show(request, found, form=form, name="words")
    words: dict[str, str | None] = {box.box: text for box, text in read.items()}
    said = {id_: [read[box] for box in boxes if box in read] for id_, boxes in beside.items()}
    return show(request, thing(request, "reports", report, "reports.read"), words=words, said=said)


def _said_of(request: HttpRequest, one: Likely) -> list[Sealed]:
    with request.desk.store.reading() as view:
        rows = filter(None, (view.standing("reports", id_) for id_ in one.state.reports))
        seen = visible(request, view, "reports.read", rows)
    return [report.state.text for report in seen[:COMPARED]]


def _opened(request: HttpRequest, found: Thing, purpose: Purpose) -> dict[str, str | None]:
    """Return the sealed texts of a report by their boxes; None for what was erased."""
    act, state = replace(act_of(request), seen={}), found.state
    sealed = [state.text, state.directions, state.reporter]
    sealed += [line.reason for line in history(request, found)]
    boxes: list[Sealed] = [each for each in sealed if each is not None]
    return {
        each.box: open_sealed(
            request.desk,
            replace(act, id=id_within(act.id, str(number))),
            sealed=each,
            purpose=purpose,
        )
        for number, each in enumerate(boxes)
    }


def _found(request: HttpRequest, chosen: dict[str, str]) -> list[Standing]:
    wanted = chosen.get("status") or Status.RECEIVED.value
    status = None if wanted == EVERY else [wanted]
    area, task = chosen.get("area") or None, chosen.get("task")
    with request.desk.store.reading() as view:
        rows = view.standings("reports", status=status, area=area, limit=LOOKED_AT)
        rows = [
            row for row in rows if can(request.grant, Permission.REPORTS_READ, reach_of(view, row))
        ]
    if task:
        rows = [row for row in rows if codec.state_from("reports", row.state).task == task]
    order = chosen.get("order") or HEAVIEST
    if order in (NEWEST, LONGEST):
        rows.sort(key=lambda row: row.since, reverse=order == NEWEST)
    return rows


def _row(request: HttpRequest, found: Thing) -> Row:
    alike = likely(request, found, limit=1)
    level = prioritise(found.state.need or Need()).level
    return Row(found, level, alike[0] if alike else None)


def _areas(request: HttpRequest) -> list[tuple[str, str]]:
    known = {area.code for area in request.desk.gazetteer.areas() if area.level == 1}
    codes = [*request.grant.areas, *sorted(known - set(request.grant.areas))]
    named = [(code, area_name(request.language, request.desk.gazetteer, code)) for code in codes]
    return sorted(named, key=lambda pair: pair[1])


def _page_number(request: HttpRequest, count: int) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isdecimal() and len(text) < 5 else 1
    return min(max(1, number), max(1, -(-count // ON_A_PAGE)))


def _query(request: HttpRequest) -> str:
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()
