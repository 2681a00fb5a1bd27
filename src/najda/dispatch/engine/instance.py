"""The numbers a plan is made from: slots, teams, journeys, in arrays the compiled search reads.

Units: minutes from the moment of planning; costs are weight times minutes. Slots of one incident lie
side by side. A pair of team and slot that no rule allows is simply not listed as able.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

UNSERVED_MINUTES = 720.0
"""What an incident is counted as that the plan leaves a slot of open: twelve hours. Policy."""

PARTLY_MINUTES = 60.0
"""What each further slot left open counts besides: some of the teams asked for are better than none.
Policy."""

CHANGE_GAIN = 60.0
"""What changing a proposal made before must save, in minutes of an incident of weight 1. Below that
the earlier proposal stands: a plan that changes for less than its own uncertainty wears people out."""

NEIGHBOURS = 100
"""Slots near each slot that the search takes apart together."""

OTHER_SKILL_MINUTES = 40.0
"""How much further away a slot counts as a neighbour if it asks for another capability: its route is
less likely to be worth changing together."""

EDGE_MINUTES = 1e-3
"""Journeys are kept in single precision; a shift's end is compared with this much tolerance."""


class Instance(NamedTuple):
    """One planning problem.

    By incident: `weight`, `release` (nobody enters before), `unserved` (minutes counted if a slot
    stays open), `first` (its first slot; one longer than there are incidents).
    By slot: `incident`, `service` (minutes of work), `need` (minutes that must be left of a shift),
    `able_from` and `able` (teams allowed, nearest in time first, from able[able_from[s]]),
    `near` (a row of neighbouring slots, itself first), `promised` (the team proposed before, or -1).
    By team: `ready`, `end` (minutes), `keep` (the slot proposed before as its first, or -1),
    `covers_from` and `covers` (what it alone or with others covers while it waits).
    Journeys: `direct` (incident by team), `outof` (from incident by to incident), `into` (its
    transpose). `prices` are the price of an area left uncovered and of a proposal changed.
    """

    weight: np.ndarray
    release: np.ndarray
    unserved: np.ndarray
    first: np.ndarray
    incident: np.ndarray
    service: np.ndarray
    need: np.ndarray
    able_from: np.ndarray
    able: np.ndarray
    near: np.ndarray
    promised: np.ndarray
    ready: np.ndarray
    end: np.ndarray
    keep: np.ndarray
    covers_from: np.ndarray
    covers: np.ndarray
    covered: np.ndarray
    direct: np.ndarray
    outof: np.ndarray
    into: np.ndarray
    prices: np.ndarray


class Parts(NamedTuple):
    """What an instance is made of, as somebody would give it. `direct` is team by incident, infinite
    where there is no way; `may` tells by team and slot whether the rules allow it whatever the time;
    `group` is a number per slot, alike for slots that ask for the same capability."""

    weight: np.ndarray
    release: np.ndarray
    unserved: np.ndarray
    incident: np.ndarray
    group: np.ndarray
    service: np.ndarray
    need: np.ndarray
    ready: np.ndarray
    end: np.ndarray
    direct: np.ndarray
    between: np.ndarray
    may: np.ndarray
    cover: tuple[tuple[int, ...], ...] = ()
    keep: tuple[int, ...] = ()
    uncovered_price: float = 0.0


def build(parts: Parts) -> Instance:
    """Return the instance made of these parts."""
    teams, slots = len(parts.ready), len(parts.incident)
    able_from, able = able_teams(parts, range(slots))
    keep = np.array(parts.keep or (-1,) * teams, np.int32)
    promised = np.full(slots, -1, np.int32)
    promised[keep[keep >= 0]] = np.flatnonzero(keep >= 0)
    cover = parts.cover or ((),) * teams
    flat = np.array([one for row in cover for one in row], np.int32)
    into = np.ascontiguousarray(parts.between.T, np.float32)
    return Instance(
        weight=np.asarray(parts.weight, float),
        release=np.asarray(parts.release, float),
        unserved=np.asarray(parts.unserved, float),
        first=np.searchsorted(parts.incident, np.arange(len(parts.weight) + 1)).astype(np.int32),
        incident=np.asarray(parts.incident, np.int32),
        service=np.asarray(parts.service, float),
        need=np.asarray(parts.need, float),
        able_from=able_from,
        able=able,
        near=neighbours(parts),
        promised=promised,
        ready=np.asarray(parts.ready, float),
        end=np.asarray(parts.end, float) + EDGE_MINUTES,
        keep=keep,
        covers_from=np.cumsum([0, *map(len, cover)]).astype(np.int32),
        covers=flat,
        covered=np.zeros(int(flat.max()) + 1 if len(flat) else 0, np.int32),
        direct=np.ascontiguousarray(parts.direct.T, np.float32),
        outof=np.ascontiguousarray(parts.between, np.float32),
        into=into,
        prices=np.array([parts.uncovered_price, CHANGE_GAIN if parts.keep else 0.0]),
    )


def able_teams(parts: Parts, slots: range) -> tuple[np.ndarray, np.ndarray]:
    """Return for these slots the teams that could go there first, soonest there first, end to end,
    with where each slot's begin."""
    counts, found = [0], [np.zeros(0, np.int32)]
    for slot in slots:
        incident = parts.incident[slot]
        enters = np.maximum(parts.ready + parts.direct[:, incident], parts.release[incident])
        fit = parts.may[:, slot] & (enters + parts.need[slot] <= parts.end)
        teams = np.flatnonzero(fit)
        found.append(
            teams[np.argsort(parts.ready[teams] + parts.direct[teams, incident], kind="stable")]
        )
        counts.append(len(teams))
    return np.cumsum(counts).astype(np.int32), np.concatenate(found).astype(np.int32)


def neighbours(parts: Parts) -> np.ndarray:
    """Return a row per slot of the slots nearest by road, itself first."""
    slots = len(parts.incident)
    size = max(1, min(NEIGHBOURS, slots))
    near = np.empty((slots, size), np.int32)
    for slot in range(slots):
        far = parts.between[parts.incident[slot]][parts.incident]
        far = far + OTHER_SKILL_MINUTES * (parts.group != parts.group[slot])
        far[slot] = -1.0
        best = np.argpartition(far, size - 1)[:size]
        near[slot] = best[np.lexsort((best, far[best]))]
    return near
