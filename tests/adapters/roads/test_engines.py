"""One contract for both engines, and a naive reference beside them."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.adapters.roads.engine_cch import CchEngine, contraction_order
from najda.adapters.roads.engine_scipy import ScipyEngine
from najda.adapters.roads.engines import NEVER, Ends

NODES = 7


def cch(tail, head, ms):
    places = np.arange(NODES, dtype=float)
    return CchEngine(contraction_order(tail, head, places % 3, places // 3), tail, head, ms)


def scipy(tail, head, ms):
    return ScipyEngine(NODES, tail, head, ms)


both = pytest.mark.parametrize("make", [cch, scipy])
node = st.integers(0, NODES - 1)
edge = st.tuples(node, node, st.integers(1, 50))
ends = st.lists(st.lists(st.tuples(node, st.integers(0, 30)), max_size=3), min_size=1, max_size=3)


def arrays(edges):
    columns = np.array(edges, dtype=np.int64).reshape(-1, 3)
    return columns[:, 0].astype(np.int32), columns[:, 1].astype(np.int32), columns[:, 2]


def naive(edges, starts, targets):
    """Relax every edge until nothing changes (Bellman and Ford)."""
    best = dict.fromkeys(range(NODES), NEVER)
    for at, ms in starts:
        best[at] = min(best[at], ms)
    for _ in range(NODES):
        for tail, head, ms in edges:
            if ms < NEVER:
                best[head] = min(best[head], best[tail] + ms)
    return min((best[at] + ms for at, ms in targets), default=NEVER)


def expected(edges, origins, destinations):
    return [[min(naive(edges, o, d), NEVER) for d in destinations] for o in origins]


@both
@settings(deadline=None)
@given(edges=st.lists(edge, min_size=1, max_size=25), origins=ends, destinations=ends)
def test_times_are_those_of_the_naive_reference(make, edges, origins, destinations):
    """Parallel edges, loops, islands, places without ends and both shapes of table among them."""
    found = make(*arrays(edges)).times(Ends.of(origins), Ends.of(destinations))
    assert found.tolist() == expected(edges, origins, destinations)


@both
@settings(deadline=None)
@given(
    data=st.data(), edges=st.lists(edge, min_size=1, max_size=20), origins=ends, destinations=ends
)
def test_closing_slowing_and_opening_again_counts_at_once(make, data, edges, origins, destinations):
    engine = make(*arrays(edges))
    before = engine.times(Ends.of(origins), Ends.of(destinations)).tolist()
    which = data.draw(st.lists(st.integers(0, len(edges) - 1), unique=True, max_size=6))
    new = [data.draw(st.one_of(st.just(NEVER), st.integers(1, 90))) for _ in which]
    changed = list(edges)
    for index, ms in zip(which, new, strict=True):
        changed[index] = (*edges[index][:2], ms)
    numbers = np.array(which, dtype=int)
    engine.reweigh(numbers, np.array(new, dtype=int))
    found = engine.times(Ends.of(origins), Ends.of(destinations)).tolist()
    assert found == expected(changed, origins, destinations)
    engine.reweigh(numbers, arrays(edges)[2][numbers])
    assert engine.times(Ends.of(origins), Ends.of(destinations)).tolist() == before


@both
@settings(deadline=None)
@given(edges=st.lists(edge, min_size=1, max_size=25), origins=ends, destinations=ends)
def test_a_path_is_a_way_that_takes_as_long_as_said(make, edges, origins, destinations):
    starts, targets = Ends.of(origins[:1]), Ends.of(destinations[:1])
    found = make(*arrays(edges)).path(starts, targets)
    best = naive(edges, origins[0], destinations[0])
    if found is None:
        assert best >= NEVER
        return
    ms, path = found
    assert ms == best
    for one, following in itertools.pairwise(path):
        assert edges[one][1] == edges[following][0]
    driven = sum(edges[one][2] for one in path)
    first = {edges[path[0]][0]} if path else {at for at, _ in origins[0]}
    last = {edges[path[-1]][1]} if path else first
    around = [b + a for at, b in origins[0] for to, a in destinations[0]
              if at in first and to in last and (path or at == to)]  # fmt: skip
    assert ms == driven + min(around)


@both
def test_a_large_table_shared_among_threads_is_the_same(make):
    rng = np.random.default_rng(5)
    edges = [(int(a), int(b), int(m)) for a, b, m in rng.integers(1, NODES, (12, 3))]
    engine = make(*arrays(edges))
    origins = [[(int(at), 0)] for at in rng.integers(0, NODES, 70)]
    found = engine.times(Ends.of(origins), Ends.of(origins)).tolist()
    assert found == expected(edges, origins, origins)
