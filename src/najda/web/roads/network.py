"""The roads of the built network, for scripts: drawn under everything where a map has no streets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from najda.kernel.roads import Box

from ..access import may
from . import shapes

MOST_ROADS = 3000
"""Pieces of road given at once; with more, a phone draws slowly and nobody tells them apart."""


@may("closures.read")
@require_safe
@never_cache
@gzip_page
def network(request: HttpRequest) -> HttpResponse:
    """Give the shapes of the roads in a box `south,west,north,east`, main roads first where they are
    many; 400 for what is no box."""
    box = _box(request.GET.get("box", ""))
    if box is None:
        return HttpResponse(status=400)
    found = request.desk.roads.within(box, most=MOST_ROADS)
    lines = [shapes.line("main" if road.main else "road", road.points) for road in found]
    return JsonResponse({"lines": lines})


def _box(text: str) -> Box | None:
    try:
        box = Box(*(float(part) for part in text.split(",")))
    except (TypeError, ValueError):
        return None
    is_box = -90 <= box.south < box.north <= 90 and -180 <= box.west < box.east <= 180
    return box if is_box else None
