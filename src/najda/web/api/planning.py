"""The plan by the API, its reasons, what another choice would change, and cover. Nothing is decided by
asking, and nobody hears of calls and teams beyond their reach: those are left out, or not named."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field, create_model

from najda.application.permissions import Permission, can
from najda.application.planning.cover import Cover
from najda.application.ports import Reading
from najda.application.reach import reach_of
from najda.application.rooms import INCIDENTS, TEAMS
from najda.application.usecases.propose_teams import (
    explain_incident,
    plan_all_teams,
    watch_cover,
    what_if_sent,
)
from najda.dispatch.explain import Explanation
from najda.dispatch.plan import Plan
from najda.dispatch.whatif import WhatIf
from najda.kernel.phrases import Phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import replace

from ..board.views import around
from ..saying import Names
from .reading import one
from .schemas import told, told_model

PLAN, WHY, COVER = told_model(Plan), list[told_model(Explanation)], told_model(Cover)
WHAT_IF = create_model(
    "WhatIfTold", __doc__=told_model(WhatIf).__doc__, __base__=told_model(WhatIf),
    cost=(float | None, Field(description="None: the team may not be sent; see `obstacles`.")),
)  # fmt: skip


def plan(request: HttpRequest) -> Any:
    """See the plan that stands for all open incidents, as far as they are within reach; its cost is that
    of the whole. `team` is empty where a team beyond reach is meant."""
    whole = plan_all_teams(request.desk).plan()
    with request.desk.store.reading() as view:
        seen = _Seen(request, view)
        routes = seen.by_team(whole.routes)
        within = replace(
            whole,
            assignments=tuple(map(seen.named, seen.about(whole.assignments))),
            open=tuple(map(seen.named, seen.about(whole.open))),
            routes=tuple(each for each in routes if len(seen.about(each.stops)) == len(each.stops)),
        )
        return seen.told(within)


def explain(request: HttpRequest, incident: UUID) -> Any:
    """See why the plan fills each slot of one incident as it does: when its team arrives, who else could
    and at what cost, who waits longer because of it, who may not go; or why nobody is planned for it."""
    one(request, "incidents", incident, Permission.MISSIONS_SEND)
    found = explain_incident(request.desk, incident=str(incident))
    with request.desk.store.reading() as view:
        seen = _Seen(request, view)
        return [seen.told(_within(seen, each)) for each in found]


def _within(seen: _Seen, found: Explanation) -> Explanation:
    instead = seen.by_team(found.instead)
    return replace(
        seen.named(found),
        slips=seen.about(found.slips),
        instead=tuple(replace(other, slips=seen.about(other.slips)) for other in instead),
        unfit=seen.by_team(found.unfit),
    )


def what_if(request: HttpRequest, incident: UUID, team: UUID, capability: Capability) -> Any:
    """See what sending one team now would change against the plan that stands; nothing is decided."""
    one(request, "incidents", incident, Permission.MISSIONS_SEND)
    one(request, "teams", team, Permission.MISSIONS_SEND)
    found = what_if_sent(
        request.desk, incident=str(incident), capability=capability, team=str(team)
    )
    cost = found.cost if math.isfinite(found.cost) else None
    with request.desk.store.reading() as view:
        seen = _Seen(request, view)
        return seen.told(replace(found, slips=seen.about(found.slips))) | {"cost": cost}


def cover(request: HttpRequest) -> Any:
    """See which areas no fit team reaches in time now and later, where standing by would help, where
    teams run out and who could help, and the aid that is asked for already."""
    found, mine = watch_cover(request.desk), set(request.grant.areas)

    def within(things: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(t for t in things if not mine or mine & set(around(request, t.area)))

    with request.desk.store.reading() as view:
        seen = _Seen(request, view)
        return seen.told(
            replace(
                found,
                areas=within(found.areas),
                ahead=tuple(replace(each, gaps=within(each.gaps)) for each in found.ahead),
                moves=seen.by_team(within(found.moves)),
                shortages=within(found.shortages),
                asked=tuple(aid for aid in found.asked if not mine or mine & set(aid.concerns)),
            )
        )


class _Seen:
    """What whoever asks may see of a plan, in one view; each thing is looked up once."""

    def __init__(self, request: HttpRequest, view: Reading) -> None:
        self._grant, self._view = request.grant, view
        self._language, self._names = request.language, Names(request, view)
        self._known: dict[str, bool] = {}

    @property
    def code(self) -> str:
        """Return the code of the language in which sentences are said."""
        return self._language.code

    def say(self, said: Phrase) -> str:
        """Return a sentence with what things are called in place of their ids."""
        return self._language.say(self._names.in_phrase(said))

    def told(self, value: Any) -> Any:
        """Return a value as the API tells it."""
        return told(value, self)

    def about(self, things: Iterable[Any]) -> tuple[Any, ...]:
        """Return those that are about an incident within reach."""
        return tuple(each for each in things if self._incident(each.incident))

    def by_team(self, things: Iterable[Any]) -> tuple[Any, ...]:
        """Return those of a team within reach."""
        return tuple(each for each in things if self._team(each.team))

    def named(self, thing: Any) -> Any:
        """Return a thing without its team if that is beyond reach."""
        return thing if not thing.team or self._team(thing.team) else replace(thing, team="")

    def _incident(self, id_: str) -> bool:
        return self._sees(INCIDENTS.name, id_, Permission.INCIDENTS_READ)

    def _team(self, id_: str) -> bool:
        return self._sees(TEAMS.name, id_, Permission.TEAMS_READ)

    def _sees(self, room: str, id_: str, permission: Permission) -> bool:
        if id_ not in self._known:
            row = self._view.standing(room, id_)
            reach = None if row is None else reach_of(self._view, row)
            self._known[id_] = row is not None and can(self._grant, permission, reach)
        return self._known[id_]
