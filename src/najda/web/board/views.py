"""The board as a page: all of it there at once, without any script."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from najda.application import board as boards
from najda.application.board_lines import LISTED, Part
from najda.application.permissions import Grant

from ..access import may
from ..naming import area_name
from ..pages import page
from .lines import Look, address, in_lists


@may("board.watch")
@require_safe
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """Show what is going on, as far as the person's areas reach."""
    area = request.GET.get("area", "")
    grant = narrowed(request, area)
    look = Look(request.language, request.desk.gazetteer, request.desk.roads)
    with request.desk.store.reading() as view:
        found = boards.board(view, grant, request.site.now())
    drawn = in_lists(look, found.lines)
    lists = [_list(part, drawn[part], found.totals) for part in Part if part is not Part.ALARMS]
    return page(
        request,
        "board/board.html",
        {
            "alarms": drawn[Part.ALARMS],
            "lists": {one.name: one for one in lists},
            "sequence": found.sequence,
            "at": request.site.now(),
            "areas": areas_of(request),
            "area": area if grant != request.grant else "",
            "most": {part.value: listed.limit for part, listed in LISTED.items()},
        },
    )


def narrowed(request: HttpRequest, area: str) -> Grant:
    """Return what the person may see, within the area they look at."""
    known = next((one for one in request.desk.gazetteer.areas() if one.code == area), None)
    return boards.narrowed(request.grant, area, around(request, area)) if known else request.grant


def around(request: HttpRequest, code: str) -> tuple[str, ...]:
    parents = {area.code: area.parent for area in request.desk.gazetteer.areas()}
    around = [code]
    while around[0] and (parent := parents.get(around[0])):
        around.insert(0, parent)
    return tuple(around)


def areas_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the areas the person can look at alone, by code and name: those widest within their own."""
    gazetteer, mine = request.desk.gazetteer, request.grant.areas
    wanted = [
        area.code for area in gazetteer.areas() if (area.code in mine if mine else area.level == 1)
    ]
    named = [(code, area_name(request.language, gazetteer, code)) for code in wanted]
    return sorted(named, key=lambda one: one[1]) if len(named) > 1 or not mine else []


class ShownList(NamedTuple):
    """A list as the page shows it: what it is called, its lines, how many there are of them and how many
    more that are not shown, what is said when there are none, where all of them are."""

    name: str
    title: str
    lines: list[str]
    total: int
    more: int
    empty: str
    all: str
    icon: str


def _list(part: Part, lines: list[str], totals: dict[Part, int]) -> ShownList:
    title, empty, every, icon = _said(part)
    total = max(totals[part], len(lines))
    return ShownList(
        part.value, title, lines, total, total - len(lines), empty, address(every), icon
    )


def _said(part: Part) -> tuple[str, str, str, str]:
    return {
        Part.QUEUE: (_("Waiting for help"), _("No incident waits for help."), "incidents", "clock"),
        Part.REPORTS: (
            _("Reports to judge"),
            _("Every report has been judged."),
            "reports",
            "report",
        ),
        Part.MISSIONS: (_("Under way"), _("No mission is under way."), "incidents", "mission"),
        Part.TEAMS: (_("Teams"), _("There are no teams yet."), "teams", "team"),
        Part.HAZARDS: (_("Hazards"), _("No hazard stands."), "hazards", "hazard"),
        Part.ROADS: (_("Roads"), _("No road is closed or slow."), "roads", "road"),
    }[part]
