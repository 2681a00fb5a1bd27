"""Forbidden turns: what the copied junctions allow is what a driver may do, and nothing else."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from najda.adapters.roads.engine_scipy import ScipyEngine
from najda.adapters.roads.engines import NEVER, Ends
from najda.adapters.roads.turns import expanded
from tests.adapters.roads.extracts import at

JUNCTIONS = 5
arc = st.tuples(st.integers(0, JUNCTIONS - 1), st.integers(0, JUNCTIONS - 1), st.integers(1, 20))


@settings(deadline=None, max_examples=200)
@given(data=st.data(), arcs=st.lists(arc, min_size=2, max_size=14))
def test_the_quickest_way_is_that_of_a_driver_who_remembers_where_they_came_from(data, arcs):
    follow = [(a, b) for a, b in product(range(len(arcs)), repeat=2) if arcs[a][1] == arcs[b][0]]
    pairs = data.draw(st.lists(st.sampled_from(follow), unique=True)) if follow else []
    banned = {
        first: frozenset(b for a, b in pairs if a == first) for first in {a for a, _ in pairs}
    }
    columns = np.array(arcs)
    graph = expanded(JUNCTIONS, columns[:, 0], columns[:, 1], banned)
    assert len(graph.at) <= JUNCTIONS + len(banned)
    engine = ScipyEngine(len(graph.at), graph.tail, graph.head, columns[:, 2][graph.arc])
    for first, last in product(range(len(arcs)), repeat=2):
        head = graph.head[graph.arc == first][0]
        tails = graph.tail[graph.arc == last]
        found = engine.times(
            Ends.of([[(int(head), 0)]]), Ends.of([[(int(tail), 0) for tail in tails]])
        )
        assert found[0, 0] == naive(arcs, banned, first, last), (first, last)


def naive(arcs, banned, first, last):
    """Return the time between the end of one arc and the beginning of another, by looking at arcs alone
    until nothing changes."""
    best = dict.fromkeys(range(len(arcs)), NEVER)  # until an arc is entered
    for one, (tail, _, _) in enumerate(arcs):
        if arcs[first][1] == tail and one not in banned.get(first, ()):
            best[one] = 0
    for _ in arcs:
        for one, following in product(range(len(arcs)), repeat=2):
            meets = arcs[one][1] == arcs[following][0]
            if meets and best[one] < NEVER and following not in banned.get(one, ()):
                best[following] = min(best[following], best[one] + arcs[one][2])
    return best[last]


def crossroads(extract):
    """A cross at B2: from the south (A2) one can go north, west and east, and all roads meet again."""
    south = extract.road("A2 B2")
    west, east, north = extract.road("B2 B1"), extract.road("B2 B3"), extract.road("B2 C2")
    return south, west, east, north


def minutes(roads, origin, destination):
    return roads.travel_minutes([origin], [destination])[0][0]


def test_a_forbidden_turn_is_driven_around(extract, roads, tmp_path):
    south, west, _east, _north = crossroads(extract)
    extract.road("C2 C1 B1")
    free = minutes(roads(), at(0.1, 2), at(1, 1.1))
    extract.turn("no_left_turn", south, "B2", west)
    assert minutes(roads(), at(0.1, 2), at(1, 1.1)) > free + 3
    assert minutes(roads(), at(1, 1.1), at(0.1, 2)) == free, (
        "the other way round nothing is forbidden"
    )


def test_only_means_that_nothing_else_is_allowed(extract, roads):
    south, _west, _east, north = crossroads(extract)
    extract.turn("only_straight_on", south, "B2", north)
    network = roads()
    assert minutes(network, at(0.1, 2), at(1.9, 2)) < 6
    assert minutes(network, at(0.1, 2), at(1, 1.1)) > minutes(network, at(0.1, 2), at(1.9, 2))


def test_two_restrictions_on_one_arrival_hold_together(extract, roads):
    south, west, east, north = crossroads(extract)
    for end in (west, east, north):
        extract.turn("no_straight_on", south, "B2", end)
    extract.turn("no_u_turn", south, "B2", south)
    assert minutes(roads(), at(0.1, 2), at(1, 1.1)) is None


def test_restrictions_over_a_whole_road_are_counted_and_not_kept(extract, tmp_path):
    south, west, east, _north = crossroads(extract)
    extract.turn("no_u_turn", west, ("w", south, "via"), east)
    network = extract.network(tmp_path)
    assert network.not_understood == 1
    assert len(network.graph.at) == len(network.lat)


def test_a_restriction_that_does_not_say_which_side_is_counted_and_not_kept(extract, tmp_path):
    through = extract.road("B1 B2 B3")
    south = extract.road("A2 B2")
    extract.turn("no_left_turn", south, "B2", through)
    assert extract.network(tmp_path).not_understood == 1


def test_a_restriction_whose_roads_are_not_driven_is_nothing(extract, tmp_path):
    south, *_ = crossroads(extract)
    steps = extract.road("B2 D2", highway="steps")
    extract.turn("no_straight_on", south, "B2", steps)
    assert extract.network(tmp_path).not_understood == 0
