"""The best possible routes of a small case, proved by OR-Tools CP-SAT."""

import numpy as np
from ortools.sat.python import cp_model

from bench.instances import UNSERVED, Case, evaluate
from najda.dispatch.engine.instance import PARTLY_MINUTES

TICKS = 1000  # the solver counts in whole numbers: a thousandth of a minute


def cost(case: Case, routes: list[list[int]]) -> float:
    """Return what routes cost by the planner's own objective: to the neutral one it adds what further
    slots of an incident that are left open count."""
    filled = [slot for route in routes for slot in route]
    left = np.bincount(np.delete(case.incident, filled), minlength=len(case.weight))
    return evaluate(case, routes) + float(case.weight @ np.maximum(left - 1, 0)) * PARTLY_MINUTES


def optimum(case: Case, seconds: float = 60.0) -> float:
    """Return the least cost of any routes; raise if that was not proved in time.

    For each team an arc from its start (node 0) to slots and between slots makes one circuit; a slot's
    start follows its predecessor's. Times are rounded down, so that nothing feasible is cut off.
    """
    slots, teams = len(case.incident), len(case.ready)
    model = cp_model.CpModel()
    start = [model.new_int_var(0, int(UNSERVED * TICKS), f"start {s}") for s in range(slots)]
    served = [[model.new_bool_var(f"{t} serves {s}") for s in range(slots)] for t in range(teams)]
    for slot in range(slots):
        model.add_at_most_one(served[t][slot] for t in range(teams))
        for team in range(teams):
            if not case.able[team, case.capability[slot]]:
                model.add(served[team][slot] == 0)
            latest = int((case.end[team] - case.service[slot]) * TICKS)
            model.add(start[slot] <= max(0, latest)).only_enforce_if(served[team][slot])
            if latest < 0:
                model.add(served[team][slot] == 0)
    for team in range(teams):
        _route(model, case, team, start, served[team])
    for incident in range(len(case.weight)):
        here = np.flatnonzero(case.incident == incident)
        for team in range(teams):
            model.add_at_most_one(served[team][s] for s in here)
    latest = []
    for incident in range(len(case.weight)):
        here = np.flatnonzero(case.incident == incident)
        most = UNSERVED + PARTLY_MINUTES * (len(here) - 1)
        last = model.new_int_var(0, int(most * TICKS), f"latest {incident}")
        left = [1 - sum(served[team][slot] for team in range(teams)) for slot in here]
        further = int(PARTLY_MINUTES * TICKS) * (sum(left) - 1)
        for slot, is_left in zip(here, left, strict=True):
            model.add(last >= start[slot])
            model.add(last >= int(UNSERVED * TICKS) * is_left)
            if len(here) > 1:
                open_ = model.new_bool_var("")
                model.add(is_left == open_)
                model.add(last >= int(UNSERVED * TICKS) + further).only_enforce_if(open_)
        latest.append(last)
    weights = [round(weight * TICKS) for weight in case.weight]
    model.minimize(sum(w * last for w, last in zip(weights, latest, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 1
    if solver.solve(model) != cp_model.OPTIMAL:
        raise AssertionError("not proved in time: take a smaller case")
    return solver.objective_value / TICKS**2


def _route(model, case, team, start, served):
    arcs = []
    for slot, one in enumerate(case.incident):
        first = model.new_bool_var("")
        arcs += [(0, slot + 1, first), (slot + 1, 0, model.new_bool_var(""))]
        arcs.append((slot + 1, slot + 1, ~served[slot]))
        begins = int((case.ready[team] + case.direct[team, one]) * TICKS)
        model.add(start[slot] >= begins).only_enforce_if(first)
        for other, there in enumerate(case.incident):
            if other == slot or there == one:
                continue
            then = model.new_bool_var("")
            arcs.append((slot + 1, other + 1, then))
            way = int((case.service[slot] + case.between[one, there]) * TICKS)
            model.add(start[other] >= start[slot] + way).only_enforce_if(then)
    idle = model.new_bool_var("")
    arcs.append((0, 0, idle))
    model.add_circuit(arcs)
