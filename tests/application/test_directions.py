"""Turn by turn: what a driver is told, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.adapters.language import CatalogueLanguage
from najda.application.directions import called, directions, distance, manner, turned
from najda.application.routes import WALK_FROM_M, Leg, RoadName, Route
from najda.kernel.places import Position

HERE = Position.at(35, 36)
ENGLISH, ARABIC = CatalogueLanguage("en"), CatalogueLanguage("ar", native_digits=False)


def leg(name="", metres=200.0, sets_out=0.0, arrives=None, **more):
    road = RoadName(name=name) if isinstance(name, str) else name
    arrives = sets_out if arrives is None else arrives
    more = {"others": 1, **more}
    return Leg(
        road=road, metres=metres, minutes=metres / 500, sets_out=sets_out, arrives=arrives, **more
    )


def told(*legs, off=(0.0, 0.0), who=ENGLISH):
    route = Route(points=(HERE, HERE), minutes=1, km=1, legs=legs, off_road_m=off)
    return [
        who.say(step.act).replace("\u2068", "").replace("\u2069", "")
        for step in directions(route, language=who.code)
    ]


def test_it_begins_with_a_direction_and_ends_with_arriving():
    assert told(leg("Sea Road", sets_out=91)) == [
        "Set out to the east on Sea Road",
        "You have arrived",
    ]


@pytest.mark.parametrize(
    ("sets_out", "said"),
    [
        (0, "Go straight on, onto Hill"),
        (30, "Keep right, onto Hill"),
        (330, "Keep left, onto Hill"),
        (90, "Turn right onto Hill"),
        (270, "Turn left onto Hill"),
        (150, "Turn sharp right onto Hill"),
        (210, "Turn sharp left onto Hill"),
        (180, "Turn back onto Hill"),
    ],
)
def test_a_turn_is_called_by_its_angle(sets_out, said):
    assert told(leg("Sea"), leg("Hill", sets_out=sets_out))[1] == said


def test_a_bend_without_another_way_on_needs_no_word():
    assert len(told(leg("Sea", others=0), leg("Sea", sets_out=90))) == 2


def test_pieces_of_one_road_are_one_step_with_their_length_together():
    route = Route(points=(), minutes=1, km=1, legs=(leg("Sea"), leg("Sea"), leg("Sea")))
    first, last = directions(route, language="en")
    assert (first.metres, last.at) == (600, 600)


def test_a_turn_within_one_road_is_said():
    assert told(leg("Sea"), leg("Sea", sets_out=90))[1] == "Turn right onto Sea"


def test_a_roundabout_is_one_step_with_the_exit_counted():
    around = [
        leg(sets_out=45, roundabout=True, exits=1, metres=20),
        leg(sets_out=0, roundabout=True, exits=0, metres=20),
        leg(sets_out=-45, roundabout=True, exits=1, metres=20),
    ]
    steps = told(leg("Sea"), *around, leg("Hill", sets_out=270))
    assert steps[1:] == [
        "Enter the roundabout", "At the roundabout take exit 2, onto Hill", "You have arrived",
    ] or steps[1:] == ["At the roundabout take exit 2, onto Hill", "You have arrived"]  # fmt: skip


def test_short_nameless_pieces_belong_to_the_turn():
    steps = told(leg("Sea"), leg("", metres=8, sets_out=45), leg("Hill", sets_out=90))
    assert steps == ["Set out to the north on Sea", "Turn right onto Hill", "You have arrived"]


def test_far_off_the_road_one_walks():
    steps = told(leg("Sea"), off=(WALK_FROM_M + 700, WALK_FROM_M + 100))
    assert steps[0] == "Go on foot to the road, about 15 min"
    assert steps[-2] == "Continue on foot to the place, about 6 min"


def test_without_a_road_map_it_is_said_that_it_is_an_estimate():
    route = Route(points=(HERE, HERE), minutes=3, km=2, estimated=True)
    (step,) = directions(route, language="en")
    assert "estimate" in str(step.act)


def test_roads_are_called_in_the_language_of_the_person_where_it_is_known():
    road = RoadName(name="Rue de la Mer", ar="شارع البحر", en="Sea Road", ref="M1")
    assert called(road, "ar") == "شارع البحر (M1)"
    assert called(road, "en") == "Sea Road (M1)"
    assert called(RoadName(name="شارع البحر"), "en") == "شارع البحر"
    assert called(RoadName(ref="M1"), "en") == "M1"
    assert called(RoadName(), "ar") == ""


def test_arabic_says_it_and_keeps_foreign_names_apart():
    route = Route(points=(), minutes=1, km=1, legs=(leg("Sea"), leg("Rue 9", sets_out=90)))
    said = [ARABIC.say(step.act) for step in directions(route, language="ar")]
    assert said[1] == "انعطف يمينًا إلى \u2068Rue 9\u2069"
    assert said[2] == "وصلت"


@pytest.mark.parametrize(
    ("metres", "english", "arabic"),
    [
        (1, "1 metre", "متر واحد"),
        (2, "2 metres", "متران"),
        (7, "7 metres", "7 أمتار"),
        (44, "40 metres", "40 مترًا"),
        (103, "100 metres", "100 متر"),
        (994, "990 metres", "990 مترًا"),
        (1000, "1 km", "1 كم"),
        (12_340, "12.3 km", "12.3 كم"),
    ],
)
def test_distances_are_said_as_one_says_them(metres, english, arabic):
    assert ENGLISH.say(distance(metres)) == english
    assert ARABIC.say(distance(metres)) == arabic


@given(st.floats(0, 360), st.floats(-179, 179))
def test_a_turn_is_the_same_whichever_way_one_came(before, angle):
    assert turned(before, before + angle) == pytest.approx(angle, abs=1e-6)
    opposite = {"right": "left", "left": "right"}
    mirrored = " ".join(opposite.get(word, word) for word in manner(angle).split())
    assert manner(-angle) == mirrored


legs = st.lists(
    st.builds(
        leg,
        name=st.sampled_from(["", "Sea", "Hill"]),
        metres=st.floats(0.1, 900),
        sets_out=st.floats(0, 359),
        arrives=st.floats(0, 359),
        roundabout=st.booleans(),
        others=st.integers(0, 3),
        exits=st.integers(0, 2),
    ),
    max_size=8,
)


@given(legs)
def test_the_steps_of_any_route_add_up_to_all_of_it(legs):
    route = Route(points=(), minutes=1, km=1, legs=tuple(legs))
    steps = directions(route, language="en")
    assert sum(step.metres for step in steps) == pytest.approx(sum(one.metres for one in legs))
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert str(steps[-1].act) == "You have arrived"
