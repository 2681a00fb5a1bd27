"""The list and search of incidents, open and closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from najda.application.find_incidents import Wanted, find_incidents
from najda.application.permissions import Permission, can
from najda.application.reach import reach_of

from ..access import may
from ..finding import as_thing
from ..live import live
from ..naming import areas_to_choose
from ..pages import page
from .forms import SearchForm


@may("incidents.read")
@live
def incidents(request: HttpRequest) -> HttpResponse:
    """List incidents: those open by need, others newest first."""
    form = SearchForm(request, areas_to_choose(request.language, request.desk.gazetteer))
    after = request.GET.get("after", "")[:36]
    with request.desk.store.reading() as view:
        found = find_incidents(
            view,
            Wanted(**form.wanted()),
            after=after,
            may_see=lambda row: can(request.grant, Permission.INCIDENTS_READ, reach_of(view, row)),
        )
    context = {
        "incidents": [as_thing(row) for row in found.rows],
        "stopped": found.stopped,
        "further": _further(request, found.next),
        "after": after,
        "form": form,
        "now": request.site.now(),
    }
    return page(request, "incidents/list.html", context)


def _further(request: HttpRequest, after: str) -> str:
    if not after:
        return ""
    asked: Any = request.GET.copy()
    asked["after"] = after
    return asked.urlencode()
