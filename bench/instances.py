"""Planning problems to measure on, and the one evaluator everybody is judged by. Everything is invented.

An instance: 60 % of incidents in eight clusters, the rest spread over 150 by 100 km; teams at 40 bases
(per 300), with one or two of six capabilities; five classes of need weighted 16, 8, 4, 2, 1 times
(1 + log2 of people); 10 % of incidents need two teams, 5 % three, each another capability; work
log-normal around 30 minutes; 30 % of teams busy for up to 90 minutes; shifts that end in 4 to 12 hours.
Journeys are distance times 1.4 at 45 km/h.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from najda.dispatch.engine.instance import Parts

UNSERVED = 720.0
"""Minutes counted for an incident whose teams are not all on the way by the plan."""

WIDTH, HEIGHT, CLUSTERS, SPREAD_KM = 150.0, 100.0, 8, 5.0
MINUTES_PER_KM = 1.4 * 60 / 45
CAPABILITIES = 6
TOLERANCE = (
    0.01  # minutes by which a shift may be overrun: rounding in whole seconds and single precision
)


class Case(NamedTuple):
    """An instance, in plain arrays. Slots of an incident lie side by side. `arrived` is the order in
    which incidents came in, `base` the number of each team's base."""

    weight: np.ndarray
    incident: np.ndarray
    capability: np.ndarray
    service: np.ndarray
    ready: np.ndarray
    end: np.ndarray
    able: np.ndarray
    direct: np.ndarray
    between: np.ndarray
    arrived: np.ndarray
    base: np.ndarray


def generate(seed: int, incidents: int = 1000, teams: int | None = None) -> Case:
    """Return an instance; three teams for ten incidents unless told otherwise."""
    rng = np.random.default_rng(seed)
    teams = teams or round(incidents * 0.3)
    bases = max(1, round(teams * 40 / 300))
    places = _places(rng, incidents)
    corners = np.array([WIDTH, HEIGHT])
    base = rng.integers(0, bases, teams)
    homes = rng.uniform([0, 0], corners, (bases, 2))[base]
    able = np.zeros((teams, CAPABILITIES), bool)
    for row, count in zip(able, rng.integers(1, 3, teams), strict=True):
        row[rng.permutation(CAPABILITIES)[:count]] = True
    people = 1 + np.floor(rng.lognormal(1.0, 1.0, incidents))
    weight = np.array([16.0, 8, 4, 2, 1])[rng.integers(0, 5, incidents)] * (1 + np.log2(people))
    chance = rng.random(incidents)
    asked = np.where(chance < 0.05, 3, np.where(chance < 0.15, 2, 1))
    incident = np.repeat(np.arange(incidents), asked)
    capability = np.concatenate([rng.permutation(CAPABILITIES)[:count] for count in asked])
    service = np.clip(rng.lognormal(np.log(30), 0.5, incidents), 5, 240)[incident]
    ready = np.where(rng.random(teams) < 0.3, rng.uniform(0, 90, teams), 0.0)
    return Case(
        weight, incident, capability, service, ready, rng.uniform(240, 720, teams), able,
        _minutes(homes, places), _minutes(places, places), rng.permutation(incidents), base,
    )  # fmt: skip


def _places(rng: np.random.Generator, incidents: int) -> np.ndarray:
    corners = np.array([WIDTH, HEIGHT])
    centres = rng.uniform([0, 0], corners, (CLUSTERS, 2))
    places = rng.uniform([0, 0], corners, (incidents, 2))
    near = rng.random(incidents) < 0.6
    which = rng.integers(0, CLUSTERS, incidents)
    places[near] = centres[which[near]] + rng.normal(0, SPREAD_KM, (int(near.sum()), 2))
    return np.clip(places, 0, corners)


def _minutes(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    gap = here[:, None] - there[None]
    return np.hypot(gap[..., 0], gap[..., 1]) * MINUTES_PER_KM


def parts(case: Case) -> Parts:
    """Return the instance as the engine takes it."""
    incidents = len(case.weight)
    return Parts(
        weight=case.weight, release=np.zeros(incidents), unserved=np.full(incidents, UNSERVED),
        incident=case.incident, group=case.capability, service=case.service, need=case.service,
        ready=case.ready, end=case.end, direct=case.direct, between=case.between,
        may=case.able[:, case.capability],
    )  # fmt: skip


def evaluate(case: Case, routes: list[list[int]]) -> float:
    """Return the cost of routes of slots: weight times minutes until the last team needed arrives. Every
    rule is checked; a stop that breaks one raises ValueError."""
    start = np.full(len(case.incident), UNSERVED)
    seen: set[int] = set()
    for team, route in enumerate(routes):
        time, last, here = case.ready[team], -1, set()
        for slot in route:
            incident = int(case.incident[slot])
            time += case.direct[team, incident] if last < 0 else case.between[last, incident]
            start[slot], last = time, incident
            time += case.service[slot]
            fit = case.able[team, case.capability[slot]] and time <= case.end[team] + TOLERANCE
            if not fit or slot in seen or incident in here:
                raise ValueError(f"team {team} may not fill slot {slot}")
            seen.add(slot)
            here.add(incident)
    latest = np.zeros(len(case.weight))
    np.maximum.at(latest, case.incident, start)
    return float(case.weight @ latest)


def feasible(case: Case, routes: list[list[int]]) -> list[list[int]]:
    """Return the routes without the stops that break a rule no peer could be told of, or breaks by
    rounding; nobody else comes in their stead."""
    kept: list[list[int]] = []
    for team, route in enumerate(routes):
        kept.append([])
        for slot in route:
            try:
                evaluate(case, [[]] * team + [[*kept[team], slot]])
            except ValueError:
                continue
            kept[team].append(slot)
    return kept
