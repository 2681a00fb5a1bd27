"""One report as a page shows it: what came in, what became of it, and the forms to judge it by."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse

from najda.application import codec
from najda.application.fact_words import fact_word
from najda.application.likely_same import OPEN, Likely, likely_of_report
from najda.application.permissions import Permission, can, reads_masked
from najda.domain.reports.status import Status
from najda.kernel.entry import Entry
from najda.kernel.ids import stream
from najda.kernel.need import Need, prioritise, reasons
from najda.kernel.personal import Sealed
from najda.kernel.phrases import Phrase

from ..calls.beside import sees
from ..finding import Thing, visible
from ..forms import Form
from ..pages import page
from .forms import LinkForm, ReasonForm, WordsForm

OFFERED, OFFERED_WITHIN_KM = 30, 100.0
"""Open incidents a report may be linked to that are offered to choose from."""


class Line(NamedTuple):
    """One entry of a history: what happened, when, by whom; its reason once that was opened."""

    says: Phrase
    entry: Entry
    reason: Sealed | None


def show(
    request: HttpRequest,
    found: Thing,
    *,
    form: Form | None = None,
    name: str = "",
    words: dict[str, str | None] | None = None,
    masked: int | None = None,
    said: dict[str, list[str]] | None = None,
) -> HttpResponse:
    """Show a report. `form` is one that was not accepted, shown in place of the empty one of its `name`;
    `words` what was just opened, by the box it lay in, and how many of its words are `masked`, if that
    was counted; `said` what was just opened of the incidents it likely tells of, by their ids."""
    state = found.state
    context: dict[str, Any] = {
        "report": found,
        "priority": prioritise(state.need or Need()),
        "reasons": reasons(state.need or Need()),
        "history": history(request, found),
        "words": words,
        "is_masked": bool(words) and (masked is not None or reads_masked(request.grant)),
        "masked_count": masked,
        "words_form": WordsForm(),
        "link_form": LinkForm(request=request),
        "reason_form": ReasonForm(),
        "likely": [(one, (said or {}).get(one.id, ())) for one in likely(request, found)],
        "open_incidents": open_incidents(request, found),
        "wrong": name,
    }
    if form is not None:
        context[f"{name}_form"] = form
    return page(request, "reports/report.html", context, form=form)


def likely(request: HttpRequest, found: Thing, *, limit: int = 4) -> list[Likely]:
    """Return the incidents a report that waits likely tells of."""
    if found.state.status != Status.RECEIVED or not can(request.grant, Permission.INCIDENTS_READ):
        return []
    return likely_of_report(
        request.desk, found.id, found.state, may_see=sees(request), reports=False, limit=limit
    )


def open_incidents(request: HttpRequest, found: Thing) -> list[Thing]:
    """Return open incidents to choose from for a report that waits: the nearest, or where its position is
    not known the weightiest."""
    if found.state.status != Status.RECEIVED or not can(request.grant, Permission.INCIDENTS_READ):
        return []
    where = found.state.place.position
    with request.desk.store.reading() as view:
        if where is None:
            rows = view.standings("incidents", status=OPEN, limit=OFFERED)
        else:
            rows = view.nearest(
                "incidents", where, status=OPEN, km=OFFERED_WITHIN_KM, limit=OFFERED
            )
        return visible(request, view, "incidents.read", rows)


def history(request: HttpRequest, found: Thing) -> list[Line]:
    """Return everything that happened to a report, and who read its words, in order."""
    with request.desk.store.reading() as view:
        entries = [
            *view.entries(stream=found.stream),
            *view.entries(stream=stream("subjects", found.id)),
        ]
    entries.sort(key=lambda entry: entry.sequence)
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> Line:
    fact = codec.fact_of(entry)
    return Line(fact_word(type(fact)), entry, getattr(fact, "reason", None))
