"""Teams for all open incidents at once: one linear assignment over slots (SciPy).

It adds up the weighted minutes of every slot, where the objective counts an incident's last slot
only, and prices the cover lost by each team as if it went alone: a later engine may do better where
incidents ask for several teams. Nothing depends on the order things are given in.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from najda.kernel.tasks import Capability

from .fit import Site, journey_obstacles, site_of, team_obstacles
from .objective import UNCOVERED_COST, UNSERVED_MINUTES, Cover, plan_cost
from .plan import Assignment, OpenSlot, Plan
from .problem import Incident, Problem, TeamOption
from .reasons import reasons_for, why_open

WAITING_TIE = 1e-6
"""Share of its weight by which the longest waiting incident outranks the latest: too little to
outweigh a difference in need, enough to put the earlier first where need and place are equal."""

TEAM_TIE_MINUTES = 1e-6
"""Minutes by which, all else equal, the team with the first id counts as nearer than the last."""


class _Slot(NamedTuple):
    incident: Incident
    column: int
    site: Site
    capability: Capability
    weight: float


class _Ready(NamedTuple):
    team: TeamOption
    row: int
    lost: float


def assign(problem: Problem) -> Plan:
    """Return one proposal for all open incidents: the cheapest set of fit teams, one per slot."""
    teams = [(team, row) for row, team in enumerate(problem.teams)]
    free = sorted((one for one in teams if not team_obstacles(one[0], problem.at)), key=_team_id)
    cover = Cover(team for team, _ in free)
    ready = [
        _Ready(team, row, UNCOVERED_COST * len(cover.lost_without(team))) for team, row in free
    ]
    slots = _slots(problem)
    gains = _gains(problem, slots, ready)
    chosen = {
        slot: ready[column]
        for slot, column in zip(*linear_sum_assignment(gains), strict=True)
        if gains[slot, column] < 0
    }
    return _plan(problem, slots, chosen=chosen, fit=(gains < 0).sum(axis=1), cover=cover)


def _team_id(one: tuple[TeamOption, int]) -> str:
    return one[0].id


def _slots(problem: Problem) -> list[_Slot]:
    """Return the open slots by incident and capability, weights nudged by how long they waited."""
    order = sorted(
        enumerate(problem.incidents), key=lambda one: (one[1].since, one[1].id), reverse=True
    )
    slots = []
    for place, (column, incident) in enumerate(order, start=1):
        site = site_of(problem, incident)
        weight = incident.weight * (1 + WAITING_TIE * place / len(order))
        slots += [_Slot(incident, column, site, one, weight) for one in site.asks]
    return sorted(slots, key=lambda slot: (slot.incident.id, slot.capability))


def _gains(problem: Problem, slots: list[_Slot], ready: list[_Ready]) -> np.ndarray:
    """Return a row per slot and a column per team: what sending it saves over leaving the slot open
    (below 0), or 0 where the team is not fit or it would save nothing."""
    gains = np.zeros((len(slots), len(ready)))
    able: dict[Capability, list[int]] = {}
    for column, one in enumerate(ready):
        for capability in one.team.capabilities:
            able.setdefault(capability, []).append(column)
    for row, slot in enumerate(slots):
        if slot.incident.position is None:
            continue
        for column in able.get(slot.capability, ()):
            team, at, lost = ready[column]
            minutes = problem.travel_minutes[at][slot.column]
            if minutes is None or journey_obstacles(
                team, slot.site, travel_minutes=minutes, at=problem.at
            ):
                continue
            enters = slot.site.enters_after(minutes, problem.at)
            enters += TEAM_TIE_MINUTES * column / len(ready)
            gains[row, column] = min(0.0, slot.weight * (enters - UNSERVED_MINUTES) + lost)
    return gains


def _plan(
    problem: Problem,
    slots: list[_Slot],
    *,
    chosen: dict[int, _Ready],
    fit: np.ndarray,
    cover: Cover,
) -> Plan:
    """Return the plan for the teams chosen by slot; `fit` is the number of fit teams by slot."""
    able = Counter(one for team in problem.teams for one in set(team.capabilities))
    assignments, left_open, minutes = [], [], {}
    for row, slot in enumerate(slots):
        enters = None
        if row in chosen:
            assignments.append(_assignment(problem, slot, chosen[row], cover))
            enters = assignments[-1].enters_minutes
        else:
            known = slot.incident.position is not None
            reason = why_open(
                slot.capability,
                able=able[slot.capability],
                fit=int(fit[row]),
                place_known=known,
                no_way=problem.no_way.get(slot.incident.id),
            )
            left_open.append(
                OpenSlot(incident=slot.incident.id, capability=slot.capability, reason=reason)
            )
        minutes.setdefault(slot.incident, []).append(enters)
    cost = plan_cost(minutes, going=[one.team for one in chosen.values()], cover=cover)
    return Plan(assignments=tuple(assignments), open=tuple(left_open), cost=cost)


def _assignment(problem: Problem, slot: _Slot, ready: _Ready, cover: Cover) -> Assignment:
    travel = problem.travel_minutes[ready.row][slot.column]
    said = reasons_for(
        ready.team,
        slot.site,
        fills=(slot.capability,),
        travel_minutes=travel,
        lost=cover.lost_without(ready.team),
        at=problem.at,
    )
    return Assignment(
        incident=slot.incident.id,
        capability=slot.capability,
        team=ready.team.id,
        travel_minutes=travel,
        enters_minutes=slot.site.enters_after(travel, problem.at),
        reasons=said,
    )
