"""Finding incidents a page at a time: by need while they are open, newest first for all."""

import pytest

from najda.application import find_incidents as room
from najda.application.find_incidents import Wanted, find_incidents
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.open_incident import open_incident
from najda.domain.incidents.events import Ending
from najda.domain.incidents.status import Status
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place
from najda.kernel.tasks import Task
from tests.application.operations import GRAVE, TOWN

ANY = Wanted(status=())
CLOSED = Wanted(status=(Status.CLOSED,))


@pytest.fixture
def few(monkeypatch):
    """Small pages, so that a few incidents fill several."""
    monkeypatch.setattr(room, "PAGE", 2)
    monkeypatch.setattr(room, "_AT_ONCE", 2)
    monkeypatch.setattr(room, "LOOKED_THROUGH", 4)


def opened(o, many, **more):
    made = []
    for _ in range(many):
        o.clock.pass_(minutes=1)
        made.append(o.incident(**more))
    return made


def closed(o, many, **more):
    made = opened(o, many, **more)
    for incident in made:
        close_incident(o.desk, o.act(), incident=incident, ending=Ending.RESOLVED)
    return made


def pages(o, wanted, **which):
    """Every page there is, as lists of ids."""
    found, after = [], ""
    while True:
        with o.desk.store.reading() as view:
            one = find_incidents(view, wanted, after=after, **which)
        found.append([row.id for row in one.rows])
        after = one.next
        if not after:
            return found


def test_open_ones_come_by_need_and_others_newest_first(operations):
    o = operations
    mild = opened(o, 1, need=Need(life_threat=LifeThreat.NONE, people_at_risk=0))
    grave, gone = opened(o, 1), closed(o, 1)

    assert pages(o, Wanted()) == [grave + mild]
    assert pages(o, ANY) == [gone + grave + mild]
    assert pages(o, CLOSED) == [gone]


@pytest.mark.parametrize("wanted", [Wanted(), ANY])
def test_pages_follow_each_other_without_a_gap_or_one_twice(operations, few, wanted):
    made = opened(operations, 5)

    found = pages(operations, wanted)

    assert [len(page) for page in found] == [2, 2, 1]
    assert sorted(id_ for page in found for id_ in page) == sorted(made)


def test_a_page_looks_through_so_much_of_the_past_and_says_where_it_stopped(operations, few):
    o = operations
    (old,) = closed(o, 1)
    opened(o, 6)

    with o.desk.store.reading() as view:
        first = find_incidents(view, CLOSED)
        second = find_incidents(view, CLOSED, after=first.next)

    assert (first.rows, first.stopped) == ([], True)
    assert ([row.id for row in second.rows], second.next) == ([old], "")


def test_places_are_found_in_either_script_however_they_are_typed(operations):
    o = operations
    place = Place(name_en="Invented Street", name_ar="شارع المُختَرَعة", position=TOWN)
    done = open_incident(o.desk, o.act(), task=Task.RESCUE, need=GRAVE, where=place)
    made = done.made("incidents")
    o.incident()

    for words in ("invented st", "INVENTED", "المخترعه", made[-8:], made):
        assert pages(o, Wanted(words=words)) == [[made]], words
    assert pages(o, Wanted(words="nowhere")) == [[]]


def test_level_area_and_who_may_see_narrow_it_down(operations):
    o = operations
    low = o.incident(need=Need(life_threat=LifeThreat.NONE, people_at_risk=0))
    grave = o.incident()

    assert pages(o, Wanted(level=5)) == [[low]]
    assert pages(o, Wanted(status=(), level=1)) == [[grave]]
    assert pages(o, Wanted(area="SY02")) == [[grave, low]]
    assert pages(o, Wanted(area="SY07")) == [[]]
    assert pages(o, Wanted(), may_see=lambda row: row.id != grave) == [[low]]
