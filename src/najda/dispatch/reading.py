"""A problem as numbers, and what each number stands for.

Everything is put in an order of its own first, so that the order things are told in changes nothing:
teams by id; incidents by need, then how long they wait, then what they ask, and by id only where all
else is equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from najda.kernel.places import EARTH_RADIUS_KM
from najda.kernel.tasks import Capability

from .engine.instance import UNSERVED_MINUTES, Parts
from .fit import AGES, WORK_MINUTES, Site, site_of, team_obstacles
from .objective import UNCOVERED_COST, covered_by
from .plan import Plan
from .problem import Availability, Incident, Problem, TeamOption

WAITING_TIE = 1e-6
"""Share of its weight by which the longest waiting incident outranks the latest."""

MINUTES_PER_KM = 1.4 * 60 / 45
"""Where no journey of the problem tells: 1.4 km of road per km of distance, at 45 km/h."""


class Slot(NamedTuple):
    """One team asked for: the place of its incident in the reading, and what it must be able to do."""

    incident: int
    capability: Capability


class Reading(NamedTuple):
    """What is planned over. `slots` are those somebody could fill, `hopeless` those nobody can; `ready`
    tells by team whether it can be sent now. `travel` is team by incident, `between` incident by
    incident, infinite where there is no way."""

    problem: Problem
    incidents: tuple[Incident, ...]
    sites: tuple[Site, ...]
    teams: tuple[TeamOption, ...]
    ready: tuple[bool, ...]
    slots: tuple[Slot, ...]
    hopeless: tuple[Slot, ...]
    fit: np.ndarray
    travel: np.ndarray
    between: np.ndarray
    parts: Parts


def read(problem: Problem, before: Plan | None = None) -> Reading:
    """Return the problem as numbers; proposals of the plan `before` are dear to change."""
    columns = sorted(range(len(problem.incidents)), key=lambda at: _rank(problem.incidents[at]))
    rows = [at for at, team in enumerate(problem.teams) if plannable(team, problem.at)]
    rows.sort(key=lambda at: problem.teams[at].id)
    incidents = tuple(problem.incidents[at] for at in columns)
    teams = tuple(problem.teams[at] for at in rows)
    sites = tuple(site_of(problem, incident) for incident in incidents)
    travel = minutes_of(problem.travel_minutes, (len(problem.teams), len(columns)))
    travel = travel[np.ix_(rows, columns)]
    between = _between(problem, columns, incidents, teams, travel)
    every = [
        Slot(at, one)
        for at, (incident, site) in enumerate(zip(incidents, sites, strict=True))
        for one in sorted(site.asks if incident.position is not None else ())
    ]
    may, fit = allowed(problem.at, every, sites, teams, travel)
    fillable = fit.any(axis=0)
    slots = tuple(slot for slot, some in zip(every, fillable, strict=True) if some)
    lost = [slot for slot, some in zip(every, fillable, strict=True) if not some]
    lost += [
        Slot(at, capability)
        for at, (incident, site) in enumerate(zip(incidents, sites, strict=True))
        for capability in sorted(site.asks if incident.position is None else ())
    ]
    half = (problem, incidents, sites, teams)
    ready = tuple(not team_obstacles(team, problem.at) for team in teams)
    parts = _parts(*half, ready, slots, travel, between, may[:, fillable], fit[:, fillable], before)
    return Reading(*half, ready, slots, tuple(lost), fit[:, fillable], travel, between, parts)


def plannable(team: TeamOption, at: datetime) -> bool:
    """Tell whether a team can be counted on, now or once it is free and rested."""
    if team.position is None or team.shift_end is None or team.shift_end <= at:
        return False
    if team.availability is Availability.BUSY:
        return team.free_at is not None
    return team.availability is Availability.FREE


def ready_minutes(team: TeamOption, at: datetime) -> float:
    """Return the minutes until a team that can be counted on may leave."""
    waits = [at]
    if team.availability is Availability.BUSY and team.free_at is not None:
        waits.append(team.free_at)
    if team.rest_until is not None:
        waits.append(team.rest_until)
    return (max(waits) - at).total_seconds() / 60


def minutes_of(table: object, shape: tuple[int, int]) -> np.ndarray:
    """Return minutes as an array, infinite for None and for what is no time a journey takes."""
    minutes = np.array(table, dtype=float).reshape(shape)
    return np.where((minutes >= 0) & (minutes < AGES), minutes, np.inf)


def _rank(incident: Incident) -> tuple[object, ...]:
    where = (incident.position.lat, incident.position.lon) if incident.position else ()
    asks = tuple(sorted(incident.asks))
    return (-incident.weight, incident.since, where, asks, incident.work_minutes, incident.id)


def allowed(
    at: datetime,
    slots: list[Slot],
    sites: tuple[Site, ...],
    teams: tuple[TeamOption, ...],
    travel: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return by team and slot whether the rules allow it at any time, and as its next journey."""
    able = np.array([[one in team.capabilities for one in Capability] for team in teams], bool)
    able = able.reshape(len(teams), len(Capability))
    number = {one: at for at, one in enumerate(Capability)}
    may = able[:, [number[slot.capability] for slot in slots]]
    mined = np.array([sites[slot.incident].ordnance for slot in slots], bool)
    may &= able[:, [number[Capability.ORDNANCE_DISPOSAL]]] | ~mined
    may &= ~np.array([sites[slot.incident].shut for slot in slots], bool)
    places = np.array([slot.incident for slot in slots], int)
    may &= np.isfinite(travel[:, places])
    ready = np.array([ready_minutes(team, at) for team in teams])
    end = np.array([(team.shift_end - at).total_seconds() / 60 for team in teams])
    hold = np.array([site.enters_after(0.0, at) for site in sites])
    enters = np.maximum(ready[:, None] + travel[:, places], hold[places] if len(places) else 0.0)
    return may, may & (enters + WORK_MINUTES <= end[:, None])


def _parts(
    problem: Problem,
    incidents: tuple[Incident, ...],
    sites: tuple[Site, ...],
    teams: tuple[TeamOption, ...],
    ready: tuple[bool, ...],
    slots: tuple[Slot, ...],
    travel: np.ndarray,
    between: np.ndarray,
    may: np.ndarray,
    fit: np.ndarray,
    before: Plan | None,
) -> Parts:
    at = problem.at
    waited = np.argsort(np.argsort([incident.since.timestamp() for incident in incidents]))
    nudge = 1 + WAITING_TIE * (1 - waited / max(1, len(incidents)))
    places = np.array([slot.incident for slot in slots], int)
    leave = np.array([ready_minutes(team, at) for team in teams])
    hold = np.array([site.enters_after(0.0, at) for site in sites])
    unserved = np.full(len(incidents), UNSERVED_MINUTES)
    if len(places) and len(teams):
        enters = np.maximum(leave[:, None] + travel[:, places], hold[places])
        np.maximum.at(unserved, places, np.where(fit, enters + 1.0, 0.0).max(axis=0))
    kinds = {one: number for number, one in enumerate(sorted({slot.capability for slot in slots}))}
    return Parts(
        weight=np.array([incident.weight for incident in incidents]) * nudge,
        release=hold,
        unserved=unserved,
        incident=places,
        group=np.array([kinds[slot.capability] for slot in slots], int),
        service=np.array([max(1.0, incidents[slot.incident].work_minutes) for slot in slots]),
        need=np.full(len(slots), float(WORK_MINUTES)),
        ready=leave,
        end=np.array([(team.shift_end - at).total_seconds() / 60 for team in teams]),
        direct=travel,
        between=between,
        may=may,
        cover=_cover(teams, ready),
        keep=_kept(before, incidents, teams, slots, fit),
        uncovered_price=UNCOVERED_COST,
    )


def _cover(teams: tuple[TeamOption, ...], ready: tuple[bool, ...]) -> tuple[tuple[int, ...], ...]:
    """Return a number for each area and capability a waiting team covers, by team."""
    held = [sorted(covered_by(team)) if can else [] for team, can in zip(teams, ready, strict=True)]
    numbers = {pair: at for at, pair in enumerate(sorted({pair for row in held for pair in row}))}
    return tuple(tuple(numbers[pair] for pair in row) for row in held)


def _kept(
    before: Plan | None,
    incidents: tuple[Incident, ...],
    teams: tuple[TeamOption, ...],
    slots: tuple[Slot, ...],
    fit: np.ndarray,
) -> tuple[int, ...]:
    """Return the slot each team was proposed for before, if it still is open and the team still fit."""
    if before is None:
        return ()
    row = {team.id: at for at, team in enumerate(teams)}
    kept, taken = [-1] * len(teams), set()
    for one in before.assignments:
        for at, slot in enumerate(slots):
            same = (incidents[slot.incident].id, slot.capability) == (one.incident, one.capability)
            if same and at not in taken and one.team in row and fit[row[one.team], at]:
                kept[row[one.team]] = at
                taken.add(at)
                break
    return tuple(kept)


def _between(
    problem: Problem,
    columns: list[int],
    incidents: tuple[Incident, ...],
    teams: tuple[TeamOption, ...],
    travel: np.ndarray,
) -> np.ndarray:
    """Return minutes from incident to incident: as given, else by distance at the journeys' own pace."""
    size = len(columns)
    if problem.between_minutes is not None:
        return minutes_of(problem.between_minutes, (size, size))[np.ix_(columns, columns)]
    known = [at for at, incident in enumerate(incidents) if incident.position is not None]
    far = np.full((size, size), np.inf)
    km = kilometres([incidents[at] for at in known], [incidents[at] for at in known])
    far[np.ix_(known, known)] = km * pace(teams, [incidents[at] for at in known], travel[:, known])
    return far


def estimated(problem: Problem, columns: Sequence[int]) -> np.ndarray:
    """Return minutes between some incidents of a problem by distance, at the pace of its journeys."""
    incidents = [problem.incidents[at] for at in columns]
    rows = [at for at, team in enumerate(problem.teams) if team.position is not None]
    travel = minutes_of(problem.travel_minutes, (len(problem.teams), len(problem.incidents)))
    teams = tuple(problem.teams[at] for at in rows)
    return kilometres(incidents, incidents) * pace(teams, incidents, travel[np.ix_(rows, columns)])


def pace(teams: tuple[TeamOption, ...], incidents: list[Incident], travel: np.ndarray) -> float:
    """Return the middle of minutes per kilometre over the journeys of the problem."""
    km = kilometres(teams, incidents)
    told = np.isfinite(travel) & (km > 1.0)
    return float(np.median(travel[told] / km[told])) if told.any() else MINUTES_PER_KM


def kilometres(here: object, there: object) -> np.ndarray:
    """Return great-circle distances, a row per thing here (haversine)."""
    a, b = (np.radians([(t.position.lat, t.position.lon) for t in them]) for them in (here, there))
    a, b = a.reshape(-1, 2), b.reshape(-1, 2)
    half = np.sin((b[:, 0] - a[:, :1]) / 2) ** 2
    half += np.cos(a[:, :1]) * np.cos(b[:, 0]) * np.sin((b[:, 1] - a[:, 1:]) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
