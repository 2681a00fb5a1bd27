"""A place is taken only when it is clearly the one meant."""

import pytest

from najda.intake.name_variants import weighed_and_keyed
from najda.intake.operations_area import OperationsArea, OutsideArea
from najda.intake.place_index import PlaceIndex
from najda.intake.places import (
    Kind,
    KnownPlace,
    PlaceUnknown,
    clearly_best,
    resolve,
    resolve_known,
)
from najda.kernel.errors import Malformed
from najda.kernel.places import Position, Precision

COAST, HILLS = ("SY06", "SY0602", "SY060200"), ("SY07", "SY0701", "SY070100")
PLACES = [
    KnownPlace("SY06", Kind.GOVERNORATE, "Lattakia", "اللاذقية", ("Latakia",), areas=("SY06",)),
    KnownPlace("SY0602", Kind.DISTRICT, "Jablah", "جبلة", areas=COAST[:2]),
    KnownPlace("SY060200", Kind.SUBDISTRICT, "Jablah", "مركز جبلة", areas=COAST),
    KnownPlace("SY07", Kind.GOVERNORATE, "Idleb", "إدلب", areas=("SY07",)),
    KnownPlace("SY0701", Kind.DISTRICT, "Harim", "حارم", areas=HILLS[:2]),
    KnownPlace("SY070100", Kind.SUBDISTRICT, "Salqin", "سلقين", areas=HILLS),
    KnownPlace("C1", Kind.SETTLEMENT, "Jablah", "جبلة", (), 35.362, 35.926, COAST),
    KnownPlace("C2", Kind.SETTLEMENT, "Hmeimim", "حميميم", (), 35.40, 35.95, COAST),
    KnownPlace("C3", Kind.SETTLEMENT, "Kawkab", "كوكب", (), 35.30, 36.00, COAST),
    KnownPlace("C4", Kind.SETTLEMENT, "Kawkab (Salqin)", "كوكب - سلقين", (), 36.14, 36.45, HILLS),
    KnownPlace("C5", Kind.SETTLEMENT, "Bsheili", "", (), 35.31, 36.02, COAST),
    KnownPlace("C6", Kind.SETTLEMENT, "", "بطموش", (), 35.25, 35.97, COAST),
    KnownPlace("C7", Kind.SETTLEMENT, "Salqin", "سلقين", (), 36.13, 36.45, HILLS),
]


class Book:
    """A gazetteer of invented entries, with the real index."""

    def __init__(self):
        self.search = PlaceIndex(*weighed_and_keyed(PLACES)).search

    def locate(self, position):
        return COAST if position.lat < 36 else HILLS


@pytest.fixture(scope="module")
def book():
    return Book()


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize(
    "words", ["Jableh", "jabla", "جبلة", "جبله", "مدينة جبلة", "Jableh, Latakia"]
)
def test_a_town_is_preferred_to_the_areas_that_bear_its_name(book, words):
    assert codes(book.search(words))[0] == "C1"
    assert resolve(book, words=words).areas == COAST


def test_a_word_for_the_kind_asks_for_the_area(book):
    assert codes(book.search("منطقة جبلة"))[0] == "SY0602"
    assert codes(book.search("Latakia governorate"))[0] == "SY06"


@pytest.mark.parametrize("words", ["Hmeimeem", "hmaimim", "حميمييم", "Hmemim"])
def test_one_slip_in_a_name_is_forgiven(book, words):
    assert codes(book.search(words))[0] == "C2"


def test_two_villages_of_one_name_are_never_guessed_between(book):
    assert set(codes(book.search("Kawkab"))[:2]) == {"C3", "C4"}
    place = resolve(book, words="Kawkab")
    assert (place.words, place.precision, place.position) == ("Kawkab", Precision.UNKNOWN, None)


@pytest.mark.parametrize("words", ["Kawkab, Salqin", "كوكب سلقين", "كوكب، سلقين", "Idlib, Kawkab"])
def test_an_area_says_which_of_two_villages_is_meant(book, words):
    assert codes(book.search(words))[0] == "C4"


def test_a_position_near_one_of_two_villages_says_so_too(book):
    near = Position(lat=35.3, lon=36.0)
    assert resolve(book, words="كوكب", near=near).areas == COAST


def test_a_search_can_be_kept_to_an_area(book):
    assert codes(book.search("Kawkab", area="SY07"))[0] == "C4"
    assert all("SY07" in one.place.areas for one in book.search("Kawkab", area="SY07"))


def test_names_are_found_across_scripts(book):
    assert codes(book.search("بشيلي"))[0] == "C5"
    assert codes(book.search("Batmush"))[0] == "C6"


def test_the_beginning_of_a_name_is_enough_to_see_it_but_not_to_take_it(book):
    assert "C2" in codes(book.search("Hme"))
    assert resolve(book, words="Hme").precision is Precision.UNKNOWN


def test_the_order_of_equals_is_always_the_same(book):
    assert codes(book.search("Kawkab")) == codes(Book().search("Kawkab"))


@pytest.mark.parametrize("words", ["", "   ", "؟؟؟", "-", "zzzzqqqq", "🙏", ",,,", "x" * 3000])
def test_words_that_name_nothing_give_the_words_back(book, words):
    place = resolve(book, words=words)
    assert (place.words, place.areas) == (words.strip(), ())


def test_coordinates_give_the_areas_and_words_only_the_name(book):
    place = resolve(book, words="near Jableh", position=Position(lat=35.37, lon=35.93))
    assert (place.precision, place.areas) == (Precision.EXACT, COAST)
    place = resolve(book, words="Jableh", position=Position(lat=35.37, lon=35.93))
    assert (place.name_en, place.name_ar, place.words) == ("Jablah", "جبلة", "Jableh")


def test_a_name_far_from_the_coordinates_is_not_taken_for_theirs(book):
    place = resolve(book, words="Jableh", position=Position(lat=36.14, lon=36.45))
    assert (place.name_en, place.areas) == ("", HILLS)


def test_who_must_have_one_place_is_told_which_could_be_meant(book):
    with pytest.raises(PlaceUnknown, match=r"Did you mean Kawkab / كوكب, Kawkab \(Salqin\)"):
        resolve_known(book, words="Kawkab")
    with pytest.raises(PlaceUnknown, match="another spelling"):
        resolve_known(book, words="؟؟؟")
    assert resolve_known(book, words="Hmeimim").areas == COAST


def test_nothing_is_clear_among_nothing():
    assert clearly_best([]) is None


class TestTheAreaOfOperations:
    COAST = OperationsArea.read("34.3, 35.6, 36.0, 37.3")

    def test_a_position_inside_comes_back(self):
        inside = Position(lat=35.0, lon=36.0)
        assert self.COAST.check_inside(inside) is inside

    def test_a_position_outside_is_refused_with_the_area_named(self):
        with pytest.raises(OutsideArea, match=r"48.85, 2.35 lies outside .* \(34.3,35.6,36,37.3\)"):
            self.COAST.check_inside(Position(lat=48.85, lon=2.35))

    def test_coordinates_in_each_others_place_are_noticed(self):
        with pytest.raises(OutsideArea, match="seem to be swapped"):
            self.COAST.check_inside(Position(lat=36.0, lon=35.0))

    def test_anywhere_is_everywhere(self):
        anywhere = OperationsArea.read(" Anywhere ")
        assert anywhere.can_be_inside(Position(lat=-90, lon=180))
        assert str(anywhere) == "anywhere"

    def test_an_area_may_cross_the_180th_meridian(self):
        pacific = OperationsArea.read("-20,170,0,-170")
        assert pacific.can_be_inside(Position(lat=-10, lon=179))
        assert not pacific.can_be_inside(Position(lat=-10, lon=0))

    @pytest.mark.parametrize(
        "text", ["", "1,2,3", "a,b,c,d", "36,35,34,37", "0,0,95,10", "nan,0,1,1"]
    )
    def test_figures_that_make_no_box_are_refused(self, text):
        with pytest.raises(Malformed, match="south,west,north,east"):
            OperationsArea.read(text)

    def test_writing_and_reading_an_area_gives_it_back(self):
        assert OperationsArea.read(str(self.COAST)) == self.COAST
