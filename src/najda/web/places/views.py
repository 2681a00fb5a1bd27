"""Places by name or coordinates: JSON for the field's script, a page for whoever has none."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from najda.application.whereabouts import Where, choices, resolved
from najda.intake.coordinates import looks_like_coordinates, read_pair
from najda.intake.places import Found, clearly_best
from najda.kernel.errors import Refusal

from ..access import signed_in
from ..fields import LONGEST_WORDS
from ..naming import areas_said, choice_detail, choice_name, figures
from ..pages import page

SHOWN = 8


class Answer(NamedTuple):
    """What a search came to: the places, the one that is clearly meant or that there are several, and a
    sentence about it."""

    places: list[dict[str, Any]]
    clear: str = ""
    unclear: bool = False
    says: str = ""


@signed_in
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Search, by `q`; at most LONGEST_WORDS letters of it are looked at."""
    words = " ".join(request.GET.get("q", "")[:LONGEST_WORDS].split())
    answer = _at(request, words) if looks_like_coordinates(words) else _called(request, words)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(answer._asdict())
    return page(request, "places/search.html", {"words": words, "answer": answer})


@signed_in
@require_safe
def place_map(request: HttpRequest) -> HttpResponse:
    """Give the panel with a map to point at; the field's script puts it into its page."""
    return page(request, "places/map.html")


def _called(request: HttpRequest, words: str) -> Answer:
    if not words:
        return Answer([])
    found = request.desk.gazetteer.search(words, limit=SHOWN)
    alike = choices(request.desk, words)
    best = clearly_best(alike)
    count = len(found)
    says = ngettext("%(count)s place found.", "%(count)s places found.", count)
    return Answer(
        [_shown(request, one) for one in found],
        best.code if best else "",
        bool(alike) and best is None,
        says % {"count": request.language.number(count)},
    )


def _at(request: HttpRequest, words: str) -> Answer:
    try:
        place = resolved(request.desk, Where(position=read_pair(words)))
    except Refusal as refusal:
        return Answer([], says=request.language.say(refusal.phrase))
    around = areas_said(request.language, request.desk.gazetteer, place.areas)
    shown = {
        "code": "", "name": figures(place.position), "detail": around or _("position"),
        "at": figures(place.position), "words": [],
    }  # fmt: skip
    return Answer([shown], says=_("A position."))


def _shown(request: HttpRequest, found: Found) -> dict[str, Any]:
    place = found.place
    names = [name for name in (place.name_ar, place.name_en) if name]
    if request.language.code != "ar":
        names.reverse()
    return {
        "code": found.code,
        "name": choice_name(request.language, found),
        "detail": choice_detail(request.language, request.desk.gazetteer, found),
        "at": figures(place.position) if place.position else "",
        "words": names,
    }
