"""What stands beside a call while it is typed: how urgent it is by what was said, and what it may be the
same as. The core says both; a page only shows it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest

from najda.application.likely_same import Likely, likely_same
from najda.application.permissions import Permission, can
from najda.application.ports import Reading, Standing
from najda.application.reach import reach_of
from najda.kernel.need import Level, prioritise, reasons
from najda.kernel.phrases import Phrase
from najda.kernel.places import Place

from .forms import CallForm

_READ = {"incidents": Permission.INCIDENTS_READ, "reports": Permission.REPORTS_READ}


class Beside(NamedTuple):
    """The level and why; what is likely the same; where the words were taken to mean."""

    level: Level
    reasons: tuple[Phrase, ...]
    likely: list[Likely]
    place: Place | None


def beside(request: HttpRequest, form: CallForm) -> Beside:
    """Return what to show beside a form, however much of it is filled in yet."""
    form.is_valid()
    given, need = form.cleaned_data, form.need()
    place = given.get("where")
    likely = likely_same(
        request.desk,
        place=place or Place(),
        at=request.site.now(),
        task=form.kind,
        text=words_to_compare(request, given.get("text", ""), place.words if place else ""),
        may_see=sees(request),
    )
    return Beside(prioritise(need).level, reasons(need), likely, place)


def words_to_compare(request: HttpRequest, *texts: str) -> str:
    """Return the words, if whoever asks may read originals: a count of words in common tells of them."""
    return "\n".join(texts) if can(request.grant, Permission.ORIGINALS_READ) else ""


def sees(request: HttpRequest) -> Any:
    """Return what tells whether a person may see a thing."""

    def may_see(view: Reading, row: Standing) -> bool:
        return can(request.grant, _READ[row.room], reach_of(view, row))

    return may_see
