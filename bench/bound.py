"""How good could any plan be: a lower bound by Lagrangian relaxation over routes, and why it holds.

Let w_i be an incident's weight, s its slots, t_s the start of a slot (720 if it stays open).

1. *Splitting.* For shares a_s >= 0 that sum to 1 over an incident's slots, max t_s >= sum a_s t_s. With
   l_s = w_i a_s an incident so costs at least sum l_s t_s; with an open slot it costs 720 w_i, which is
   at least that too, as no start is later than 720 (all shifts end by then).
2. *Relaxing "each slot once".* Take prices p_s <= 720 l_s. Any plan costs at least
   sum p_s + sum over its routes of sum (l_s t_s - p_s) + sum over open slots of (720 l_s - p_s)
   >= sum p_s + sum over teams of min(0, m_k), for any m_k no larger than the least sum of
   (l_s t_s - p_s) over the routes team k could make: routes that visit no incident twice.
3. *The least route.* V[j, g] is worked out for each slot j and each grid time g, backwards in time: the
   least of 0 and, over stops z with l_z a - p_z < 0 at their start a, of l_z a - p_z + the chord of
   V[z] at a, where V[z] leaves out going straight back to j. Claim: V[j, g] is at most the sum of any
   route's rest R that follows j begun at g. First, drop from R every stop with l t - p >= 0: by the
   triangle inequality what comes after only gets sooner, so the sum does not grow; repeat until no such
   stop is left. If R is empty its sum is 0 >= V. Else let z be its first stop, begun at a, between
   grid times a0 and a1, and R' the rest. The sum of R' is linear in the time z begins, and at a0 and a1
   it is at least V[z, a0] and V[z, a1] (the claim, later in time; R' does not begin with j, as R visits
   nothing twice), so at a it is at least the chord. Past 720 every l t - p >= 0, and V = 0.
   Shift ends are kept for a team's first stop only, which leaves every possible route in.

Any prices and shares give a valid bound; they are raised by subgradient steps. Lagrangian bounds for
routing: A. M. Geoffrion, Mathematical Programming Study 2, 1974; without two-cycles: N. Christofides,
A. Mingozzi, P. Toth, Mathematical Programming 20, 1981.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from .instances import UNSERVED, Case

STEP = 5.0
"""Minutes between grid points; no work is shorter, so that what follows a stop is known before it."""

PATIENCE, SHRINK = 6, 0.6
"""Rounds without a better bound before steps shrink, and by how much."""


class _Kind(NamedTuple):
    """Teams with the same capabilities: the slots they can fill, ways between those, and who they are."""

    slots: np.ndarray
    ways: np.ndarray
    teams: list[int]


class _Prices(NamedTuple):
    price: np.ndarray
    share: np.ndarray


def lower_bound(case: Case, routes: list[list[int]], cost: float, rounds: int = 120) -> float:
    """Return a number no plan of the case can cost less than. `routes` and their `cost` are a good plan,
    to begin the prices from; the bound holds whatever they are."""
    if case.service.min() < STEP or case.end.max() > UNSERVED:
        raise ValueError("the bound needs work of five minutes or more and shifts that end by then")
    kinds, weight = _kinds(case), case.weight[case.incident]
    now = best_at = _first_prices(case, routes)
    best, size, idle, drift = -np.inf, 1.0, 0, np.zeros(len(weight))
    for _ in range(rounds):
        bound, visits, starts = _relaxed(case, kinds, now.price, now.share * weight)
        if bound > best:
            best, best_at, idle = bound, now, 0
        else:
            idle += 1
        if idle >= PATIENCE:
            size, idle, now = size * SHRINK, 0, best_at
            drift[:] = 0
            continue
        full = now.price >= UNSERVED * now.share * weight - 1e-9
        drift = 0.6 * drift + 0.4 * np.where(full & (visits < 1), 0.0, 1 - visits)
        step = size * (cost - bound) / max(1.0, float(drift @ drift))
        now = _moved(case, now, now.price + step * drift, visits, starts, size)
    return float(best)


def _kinds(case: Case) -> list[_Kind]:
    teams: dict[tuple[int, ...], list[int]] = {}
    for team, row in enumerate(case.able):
        teams.setdefault(tuple(np.flatnonzero(row)), []).append(team)
    found = []
    for capabilities, members in teams.items():
        slots = np.flatnonzero(np.isin(case.capability, capabilities))
        here = case.incident[slots]
        ways = case.between[np.ix_(here, here)]
        ways[here[:, None] == here[None]] = 1e9  # no team fills two slots of one incident in a row
        found.append(_Kind(slots, np.ascontiguousarray(ways), members))
    return found


def _first_prices(case: Case, routes: list[list[int]]) -> _Prices:
    """Return what each slot costs the plan given: its own waiting and how it delays what follows."""
    start, weight = np.full(len(case.incident), UNSERVED), case.weight[case.incident]
    for team, route in enumerate(routes):
        time, last = case.ready[team], -1
        for slot in route:
            one = case.incident[slot]
            time += case.direct[team, one] if last < 0 else case.between[last, one]
            start[slot], last = time, one
            time += case.service[slot]
    latest = np.zeros(len(case.weight))
    np.maximum.at(latest, case.incident, start)
    decides = (start >= latest[case.incident] - 1e-9).astype(float)
    each = np.bincount(case.incident)[case.incident]
    share = 0.3 / each + 0.7 * decides / np.bincount(case.incident, decides)[case.incident]
    price = UNSERVED * share * weight
    for route in routes:
        behind = 0.0
        for slot in reversed(route):
            own = share[slot] * weight[slot]
            price[slot] = min(price[slot], own * start[slot] + behind * (case.service[slot] + 8))
            behind += own
    return _Prices(price, share)


def _moved(
    case: Case, was: _Prices, price: np.ndarray, visits: np.ndarray, starts: np.ndarray, size: float
) -> _Prices:
    """Return the prices after a step, with an incident's weight moved to its later slots."""
    one, weight = case.incident, case.weight[case.incident]
    guess = was.price / np.maximum(was.share * weight, 1e-9)
    start = np.where(visits > 0, starts / np.maximum(visits, 1), guess)
    mean = np.bincount(one, start * was.share)[one]
    pull = np.clip(0.1 * size * (start - mean) / np.maximum(mean, 1.0), -0.2, 0.2)
    share = was.share * np.exp(pull)
    share /= np.bincount(one, share)[one]
    return _Prices(np.minimum(price * share / was.share, UNSERVED * share * weight), share)


def _relaxed(
    case: Case, kinds: list[_Kind], price: np.ndarray, load: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the bound at these prices, how often the cheapest routes visit each slot, and the sum of
    their starts there (the last two guide the next step and need not be exact)."""
    visits, starts, bound = np.zeros(len(price)), np.zeros(len(price)), float(price.sum())
    for slots, ways, teams in kinds:
        tables = _followers(case.service[slots], ways, load[slots], price[slots], STEP, UNSERVED)
        here = case.incident[slots]
        for team in teams:
            bound += _cheapest(
                case.ready[team], case.direct[team, here], case.service[slots], case.end[team],
                load[slots], price[slots], ways, STEP, tables, visits, starts, slots,
            )  # fmt: skip
    return bound, visits, starts


@njit(cache=True)
def _followers(service, ways, load, price, step, horizon):
    """Return V by slot and grid point: the least, which slot comes first in it, and the least among
    those that begin with another slot."""
    n, points = len(service), int(horizon / step) + 1
    least, other = np.zeros((n, points)), np.zeros((n, points))
    first = np.full((n, points), -1)
    for g in range(points - 1, -1, -1):
        for j in range(n):
            best, second, which = 0.0, 0.0, -1
            for z in range(n):
                begins = g * step + service[j] + ways[j, z]
                cost = load[z] * begins - price[z]
                if z == j or cost >= 0.0:
                    continue
                at = begins / step
                low = int(at)
                if low < points - 1:
                    left = least[z, low] if first[z, low] != j else other[z, low]
                    right = least[z, low + 1] if first[z, low + 1] != j else other[z, low + 1]
                    cost += left + (at - low) * (right - left)
                if cost < best:
                    second, best, which = best, cost, z
                elif cost < second:
                    second = cost
            least[j, g], other[j, g], first[j, g] = best, second, which
    return least, other, first


@njit(cache=True)
def _cheapest(ready, direct, service, end, load, price, ways, step, tables, visits, starts, slots):
    """Return the least a team's route can cost, at most 0, and count its visits roughly."""
    least, _, first = tables
    points, best, which = least.shape[1], 0.0, -1
    for j in range(len(service)):
        begins = ready + direct[j]
        if begins + service[j] > end + 0.01:  # the evaluator's tolerance
            continue
        cost, low = load[j] * begins - price[j], int(begins / step)
        if low < points - 1:
            left, right = least[j, low], least[j, low + 1]
            cost += left + (begins / step - low) * (right - left)
        if cost < best:
            best, which = cost, j
    if which >= 0:
        time, j, last = ready + direct[which], which, -1
        while j >= 0:
            visits[slots[j]] += 1
            starts[slots[j]] += time
            g = int(time / step + 0.5)
            z = first[j, g] if g < points else -1
            if z == last and z >= 0:
                z, least_cost = -1, 0.0
                for y in range(len(service)):
                    cost = load[y] * (time + service[j] + ways[j, y]) - price[y]
                    if y not in (j, last) and cost < least_cost:
                        z, least_cost = y, cost
            if z >= 0:
                time += service[j] + ways[j, z]
            last, j = j, z
    return best
