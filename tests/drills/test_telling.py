"""Chance, words and the digest: the parts a story is made of."""

import json

import pytest

from najda.drills.chance import Chance
from najda.drills.crews import invented_name
from najda.drills.digest import drill_digest
from najda.drills.past import Past
from najda.drills.places import Land, Town
from najda.drills.profile import DrillUnknown, plan
from najda.drills.story import story
from najda.drills.words import lists, reasons, scenarios
from najda.kernel.entry import Entry
from najda.kernel.errors import Malformed
from najda.kernel.places import Place, Position

TOWN = Town("Latakia", Place(name_en="Jablah", name_ar="جبلة"), Position(lat=35.36, lon=35.92), 1.0)
LAND = Land((TOWN,), (1.0,))


def happenings(name="coast", seed=1, days=3, scale=1.0):
    return list(
        story(plan(name, seed=seed, days=days, scale=scale), LAND, Chance(f"{name}/{seed}"))
    )


def test_drawing_more_for_one_purpose_shifts_no_other():
    chance = Chance("coast/7")
    before = chance.of("leg", 3).random()
    for _ in range(100):
        chance.of("leg", 2).random()
    assert chance.of("leg", 3).random() == before


@pytest.mark.parametrize("mean", [0.3, 4.0, 80.0])
def test_as_many_happen_on_average_as_are_expected(mean):
    chance = Chance("test")
    drawn = [chance.of("n", number).poisson(mean) for number in range(2000)]
    average = sum(drawn) / len(drawn)
    variance = sum((one - average) ** 2 for one in drawn) / len(drawn)
    assert average == pytest.approx(mean, rel=0.1)
    assert variance == pytest.approx(mean, rel=0.2)


def test_what_happens_comes_in_order_of_time():
    times = [one.at for one in happenings(days=5)]
    assert times == sorted(times)


def test_every_text_is_marked_as_a_drill_in_its_own_language():
    for happening in happenings(days=6):
        for telling in happening.tellings:
            mark = lists()["mark"][telling.language]
            assert telling.text.startswith(f"{mark} – ")
            assert "{" not in telling.text


def test_everybody_is_marked_as_invented():
    names = {invented_name(Chance("x"), number) for number in range(50)}
    names |= {t.reporter for h in happenings(days=4) for t in h.tellings if t.reporter}
    assert all("مُختلَق" in name or "invented" in name for name in names)


def test_every_reason_is_marked_as_said_in_a_drill():
    assert all(one.startswith("DRILL – ") for step in lists()["reasons"] for one in reasons(step))


def test_most_of_the_work_is_calm():
    all_ = [one for one in happenings(days=31) if one.scenario]
    attacks = [one for one in all_ if one.scenario.attack]
    assert 0.005 < len(attacks) / len(all_) < 0.06


def test_nights_are_quieter_than_days():
    hours = [one.at // 3600 % 24 for one in happenings(days=20)]
    night, day = (sum(low <= hour < low + 5 for hour in hours) for low in (0, 10))
    assert night < day / 2


def test_all_kinds_of_events_come_up_sooner_or_later():
    names = {one.scenario.name for one in happenings(days=31) if one.scenario}
    assert set(scenarios()) - names == set()


def test_a_national_earthquake_brings_a_hundred_thousand_reports_in_three_days():
    reports = sum(
        one.at + telling.after < 3 * 86400
        for one in happenings("earthquake", seed=7)
        for telling in one.tellings
    )
    assert 90_000 <= reports <= 115_000


def test_a_larger_scale_brings_more_of_everything():
    assert len(happenings(scale=4.0)) > 3 * len(happenings())
    assert plan("coast", seed=1, days=1, scale=4).teams == 100
    assert plan("coast", seed=1, days=1, scale=900).teams == 600


def test_a_drill_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(DrillUnknown, match="coast, earthquake"):
        plan("moon", seed=1, days=1)


@pytest.mark.parametrize(("days", "scale"), [(0, 1), (32, 1), (1, 0), (1, 5000)])
def test_a_drill_out_of_all_bounds_is_refused(days, scale):
    with pytest.raises(Malformed):
        plan("coast", seed=1, days=days, scale=scale)


def entry(sequence=1, **changed):
    given = {"box": "abc", "reason": "x"} | changed
    sealed = {"subject": "s1", "box": given["box"]}
    body = json.dumps({"text": [{"inner": sealed}], "reason": given["reason"]})
    blank = dict.fromkeys(Entry._fields, "")
    return Entry(**blank | {"sequence": sequence, "kind": "a.B", "stream": "a/1", "body": body})


def test_the_digest_does_not_see_what_is_sealed():
    assert drill_digest([entry(box="abc")]) == drill_digest([entry(box="xyz")])


def test_the_digest_sees_every_fact_and_its_order():
    digests = {
        drill_digest([entry()]),
        drill_digest([entry(reason="y")]),
        drill_digest([entry(), entry(2)]),
        drill_digest([entry(2), entry()]),
        drill_digest([]),
    }
    assert len(digests) == 5


def test_an_empty_past_holds_nothing(tmp_path):
    class Empty:
        def reading(self):
            return self

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def entries(self, after):
            return iter(())

    assert not Past(Empty())
