"""The plan as a page shows it: calls in order of need, each with who goes now, later, or why nobody."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString

from najda.application.permissions import Grant, Permission, Reach, can
from najda.application.planning.outlook import OPEN as OPEN_INCIDENTS
from najda.application.ports import Reading
from najda.application.rooms import INCIDENTS, TEAMS
from najda.application.routes import Route as Way
from najda.application.usecases.propose_teams import plan_all_teams
from najda.application.ways import ways
from najda.dispatch.plan import Assignment, OpenSlot, Plan, Route
from najda.dispatch.whatif import arrival_of, arrival_says
from najda.kernel.need import Level
from najda.kernel.tasks import Capability

from ..finding import Thing, as_thing
from ..roads import shapes
from ..saying import Names

SHOWN = 40
"""Calls shown in each part of the plan, and teams with a round: more than a person reads at once."""


class Going(NamedTuple):
    """A team proposed for a slot: the team if the person may see it, when it is there, why it."""

    team: Thing | None
    name: SafeString
    capability: Capability
    arrival: SafeString
    reasons: list[SafeString]


class Waits(NamedTuple):
    """A slot nobody is proposed for now, and why; in how many minutes somebody should come, if so."""

    capability: Capability
    why: SafeString
    minutes: float | None


class Call(NamedTuple):
    """An open incident in the plan."""

    incident: Thing
    level: Level | None
    going: list[Going]
    waits: list[Waits]
    may_send: bool

    @property
    def names(self) -> list[str]:
        """Return what the proposed teams are called."""
        return [one.team.state.name for one in self.going if one.team]

    @property
    def comes_later(self) -> bool:
        """Tell whether somebody is to come once free."""
        return any(one.minutes is not None for one in self.waits)


class Round(NamedTuple):
    """Where a team goes, in order: each place with the minutes until it is there."""

    team: SafeString
    stops: list[tuple[SafeString, Capability, float]]


class Part(NamedTuple):
    """Calls of a part of the plan, as many as are shown, and how many more there are."""

    calls: list[Call]
    more: int


class Picture(NamedTuple):
    """The plan as one person sees it."""

    now: Part
    later: Part
    open: Part
    rounds: list[Round]
    more_rounds: int
    sequence: int

    @property
    def total(self) -> int:
        """Return how many calls there are."""
        return sum(len(part.calls) + part.more for part in (self.now, self.later, self.open))


def picture(request: HttpRequest, grant: Grant, asked: str = "") -> Picture:
    """Return the plan as far as the grant reaches; the call asked for is shown however many there are."""
    plan = plan_all_teams(request.desk).plan()
    with request.desk.store.reading() as view:
        look = _Look(request, view, plan)
        rows = view.standings(INCIDENTS.name, status=OPEN_INCIDENTS, within=grant.areas)
        found: dict[str, list[str]] = {"now": [], "later": [], "open": []}
        known = {row.id: row for row in rows}
        for row in rows:
            if part := look.part_of(row.id):
                found[part].append(row.id)
        parts = {
            name: Part([look.call(as_thing(known[id_])) for id_ in shown], len(ids) - len(shown))
            for name, ids in found.items()
            for shown in [[*ids[:SHOWN], *(id_ for id_ in ids[SHOWN:] if id_ == asked)]]
        }
        rounds = [one for one in plan.routes if any(stop.incident in known for stop in one.stops)]
        rounds = [one for one in rounds if look.may_see(one)]
        rounds.sort(key=lambda one: (-len(one.stops), one.stops[0].enters_minutes))
        return Picture(
            **parts,
            rounds=[look.round(one) for one in rounds[:SHOWN]],
            more_rounds=max(0, len(rounds) - SHOWN),
            sequence=view.head().size,
        )


class _Look:
    """One plan for one person, in one view."""

    def __init__(self, request: HttpRequest, view: Reading, plan: Plan) -> None:
        self._request, self._names = request, Names(request, view)
        self._going: dict[str, list[Assignment]] = defaultdict(list)
        self._waits: dict[str, list[OpenSlot]] = defaultdict(list)
        for one in plan.assignments:
            self._going[one.incident].append(one)
        for slot in plan.open:
            self._waits[slot.incident].append(slot)
        self._first = {route.team: route.stops[0] for route in plan.routes}

    def part_of(self, incident: str) -> str:
        """Return in which part of the plan an incident stands; empty where nothing is asked for."""
        if incident in self._going:
            return "now"
        waits = self._waits.get(incident, ())
        if any(slot.team for slot in waits):
            return "later"
        return "open" if waits else ""

    def call(self, incident: Thing) -> Call:
        """Return an incident with what is planned for it."""
        going = [self._one(each) for each in self._going[incident.id]]
        waits = [
            Waits(slot.capability, self._names.linked(slot.reason), slot.enters_minutes)
            for slot in self._waits[incident.id]
        ]
        level = Level(incident.state.level) if incident.state.level else None
        return Call(incident, level, going, waits, bool(going) and all(map(self._may_send, going)))

    def round(self, route: Route) -> Round:
        """Return where a team goes."""
        link = self._names.link
        stops = [
            (link(stop.incident), stop.capability, stop.enters_minutes) for stop in route.stops
        ]
        return Round(link(route.team), stops)

    def may_see(self, route: Route) -> bool:
        """Tell whether the person may see a team and every place it goes to."""
        return self._names.thing(TEAMS.name, route.team) is not None and all(
            self._names.thing(INCIDENTS.name, stop.incident) for stop in route.stops
        )

    def _one(self, one: Assignment) -> Going:
        arrival = arrival_of([self._first[one.team]])
        return Going(
            self._names.thing(TEAMS.name, one.team),
            self._names.link(one.team),
            one.capability,
            self._names.linked(arrival_says(one.team, arrival)),
            [self._names.linked(reason) for reason in one.reasons],
        )

    def _may_send(self, one: Going) -> bool:
        reach = Reach(areas=one.team.standing.areas) if one.team else None
        return reach is not None and can(self._request.grant, Permission.MISSIONS_SEND, reach)


def drawn(request: HttpRequest, seen: Picture, closed: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the plan on the map: places, teams, the ways they would go, and what is closed."""
    things, journeys = {}, []
    for part in (seen.now, seen.later, seen.open):
        for call in part.calls:
            here = call.incident.state.place.position
            if here is None:
                continue
            key = call.incident.stream
            symbol = f"incident-{call.incident.state.level or 0}"
            things[key] = shapes.thing(key, symbol, here, order=80 - call.incident.state.level)
            for one in call.going:
                start = one.team.state.whereabouts if one.team else None
                if start is None:
                    continue
                things[one.team.stream] = shapes.thing(
                    one.team.stream, "team", start, one.team.state.name, 50
                )
                journeys.append((start, here))
    found = ways(request.desk, journeys)
    lines = [shapes.way(one) for one in found if isinstance(one, Way)]
    return {"things": list(things.values()), "lines": [*closed, *lines]}
