"""Like incidents in order of need: what the search leaves to chance is put right at the end."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .engine.instance import Instance


def by_need(x: Instance, travel: np.ndarray, routes: list[list[int]]) -> list[list[int]]:
    """Return the routes with incidents that differ only in need or waiting trading their teams, so that
    the greater need, then the longer wait, is served first. Incidents are numbered in that order."""
    where = {slot: (team, at) for team, route in enumerate(routes) for at, slot in enumerate(route)}
    starts = _starts(x, routes)
    sorted_ = [list(route) for route in routes]
    for group in _alike(x, travel):
        ends = {one: _last(x, starts, one) for one in group}
        by_time = sorted(group, key=lambda one: (ends[one], one))
        for heir, giver in zip(group, by_time, strict=True):
            for mine, theirs in zip(_slots(x, heir), _slots(x, giver), strict=True):
                if theirs in where:
                    team, at = where[theirs]
                    sorted_[team][at] = mine
    return sorted_


def _alike(x: Instance, travel: np.ndarray) -> list[list[int]]:
    """Return groups of incidents that ask the same at the same place."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for one in range(len(x.weight)):
        slots = _slots(x, one)
        teams = tuple(x.able[x.able_from[slot] : x.able_from[slot + 1]].tobytes() for slot in slots)
        ways = (travel[:, one].tobytes(), x.outof[one].tobytes(), x.into[one].tobytes())
        key = (teams, ways, x.release[one], tuple(x.service[slots]))
        if len(slots):
            groups[key].append(one)
    return [group for group in groups.values() if len(group) > 1]


def _slots(x: Instance, incident: int) -> range:
    return range(int(x.first[incident]), int(x.first[incident + 1]))


def _starts(x: Instance, routes: list[list[int]]) -> dict[int, float]:
    starts = {}
    for team, route in enumerate(routes):
        time, last = x.ready[team], -1
        for slot in route:
            incident = x.incident[slot]
            time += x.direct[incident, team] if last < 0 else x.into[incident, last]
            time = max(time, x.release[incident])
            starts[slot] = float(time)
            time, last = time + x.service[slot], incident
    return starts


def _last(x: Instance, starts: dict[int, float], incident: int) -> float:
    return max(starts.get(slot, float("inf")) for slot in _slots(x, incident))
