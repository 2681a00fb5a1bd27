"""What a closure is called in a person's language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.adapters.language import CatalogueLanguage
from najda.adapters.roads import StraightRoads
from najda.application.road_names import closure_name, roads_named
from najda.application.routes import RoadName
from najda.domain.closures.state import Closure
from najda.domain.closures.status import Status
from najda.intake.places import Kind, KnownPlace
from najda.kernel.places import Place, Position
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from tests.application.operations import START

ENGLISH, ARABIC = CatalogueLanguage("en"), CatalogueLanguage("ar")
HERE = Position.at(35.5236, 35.7918)
BOTH = RoadName(name="شارع الجنوب", ar="شارع الجنوب", en="South Road")
SIGNED = RoadName(name="شارع الشرق")
NUMBERED = RoadName(ref="M4")
BOTH_AND_NUMBER = RoadName(name="Coast Road", ref="M1")


class Named(StraightRoads):
    """Roads that are called so, wherever one asks."""

    def __init__(self, *names):
        super().__init__()
        self.names = names

    def named(self, spot):
        return self.names


class Near:
    """A gazetteer that knows one place, or none."""

    def __init__(self, known=None):
        self.known = known

    def nearest(self, position):
        return self.known


JABLEH = Near(
    KnownPlace(code="1", kind=Kind.SETTLEMENT, en="Jableh", ar="جبلة", lat=HERE.lat, lon=HERE.lon)
)


def closure(part=RoadPart.STRETCH, place=None):
    points = (
        (HERE,) if part is not RoadPart.AREA else (HERE, Position.at(35, 36), Position.at(36, 36))
    )
    return Closure(
        status=Status.CLOSED,
        since=START,
        spot=RoadSpot(part=part, points=points),
        place=place or Place(position=HERE),
        said_by=SaidBy.OWN_TEAM,
    )


def apart(text):
    return "".join(c for c in text if c not in "\u2066\u2067\u2068\u2069")


def said(language, *names, part=RoadPart.STRETCH, near=JABLEH):
    return apart(closure_name(language, closure(part), Named(*names), near))


@pytest.mark.parametrize(
    ("names", "part", "english", "arabic"),
    [
        ([BOTH], RoadPart.STRETCH, "South Road, near Jableh", "شارع الجنوب، قرب جبلة"),
        ([SIGNED], RoadPart.STRETCH, "شارع الشرق, near Jableh", "شارع الشرق، قرب جبلة"),
        ([NUMBERED], RoadPart.STRETCH, "M4, near Jableh", "M4، قرب جبلة"),
        ([BOTH_AND_NUMBER], RoadPart.STRETCH, "Coast Road (M1), near Jableh",
         "Coast Road (M1)، قرب جبلة"),
        ([], RoadPart.STRETCH, "near Jableh", "قرب جبلة"),
        ([BOTH], RoadPart.CROSSING, "crossing on South Road, near Jableh",
         "تقاطع على شارع الجنوب، قرب جبلة"),
        ([BOTH, NUMBERED], RoadPart.CROSSING, "crossing of South Road and M4, near Jableh",
         "تقاطع شارع الجنوب وM4، قرب جبلة"),
        ([BOTH, NUMBERED, SIGNED, BOTH_AND_NUMBER], RoadPart.AREA,
         "South Road, M4 and 2 more roads, near Jableh",
         "شارع الجنوب وM4 وطريقان آخران، قرب جبلة"),
        ([BOTH, BOTH], RoadPart.AREA, "South Road, near Jableh", "شارع الجنوب، قرب جبلة"),
    ],
)  # fmt: skip
def test_a_closure_is_called_by_its_roads_and_the_place_it_is_near(names, part, english, arabic):
    assert said(ENGLISH, *names, part=part) == english
    assert said(ARABIC, *names, part=part) == arabic


def test_without_a_map_or_a_name_it_is_called_as_before():
    assert said(ENGLISH) == "near Jableh"
    assert said(ENGLISH, near=Near()) == "35.52360, 35.79180"
    assert said(ARABIC, near=Near()) == "35.52360, 35.79180"


def test_a_road_where_no_place_is_near_is_told_from_its_other_stretches_by_coordinates():
    assert said(ENGLISH, BOTH, near=Near()) == "South Road, 35.52360, 35.79180"


def test_names_that_run_the_other_way_are_kept_apart():
    name = closure_name(ENGLISH, closure(), Named(SIGNED), JABLEH)
    assert name == "\u2068شارع الشرق\u2069, near Jableh"
    name = closure_name(ARABIC, closure(), Named(BOTH_AND_NUMBER), Near())
    assert name == "\u2068Coast Road (M1)\u2069، \u206835.52360, 35.79180\u2069"


@given(
    st.lists(
        st.builds(
            RoadName, name=st.text(max_size=9), en=st.text(max_size=9), ref=st.text(max_size=3)
        )
    ),
    st.sampled_from(RoadPart),
    st.sampled_from([ENGLISH, ARABIC]),
)
def test_whatever_roads_are_called_no_brace_or_turn_of_direction_is_left_open(
    names, part, language
):
    named = roads_named(names, part, language.code)
    if named is None:
        assert not any(one.name or one.en or one.ref for one in names)
        return
    text = language.say(named)
    assert text.count("\u2068") == text.count("\u2069")
    assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067")
