"""Cover: which areas nobody reaches in time, where standing by would help, where teams run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from najda.application.permissions import Grant
from najda.application.planning.cover import Cover
from najda.application.usecases.propose_teams import watch_cover
from najda.dispatch.coverage import TARGET_MINUTES, Gap
from najda.dispatch.surge import Shortage
from najda.kernel.tasks import Capability

from ..access import may
from ..board.views import areas_of, around, narrowed
from ..live import live
from ..naming import area_name
from ..pages import page
from ..saying import Names
from .asked import all_told
from .cover_map import counted_areas, drawn

KEPT_SECONDS = 20
"""How long cover is shown before it is worked out again: many boards ask for it."""

SHOWN = 40


class Area(NamedTuple):
    """An area with what it lacks, in words."""

    name: str
    says: list[SafeString]
    calls: float


class Short(NamedTuple):
    """An area where teams run out: of what they have already, of what they will and when, in words, who
    could help with what, and all of it to ask neighbours for."""

    name: str
    area: str
    gone: list[Capability]
    going: list[SafeString]
    helpers: list[tuple[Capability, list[SafeString]]]
    lacks: list[Capability]


class Ahead(NamedTuple):
    """What lacks so many minutes from now."""

    minutes: int
    areas: list[Area]


@may("board.watch")
@require_safe
@never_cache
@live
def cover(request: HttpRequest) -> HttpResponse:
    """Show how the areas stand, now and later."""
    area = request.GET.get("area", "")
    grant = narrowed(request, area)
    context: dict[str, Any] = {
        "ready": request.desk.planning.is_ready, "at": request.site.now(), "areas": areas_of(request),
        "area": area if grant != request.grant else "", "target": round(TARGET_MINUTES),
        "asked": all_told(request, grant),
    }  # fmt: skip
    if context["ready"]:
        context |= _shown(request, grant, _now(request))
    return page(request, "plan/cover.html", context)


def _now(request: HttpRequest) -> Cover:
    """Return how the areas stand, worked out once for everybody who asks within seconds."""
    desk, at = request.desk, request.site.now()
    kept: tuple[datetime, Cover] | None = getattr(request.site, "cover", None)
    if kept is None or not 0 <= (at - kept[0]).total_seconds() < KEPT_SECONDS:
        kept = request.site.cover = (at, watch_cover(desk))
    return kept[1]


def _shown(request: HttpRequest, grant: Grant, found: Cover) -> dict[str, Any]:
    def mine(code: str) -> bool:
        return not grant.areas or bool(set(grant.areas) & set(around(request, code)))

    area_of = partial(area_name, request.language, request.desk.gazetteer)
    with request.desk.store.reading() as view:
        names = Names(request, view)
        shortages = [one for one in found.shortages if mine(one.area)]
        moves = [one for one in found.moves if mine(one.area)]
        areas = [one for one in found.areas if mine(one.area)]
        return {
            "drawn": drawn(names, areas, moves, {one.area: area_of(one.area) for one in areas}),
            "legend": counted_areas(areas),
            "rests_on": found.rests_on() if found.calls else None,
            "ahead": [
                Ahead(one.in_minutes, _areas(request, names, [g for g in one.gaps if mine(g.area)]))
                for one in found.ahead
            ],
            "shortages": _shorts(names, shortages, area_of),
            "moves": [
                (
                    names.linked(one.says()), round(one.gains, 1),
                    [_lacking(request, gap) for gap in one.now_covered],
                )
                for one in moves
            ],
        }  # fmt: skip


def _shorts(
    names: Names, shortages: Sequence[Shortage], area_of: Callable[[str], str]
) -> list[Short]:
    """Return the areas where teams run out, those that lack most already first."""
    by_area: dict[str, list[Shortage]] = defaultdict(list)
    for one in shortages:
        by_area[one.area].append(one)
    found = [
        Short(
            name=area_of(area),
            area=area,
            gone=[one.capability for one in its if one.in_minutes <= 0],
            going=[names.linked(one.says()) for one in its if one.in_minutes > 0],
            helpers=[
                (one.capability, [names.linked(each) for each in one.who_could_help()])
                for one in its
                if one.helpers
            ],
            lacks=[one.capability for one in its],
        )
        for area, its in by_area.items()
    ]
    return sorted(found, key=lambda one: (-len(one.gone), one.name))[:SHOWN]


def _areas(request: HttpRequest, names: Names, gaps: list[Gap]) -> list[Area]:
    """Return the areas with a gap, those that expect most calls first."""
    by_area: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        by_area[gap.area].append(gap)
    found = [
        Area(
            area_name(request.language, request.desk.gazetteer, code),
            [names.linked(gap.says()) for gap in its],
            sum(gap.calls for gap in its),
        )
        for code, its in by_area.items()
    ]
    return sorted(found, key=lambda one: (-one.calls, one.name))[:SHOWN]


def _lacking(request: HttpRequest, gap: Gap) -> str:
    where = area_name(request.language, request.desk.gazetteer, gap.area)
    return f"{where} · {request.language.word(gap.capability)}"
