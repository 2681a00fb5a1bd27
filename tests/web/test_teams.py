"""The teams' pages over HTTP: who sees which, what can be done with a team, and how refusals read."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from najda.application.permissions import Role
from najda.application.usecases import run_shift
from najda.application.usecases.check_in import answer_alarm, raise_alarms
from najda.application.usecases.manage_team import give_vehicle, join_team, register_team
from najda.kernel.places import Place
from najda.kernel.tasks import Capability
from tests.web import crews
from tests.web.pressing import fields, press, text

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def head(signed_in):
    """The head of operations' browser."""
    return signed_in(Role.HEAD_OF_OPERATIONS)


@pytest.fixture
def room(signed_in):
    """The dispatcher's browser."""
    return signed_in(Role.DISPATCHER)


def hours(site, number: int) -> str:
    """So many hours from now as the browser's picker writes them."""
    then = site.now() + timedelta(hours=number)
    return f"{then.astimezone(ZoneInfo(site.zone)):%Y-%m-%dT%H:%M}"


def test_the_list_says_where_every_team_stands_alarms_first(site, room):
    crews.another_team(site.desk, "Banias 2")
    crews.ready(site.desk, since=timedelta(hours=3))

    said = text(room.get("/teams/"))

    assert said.index("Team 1") < said.index("Banias 2")
    assert "1 team has not been heard from in time" in said
    assert "overdue" in said
    assert "search and rescue" in said


def test_a_team_sees_itself_and_no_other(site, signed_in):
    own = crews.ready(site.desk)
    other = crews.another_team(site.desk, "Banias 2")
    team = signed_in(Role.TEAM)

    assert "Banias 2" not in text(team.get("/teams/"))
    assert team.get(f"/teams/{own}/").status_code == 200
    assert team.get(f"/teams/{other}/").status_code == 404
    for address in ("check-in/", "alarm/", "shift/start/", "shift/extend/", "shift/end/"):
        assert team.post(f"/teams/{other}/{address}", {"act": own}).status_code == 404


def test_a_dispatcher_of_another_area_does_not_find_it(site, room):
    from najda.web.accounts.models import Account

    place = Place(name_en="Jableh", position=crews.SITE, areas=("SY06",))
    team = crews.do(
        site.desk, register_team, name="Jableh 1", base=place,
        capabilities=[Capability.MEDICAL],
    ).made("teams")  # fmt: skip
    Account.objects.filter(username="dispatcher").update(areas=["SY10"])

    assert "Jableh 1" not in text(room.get("/teams/"))
    assert room.get(f"/teams/{team}/").status_code == 404


def test_a_team_is_registered_with_its_base_and_what_it_can_do(site, head):
    done = press(
        head, "/teams/new/", name="Jableh 1", base="35.3614, 35.9276",
        capabilities=["medical", "ambulance"], check_in_minutes="30", rest_hours="10",
        longest_shift_hours="12",
    )  # fmt: skip

    assert done.status_code == 302
    state = crews.team(site.desk, done.headers["Location"].split("/")[2])
    assert (state.name, state.capabilities) == ("Jableh 1", ("medical", "ambulance"))
    assert (state.check_in_minutes, state.rest_hours, state.longest_shift_hours) == (30, 10, 12)
    assert state.base.position == crews.SITE


def test_what_is_not_possible_for_a_team_is_said_and_what_was_typed_stays(head):
    answer = press(
        head, "/teams/new/", name="Jableh 1", base="35.3614, 35.9276", capabilities=["medical"],
        check_in_minutes="2", rest_hours="10", longest_shift_hours="12",
    )  # fmt: skip

    assert answer.status_code == 422
    assert "is not possible" in text(answer)
    assert 'value="Jableh 1"' in answer.content.decode()


def test_who_changes_a_team_that_changed_meanwhile_reads_who_did_what(site, head):
    team = crews.ready(site.desk)
    page = head.get(f"/teams/{team}/revise/")
    crews.do(site.desk, join_team, team=team, name="Invented Name", person="person/samir")

    given = {
        "base": "Latakia", "base-at": "35.52, 35.79", "capabilities": ["medical"],
        "check_in_minutes": "45", "rest_hours": "8", "longest_shift_hours": "24",
    }  # fmt: skip
    answer = head.post(f"/teams/{team}/revise/", {**fields(page), **given})

    assert answer.status_code == 409
    assert "samir" in text(answer)
    assert 'value="45"' in answer.content.decode()
    again = head.post(f"/teams/{team}/revise/", {**fields(answer), **given})
    assert again.status_code == 302
    assert crews.team(site.desk, team).check_in_minutes == 45


def test_a_member_s_name_is_sealed_and_reading_it_is_recorded(site, head):
    team = crews.ready(site.desk)
    address = f"/teams/{team}/members/join/"
    assert press(head, address, name="Invented Name", capabilities=["medical"]).status_code == 302
    (member,) = crews.team(site.desk, team).members
    assert "Invented Name" not in text(head.get(f"/teams/{team}/"))

    shown = press(head, f"/teams/{team}/members/names/", on=f"/teams/{team}/", purpose="review")

    assert "Invented Name" in text(shown)
    with site.desk.store.reading() as view:
        (entry,) = view.entries(stream=f"subjects/{member.id}")
    assert (entry.kind, entry.person) == ("subjects.SubjectOpened", "person/head-of-operations")


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.CALL_TAKER, Role.AUDITOR, Role.TEAM])
def test_names_are_not_for_others(site, signed_in, role):
    team = crews.ready(site.desk)
    crews.do(site.desk, join_team, team=team, name="Invented Name")
    browser = signed_in(role)

    assert "Invented Name" not in text(browser.get(f"/teams/{team}/"))
    assert browser.post(f"/teams/{team}/members/names/", {"purpose": "review"}).status_code == 403


def test_members_leave_and_vehicles_are_given_and_taken(site, head):
    team = crews.ready(site.desk)
    crews.do(site.desk, join_team, team=team, name="Invented Name")
    crews.do(site.desk, give_vehicle, team=team, name="Jeep 7", seats=5)
    state = crews.team(site.desk, team)

    left = press(head, f"/teams/{team}/members/{state.members[0].id}/leave/")
    given = press(head, f"/teams/{team}/vehicles/give/", name="Van 2", seats="9", stretchers="1")
    taken = press(
        head, f"/teams/{team}/vehicles/{state.vehicles[0].id}/take/", reason="The axle broke"
    )

    assert (left.status_code, given.status_code, taken.status_code) == (302, 302, 302)
    state = crews.team(site.desk, team)
    assert state.members == ()
    assert [vehicle.name for vehicle in state.vehicles] == ["Van 2"]


def test_a_member_or_vehicle_that_is_not_there_is_not_found(site, head):
    team = crews.ready(site.desk)

    assert head.get(f"/teams/{team}/members/{team}/leave/").status_code == 404
    assert head.get(f"/teams/{team}/vehicles/{team}/take/").status_code == 404


def test_a_check_in_by_radio_is_noted_with_the_position_said(site, room):
    team = crews.ready(site.desk, since=timedelta(hours=2))
    crews.do(site.desk, raise_alarms)

    done = press(room, f"/teams/{team}/check-in/", on=f"/teams/{team}/", position="٣٥٫٤، ٣٥٫٩")

    assert done.status_code == 302
    state = crews.team(site.desk, team)
    assert state.alarm_since is None
    assert (state.position.lat, state.position.lon) == (35.4, 35.9)


def test_a_position_that_is_none_is_refused_where_it_was_typed(site, room):
    team = crews.ready(site.desk)

    answer = press(room, f"/teams/{team}/check-in/", on=f"/teams/{team}/", position="by the mill")

    assert answer.status_code == 422
    assert 'value="by the mill"' in answer.content.decode()


def test_an_alarm_is_answered_with_what_was_found(site, room):
    team = crews.ready(site.desk, since=timedelta(hours=2))
    crews.do(site.desk, raise_alarms)

    assert press(room, f"/teams/{team}/alarm/", reason=" ").status_code == 422
    assert press(room, f"/teams/{team}/alarm/", reason="The radio was off").status_code == 302
    assert crews.team(site.desk, team).alarm_since is None
    again = press(room, f"/teams/{team}/alarm/", reason="The radio was off")
    assert again.status_code == 422
    assert "No alarm stands" in text(again)


def test_shifts_start_go_on_and_end_and_rest_is_kept(site, room):
    team = crews.ready(site.desk)
    page = f"/teams/{team}/shift"

    longer = press(room, f"{page}/extend/", until=hours(site, 12), reason="Still digging")
    too_long = press(room, f"{page}/extend/", until=hours(site, 80), reason="Still digging")
    ended = press(room, f"{page}/end/")
    unrested = press(room, f"{page}/start/", until=hours(site, 6))
    explained = press(room, f"{page}/start/", until=hours(site, 6), unrested_reason="A flood")

    answers = [a.status_code for a in (longer, too_long, ended, unrested, explained)]
    assert answers == [302, 422, 302, 422, 302]
    assert "must rest" in text(unrested)


@pytest.mark.parametrize("until", ["", "soon", "99:99", "2025-02-31T10:00", "1", HOSTILE])
def test_a_time_that_is_none_is_refused_where_it_was_typed(site, room, until):
    team = crews.ready(site.desk)

    answer = press(room, f"/teams/{team}/shift/extend/", until=until, reason="kept")

    assert answer.status_code == 422
    assert "kept" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_a_time_of_day_alone_is_the_next_one_to_come(site, room):
    team = crews.ready(site.desk)
    soon = hours(site, 10)[-5:]

    assert press(room, f"/teams/{team}/shift/extend/", until=soon, reason="x").status_code == 302
    left = crews.team(site.desk, team).shift_until - site.now()
    assert timedelta(hours=9) < left <= timedelta(hours=10)


def test_a_team_off_shift_is_stood_down_and_listed_apart(site, head):
    team = crews.another_team(site.desk, "Banias 2")
    early = press(head, f"/teams/{team}/stand-down/", reason="Merged")
    crews.do(site.desk, run_shift.end_shift, team=team)

    done = press(head, f"/teams/{team}/stand-down/", reason="Merged with another")

    assert (early.status_code, done.status_code) == (409, 302)
    assert "Banias 2" not in text(head.get("/teams/"))
    assert "Banias 2" in text(head.get("/teams/?show=stood_down"))
    assert head.get(f"/teams/{team}/").status_code == 200


def test_reasons_are_read_on_the_record(site, head):
    team = crews.ready(site.desk, since=timedelta(hours=2))
    crews.do(site.desk, raise_alarms)
    crews.do(site.desk, answer_alarm, team=team, reason="The radio was off")
    assert "radio was off" not in text(head.get(f"/teams/{team}/"))

    shown = press(head, f"/teams/{team}/why/", on=f"/teams/{team}/")

    assert "The radio was off" in text(shown)
    with site.desk.store.reading() as view:
        assert len(list(view.entries(stream=f"subjects/{team}"))) == 1


def test_scripts_in_names_stay_words(site, head):
    crews.another_team(site.desk, HOSTILE[:80])
    team = crews.ready(site.desk)
    crews.do(site.desk, give_vehicle, team=team, name=HOSTILE[:80], seats=5)

    for address in ("/teams/", f"/teams/{team}/"):
        page = head.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "x" * 100_000])
def test_a_name_too_short_or_too_long_is_refused(head, name):
    answer = press(
        head, "/teams/new/", name=name, base="35.3614, 35.9276", capabilities=["medical"],
        check_in_minutes="60", rest_hours="8", longest_shift_hours="24",
    )  # fmt: skip

    assert answer.status_code == 422
