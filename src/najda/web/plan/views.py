"""The plan as a page: all of it there at once without any script, kept fresh with one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..access import may
from ..board.views import areas_of, narrowed
from ..forms import Form
from ..pages import page
from ..roads import shapes
from ..roads.views import seen_by
from .picture import drawn, picture


@may("board.watch")
@require_safe
@never_cache
def plan(request: HttpRequest) -> HttpResponse:
    """Show who goes where and in what order, what is for later, what stays open and why."""
    return show(request)


def show(request: HttpRequest, form: Form | None = None) -> HttpResponse:
    """Return the page; with a form that was refused, why."""
    area = request.GET.get("area", "")
    grant = narrowed(request, area)
    context = {
        "at": request.site.now(), "areas": areas_of(request), "mapped": request.desk.roads.is_mapped(),
        "area": area if grant != request.grant else "", "ready": request.desk.planning.is_ready,
    }  # fmt: skip
    if not context["ready"]:
        return page(request, "plan/plan.html", context)
    seen = picture(request, grant, request.GET.get("call", ""))
    closed = seen_by(request)
    shown = drawn(request, seen, shapes.closed(closed))
    shown["things"] += [shapes.closure_sign(one.id, one.state) for one in closed]
    context |= {"plan": seen, "drawn": shown, "hindrances": len(closed)}
    return page(request, "plan/plan.html", context, form=form)
