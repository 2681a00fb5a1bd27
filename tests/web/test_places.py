"""Where, as forms ask it: words in either script, coordinates, a choice; nothing guessed or lost."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from najda.application.permissions import Role
from najda.kernel.places import Place, Position, Precision
from najda.web.fields import PlaceField
from najda.web.forms import Form

JABLEH = Position(lat=35.36, lon=35.93)


class Asked(Form):
    where = PlaceField()


class Perhaps(Form):
    where = PlaceField(required=False)


def sent(kind=Asked, **fields):
    """The form as it was sent, checked."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[name.replace("_", "-")] = value
    form = kind(data)
    form.is_valid()
    return form


def place(**fields) -> Place:
    form = sent(**fields)
    assert form.errors == {}
    return form.cleaned_data["where"]


@pytest.mark.parametrize("words", ["جبلة", "جبله", "Jableh", "JABLAH"])
def test_a_town_is_found_in_either_script_and_spelling(site, words):
    found = place(where=words)

    assert found.name_ar == "جبلة"
    assert found.precision is Precision.SETTLEMENT
    assert found.position.km_to(JABLEH) < 5
    assert found.words == words


@pytest.mark.parametrize("words", ["35.36, 35.93", "٣٥٫٣٦، ٣٥٫٩٣", "35°21'36\"N 35°55'48\"E"])
def test_coordinates_may_be_typed_where_words_are(site, words):
    found = place(where=words)

    assert found.precision is Precision.EXACT
    assert found.position.km_to(JABLEH) < 0.1
    assert found.words == ""


def test_a_position_pointed_at_decides_and_the_words_stay(site):
    found = place(where="behind the school", where_at="35.36, 35.93")

    assert (found.position, found.precision) == (JABLEH, Precision.EXACT)
    assert found.words == "behind the school"


def test_words_that_name_no_place_are_kept_without_a_position(site):
    found = place(where="by the old mill")

    assert found == Place(words="by the old mill")


@pytest.mark.parametrize("words", ["35.36, 195", "48.1, 11.5", "35.36,"])
def test_coordinates_that_cannot_be_meant_are_refused_with_a_sentence(site, words):
    form = sent(where=words)

    assert form.errors["where"]
    assert words in str(form)


def test_an_empty_place_is_asked_for_or_left_open(site):
    assert sent(where="  ").errors["where"]
    assert sent(Perhaps, where="").cleaned_data["where"] is None


@pytest.fixture
def twins(site, monkeypatch):
    """Two villages of one name, as a gazetteer of villages knows many."""
    from najda.adapters.gazetteer.book import BookGazetteer
    from najda.intake.name_variants import weighed_and_keyed
    from najda.intake.places import Kind, KnownPlace

    villages = [
        KnownPlace(code, Kind.SETTLEMENT, "Ayn Example", "عين المثال", lat=lat, lon=36.0)
        for code, lat in (("one", 35.4), ("two", 35.9))
    ]
    monkeypatch.setattr(site.desk, "gazetteer", BookGazetteer(*weighed_and_keyed(villages)))


def test_places_of_one_name_are_shown_to_choose_from(twins):
    form = sent(where="عين المثال")
    drawn = str(form)

    assert "where" in form.errors
    assert drawn.count('type="radio"') == 3
    assert 'value="one"' in drawn
    assert 'value="two"' in drawn
    assert 'value="عين المثال"' in drawn


def test_the_chosen_one_is_meant(twins):
    assert place(where="عين المثال", where_choice="two").position.lat == 35.9
    assert place(where="عين المثال قرب البئر", where_choice="two").position.lat == 35.9


def test_none_of_them_keeps_the_words_alone(twins):
    assert place(where="عين المثال", where_choice="none") == Place(words="عين المثال")


def test_a_choice_counts_no_more_once_the_words_name_something_else(twins):
    assert place(where="by the old mill", where_choice="two").position is None


def test_a_choice_nobody_offered_is_none(twins):
    assert place(where="by the old mill", where_choice="../two") == Place(words="by the old mill")


def test_what_was_chosen_stays_chosen_when_the_form_comes_back(twins):
    drawn = str(sent(where="عين المثال", where_choice="two"))

    assert drawn.count("checked") == 1
    assert 'value="two" checked' in drawn


def test_scripts_in_a_place_are_text(site):
    drawn = str(sent(where='"><script>alert(1)</script>', where_at="<b>", where_choice="'\"<i>"))

    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn


def test_a_place_as_long_as_a_book_is_refused_and_not_searched_for(site):
    assert sent(where="x" * 100_000).errors["where"]


def test_a_place_to_begin_with_is_shown_and_unchanged(site):
    known = Place(name_en="Jablah", name_ar="جبلة", position=JABLEH, precision=Precision.EXACT)
    with translation.override("ar"):
        drawn = str(Asked(initial={"where": known}))

    assert 'value="جبلة"' in drawn
    assert 'value="35.36000, 35.93000" checked' in drawn


def test_the_search_answers_scripts_with_data_and_people_with_a_page(signed_in):
    browser = signed_in(Role.CALL_TAKER)

    data = browser.get("/places/", {"q": "jableh"}, headers={"accept": "application/json"}).json()
    seen = browser.get("/places/", {"q": "jableh"}).content.decode()

    assert data["places"][0]["words"] == ["Jablah", "جبلة"]
    assert data["clear"] == data["places"][0]["code"]
    assert "جبلة" in seen


def test_the_search_says_which_areas_coordinates_lie_in_and_refuses_others(signed_in):
    browser, wants = signed_in(Role.DISPATCHER), {"accept": "application/json"}

    here = browser.get("/places/", {"q": "35.36, 35.93"}, headers=wants).json()
    away = browser.get("/places/", {"q": "48.1, 11.5"}, headers=wants).json()

    assert here["places"][0]["at"] == "35.36000, 35.93000"
    assert away["places"] == []
    assert "outside" in away["says"]


def test_the_search_looks_at_no_more_than_a_place_s_length(signed_in):
    answer = signed_in(Role.TEAM).get("/places/", {"q": "<script>" * 2000})

    assert answer.status_code == 200
    assert "<script>&" not in answer.content.decode()
