"""Stock routing engines on the same instances, each in the best formulation we found for it.

None is made for need-weighted waiting; what each is told to minimise is said beside its name. A peer
that is not installed is left out with a word: `pip install --group peers`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec

import numpy as np

from .instances import UNSERVED, Case

SECOND = 60  # peers count in whole seconds


def peers(seconds: float, start: list[list[int]]) -> dict[str, Callable[[Case], list[list[int]]]]:
    """Return the engines installed, by name with their objective, each given so many seconds."""
    found: dict[str, Callable[[Case], list[list[int]]]] = {}
    if find_spec("ortools"):
        found["OR-Tools routing: our objective by soft bounds"] = lambda c: ortools(c, seconds)
        found["OR-Tools routing, from our assignment"] = lambda c: ortools(c, seconds, start)
    if find_spec("vroom"):
        found["VROOM: travel, then priorities"] = lambda c: vroom(c, seconds)
        found["VROOM: the same, routes of few stops"] = lambda c: vroom(c, seconds, few=True)
    if find_spec("pyvrp"):
        found["PyVRP: duration, prizes for weight"] = lambda c: pyvrp(c, seconds)
    return found


def ortools(case: Case, seconds: float, start: list[list[int]] | None = None) -> list[list[int]]:
    """Return routes by OR-Tools. Each slot costs its share of the weight per minute of its start (a soft
    upper bound at 0), dropping it 720 minutes; arcs cost nothing."""
    from ortools.constraint_solver import pywrapcp
    from ortools.constraint_solver.routing_enums_pb2 import (
        FirstSolutionStrategy,
        LocalSearchMetaheuristic,
    )

    slots, teams = len(case.incident), len(case.ready)
    manager = pywrapcp.RoutingIndexManager(
        slots + teams + 1, teams, list(range(slots, slots + teams)), [slots + teams] * teams
    )
    model = pywrapcp.RoutingModel(manager)
    way = np.rint(case.between[np.ix_(case.incident, case.incident)] * SECOND).astype(int)
    direct = np.rint(case.direct[:, case.incident] * SECOND).astype(int)
    work = np.rint(case.service * SECOND).astype(int)

    def transit(a: int, b: int) -> int:
        a, b = manager.IndexToNode(a), manager.IndexToNode(b)
        if b >= slots:
            return int(work[a]) if a < slots else 0
        return int(work[a] + way[a, b]) if a < slots else int(direct[a - slots, b])

    time = model.RegisterTransitCallback(transit)
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(lambda a, b: 0))
    model.AddDimension(time, 0, int(UNSERVED * SECOND), False, "time")
    clock = model.GetDimensionOrDie("time")
    share = case.weight[case.incident] / np.bincount(case.incident)[case.incident]
    each = np.maximum(1, np.rint(share * 10)).astype(int)
    for slot in range(slots):
        index = manager.NodeToIndex(slot)
        clock.SetCumulVarSoftUpperBound(index, 0, int(each[slot]))
        model.AddDisjunction([index], int(each[slot] * UNSERVED * SECOND))
        able = np.flatnonzero(case.able[:, case.capability[slot]]).tolist()
        model.VehicleVar(index).SetValues([-1, *able])
    for team in range(teams):
        clock.CumulVar(model.Start(team)).SetValue(int(np.ceil(case.ready[team] * SECOND)))
        clock.CumulVar(model.End(team)).SetMax(int(case.end[team] * SECOND))
    _different_teams(case, model, manager)
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.first_solution_strategy = FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    asked.local_search_metaheuristic = LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    asked.time_limit.FromMilliseconds(int(seconds * 1000))
    if start is None:
        solution = model.SolveWithParameters(asked)
    else:
        model.CloseModelWithParameters(asked)
        first = model.ReadAssignmentFromRoutes(start, True)
        solution = model.SolveFromAssignmentWithParameters(first, asked) if first else None
    if solution is None:
        return [[] for _ in range(teams)]
    return [_route(model, manager, solution, team) for team in range(teams)]


def _different_teams(case: Case, model, manager) -> None:
    for slot in range(1, len(case.incident)):
        before = slot - 1
        while before >= 0 and case.incident[before] == case.incident[slot]:
            here, there = (manager.NodeToIndex(one) for one in (before, slot))
            both = model.ActiveVar(here) * model.ActiveVar(there)
            model.solver().Add(both * (model.VehicleVar(here) == model.VehicleVar(there)) == 0)
            before -= 1


def _route(model, manager, solution, team: int) -> list[int]:
    route, index = [], solution.Value(model.NextVar(model.Start(team)))
    while not model.IsEnd(index):
        route.append(manager.IndexToNode(index))
        index = solution.Value(model.NextVar(index))
    return route


def vroom(case: Case, seconds: float, *, few: bool = False) -> list[list[int]]:
    """Return routes by VROOM: least travel, and the highest priorities where not all can be served.
    With `few`, a team makes at most as many stops as there are to share, so that work is spread."""
    import vroom as engine

    slots, teams = len(case.incident), len(case.ready)
    size = slots + teams
    table = np.zeros((size, size), np.uint32)
    table[:slots, :slots] = np.rint(case.between[np.ix_(case.incident, case.incident)] * SECOND)
    table[slots:, :slots] = np.rint(case.direct[:, case.incident] * SECOND)
    table[:slots, slots:] = table[slots:, :slots].T
    problem = engine.Input()
    problem.set_durations_matrix(profile="car", matrix_input=table)
    problem.add_job(
        [
            engine.Job(
                slot,
                location=slot,
                default_service=int(case.service[slot] * SECOND),
                skills={int(case.capability[slot])},
                priority=int(min(100, np.rint(case.weight[case.incident[slot]]))),
            )
            for slot in range(slots)
        ]
    )
    most = {"max_tasks": int(np.ceil(slots / teams)) + 1} if few else {}
    problem.add_vehicle(
        [
            engine.Vehicle(
                team,
                start=slots + team,
                skills={int(one) for one in np.flatnonzero(case.able[team])},
                time_window=[int(np.ceil(case.ready[team] * SECOND)), int(case.end[team] * SECOND)],
                **most,
            )
            for team in range(teams)
        ]
    )
    limit = timedelta(seconds=seconds)
    found = problem.solve(exploration_level=5, nb_threads=1, timeout=limit).routes
    routes: list[list[int]] = [[] for _ in range(teams)]
    for _, row in found[found.type == "job"].iterrows():
        routes[int(row.vehicle_id)].append(int(row.id))
    return routes


def pyvrp(case: Case, seconds: float) -> list[list[int]]:
    """Return routes by PyVRP: least total duration, minus a prize of 720 minutes of weight for each slot.
    Capabilities are told as ways too long to take, one table for each set of capabilities."""
    import pyvrp as engine
    from pyvrp.stop import MaxRuntime

    slots, teams = len(case.incident), len(case.ready)
    bases, first = np.unique(case.base, return_index=True)
    size = len(bases) + slots
    way = np.zeros((size, size), np.int64)
    way[len(bases) :, len(bases) :] = np.rint(
        case.between[np.ix_(case.incident, case.incident)] * SECOND
    )
    way[: len(bases), len(bases) :] = np.rint(case.direct[first][:, case.incident] * SECOND)
    sets = sorted({tuple(np.flatnonzero(row)) for row in case.able})
    tables = []
    for able in sets:
        table = way.copy()
        table[:, len(bases) + np.flatnonzero(~np.isin(case.capability, able))] = 10**7
        np.fill_diagonal(table, 0)
        tables.append(table)
    weight = case.weight[case.incident]
    clients = [
        engine.Client(
            len(bases) + slot,
            service_duration=int(case.service[slot] * SECOND),
            prize=int(weight[slot] * UNSERVED * SECOND),
            required=False,
        )
        for slot in range(slots)
    ]
    vehicles = [
        engine.VehicleType(
            num_available=1,
            start_depot=int(np.searchsorted(bases, case.base[team])),
            end_depot=int(np.searchsorted(bases, case.base[team])),
            tw_early=int(np.ceil(case.ready[team] * SECOND)),
            tw_late=int(case.end[team] * SECOND),
            unit_distance_cost=0,
            unit_duration_cost=1,
            profile=sets.index(tuple(np.flatnonzero(case.able[team]))),
        )
        for team in range(teams)
    ]
    data = engine.ProblemData(
        [engine.Location(0, 0)] * size,
        clients,
        [engine.Depot(base) for base in range(len(bases))],
        vehicles,
        tables,
        tables,
    )
    found = engine.solve(data, stop=MaxRuntime(seconds), display=False).best
    routes: list[list[int]] = [[] for _ in range(teams)]
    for route in found.routes():
        stops = (one for one in route.schedule() if one.is_client())
        routes[route.vehicle_type()] = [one.idx for one in stops]
    return routes
