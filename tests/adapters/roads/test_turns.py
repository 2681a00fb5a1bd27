"""Forbidden turns: what the copied junctions allow is what a driver may do, and nothing else."""

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
@given(data=st.data(), arcs=st.lists(arc, min_size=2, max_size=12))
def test_the_quickest_way_is_that_of_a_driver_who_remembers_where_they_came_from(data, arcs):
    drives_as_remembered(arcs, data.draw(forbidden(arcs)))


def test_of_two_forbidden_sequences_under_way_both_hold():
    line = [(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 4, 1), (3, 0, 1)]

    drives_as_remembered(line, {(0, 1, 2): frozenset({3}), (1, 2): frozenset({4})})
    drives_as_remembered(line, {(0, 1, 2): frozenset({3}), (2,): frozenset({4})})


def drives_as_remembered(arcs, banned):
    columns = np.array(arcs)
    graph = expanded(JUNCTIONS, columns[:, 0], columns[:, 1], banned)
    assert len(graph.at) <= JUNCTIONS + sum(map(len, banned))
    engine = ScipyEngine(len(graph.at), graph.tail, graph.head, columns[:, 2][graph.arc])
    for first in range(len(arcs)):
        head = graph.head[graph.arc == first][0]
        by_hand = naive(arcs, banned, first)
        for last in range(len(arcs)):
            tails = graph.tail[graph.arc == last]
            found = engine.times(
                Ends.of([[(int(head), 0)]]), Ends.of([[(int(tail), 0) for tail in tails]])
            )
            assert found[0, 0] == by_hand[last], (first, last)


@st.composite
def forbidden(draw, arcs):
    """Sequences of one to three arcs, each with arcs that may not follow; one begins as another ends."""
    onward = [[b for b in range(len(arcs)) if arcs[a][1] == arcs[b][0]] for a in range(len(arcs))]
    banned = {}
    for _ in range(draw(st.integers(0, 8))):
        ends = [list(key[since:]) for key in banned for since in range(1, len(key))]
        alone = st.integers(0, len(arcs) - 1).map(lambda one: [one])
        driven = draw(st.one_of(alone, st.sampled_from(ends)) if ends else alone)
        for _ in range(draw(st.integers(1, 4 - len(driven)))):
            if onward[driven[-1]]:
                driven.append(draw(st.sampled_from(onward[driven[-1]])))
        if len(driven) > 1:
            *before, last = driven
            banned[tuple(before)] = banned.get(tuple(before), frozenset()) | {last}
    return banned


def naive(arcs, banned, first):
    """Return the time between the end of one arc and the beginning of each other, by a driver who keeps
    in mind the last three arcs, and looks at them until nothing changes."""
    minds = {(first,): 0}  # the last arcs driven, and when the last of them ends
    begins = dict.fromkeys(range(len(arcs)), NEVER)
    changed = True
    while changed:
        changed = False
        for mind, time in list(minds.items()):
            for one, (tail, _, minutes) in enumerate(arcs):
                forbids = any(one in banned.get(mind[at:], ()) for at in range(len(mind)))
                if tail != arcs[mind[-1]][1] or forbids:
                    continue
                begins[one] = min(begins[one], time)
                after = (*mind, one)[-3:]
                if time + minutes < minds.get(after, NEVER):
                    minds[after] = time + minutes
                    changed = True
    return begins


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


def dual_carriageway(extract):
    """East on row A, back west on row C, a street across between them and another further on."""
    there = extract.road("A1 A2 A3", oneway="yes")
    extract.road("A3 A4", oneway="yes")
    across = extract.road("A3 B3 C3")
    back = extract.road("C3 C2 C1", oneway="yes")
    extract.road("C4 C3", oneway="yes")
    extract.road("A4 C4")
    return there, across, back


def test_turning_back_over_a_street_across_is_driven_around_if_forbidden(extract, roads):
    there, across, back = dual_carriageway(extract)
    free = minutes(roads(), at(0, 1.5), at(2, 1.5))
    from_across = minutes(roads(), at(0.5, 3), at(2, 1.5))
    extract.turn("no_u_turn", there, ("w", across, "via"), back)
    network = roads()

    assert minutes(network, at(0, 1.5), at(2, 1.5)) > free + 2
    assert minutes(network, at(0.5, 3), at(2, 1.5)) == from_across
    assert minutes(network, at(0, 3.5), at(2, 1.5)) < minutes(network, at(0, 1.5), at(2, 1.5))


def test_the_way_itself_never_makes_a_turn_forbidden_over_a_street(extract, roads):
    there, across, back = dual_carriageway(extract)
    extract.turn("no_u_turn", there, ("w", across, "via"), back)

    found = roads().route(at(0, 1.5), at(2, 1.5))

    assert any(abs(point.lon - at(0, 4).lon) < 1e-6 for point in found.points)


def test_only_over_a_street_holds_for_who_came_over_all_of_it(extract, roads):
    there, across, back = dual_carriageway(extract)
    extract.road("C3 D3")
    free = minutes(roads(), at(0.5, 3), at(2.9, 3))
    extract.turn("only_u_turn", there, ("w", across, "via"), back)
    network = roads()

    assert minutes(network, at(0.5, 3), at(2.9, 3)) == free
    assert minutes(network, at(0, 1.5), at(2.9, 3)) > minutes(network, at(0, 1.5), at(2, 1.5)) + 2


def test_a_restriction_over_a_street_that_another_crosses_holds_all_the_same(extract, tmp_path):
    there, across, back = dual_carriageway(extract)
    extract.road("B2 B3 B4")
    extract.turn("no_u_turn", there, ("w", across, "via"), back)
    network = extract.network(tmp_path)

    assert network.not_understood == 0
    assert len(network.graph.at) == len(network.lat) + 3


def test_a_restriction_over_roads_that_do_not_meet_is_nothing(extract, tmp_path):
    there, across, _back = dual_carriageway(extract)
    away = extract.road("F1 F2")
    extract.turn("no_u_turn", there, ("w", across, "via"), away)
    network = extract.network(tmp_path)

    assert (network.not_understood, len(network.graph.at)) == (0, len(network.lat))


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
