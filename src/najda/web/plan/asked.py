"""Requests for aid as pages tell them: whom, for where, what came of it, who is here on it."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString

from najda.application.aid_now import as_asked, asked_now, came_to, over_now
from najda.application.permissions import Grant, Permission, can
from najda.application.ports import Reading
from najda.application.rooms import AID
from najda.domain.aid.rules import has_lapsed, stands
from najda.domain.aid.state import Aid
from najda.kernel.phrases import Phrase
from najda.kernel.tasks import Capability

from ..finding import as_thing
from ..naming import area_name
from ..saying import Names


class Told(NamedTuple):
    """A request: who is asked, for which area and what; what came of it; the teams here on it, each with
    its id and a link. It `stands`, or it has `lapsed`, or it was declined or withdrawn."""

    id: str
    neighbour: str
    area: str
    capability: Capability
    says: Phrase
    here: list[tuple[str, SafeString]]
    stands: bool
    lapsed: bool


def told(request: HttpRequest, view: Reading, id_: str, aid: Aid) -> Told:
    """Return a request as a page tells it."""
    at, names = request.site.now(), Names(request, view)
    asked = as_asked(id_, aid)
    codes = aid.neighbour.areas
    named = area_name(request.language, request.desk.gazetteer, codes[-1]) if codes else ""
    return Told(
        id=id_,
        neighbour=aid.neighbour.name or named,
        area=area_name(request.language, request.desk.gazetteer, asked.area),
        capability=aid.capability,
        says=came_to(id_, aid, at),
        here=[(team, names.link(team)) for team in aid.here],
        stands=stands(aid, at),
        lapsed=has_lapsed(aid, at),
    )


def all_told(request: HttpRequest, grant: Grant) -> list[Told]:
    """Return the requests within somebody's areas: those that stand, then those that are over and still
    somebody's business."""
    if not can(grant, Permission.AID_READ):
        return []
    at, mine = request.site.now(), set(grant.areas)
    with request.desk.store.reading() as view:
        standing = [one.id for one in asked_now(view, at)]
        over = [id_ for id_, _ in over_now(view, at)]
        things = [as_thing(view.standing(AID.name, id_)) for id_ in (*standing, *over)]
        return [
            told(request, view, one.id, one.state)
            for one in things
            if not mine or mine & set(as_asked(one.id, one.state).concerns)
        ]
