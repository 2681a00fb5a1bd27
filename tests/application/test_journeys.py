"""Travel times are asked once, and are what the roads say."""

from hypothesis import given
from hypothesis import strategies as st

from najda.adapters.roads import StraightRoads
from najda.application.planning.journeys import Journeys
from najda.kernel.places import Position

places = st.builds(Position.at, st.integers(33, 36), st.integers(35, 38))
asked = st.tuples(st.lists(places, max_size=4), st.lists(places, max_size=4))


class Counted(StraightRoads):
    """Counts the pairs it was asked for, and knows no way to one place."""

    def __init__(self, **more):
        super().__init__(**more)
        self.pairs = []

    def travel_minutes(self, origins, destinations):
        self.pairs += [(a, b) for a in origins for b in destinations]
        known = super().travel_minutes(origins, destinations)
        return [
            [None if b.lat == 33 else m for b, m in zip(destinations, row, strict=True)]
            for row in known
        ]


@given(st.lists(asked, max_size=5))
def test_whatever_was_asked_before_the_answer_is_the_roads_own(questions):
    roads = Counted()
    journeys = Journeys()
    journeys.go_by(roads)
    for origins, destinations in questions:
        told = journeys.minutes(origins, destinations)
        assert told.shape == (len(origins), len(destinations))
        straight = StraightRoads().travel_minutes(origins, destinations)
        for row, expected in zip(told, straight, strict=True):
            for place, minutes, known in zip(destinations, row, expected, strict=True):
                wanted = float("inf") if place.lat == 33 else known
                assert minutes == wanted or abs(minutes - wanted) < 0.01


def test_nothing_known_is_asked_again_until_the_roads_change():
    roads = Counted()
    journeys, here, there = Journeys(), Position.at(34, 36), Position.at(35, 36)
    for _ in range(2):
        journeys.go_by(roads)
        journeys.minutes([here], [there])
    assert roads.pairs == [(here, there)]
    slower = Counted(speed_kmh=20)
    assert journeys.go_by(slower)
    journeys.minutes([here], [there])
    assert slower.pairs == [(here, there)]
