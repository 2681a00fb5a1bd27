"""One mission: each team's part with its times, what came of it, its whole story."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from najda.application.outcome_words import outcome_words
from najda.application.permissions import Permission, can, reads_masked
from najda.application.rooms import INCIDENTS, TEAMS
from najda.application.timeline import about_mission
from najda.application.ways import ways
from najda.domain.missions.events import OutcomeCorrected, OutcomeRecorded, TeamTakenOff
from najda.domain.missions.rules import can_close, can_step
from najda.domain.missions.state import Leg
from najda.domain.missions.status import MOVES, Status
from najda.kernel.phrases import Phrase
from najda.kernel.status import can as can_move

from ..access import may
from ..finding import Thing, thing
from ..incidents.glance import glance
from ..opening import Opened, opened
from ..pages import page
from ..roads.drawing import UNDER_WAY, ways_to
from ..roads.turns import told
from ..saying import Names
from .steps import Possible, possible


class Part(NamedTuple):
    """A team's part: the team if the person may see it, what it is called, what can be done now."""

    leg: Leg
    team: Thing | None
    name: str
    steps: list[Possible]
    can_be_taken_off: bool
    can_tell: bool


class Outcome(NamedTuple):
    """What a team did and found, in words, and whether the person may correct it."""

    id: str
    name: str
    words: tuple[Phrase, ...]
    can_be_corrected: bool


@may("missions.read")
def mission(request: HttpRequest, mission: Any) -> HttpResponse:
    """Show one mission."""
    return _shown(request, thing(request, "missions", mission, "missions.read"))


@may("missions.read")
def words(request: HttpRequest, mission: Any) -> HttpResponse:
    """Open the reasons; it is recorded who did, and the page is shown with them."""
    found = thing(request, "missions", mission, "missions.read")
    if request.method != "POST":
        return redirect("mission", found.id)
    with request.desk.store.reading() as view:
        boxes = [box for moment in about_mission(view, found.id) for box in moment.sealed]
    return _shown(request, found, opened(request, boxes))


def _shown(request: HttpRequest, found: Thing, read: Opened | None = None) -> HttpResponse:
    state = found.state
    with request.desk.store.reading() as view:
        names = Names(request, view)
        incident = names.thing(INCIDENTS.name, state.incident)
        context = {
            "mission": found,
            "incident": incident,
            "parts": [_part(request, names, found, leg) for leg in state.legs],
            "outcomes": [_outcome(request, names, found, record) for record in state.records],
            "moments": about_mission(view, found.id),
            "read": read or {},
            "is_masked": bool(read) and reads_masked(request.grant),
            "is_open": state.status in (Status.PLANNED, Status.UNDER_WAY),
            "can_close": state.status == Status.UNDER_WAY and can_close(state),
            **(glance(request, incident) if incident else {}),
        }
        context |= _ways(request, incident, context["parts"])
    return page(request, "missions/mission.html", context)


def _ways(request: HttpRequest, incident: Thing | None, parts: list[Part]) -> dict[str, Any]:
    """Return the ways of the teams that are on theirs, in words and drawn."""
    there = incident.state.place.position if incident else None
    if there is None:
        return {}
    going = [part for part in parts if part.team and part.leg.part in UNDER_WAY]
    routes = ways(request.desk, [(part.team.state.whereabouts, there) for part in going])
    told_ = [
        (part.name, told(request.language, route))
        for part, route in zip(going, routes, strict=True)
    ]
    drawn = None
    if can(request.grant, Permission.BOARD_WATCH):
        drawn = ways_to(request, incident, there, [part.team for part in going], routes)
    return {"ways": [(name, way) for name, way in told_ if way], "drawn": drawn}


def _part(request: HttpRequest, names: Names, found: Thing, leg: Leg) -> Part:
    team = names.thing(TEAMS.name, leg.team)
    works = team is not None and can(request.grant, Permission.MISSIONS_WORK)
    tells = works and can_step(found.state, leg.team, OutcomeRecorded)
    is_open = can_move(MOVES, found.state.status, OutcomeRecorded)
    off = can_step(found.state, leg.team, TeamTakenOff)
    sends = can(request.grant, Permission.MISSIONS_SEND)
    steps = possible(request, found, team) if found.state.status == Status.UNDER_WAY else []
    return Part(leg, team, names.of(leg.team), steps, off and sends, tells and is_open)


def _outcome(request: HttpRequest, names: Names, found: Thing, record: Any) -> Outcome:
    may_correct = names.thing(TEAMS.name, record.team) is not None and can(
        request.grant, Permission.MISSIONS_WORK
    )
    possible_now = can_move(MOVES, found.state.status, OutcomeCorrected)
    words_ = outcome_words(record.outcome)
    return Outcome(record.id, names.of(record.team), words_, may_correct and possible_now)
