"""Why a slot is filled as it is, and what sending another team would mean: pages that answer at once, of
which a script shows only the answer, in place."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from najda.application.rooms import INCIDENTS, TEAMS
from najda.application.usecases.propose_teams import explain_incident, rank_teams, what_if_sent
from najda.dispatch.explain import Explanation
from najda.dispatch.whatif import Slip, arrival_says, slip_says
from najda.dispatch.whatif import WhatIf as Answer
from najda.kernel.need import LEVEL_WEIGHT, Level
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability

from ..access import may
from ..finding import Thing, thing
from ..incidents.glance import glance
from ..pages import page
from ..saying import Names


class Why(NamedTuple):
    """The reasons for one slot, said with links: who is planned and when, who waits for it, who else
    could go at what price, who may not and why; of calls and teams the person may not see, nothing. Of
    `like` slots it is number `place`; `not_now` tells why it stays open, or why its team comes only
    later."""

    capability: Capability
    place: int
    like: int
    team: SafeString | None
    arrival: SafeString | None
    not_now: SafeString | None
    slips: list[SafeString]
    instead: list[SafeString]
    unfit: list[tuple[SafeString, list[SafeString]]]
    elsewhere: bool = False


@may("board.watch")
@require_safe
@never_cache
def why(request: HttpRequest, incident: Any, capability: str) -> HttpResponse:
    """Show why a slot is filled as it is, or stays open."""
    found = thing(request, "incidents", incident, "incidents.read")
    try:
        asked = Capability(capability.replace("-", "_"))
    except ValueError:
        raise Http404 from None
    context = {"incident": found, "ready": request.desk.planning.is_ready, **glance(request, found)}
    if context["ready"]:
        told = reasons(request, found)
        context["reasons"] = [each for each in told if each.capability is asked]
    return page(request, "plan/why.html", context)


@may("missions.send")
@require_safe
@never_cache
def what_if(request: HttpRequest, incident: Any, team: Any) -> HttpResponse:
    """Show what sending one team now would change."""
    found = thing(request, "incidents", incident, "missions.send")
    its = thing(request, "teams", team, "missions.send")
    context = {"incident": found, "team": its, "ready": request.desk.planning.is_ready}
    if context["ready"]:
        context |= _answer(request, found, its)
    return page(request, "plan/what_if.html", {**context, **glance(request, found)})


def reasons(request: HttpRequest, incident: Thing) -> list[Why]:
    """Return why each slot of an incident is filled as it is, or stays open."""
    told = explain_incident(request.desk, incident=incident.id)
    with request.desk.store.reading() as view:
        names = Names(request, view)
        return [_why(names, each) for each in told]


def _why(names: Names, told: Explanation) -> Why:
    return Why(
        told.capability,
        told.place,
        told.like,
        names.link(told.team) if told.team else None,
        names.linked(arrival_says(told.team, told.arrival)) if told.arrival else None,
        names.linked(told.reason) if told.reason else None,
        [names.linked(slip_says(slip)) for slip in _within(names, told.slips) if slip.minutes > 0],
        [
            names.linked(says)
            for other, says in zip(told.instead, _instead(told), strict=True)
            if names.thing(TEAMS.name, other.team)
        ],
        [
            (names.link(one.team), [names.linked(each.says) for each in one.obstacles])
            for one in told.unfit
            if names.thing(TEAMS.name, one.team)
        ],
        elsewhere=len(_within(names, told.slips)) < len(told.slips),
    )


def _within(names: Names, slips: tuple[Slip, ...]) -> list[Slip]:
    """Return those of calls that the person may see."""
    return [slip for slip in slips if names.thing(INCIDENTS.name, slip.incident)]


def _instead(told: Explanation) -> tuple[Phrase, ...]:
    """Return the sentences about the next best teams: the last of what an explanation says."""
    return told.says()[-len(told.instead) :] if told.instead else ()


def _answer(request: HttpRequest, found: Thing, its: Thing) -> dict[str, Any]:
    asks = rank_teams(request.desk, incident=found.id).asks
    able = its.state.capabilities
    capability = next((one for one in asks if one in able), asks[0] if asks else None)
    if capability is None:
        return {"nothing_asked": True}
    told = what_if_sent(request.desk, incident=found.id, capability=capability, team=its.id)
    with request.desk.store.reading() as view:
        names = Names(request, view)
        return {
            "capability": capability,
            "may_not": [names.linked(one.says) for one in told.obstacles],
            "arrival": names.linked(arrival_says(told.team, told.arrival))
            if told.arrival
            else None,
            "slips": [names.linked(slip_says(one)) for one in _within(names, told.slips)],
            "elsewhere": len(_within(names, told.slips)) < len(told.slips),
            "price": price(told),
        }


def price(told: Answer) -> Phrase | None:
    """Return what a choice costs overall, as minutes one person in immediate danger would wait."""
    if told.arrival is None:
        return None
    minutes = round(told.cost / LEVEL_WEIGHT[Level.CRITICAL])
    if minutes <= 0:
        return phrase(N_("Overall that costs about the same as the plan."))
    return counted(
        N_(
            "Overall that costs as much as one person in immediate danger waiting one minute longer."
        ),
        N_(
            "Overall that costs as much as one person in immediate danger waiting {count} minutes "
            "longer."
        ),
        minutes,
    )
