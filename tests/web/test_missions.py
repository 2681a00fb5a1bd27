"""Missions on pages: each team's steps, what came of it, how it ends; a team only moves itself."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.application.usecases.record_outcome import record_outcome
from najda.application.usecases.send_teams import plan_mission
from najda.application.usecases.work_mission import finish
from najda.domain.missions.events import Outcome
from najda.kernel.tasks import HazardKind
from najda.kernel.triage import TriageClass
from tests.web.at_work import AtWork, fields
from tests.web.test_incidents import HOSTILE, limited, text


@pytest.fixture
def o(site):
    return AtWork(site)


@pytest.fixture
def dispatcher(signed_in):
    return signed_in(Role.DISPATCHER)


@pytest.fixture
def sent(o):
    """A team sent to an incident: the mission, the incident, the team."""
    incident, team = o.incident(), o.named_team("Team 4")
    return o.send(incident, team), incident, team


def crew(signed_in, team):
    """Somebody of a team, signed in."""
    from najda.web.accounts.models import Account

    Account.objects.filter(username="team").update(team=team)
    return signed_in(Role.TEAM)


def page_of(mission, below=""):
    return f"/missions/{mission}/{below}"


def press(browser, mission, below, **answers):
    """Press a button of the mission's own page."""
    path = page_of(mission, below)
    return browser.post(path, {**fields(browser.get(page_of(mission)), path), **answers})


def send_in(browser, mission, below, **answers):
    """Open a page below the mission's and send its form."""
    path = page_of(mission, below)
    return browser.post(path, {**fields(browser.get(path)), **answers})


def part(o, mission, team):
    return o.view("missions", mission).leg(team).part


def test_a_team_s_steps_are_noted_one_press_each(o, dispatcher, sent):
    mission, _, team = sent

    for step, then in (
        ("accept", "accepted"), ("depart", "on_the_way"), ("arrive", "on_site"), ("finish", "done")
    ):  # fmt: skip
        assert press(dispatcher, mission, f"teams/{team}/{step}/").status_code == 302
        assert part(o, mission, team) == then
    assert o.view("teams", team).status == "available"


def test_the_page_says_where_each_team_stands_and_what_comes_next(o, dispatcher, sent):
    mission, _, _ = sent

    answer = text(dispatcher.get(page_of(mission)))

    for said in ("Team 4", "under way", "Team 4 goes", "Call Team 4 back", "Invented Street"):
        assert said in answer, said
    assert "Team 4 is done and free" not in answer


def test_a_refusal_by_the_team_asks_why_and_frees_it(o, dispatcher, sent):
    mission, _, team = sent
    below = f"teams/{team}/refuse/"

    silent = send_in(dispatcher, mission, below, reason="")
    told = send_in(dispatcher, mission, below, reason="no fuel")

    assert (silent.status_code, told.status_code) == (422, 302)
    assert part(o, mission, team) == "refused"
    assert o.view("teams", team).status == "available"


def test_a_step_out_of_order_is_refused_by_name(o, dispatcher, sent):
    mission, _, team = sent
    below = f"teams/{team}/finish/"

    answer = send_in(dispatcher, mission, below)

    assert answer.status_code == 422
    assert "Team 4 is sent on this mission" in text(answer)
    assert team not in text(answer).partition("</h2>")[2].partition("</ul>")[0]


def test_two_at_the_radio_are_told_apart(o, dispatcher, sent):
    mission, _, team = sent
    path = page_of(mission, f"teams/{team}/accept/")
    given = fields(dispatcher.get(page_of(mission)), path)
    dispatcher.post(path, given)

    again = dispatcher.post(path, given, follow=True)
    other = dispatcher.post(path, {**given, "act": o.act().id})

    assert "sending it again changed nothing" in text(again)
    assert other.status_code == 409
    assert "mission accepted by the team, by dispatcher, just now" in text(other)


def test_a_team_moves_itself_and_not_another_on_the_same_mission(o, signed_in):
    incident, ours, theirs = o.incident(), o.named_team("Ours"), o.named_team("Theirs")
    mission = o.send(incident, ours, theirs, override_reason="both are needed")
    browser = crew(signed_in, ours)

    assert press(browser, mission, f"teams/{ours}/accept/").status_code == 302
    given = {"act": o.act().id, "x": "y"}
    for step in ("accept", "call-back"):
        assert browser.post(page_of(mission, f"teams/{theirs}/{step}/"), given).status_code == 404
    assert browser.post(page_of(mission, f"teams/{ours}/call-back/"), given).status_code == 404
    assert part(o, mission, theirs) == "sent"


def test_a_team_sees_no_other_team_s_mission(o, signed_in, sent):
    mission, _, _ = sent
    browser = crew(signed_in, o.named_team("Another"))

    for below in ("", "outcome/"):
        assert browser.get(page_of(mission, below)).status_code == 404


@pytest.mark.parametrize("below", ["", "outcome/", "close/", "abort/", "words/"])
def test_a_mission_elsewhere_is_not_there(o, dispatcher, below):
    incident = o.incident(areas=("SY02",))
    mission = o.send(incident, o.named_team("Team 4"))
    limited(Role.DISPATCHER, ["SY01"])

    assert dispatcher.get(page_of(mission, below)).status_code == 404


def test_an_outcome_is_recorded_as_seen_and_what_is_believed_is_kept_apart(o, dispatcher, sent):
    mission, _, team = sent

    answer = send_in(
        dispatcher, mission, "outcome/", team=team, rescued="٢", moved_immediate="1", dead_found="",
        hazards_found=["active_fire"], believed="A neighbour thinks there was one more",
    )  # fmt: skip
    page = text(dispatcher.get(page_of(mission)))

    assert answer.status_code == 302
    (record,) = o.view("missions", mission).records
    assert record.outcome == Outcome(
        rescued=2, moved={TriageClass.IMMEDIATE: 1}, hazards_found=(HazardKind.ACTIVE_FIRE,)
    )
    assert "rescued alive: 2" in page
    assert "A neighbour thinks" not in page


def test_an_outcome_is_corrected_with_a_reason_and_both_stay(o, dispatcher, sent):
    mission, _, team = sent
    record_outcome(o.desk, o.act(), mission=mission, team=team, outcome=Outcome(rescued=1))
    (record,) = o.view("missions", mission).records

    path = f"outcome/{record.id}/"
    assert 'value="1"' in text(dispatcher.get(page_of(mission, path)))
    assert send_in(dispatcher, mission, path, rescued="3", reason="").status_code == 422
    send_in(dispatcher, mission, path, rescued="3", reason="counted again")
    page = text(dispatcher.get(page_of(mission)))

    assert o.view("missions", mission).records[0].outcome.rescued == 3
    assert "rescued alive: 1" in page
    assert "rescued alive: 3" in page
    assert "The outcome of Team 4 was corrected." in page


def test_a_record_nobody_made_is_not_found(dispatcher, sent):
    mission, incident, _ = sent

    assert dispatcher.get(page_of(mission, f"outcome/{incident}/")).status_code == 404


def test_absurd_figures_are_refused_and_stay(o, dispatcher, sent):
    mission, _, team = sent

    answer = send_in(dispatcher, mission, "outcome/", team=team, rescued="-1", treated="0944123456")

    assert answer.status_code == 422
    assert 'value="0944123456"' in text(answer)
    assert o.view("missions", mission).records == ()


def done(o, mission, team):
    """Let a team go, come back and tell."""
    from najda.application.usecases.work_mission import arrive, depart

    for step in (depart, arrive, finish):
        step(o.desk, o.act(), mission=mission, team=team)
    record_outcome(o.desk, o.act(), mission=mission, team=team, outcome=Outcome(rescued=1))


def test_a_mission_closes_and_its_incident_with_it_or_not(o, dispatcher, sent):
    mission, incident, team = sent
    assert send_in(dispatcher, mission, "close/", ending="").status_code == 422
    done(o, mission, team)

    answer = send_in(dispatcher, mission, "close/", ending="resolved")

    assert answer.headers["Location"] == f"/incidents/{incident}/"
    assert o.view("missions", mission).status == "closed"
    assert o.view("incidents", incident).status == "closed"


def test_a_closed_mission_leaves_its_incident_waiting_unless_told_otherwise(o, dispatcher, sent):
    mission, incident, team = sent
    done(o, mission, team)

    send_in(dispatcher, mission, "close/")

    assert o.view("incidents", incident).status == "waiting"


def test_a_mission_is_aborted_with_a_reason_and_its_teams_are_free(o, dispatcher, sent):
    mission, incident, team = sent

    assert send_in(dispatcher, mission, "abort/", reason="").status_code == 422
    send_in(dispatcher, mission, "abort/", reason="the bridge is gone")

    assert o.view("missions", mission).status == "aborted"
    assert o.view("teams", team).status == "available"
    assert o.view("incidents", incident).status == "waiting"


def test_teams_set_down_are_taken_off_or_sent_from_the_plan(o, dispatcher):
    incident, one, two = o.incident(), o.named_team("One"), o.named_team("Two")
    planned = plan_mission(o.desk, o.act(), incident=incident, teams=[one, two])
    mission = planned.made("missions")

    press(dispatcher, mission, f"teams/{two}/take-off/")
    path = f"/incidents/{incident}/send/"
    answer = dispatcher.get(path, {"mission": mission})
    assert answer.context["form"].chosen == [one]
    went = dispatcher.post(
        path, {**fields(answer), "mission": mission, "override_reason": "as planned"}
    )

    assert went.headers["Location"] == page_of(mission)
    assert o.view("teams", two).status == "available"
    assert (part(o, mission, one), o.view("missions", mission).status) == ("sent", "under_way")


def test_the_proposal_of_teams_set_down_goes_on_their_own_mission(o, dispatcher):
    incident, team = o.incident(), o.named_team("One")
    mission = plan_mission(o.desk, o.act(), incident=incident, teams=[team]).made("missions")
    page = dispatcher.get(f"/incidents/{incident}/")

    to = f"/incidents/{incident}/send/"
    went = dispatcher.post(to, fields(page, to))

    assert went.headers["Location"] == page_of(mission)


def test_reasons_of_a_mission_open_on_asking_and_are_only_words(o, dispatcher, sent):
    mission, _, team = sent
    send_in(dispatcher, mission, f"teams/{team}/call-back/", reason=HOSTILE)
    to = page_of(mission, "words/")

    opened = text(dispatcher.post(to, fields(dispatcher.get(page_of(mission)), to)))

    assert "<script>alert" not in opened
    assert "&lt;script&gt;alert" in opened
    assert "Sealed words were read masked, for dispatch." in opened


def test_a_step_nobody_knows_is_not_found(dispatcher, sent):
    mission, _, team = sent

    assert dispatcher.get(page_of(mission, f"teams/{team}/dance/")).status_code == 404
