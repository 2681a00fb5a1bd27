"""One plan for all open incidents and teams: who goes where and in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.tasks import Capability

from .engine.instance import PARTLY_MINUTES, Instance, build
from .engine.solve import HOT, Stop, solve
from .engine.start import one_each, rolling_assignment
from .engine.state import MOST_STOPS
from .fit import team_obstacles
from .objective import UNCOVERED_COST, Cover
from .plan import Assignment, OpenSlot, Plan, Route
from .plan import Stop as RouteStop
from .problem import Incident, Problem
from .reading import Reading, Slot, read
from .reasons import comes_later, reasons_for, why_open
from .tidy import by_need

_MANY_WEIGH_MORE = phrase(
    N_(
        "So many calls weigh more that nobody is planned for this one yet. It is when those are served."
    )
)

TURNS_PER_SLOT, MOST_TURNS = 40, 10_000
"""How long the search goes on unless told otherwise: enough for a few dozen calls to stop improving."""


def usual_stop(problem: Problem) -> Stop:
    """Return a stopping rule by work alone, so that the same problem always gives the same plan."""
    slots = sum(len(incident.asks) for incident in problem.incidents)
    return Stop(turns=min(MOST_TURNS, TURNS_PER_SLOT * (slots + 5)))


class StandingPlan(NamedTuple):
    """A plan with what it was worked out from, kept so that the next call need not read it all again."""

    reading: Reading
    instance: Instance
    routes: list[list[int]]

    def plan(self) -> Plan:
        """Return the plan in words."""
        return plan_of(self.reading, self.routes)


def planned(
    problem: Problem, *, stop: Stop | None = None, seed: int = 0, before: Plan | None = None
) -> StandingPlan:
    """Return a plan for all open incidents at once.

    `before` is the plan shown until now: a proposal of it is changed only where that saves at least
    `CHANGE_GAIN`. The plan is never dearer than the assignment it starts from, and with `before` never
    dearer than going on with that.
    """
    reading = read(problem, before)
    x = build(reading.parts)
    if not reading.slots:
        return StandingPlan(reading, x, [[] for _ in reading.teams])
    stop = stop or usual_stop(problem)
    may = reading.parts.may
    starts = [rolling_assignment(x, may, stopped=lambda: stop.left() <= 0.0), one_each(x, may)]
    if before is not None:
        starts.append(carried_over(reading, before))
    start = min(starts, key=lambda one: cost_of(x, one))
    found = solve(x, start, stop, seed=seed, hot=HOT)
    return StandingPlan(reading, x, tidied(reading, x, found.routes))


def plan_all(
    problem: Problem, *, stop: Stop | None = None, seed: int = 0, before: Plan | None = None
) -> Plan:
    """Return `planned` in words: a proposal for all open incidents, with the routes it counts on."""
    return planned(problem, stop=stop, seed=seed, before=before).plan()


def tidied(reading: Reading, x: Instance, routes: list[list[int]]) -> list[list[int]]:
    """Return the routes with like incidents in order of need, unless that would cost more."""
    other = by_need(x, reading.travel, routes)
    return other if cost_of(x, other) <= cost_of(x, routes) + 1e-6 else routes


def cost_of(x: Instance, routes: list[list[int]]) -> float:
    """Return what routes cost by the engine's own sums."""
    return solve(x, routes, Stop(turns=0)).start_cost


def carried_over(reading: Reading, before: Plan) -> list[list[int]]:
    """Return the routes of an earlier plan, as far as they still hold."""
    row = {team.id: at for at, team in enumerate(reading.teams)}
    open_: dict[tuple[str, str], list[int]] = {}
    for at, slot in enumerate(reading.slots):
        open_.setdefault((reading.incidents[slot.incident].id, slot.capability), []).append(at)
    routes: list[list[int]] = [[] for _ in reading.teams]
    for route in before.routes:
        team = row.get(route.team)
        for stop in route.stops if team is not None else ():
            held = open_.get((stop.incident, stop.capability))
            full = team is None or len(routes[team]) >= MOST_STOPS
            if held and not full and times(reading, team, [*routes[team], held[0]]) is not None:
                routes[team].append(held.pop(0))
    return routes


def kept(reading: Reading, team: int, route: Sequence[int]) -> list[int]:
    """Return the stops of a route that a team can make in this order, without those that break a hard
    rule or are more than a route holds. Where one stop is taken out, the way past it may be longer than
    by way of it, or closed."""
    found: list[int] = []
    for slot in route:
        if len(found) < MOST_STOPS and times(reading, team, [*found, slot]) is not None:
            found.append(slot)
    return found


def times(reading: Reading, team: int, route: Sequence[int]) -> list[RouteStop] | None:
    """Return the stops of a route with their times; None if a hard rule forbids it."""
    parts, stops, time, last = reading.parts, [], reading.parts.ready[team], -1
    for slot in route:
        incident, capability = reading.slots[slot]
        if not parts.may[team, slot] or any(
            stop.incident == reading.incidents[incident].id for stop in stops
        ):
            return None
        way = reading.travel[team, incident] if last < 0 else reading.between[last, incident]
        enters = max(time + way, parts.release[incident])
        if enters + parts.need[slot] > parts.end[team] + 2e-3 or (
            last < 0 and not reading.fit[team, slot]
        ):
            return None
        time, last = enters + parts.service[slot], incident
        stops.append(
            RouteStop(
                incident=reading.incidents[incident].id,
                capability=capability,
                travel_minutes=float(way),
                enters_minutes=float(enters),
                leaves_minutes=float(time),
            )
        )
    return stops


def plan_of(reading: Reading, routes: list[list[int]]) -> Plan:
    """Return the plan these routes make, with reasons."""
    stops = [times(reading, team, route) or [] for team, route in enumerate(routes)]
    filled = {
        slot: (team, place) for team, route in enumerate(routes) for place, slot in enumerate(route)
    }
    at = reading.problem.at
    cover = Cover(team for team in reading.problem.teams if not team_obstacles(team, at))
    able = Counter(one for team in reading.problem.teams for one in set(team.capabilities))
    assignments, left_open = [], []
    for slot in range(len(reading.slots)):
        team, place = filled.get(slot, (-1, -1))
        if team < 0:
            left_open.append(_open(reading, reading.slots[slot], slot, able))
        elif place == 0 and reading.ready[team]:
            assignments.append(_assignment(reading, slot, team, stops[team][0], cover))
        else:
            left_open.append(_later(reading, slot, team, stops[team][: place + 1]))
    left_open += [_open(reading, slot, None, able) for slot in reading.hopeless]
    left_open += [
        OpenSlot(incident=one.id, capability=asked, reason=_too_light(one, asked, able))
        for one in reading.problem.lighter
        for asked in one.asks
    ]
    return Plan(
        assignments=tuple(sorted(assignments, key=lambda one: (one.incident, one.capability))),
        open=tuple(sorted(left_open, key=lambda one: (one.incident, one.capability))),
        cost=_cost(reading, filled, stops, cover),
        routes=tuple(
            Route(team=reading.teams[team].id, stops=tuple(route))
            for team, route in enumerate(stops)
            if route
        ),
    )


def _cost(
    reading: Reading,
    filled: dict[int, tuple[int, int]],
    stops: list[list[RouteStop]],
    cover: Cover,
) -> float:
    """Return the cost of a plan: weighted minutes until the last fillable slot, or what is counted for
    each left open, and cover lost."""
    latest: dict[int, float] = {}
    left = Counter(slot.incident for at, slot in enumerate(reading.slots) if at not in filled)
    for at, (team, place) in filled.items():
        incident, enters = reading.slots[at].incident, stops[team][place].enters_minutes
        latest[incident] = max(latest.get(incident, 0.0), enters)
    for slot in reading.hopeless:
        if slot.incident not in latest:
            left[slot.incident] = max(1, left[slot.incident])
    latest |= {
        one: float(reading.parts.unserved[one]) + PARTLY_MINUTES * (count - 1)
        for one, count in left.items()
    }
    waiting = sum(reading.incidents[one].weight * minutes for one, minutes in latest.items())
    going = [
        team
        for team, route, ready in zip(reading.teams, stops, reading.ready, strict=True)
        if route and ready
    ]
    return waiting + UNCOVERED_COST * len(cover.lost_without(*going))


def _assignment(
    reading: Reading, slot: int, team: int, stop: RouteStop, cover: Cover
) -> Assignment:
    option, site = reading.teams[team], reading.sites[reading.slots[slot].incident]
    return Assignment(
        incident=stop.incident,
        capability=stop.capability,
        team=option.id,
        travel_minutes=stop.travel_minutes,
        enters_minutes=stop.enters_minutes,
        reasons=reasons_for(
            option,
            site,
            fills=(stop.capability,),
            travel_minutes=stop.travel_minutes,
            lost=cover.lost_without(option),
            at=reading.problem.at,
        ),
    )


def _later(reading: Reading, slot: int, team: int, way: list[RouteStop]) -> OpenSlot:
    """Return a slot for which a team comes at the end of a way it has before it."""
    stop = way[-1]
    says = comes_later(
        reading.teams[team],
        enters_minutes=stop.enters_minutes,
        at=reading.problem.at,
        first=way[-2].incident if len(way) > 1 else "",
    )
    return OpenSlot(
        incident=stop.incident,
        capability=reading.slots[slot].capability,
        reason=says,
        team=reading.teams[team].id,
        enters_minutes=stop.enters_minutes,
    )


def _too_light(one: Incident, asked: Capability, able: Mapping[Capability, int]) -> Phrase:
    """Return why nobody is planned for what weighs too little, if that is why."""
    if one.position is None or not able[asked]:
        known = one.position is not None
        return why_open(asked, able=able[asked], fit=0, place_known=known)
    return _MANY_WEIGH_MORE


def _open(
    reading: Reading, slot: Slot, number: int | None, able: Mapping[Capability, int]
) -> OpenSlot:
    incident = reading.incidents[slot.incident]
    fit = 0 if number is None else int(reading.fit[:, number].sum())
    reason = why_open(
        slot.capability,
        able=able[slot.capability],
        fit=fit,
        place_known=incident.position is not None,
        no_way=reading.problem.no_way.get(incident.id),
    )
    return OpenSlot(incident=incident.id, capability=slot.capability, reason=reason)
