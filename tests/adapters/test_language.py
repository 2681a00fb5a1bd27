"""Najda speaks English and Arabic: words, numbers, days, plurals, and lines of both directions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from najda.adapters.bidi import FSI, PDI
from najda.adapters.language import CatalogueLanguage, LanguageUnknown
from najda.application import codec
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.events import TeamArrived
from najda.domain.missions.status import Status as MissionStatus
from najda.kernel.phrases import Coming, counted, phrase
from najda.kernel.tasks import Task

ENGLISH = CatalogueLanguage("en")
ARABIC = CatalogueLanguage("ar")
WESTERN = CatalogueLanguage("ar", native_digits=False)
AT = datetime(2025, 3, 7, 22, 30, tzinfo=UTC)  # already the 8th in Damascus
CALLED = "{name} set off at {when}."  # in no catalogue: said as it is
TRAPPED = ("One person is trapped.", "{count} people are trapped.")


def test_a_phrase_is_said_in_each_language():
    said = phrase("Life is in immediate danger.")
    assert ENGLISH.say(said) == "Life is in immediate danger."
    assert ARABIC.say(said) == "الحياة في خطر مباشر."


def test_a_phrase_inside_a_phrase_is_said_in_the_same_language():
    inner = phrase("unexploded ordnance")
    assert ARABIC.say(phrase("{a} – {a}", a=inner)) == "ذخائر غير منفجرة – ذخائر غير منفجرة"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "لا أحد عالق."),
        (1, "شخص واحد عالق."),
        (2, "شخصان عالقان."),
        (3, "٣ أشخاص عالقون."),
        (10, "١٠ أشخاص عالقون."),
        (11, "١١ شخصًا عالقون."),
        (99, "٩٩ شخصًا عالقون."),
        (100, "١٠٠ شخص عالقون."),
        (103, "١٠٣ أشخاص عالقون."),
    ],
)
def test_arabic_counts_in_six_forms(count, expected):
    assert ARABIC.say(counted(*TRAPPED, count)) == expected


ENGLISH_FORMS = [(0, "0 people are trapped."), (1, "One person is trapped.")]


@pytest.mark.parametrize(("count", "expected"), ENGLISH_FORMS)
def test_english_counts_in_two(count, expected):
    assert ENGLISH.say(counted(*TRAPPED, count)) == expected


def test_moments_are_told_in_the_time_of_the_place_with_the_months_of_syria():
    assert ENGLISH.moment(AT) == "8 March 2025, 01:30"
    assert WESTERN.moment(AT) == "8 آذار 2025، 01:30" == WESTERN.say(phrase("{at}", at=AT))
    assert CatalogueLanguage("en", zone="Europe/Paris").moment(AT) == "7 March 2025, 23:30"


def test_of_a_moment_to_come_today_the_time_alone_is_told():
    """The day is that of the place: 23:10 and 01:30 are two days there and one in Paris."""
    earlier, says = AT - timedelta(minutes=140), "{at}"
    assert ENGLISH.say(phrase(says, at=Coming(AT, AT - timedelta(minutes=20)))) == "01:30"
    assert ARABIC.say(phrase(says, at=Coming(AT, AT))) == "٠١:٣٠"
    assert ENGLISH.say(phrase(says, at=Coming(AT, earlier))) == "8 March 2025, 01:30"
    assert (
        CatalogueLanguage("en", zone="Europe/Paris").say(phrase(says, at=Coming(AT, earlier)))
        == "23:30"
    )
    assert str(phrase(says, at=Coming(AT, earlier))) == str(phrase(says, at=AT))


def test_days_have_their_weekday():
    assert ENGLISH.day(date(2025, 3, 7)) == "Friday 7 March 2025"
    assert WESTERN.day(date(2025, 3, 7)) == "الجمعة 7 آذار 2025"


def test_digits_are_those_of_the_place_unless_told_otherwise():
    assert ARABIC.number(1234567.5) == "١٬٢٣٤٬٥٦٧٫٥"
    assert WESTERN.number(1234567.5) == "1,234,567.5"
    assert ARABIC.moment(AT) == "٨ آذار ٢٠٢٥، ٠١:٣٠"
    assert ENGLISH.number(1234567.5) == "1,234,567.5"


@pytest.mark.parametrize("said", [1e300, -1e300, 10**40, float("inf"), float("nan"), 1e-300])
@pytest.mark.parametrize("language", [ENGLISH, ARABIC, WESTERN])
def test_whatever_figure_is_typed_can_be_said_back(language, said):
    assert language.number(said)
    assert ENGLISH.number(1.5e300) == "1.5E300"


def test_a_name_of_the_other_direction_is_kept_apart_and_one_of_the_same_is_not():
    assert ARABIC.say(phrase("{name}", name="Team Alpha 3")) == f"{FSI}Team Alpha 3{PDI}"
    assert ENGLISH.say(phrase("{name}", name="فريق الساحل")) == f"{FSI}فريق الساحل{PDI}"
    assert ARABIC.say(phrase("{name}", name="فريق الساحل 3")) == "فريق الساحل 3"
    assert ENGLISH.say(phrase("{name}", name="Team Alpha 3")) == "Team Alpha 3"


@pytest.mark.parametrize("figures", ["35.5, 35.8", "14:05–15:00", "2025-03-07T04:05:06.789Z"])
def test_figures_with_signs_between_them_stay_in_order_in_arabic(figures):
    assert ARABIC.say(phrase("{figures}", figures=figures)) == f"{FSI}{figures}{PDI}"


def test_what_is_to_be_typed_stays_in_order_in_arabic_and_can_be_copied():
    said = ARABIC.say(phrase("{team}: `najda teams show {team}` --yes", team="Alpha"))
    command, option = "`najda teams show Alpha`", "--yes"
    assert said == f"{FSI}Alpha{PDI}: {FSI}{command}{PDI} {FSI}{option}{PDI}"


def test_a_value_cannot_turn_round_what_follows_it():
    turned = ENGLISH.say(phrase("{name}.", name="a\u202eb\u2069"))
    assert turned == "ab."


def test_the_same_english_word_is_two_in_arabic_where_the_nouns_differ():
    assert ENGLISH.word(IncidentStatus.CLOSED) == ENGLISH.word(MissionStatus.CLOSED) == "closed"
    assert ARABIC.word(IncidentStatus.CLOSED) == "مغلق"
    assert ARABIC.word(MissionStatus.CLOSED) == "مغلقة"


def test_members_facts_and_lists_become_words():
    said = phrase("{task}: {steps}", task=Task.RESCUE, steps=[TeamArrived, IncidentStatus.WAITING])
    assert ENGLISH.say(said) == "rescue: team arrived and waiting"
    assert ARABIC.say(said) == "إنقاذ: وصول الفريق وقيد الانتظار"
    assert ENGLISH.listed([]) == "–"


def test_every_kind_of_fact_has_a_word_of_its_own():
    words = [ENGLISH.say(phrase("{fact}", fact=fact)) for fact in codec.FACTS.values()]
    assert len(set(words)) == len(words)
    assert not any(word[0].isupper() for word in words)


def test_a_language_nobody_translated_is_refused_by_name():
    with pytest.raises(LanguageUnknown, match="en, ar"):
        CatalogueLanguage("xx")
