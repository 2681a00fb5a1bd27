"""Routes being worked on, in arrays the compiled search changes in place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .instance import Instance

MOST_STOPS = 48
"""Stops a team's route can hold: at ten minutes each a whole shift."""


class State(NamedTuple):
    """Routes and what follows from them.

    By team and place in its route: `route` (slot), `at` (incident), `begins`, `leaves`.
    By team: `stops` (how many), `away` (1 once counted as gone), `extra` (its price of change).
    By slot: `team` (-1: open), `start` (infinite: open), `place` (in its route).
    By incident: `latest` (start among filled slots), `cost`. `waiting` counts, by what is covered,
    the teams still there. `total` is one number, `rng` the state of the generator.
    """

    route: np.ndarray
    at: np.ndarray
    begins: np.ndarray
    leaves: np.ndarray
    stops: np.ndarray
    away: np.ndarray
    extra: np.ndarray
    team: np.ndarray
    start: np.ndarray
    place: np.ndarray
    latest: np.ndarray
    cost: np.ndarray
    waiting: np.ndarray
    total: np.ndarray
    rng: np.ndarray


def state_of(x: Instance, routes: list[list[int]], seed: int) -> State:
    """Return the state these routes give; they must keep the rules."""
    from .kernels import settle  # numba takes its time: only whoever plans waits for it

    teams, slots, incidents = len(x.ready), len(x.incident), len(x.weight)
    shape = (teams, MOST_STOPS)
    rng = np.array([(seed * 2 + 88172645463325252) % 2**63], np.uint64)
    state = State(
        np.full(shape, -1, np.int32), np.zeros(shape, np.int32), np.zeros(shape), np.zeros(shape),
        np.zeros(teams, np.int32), np.zeros(teams, np.int32), np.zeros(teams),
        np.full(slots, -1, np.int32), np.full(slots, np.inf), np.zeros(slots, np.int32),
        np.zeros(incidents), np.zeros(incidents), x.covered.copy(), np.zeros(1), rng,
    )  # fmt: skip
    for team, route in enumerate(routes):
        state.stops[team] = len(route)
        state.route[team, : len(route)] = route
        state.team[np.array(route, int)] = team
    np.add.at(state.waiting, x.covers, 1)
    settle(x, state)
    return state


def routes_of(route: np.ndarray, stops: np.ndarray) -> list[list[int]]:
    """Return the routes as lists of slots, one per team."""
    return [route[team, : stops[team]].tolist() for team in range(len(stops))]
