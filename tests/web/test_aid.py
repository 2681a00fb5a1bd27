"""Neighbours asked for teams by page: within one's areas, answered, withdrawn."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from tests.web.pressing import press, text
from tests.web.test_board import limit
from tests.web.test_teams import hours

ASKED = {
    "capability": "search_and_rescue",
    "organisation": "Invented Rescue North",
    "reason": "two houses fell",
}


@pytest.fixture
def room(signed_in):
    """The dispatcher's browser."""
    return signed_in(Role.DISPATCHER)


@pytest.fixture
def areas(site):
    """Two areas of the installation that lie beside each other."""
    first, second, *_ = [one.code for one in site.desk.gazetteer.areas() if one.level == 1]
    return first, second


def asked(site, room, areas, **more):
    given = {
        **ASKED,
        "area": areas[0],
        "of_area": areas[1],
        "number": "٢",
        "until": hours(site, 6),
        **more,
    }
    answer = press(room, "/cover/aid/new/", **given)
    with site.desk.store.reading() as view:
        return answer, view.standings("aid")


def test_a_neighbour_is_asked_and_it_is_recorded_with_its_reason_sealed(site, room, areas):
    answer, (row,) = asked(site, room, areas)

    assert answer.headers["Location"] == "/cover/"
    aid = site.desk.view("aid", row.id)
    assert (aid.neighbour.name, aid.teams, aid.place.areas[-1]) == (
        "Invented Rescue North",
        2,
        areas[0],
    )
    assert "two houses fell" not in row.state


def test_the_last_answer_holds_and_none_declines(site, room, areas):
    _, (row,) = asked(site, room, areas)
    page = f"/cover/aid/{row.id}/answer/"

    press(room, page, number="1", reason="one is free")
    assert site.desk.view("aid", row.id).granted == 1
    press(room, page, number="0", reason="it was sent elsewhere")

    assert site.desk.view("aid", row.id).status == "declined"


def test_what_is_needed_no_longer_is_withdrawn(site, room, areas):
    _, (row,) = asked(site, room, areas)

    press(room, f"/cover/aid/{row.id}/withdraw/", reason="calm again")

    assert site.desk.view("aid", row.id).status == "withdrawn"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": "0"}, "from 1 to 50"),
        ({"number": "many"}, "from 1 to 50"),
        ({"organisation": "", "of_area": ""}, "not said who is asked"),
        ({"until": ""}, "required"),
        ({"area": "nowhere"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_is_recorded(site, room, areas, wrong, says):
    answer, rows = asked(site, room, areas, **wrong)

    assert says in text(answer)
    assert "two houses fell" in answer.content.decode()
    assert not rows


def test_somebody_limited_to_areas_asks_for_those_alone(site, signed_in, areas):
    limit(Role.DISPATCHER, areas[1])
    answer, rows = asked(site, signed_in(Role.DISPATCHER), areas)

    assert answer.status_code == 422
    assert not rows


def test_aid_elsewhere_is_not_there_for_somebody_limited_to_areas(site, signed_in, room, areas):
    _, (row,) = asked(site, room, areas, of_area="")
    limit(Role.DISPATCHER, areas[1])

    elsewhere = signed_in(Role.DISPATCHER)
    for step in ("answer", "withdraw"):
        assert elsewhere.get(f"/cover/aid/{row.id}/{step}/").status_code == 404
