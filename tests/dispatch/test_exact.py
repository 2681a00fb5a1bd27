"""Small plans beside what is proved to be best."""

import numpy as np
import pytest

from bench.bound import lower_bound
from bench.instances import evaluate, generate, parts
from najda.dispatch.engine.instance import build
from najda.dispatch.engine.solve import Stop, solve
from najda.dispatch.engine.start import rolling_assignment

from .exact import cost, optimum

SMALL = [(seed, 8, 3) for seed in range(8)]


def small(seed, incidents, teams):
    """Return a case with two capabilities, of which every team has at least one, so that most can go
    almost anywhere and order matters."""
    case = generate(seed, incidents, teams)
    able = np.zeros_like(case.able)
    able[:, 0] = True
    able[::2, 1] = True
    capability = case.capability % 2
    asked = list(zip(case.incident.tolist(), capability.tolist(), strict=True))
    once = [at for at, one in enumerate(asked) if one not in asked[:at]]
    return case._replace(
        able=able,
        capability=capability[once],
        incident=case.incident[once],
        service=case.service[once],
    )


def searched(case, turns=3000):
    given = parts(case)
    x = build(given)
    return solve(x, rolling_assignment(x, given.may), Stop(turns))


@pytest.mark.parametrize(("seed", "incidents", "teams"), SMALL)
def test_the_search_finds_the_best_possible_plan_of_a_small_case(seed, incidents, teams):
    case = small(seed, incidents, teams)
    found = searched(case)
    assert cost(case, found.routes) == pytest.approx(found.cost, rel=1e-4)
    assert any(len(route) > 1 for route in found.routes)
    assert found.cost <= optimum(case) * 1.001


@pytest.mark.parametrize(("seed", "incidents", "teams"), SMALL[:4])
def test_the_bound_is_never_above_the_best_possible(seed, incidents, teams):
    case = small(seed, incidents, teams)
    found = searched(case)
    neutral = evaluate(case, found.routes)
    assert lower_bound(case, found.routes, neutral, rounds=40) <= optimum(case) * 1.0001
