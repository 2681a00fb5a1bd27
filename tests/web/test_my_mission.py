"""The team's page over HTTP: what it shows and to whom, what it refuses, and how plainly."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from najda.application.permissions import Role
from najda.application.usecases import work_mission
from najda.application.usecases.check_in import raise_alarms
from najda.application.usecases.end_mission import abort_mission, close_mission
from najda.application.usecases.record_outcome import record_outcome
from najda.application.usecases.run_shift import end_shift
from najda.application.usecases.send_teams import plan_mission, send_teams
from najda.domain.missions.events import Outcome
from najda.kernel.ids import derived_id
from tests.web import crews, installations, pressing
from tests.web.pressing import fields, text

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
NOBODY_S = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def team(signed_in):
    """The team's browser."""
    return signed_in(Role.TEAM)


def press(browser, address: str, on: str = "/my-mission/", **more):
    """Send a form of the team's page."""
    return pressing.press(browser, address, on=on, **more)


def entries(desk, stream: str) -> list[str]:
    with desk.store.reading() as view:
        return [entry.kind for entry in view.entries(stream=stream)]


def test_it_shows_the_place_the_need_the_danger_and_the_next_step(site, team):
    crews.sent(site.desk)

    said = text(team.get("/my-mission/"))

    for words in (
        "critical", "Jableh", "22 km to the south-east of your base", "2 people are trapped",
        "unexploded ordnance", "440 m to the north of the place; keep 200 m away", "Accept: we go",
    ):  # fmt: skip
        assert words in said


def test_nothing_that_may_name_somebody_is_on_it(site, team):
    sent = crews.sent(site.desk)
    crews.do(
        site.desk,
        work_mission.call_back,
        mission=sent.mission,
        team=sent.team,
        reason="Layla asked",
    )

    assert "Layla" not in team.get("/my-mission/").content.decode()


def test_without_a_mission_it_says_so_and_shows_shift_and_check_in(site, team):
    crews.ready(site.desk)

    said = text(team.get("/my-mission/"))

    assert "You have no mission now" in said
    assert "Next due" in said
    assert "On shift until" in said


def test_an_account_without_a_team_is_told_whom_to_ask(site, signed_in):
    assert "belongs to no team" in text(signed_in(Role.DISPATCHER).get("/my-mission/"))


def test_a_team_set_down_and_not_sent_gets_ready_and_has_no_step_to_press(site, team):
    own = crews.ready(site.desk)
    crews.do(site.desk, plan_mission, incident=crews.an_incident(site.desk), teams=[own])

    answer = team.get("/my-mission/")

    assert "not sent yet" in text(answer)
    assert "/my-mission/step/" not in answer.content.decode()


def test_other_teams_on_the_mission_are_named_with_where_they_stand(site, team):
    crews.ready(site.desk)
    other = crews.another_team(site.desk, "Banias 2")
    crews.send(site.desk, other)

    assert re.search(r"Banias 2 : sent", text(team.get("/my-mission/")))


def test_a_hazard_around_the_place_is_said_loudly(site, team):
    crews.sent(site.desk)
    crews.a_hazard(site.desk, at=crews.SITE)

    assert "The place lies within it" in text(team.get("/my-mission/"))


def test_an_overdue_check_in_is_an_alarm_before_and_after_the_room_notices(site, team):
    crews.ready(site.desk, since=timedelta(hours=2))
    assert 'class="overdue" role="alert"' in (page := team.get("/my-mission/").content.decode())
    assert not re.search(r'class="overdue"[^>]*\shidden', page)

    crews.do(site.desk, raise_alarms)
    assert not re.search(r'class="overdue"[^>]*\shidden', team.get("/my-mission/").content.decode())

    press(team, "/my-mission/check-in/")
    assert re.search(r'class="overdue"[^>]*\shidden', team.get("/my-mission/").content.decode())


def test_asked_whether_anything_is_new_it_sends_nothing_when_nothing_is(site, team):
    crews.sent(site.desk)
    seen = re.search(r'data-seen="(\w+)"', team.get("/my-mission/").content.decode())[1]

    same = team.get(f"/my-mission/?seen={seen}")
    crews.a_hazard(site.desk, at=crews.SITE)
    new = team.get(f"/my-mission/?seen={seen}")

    assert (same.status_code, same.content) == (204, b"")
    assert new.status_code == 200


def test_a_refusal_needs_a_reason_and_frees_the_team(site, team):
    sent = crews.sent(site.desk)
    page = f"/my-mission/refuse/?mission={sent.mission}"

    empty = press(team, "/my-mission/refuse/", on=page, reason="  ")
    done = press(team, "/my-mission/refuse/", on=page, reason="Our vehicle broke down")

    assert empty.status_code == 422
    assert done.status_code == 302
    assert crews.mission(site.desk, sent.mission).leg(sent.team).part == "refused"
    assert crews.team(site.desk, sent.team).mission == ""


def test_the_same_press_sent_five_times_is_recorded_once(site, team):
    sent = crews.sent(site.desk)
    pressed = fields(team.get("/my-mission/"), "/my-mission/step/accept/")

    answers = [team.post("/my-mission/step/accept/", pressed).status_code for _ in range(5)]

    assert answers == [302] * 5
    assert entries(site.desk, f"missions/{sent.mission}").count("missions.TeamAccepted") == 1


def test_a_mission_the_room_aborted_is_told_with_when_who_and_why(site, team):
    sent = crews.sent(site.desk)
    old = team.get("/my-mission/")
    crews.do(site.desk, abort_mission, mission=sent.mission, reason="The report was false")

    answer = team.post("/my-mission/step/accept/", fields(old, "/my-mission/step/accept/"))

    assert answer.status_code == 409
    said = text(answer)
    assert "The room aborted this mission" in said
    assert "dispatcher" in said
    assert "The report was false" in said
    assert "You have no mission now" in said


def test_the_room_s_reason_is_read_on_the_record_and_only_when_asked_for(site, team):
    sent = crews.sent(site.desk)
    crews.do(
        site.desk,
        work_mission.call_back,
        mission=sent.mission,
        team=sent.team,
        reason="Bridge down",
    )
    page = team.get("/my-mission/")
    assert "Bridge down" not in page.content.decode()
    assert entries(site.desk, f"subjects/{sent.mission}") == []

    shown = press(team, "/my-mission/why/")

    assert "Bridge down" in text(shown)
    assert entries(site.desk, f"subjects/{sent.mission}") == ["subjects.SubjectOpened"]


def test_how_to_find_the_place_is_read_on_the_record_and_only_when_asked_for(site, team):
    crews.ready(site.desk)
    sent = crews.send(site.desk, directions="Third house behind the mill " + HOSTILE)
    assert "behind the mill" not in team.get("/my-mission/").content.decode()

    shown = press(team, "/my-mission/directions/")

    assert "Third house behind the mill" in text(shown)
    assert "<img src=x" not in shown.content.decode()
    assert entries(site.desk, f"subjects/{sent.incident}") == ["subjects.SubjectOpened"]
    called_back = {"mission": sent.mission, "team": sent.team, "reason": "Bridge down"}
    crews.do(site.desk, work_mission.call_back, **called_back)
    again = {"mission": sent.mission, "act": derived_id("again")}
    assert team.post("/my-mission/directions/", again).status_code == 404


def test_what_a_team_recorded_too_late_stays_on_the_form_and_it_is_told_what_to_do(site, team):
    sent = crews.sent(site.desk)
    on_site(site.desk, sent)
    page = f"/my-mission/outcome/?mission={sent.mission}"
    old = team.get(page)
    finish_and_close(site.desk, sent)

    given = fields(old, "/my-mission/outcome/")
    answer = team.post(
        "/my-mission/outcome/", {**given, "rescued": "7", "believed": "one more below"}
    )

    assert answer.status_code == 409
    said = answer.content.decode()
    assert 'value="7"' in said
    assert "one more below" in said
    assert "Tell the room by radio" in said


def on_site(desk, sent):
    for step in (work_mission.accept_mission, work_mission.depart, work_mission.arrive):
        crews.do(desk, step, mission=sent.mission, team=sent.team)


def finish_and_close(desk, sent):
    crews.do(desk, record_outcome, mission=sent.mission, team=sent.team, outcome=Outcome())
    crews.do(desk, work_mission.finish, mission=sent.mission, team=sent.team)
    crews.do(desk, close_mission, mission=sent.mission)


def test_an_outcome_keeps_what_was_seen_apart_from_what_is_believed(site, team):
    sent = crews.sent(site.desk)
    on_site(site.desk, sent)

    done = press(
        team, "/my-mission/outcome/", on=f"/my-mission/outcome/?mission={sent.mission}",
        rescued="٣", moved_delayed="2", dead_found="", believed="Neighbours say five more",
    )  # fmt: skip

    assert done.status_code == 302
    (record,) = crews.mission(site.desk, sent.mission).records
    assert (record.outcome.rescued, record.outcome.moved, record.outcome.dead_found) == (
        3,
        {"delayed": 2},
        0,
    )
    with site.desk.store.reading() as view:
        (entry,) = view.entries(
            stream=f"missions/{sent.mission}", kinds=["missions.OutcomeRecorded"]
        )
    assert "believed" in entry.body
    assert "five more" not in entry.body


def test_a_team_that_finished_can_still_say_what_it_did(site, team):
    sent = crews.sent(site.desk)
    on_site(site.desk, sent)
    crews.do(site.desk, work_mission.finish, mission=sent.mission, team=sent.team)

    assert (
        f"/my-mission/outcome/?mission={sent.mission}" in team.get("/my-mission/").content.decode()
    )


@pytest.mark.parametrize("count", ["-1", "1.5", "many", "9" * 12, "1000001"])
def test_a_count_that_is_none_is_refused_at_its_question(site, team, count):
    sent = crews.sent(site.desk)
    page = f"/my-mission/outcome/?mission={sent.mission}"

    answer = press(team, "/my-mission/outcome/", on=page, rescued=count, believed="kept")

    assert answer.status_code == 422
    assert count in answer.content.decode()
    assert "kept" in answer.content.decode()


def test_a_shift_starts_and_ends_and_a_rest_cut_short_needs_a_reason(site, team):
    crews.ready(site.desk)
    assert press(team, "/my-mission/shift/end/").status_code == 302

    unrested = press(team, "/my-mission/shift/", on="/my-mission/shift/", hours="8")
    assert unrested.status_code == 422
    assert "must rest" in text(unrested)

    done = press(
        team, "/my-mission/shift/", on="/my-mission/shift/", hours="8", unrested_reason="A flood"
    )
    assert done.status_code == 302
    assert crews.team(site.desk, crews.team_of(site.desk)).status == "available"


def test_a_shift_cannot_end_while_on_a_mission_and_the_page_says_why(site, team):
    crews.ready(site.desk)
    old = fields(team.get("/my-mission/"), "/my-mission/shift/end/")
    crews.send(site.desk)

    answer = team.post("/my-mission/shift/end/", old)

    assert answer.status_code == 409
    assert "on mission" in text(answer)


def test_off_shift_the_page_says_so_and_a_check_in_is_refused_plainly(site, team):
    own = crews.ready(site.desk)
    old = fields(team.get("/my-mission/"), "/my-mission/check-in/")
    crews.do(site.desk, end_shift, team=own)

    answer = team.post("/my-mission/check-in/", old)

    assert answer.status_code == 409
    assert "off shift" in text(answer)


def test_a_press_kept_without_a_network_is_dated_when_it_was_pressed(site, team):
    own = crews.ready(site.desk, since=timedelta(minutes=50))
    before = site.now()

    press(team, "/my-mission/check-in/", ago="1200")

    heard = crews.team(site.desk, own).heard_at
    assert abs(before - timedelta(minutes=20) - heard) < timedelta(minutes=1)


@pytest.mark.parametrize("ago", ["-5", "x", "99999999999999", "43201", "1e3", "١٢"])
def test_a_press_of_long_ago_or_of_no_time_is_refused_and_explained(site, team, ago):
    crews.ready(site.desk)

    answer = press(team, "/my-mission/check-in/", ago=ago)

    assert answer.status_code == 422
    assert "12 hours ago" in text(answer)


@pytest.mark.parametrize("position", ["north", "91, 200", "35.4", HOSTILE, "9" * 5000])
def test_a_position_that_is_none_is_refused_and_the_page_stays_whole(site, team, position):
    crews.ready(site.desk)

    answer = press(team, "/my-mission/check-in/", position=position)

    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["step/accept/", "step/juggle/", "refuse/", "outcome/", "why/", "directions/"]
)
@pytest.mark.parametrize("mission", ["", "x", NOBODY_S, HOSTILE, "'; drop table entry; --"])
def test_an_address_with_no_mission_of_theirs_is_not_there(site, team, address, mission):
    crews.ready(site.desk)

    answer = team.post(f"/my-mission/{address}", {"mission": mission, "act": derived_id("x")})

    assert answer.status_code == 404


def test_another_team_s_mission_is_not_there(site, team):
    crews.ready(site.desk)
    other = crews.another_team(site.desk)
    mission = crews.do(
        site.desk, send_teams, incident=crews.an_incident(site.desk), teams=[other],
        override_reason="near",
    ).made("missions")  # fmt: skip

    for address in ("step/accept/", "refuse/", "outcome/", "why/"):
        answer = team.post(f"/my-mission/{address}", {"mission": mission, "act": derived_id("x")})
        assert answer.status_code == 404
    assert team.get(f"/my-mission/outcome/?mission={mission}").status_code == 404


def test_scripts_in_words_stay_words(site, team):
    sent = crews.sent(site.desk)
    page = f"/my-mission/refuse/?mission={sent.mission}"

    crews.do(
        site.desk, work_mission.call_back, mission=sent.mission, team=sent.team, reason=HOSTILE
    )
    answer = team.post(
        "/my-mission/refuse/", {**fields(team.get(page), "/my-mission/refuse/"), "reason": HOSTILE}
    )

    assert "<script>alert" not in answer.content.decode()
    assert "<img src=x" not in answer.content.decode()
    assert "<img src=x" not in press(team, "/my-mission/why/").content.decode()


def test_a_form_without_an_act_of_its_own_records_nothing(site, team):
    sent = crews.sent(site.desk)

    answer = team.post("/my-mission/step/accept/", {"mission": sent.mission})

    assert answer.status_code == 422
    assert crews.mission(site.desk, sent.mission).leg(sent.team).part == "sent"


def test_the_page_speaks_arabic(site, team):
    crews.sent(site.desk)
    from najda.web.accounts.models import Account

    Account.objects.filter(username=installations.username(Role.TEAM)).update(language="ar")
    said = text(team.get("/my-mission/"))

    assert "جبلة" in said
    assert "٢٢ كم" in said
    assert "Accept" not in said
    assert "Jableh" not in said
