"""A reading with one incident more, for a call that comes in while a plan stands."""

from __future__ import annotations

import numpy as np

from .engine.grow import grown
from .engine.instance import UNSERVED_MINUTES, Instance
from .fit import WORK_MINUTES, site_of
from .problem import Incident, Problem
from .reading import Reading, Slot, allowed, kilometres, minutes_of, pace


def extended(
    reading: Reading, x: Instance, problem: Problem, incident: str
) -> tuple[Reading, Instance]:
    """Return the reading and its instance with one new incident of `problem` at the end. Times count
    from the earlier reading; teams it does not know are not considered until everything is read anew."""
    (column,) = (at for at, one in enumerate(problem.incidents) if one.id == incident)
    wanted, number = problem.incidents[column], len(reading.incidents)
    site, at = site_of(problem, wanted), reading.problem.at
    asked = [Slot(0, one) for one in sorted(site.asks)]
    row = {team.id: at for at, team in enumerate(problem.teams)}
    rows = [row.get(team.id) for team in reading.teams]
    told = [[None if r is None else problem.travel_minutes[r][column]] for r in rows]
    travel = minutes_of(told, (len(told), 1))
    may, fit = allowed(at, asked, (site,), reading.teams, travel)
    some = fit.any(axis=0) & (wanted.position is not None)
    out, back = _journeys(reading, problem, column)
    hold = site.enters_after(0.0, at)
    enters = np.maximum(reading.parts.ready + travel[:, 0], hold)
    reachable = enters[fit.any(axis=1)] + 1.0 if some.any() else np.zeros(0)
    unserved = max([UNSERVED_MINUTES, *reachable.tolist()])
    named = [Slot(number, slot.capability) for slot in asked]
    slots = tuple(slot for slot, can in zip(named, some, strict=True) if can)
    lost = tuple(slot for slot, can in zip(named, some, strict=True) if not can)
    between = _bordered(reading.between, out, back)
    service = max(1.0, wanted.work_minutes)
    old, count = reading.parts, len(slots)
    parts = old._replace(
        weight=np.append(old.weight, wanted.weight),
        release=np.append(old.release, hold),
        unserved=np.append(old.unserved, unserved),
        incident=np.append(old.incident, [number] * count).astype(int),
        service=np.append(old.service, [service] * count),
        need=np.append(old.need, [float(WORK_MINUTES)] * count),
        direct=np.hstack([old.direct, travel]),
        between=between,
        may=np.hstack([old.may, may[:, some]]),
    )
    longer = reading._replace(
        incidents=(*reading.incidents, wanted),
        sites=(*reading.sites, site),
        slots=(*reading.slots, *slots),
        hopeless=(*reading.hopeless, *lost),
        fit=np.hstack([reading.fit, fit[:, some]]),
        travel=parts.direct,
        between=between,
        parts=parts,
    )
    x = grown(
        x, weight=wanted.weight, release=hold, unserved=unserved, service=service,
        need=float(WORK_MINUTES), direct=travel[:, 0], between=np.vstack([out, back]),
        fit=fit[:, some].T,
    )  # fmt: skip
    return longer, x


def _journeys(reading: Reading, problem: Problem, column: int) -> tuple[np.ndarray, np.ndarray]:
    """Return minutes from a new incident to those known, and back from them."""
    if problem.between_minutes is not None:
        table = {one.id: at for at, one in enumerate(problem.incidents)}
        where = [table.get(one.id) for one in reading.incidents]
        there = [None if w is None else problem.between_minutes[column][w] for w in where]
        back = [None if w is None else problem.between_minutes[w][column] for w in where]
        return minutes_of(there, (1, len(where)))[0], minutes_of(back, (1, len(where)))[0]
    wanted, far = problem.incidents[column], np.full(len(reading.incidents), np.inf)
    known = [at for at, one in enumerate(reading.incidents) if one.position is not None]
    if wanted.position is not None and known:
        placed: list[Incident] = [reading.incidents[at] for at in known]
        per_km = pace(reading.teams, placed, reading.travel[:, known])
        far[known] = kilometres([wanted], placed)[0] * per_km
    return far, far


def _bordered(table: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    size = len(table)
    wider = np.zeros((size + 1, size + 1))
    wider[:size, :size] = table
    wider[size, :size], wider[:size, size] = row, column
    return wider
