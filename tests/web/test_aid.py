"""Neighbours asked for teams by page: within one's areas, answered, for longer, withdrawn; who came."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.application.usecases import ask_for_aid as usecases
from tests.web import operations as o
from tests.web.pressing import fields, press, text
from tests.web.test_alarm_watch import later
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


@pytest.fixture
def aid(site, room, areas):
    """A request that stands, by its id."""
    _, (row,) = asked(site, room, areas)
    return row.id


def as_it_is(site, aid):
    return site.desk.view("aid", aid)


def here(site, room, aid, name="Invented North 1"):
    """Let a team be here on a request, by its page."""
    team = o.team(site.desk, name)
    came(room, aid, team)
    return team


def came(room, aid, team):
    """Say by a request's page that a team is here."""
    page = f"/cover/aid/{aid}/teams/"
    return press(room, page, on=page, team=team)


def leaves(room, aid, team):
    """Say by a request's page that a team is here no longer."""
    page = f"/cover/aid/{aid}/teams/"
    return press(room, f"{page}{team}/leave/", on=page)


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
    for step in ("answer", "withdraw", "extend", "teams"):
        assert elsewhere.get(f"/cover/aid/{row.id}/{step}/").status_code == 404


def test_what_is_asked_shows_on_cover_at_once_with_no_past_to_foresee_from(room, aid):
    page = text(room.get("/cover/"))

    assert "Invented Rescue North" in page
    assert "there is no answer yet" in page


# ---- for longer --------------------------------------------------------------------------------


def test_teams_are_asked_for_longer_and_why_is_sealed(site, room, aid):
    until = as_it_is(site, aid).until

    answer = press(
        room, f"/cover/aid/{aid}/extend/", until=hours(site, 30), reason="still under the rubble"
    )

    assert answer.headers["Location"] == "/cover/"
    assert as_it_is(site, aid).until > until
    assert "still under the rubble" not in text(room.get("/cover/"))


def test_a_request_that_lapsed_is_told_of_and_stands_again_when_it_is_needed_longer(
    site, room, aid
):
    with later(site, minutes=7 * 60):
        page = room.get("/cover/")
        assert "It lapsed at" in text(page)
        assert f"/cover/aid/{aid}/answer/" not in page.content.decode()

        press(room, f"/cover/aid/{aid}/extend/", until=hours(site, 12), reason="still")

        assert "there is no answer yet" in text(room.get("/cover/"))
    with later(site, minutes=60 * 60):
        assert "Invented Rescue North" not in text(room.get("/cover/"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"until": "2001-01-01T10:00"}, "and that is over"),
        ({"until": ""}, "required"),
        ({"until": "some time"}, "cannot be read"),
        ({"reason": ""}, "required"),
    ],
)
def test_what_is_no_later_end_is_said_and_nothing_typed_is_lost(site, room, aid, wrong, says):
    before = as_it_is(site, aid)
    given = {"until": hours(site, 30), "reason": "still under the rubble", **wrong}

    answer = press(room, f"/cover/aid/{aid}/extend/", **given)

    assert says in text(answer)
    assert all(value in answer.content.decode() for value in given.values())
    assert as_it_is(site, aid) == before


# ---- who came ----------------------------------------------------------------------------------


def test_a_team_that_came_is_linked_shows_on_cover_and_leaves_again(site, room, aid):
    team = here(site, room, aid)
    assert as_it_is(site, aid).here == (team,)
    assert "Invented North 1" in text(room.get("/cover/"))

    answer = leaves(room, aid, team)

    assert answer.headers["Location"] == f"/cover/aid/{aid}/teams/"
    assert as_it_is(site, aid).here == ()
    assert "No team is here" in text(room.get(answer.headers["Location"]))


def test_a_team_that_is_here_is_not_offered_again_nor_linked_twice(site, room, aid):
    team = here(site, room, aid)
    page = f"/cover/aid/{aid}/teams/"
    answer = room.get(page)

    assert team not in [value for value, _ in answer.context["choice"].fields["team"].choices]
    assert room.post(page, {**fields(answer, page), "team": team}).status_code == 422
    assert as_it_is(site, aid).here == (team,)


def test_teams_here_can_still_leave_when_the_request_is_over(site, room, aid):
    team = here(site, room, aid)
    press(room, f"/cover/aid/{aid}/withdraw/", reason="calm again")
    assert "It was withdrawn. Teams still here: 1." in text(room.get("/cover/"))

    page = f"/cover/aid/{aid}/teams/"
    assert "Which team came?" not in text(room.get(page))
    leaves(room, aid, team)

    assert as_it_is(site, aid).here == ()
    assert "Invented Rescue North" not in text(room.get("/cover/"))


def test_a_team_that_came_after_the_request_lapsed_is_not_linked_and_it_is_said_what_to_do(
    site, room, aid
):
    team, page = o.team(site.desk, "Came Late"), f"/cover/aid/{aid}/teams/"
    form = {**fields(room.get(page), page), "team": team}
    with later(site, minutes=7 * 60):
        answer = room.post(page, form)

        assert "Give it a later end first" in text(answer)
        assert f"/cover/aid/{aid}/extend/" in answer.content.decode()
    assert as_it_is(site, aid).here == ()


def test_no_team_and_one_that_nobody_knows_are_refused(site, room, aid):
    for team in ("", "0190a8f0-1111-7000-8000-000000000000", "North 1"):
        answer = came(room, aid, team)
        assert answer.status_code == 422
    assert as_it_is(site, aid).here == ()


def test_a_team_outside_ones_areas_is_neither_offered_nor_linked(site, signed_in, room, areas):
    _, (row,) = asked(site, room, areas)
    team = o.team(site.desk, "Elsewhere", o.HOMS)
    limit(Role.DISPATCHER, areas[0])

    limited = signed_in(Role.DISPATCHER)
    page = limited.get(f"/cover/aid/{row.id}/teams/")
    assert "Elsewhere" not in text(page)
    assert came(limited, row.id, team).status_code == 422


def test_a_team_that_left_already_is_said_so(site, room, aid):
    team, page = here(site, room, aid), f"/cover/aid/{aid}/teams/"
    form = fields(room.get(page), f"{page}{team}/leave/")
    del form["seen"]
    leaves(room, aid, team)

    answer = room.post(f"{page}{team}/leave/", form | {"act": o.act(site.desk).id})

    assert answer.status_code == 422
    assert "Invented North 1 is not here on this request" in text(answer)


@pytest.mark.parametrize(
    ("step", "given"),
    [
        ("extend", {"reason": "still"}),
        ("withdraw", {"reason": "calm"}),
        ("answer", {"number": "2", "reason": "two are free"}),
    ],
)
def test_who_was_quicker_is_told_and_the_form_can_be_sent_again(site, room, aid, step, given):
    if step == "extend":
        given = {**given, "until": hours(site, 30)}
    page = f"/cover/aid/{aid}/{step}/"
    stale = {"seen": room.get(page).context["aid"].seen}
    usecases.grant_aid(site.desk, o.act(site.desk), aid=aid, number=1)

    answer = press(room, page, **given, **stale)

    assert answer.status_code == 409
    assert "This request for aid changed after you opened this page" in text(answer)
    assert f'value="{answer.context["aid"].seen}"' in answer.content.decode()
    assert answer.context["aid"].seen != stale["seen"]
    assert press(room, page, **given).status_code == 302


def test_whoever_only_watches_reads_of_aid_and_is_offered_nothing(signed_in, site, room, aid):
    page = signed_in(Role.CALL_TAKER).get("/cover/")

    assert "Invented Rescue North" in text(page)
    assert "/cover/aid/" not in page.content.decode()
