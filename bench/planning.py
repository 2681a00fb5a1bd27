"""The planner beside dispatchers, a plain assignment and stock routing engines, judged by one evaluator.

Time is processor time of the one thread that searches, so that other work on the machine does not count
against anybody whose time we measure ourselves; peers keep their own clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import mean
from time import perf_counter, thread_time
from typing import NamedTuple

from najda.dispatch.engine.instance import build
from najda.dispatch.engine.solve import Result, Stop, solve
from najda.dispatch.engine.start import rolling_assignment
from najda.dispatch.engine.warm import warm_up

from .bound import lower_bound
from .dispatchers import nearest_idle, priority_then_nearest, priority_then_soonest
from .instances import Case, evaluate, feasible, generate, parts
from .solvers import peers
from .table import console, show

REFERENCE_SECONDS = 1.0
Routes = list[list[int]]


class Measured(NamedTuple):
    """The cost by the evaluator, seconds, and the routes."""

    cost: float
    seconds: float
    routes: Routes


def run(
    *,
    incidents: int = 1000,
    seeds: Sequence[int] = (1, 2, 3),
    seconds: Sequence[float] = (1, 5, 10, 120),
    growth: Sequence[int] = (100, 300, 1000, 3000, 10_000),
    with_peers: bool = True,
) -> None:
    """Print what each makes of the same instances, how far from the best possible, and growth."""
    warm_up()
    rows: dict[str, list[tuple[float, float]]] = {}
    for seed in seeds:
        case = generate(seed, incidents)
        found = _measured(case, seconds, with_peers)
        reference = found[_ours(REFERENCE_SECONDS)].cost
        for name, one in found.items():
            rows.setdefault(name, []).append((one.cost / reference, one.seconds))
        best = min(found.values(), key=lambda one: one.cost)
        bound, took = _bound(case, best)
        rows.setdefault("no plan can be better than", []).append((bound / reference, took))
        console.print(
            f"seed {seed}: best known within {best.cost / bound - 1:.1%} of the best possible"
        )
    _show(f"Planning {incidents:,} incidents, ours at 1 s = 1.00, mean of {len(seeds)} seeds", rows)
    _grow(growth)


def _measured(case: Case, seconds: Sequence[float], with_peers: bool) -> dict[str, Measured]:
    found = {
        "nearest idle, in order of arrival": _timed(case, nearest_idle),
        "priority, then nearest idle": _timed(case, priority_then_nearest),
        "priority, then who is there first": _timed(case, priority_then_soonest),
    }
    found["rolling assignment alone"] = start = _timed(case, _assignment)
    for name, engine in peers(10.0, start.routes).items() if with_peers else ():
        found[name] = _timed(case, engine, clock=perf_counter)
    for limit in sorted({REFERENCE_SECONDS, *seconds}):
        found[_ours(limit)] = _timed(case, lambda one, limit=limit: planned(one, limit).routes)
    return found


def planned(case: Case, seconds: float, *, seed: int = 0) -> Result:
    """Return the engine's result after so many seconds in all, reading and assignment included."""
    begun = thread_time()
    given = parts(case)
    x = build(given)
    start = rolling_assignment(x, given.may)
    so_far = thread_time() - begun
    stop = Stop(10**9, left=lambda: 1 - (thread_time() - begun - so_far) / (seconds - so_far))
    if so_far >= seconds:
        return solve(x, start, Stop(0))
    return solve(x, start, stop, seed=seed)


def _assignment(case: Case) -> Routes:
    given = parts(case)
    return rolling_assignment(build(given), given.may)


def _timed(
    case: Case, plan: Callable[[Case], Routes], clock: Callable[[], float] = thread_time
) -> Measured:
    begun = clock()
    routes = plan(case)
    took = clock() - begun
    routes = feasible(case, routes)
    return Measured(evaluate(case, routes), took, routes)


def _bound(case: Case, best: Measured) -> tuple[float, float]:
    begun = thread_time()
    return lower_bound(case, best.routes, best.cost), thread_time() - begun


def _ours(seconds: float) -> str:
    return f"ours, {seconds:g} s"


def _show(title: str, rows: dict[str, list[tuple[float, float]]]) -> None:
    table = []
    for name, measured in sorted(rows.items(), key=lambda row: -mean(m[0] for m in row[1])):
        ratios = [ratio for ratio, _ in measured]
        spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
        table.append([name, f"{mean(ratios):.3f}", spread, f"{mean(s for _, s in measured):.1f}"])
    show(title, ["planner", "cost", "over seeds", "seconds"], table)


def _grow(sizes: Sequence[int]) -> None:
    """Print how reading, assignment and search grow, three teams for ten incidents."""
    rows = []
    for size in sizes:
        case = generate(1, size)
        at = [thread_time()]
        given = parts(case)
        x = build(given)
        at.append(thread_time())
        start = rolling_assignment(x, given.may)
        at.append(thread_time())
        found = solve(x, start, Stop(2000))
        at.append(thread_time())
        first, second, third = (after - before for before, after in pairwise(at))
        gain = 1 - found.cost / found.start_cost
        rows.append(
            [
                f"{size:,}",
                f"{first:.2f}",
                f"{second:.2f}",
                f"{2000 / third:,.0f}",
                f"{gain:.1%}",
            ]
        )
    columns = [
        "incidents",
        "reading (s)",
        "assignment (s)",
        "turns a second",
        "gain of 2,000 turns",
    ]
    show("Growth", columns, rows)
