"""From the first call to the closed incident, on both stores, as people do it."""

import pytest

from najda.application.usecases.assess_incident import assess_need, place_incident, revise_incident
from najda.application.usecases.close_incident import close_incident, reopen_incident
from najda.application.usecases.end_mission import abort_mission, close_mission
from najda.application.usecases.judge_report import (
    link_report,
    set_report_aside,
    split_report,
    take_report_up,
)
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.propose_teams import rank_teams
from najda.application.usecases.record_outcome import correct_outcome, record_outcome
from najda.application.usecases.run_shift import end_shift
from najda.application.usecases.send_teams import plan_mission, take_team_off
from najda.application.usecases.work_mission import call_back, finish, refuse_mission
from najda.application.whereabouts import Where
from najda.domain.incidents.events import Ending
from najda.domain.incidents.rules import MissionsUnderWay
from najda.domain.missions.events import Outcome
from najda.domain.missions.rules import NothingRecorded, StepOutOfOrder, TeamsStillOut
from najda.domain.teams.rules import TeamBusy
from najda.kernel.entry import first_break
from najda.kernel.errors import NotAllowedNow
from najda.kernel.need import Need
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, Task
from najda.kernel.triage import TriageClass
from tests.application.operations import GRAVE, TOWN, rebuilt


def test_a_call_becomes_an_incident_a_mission_an_outcome_and_is_closed(operations):
    o = operations
    report = o.report()
    opened = open_incident(o.desk, o.act(), task=Task.RESCUE, need=GRAVE, report=report)
    incident = opened.made("incidents")
    assert o.view("incidents", incident).place.position == TOWN, "the report lends its place"
    assert o.view("reports", report).incident == incident

    team = o.team()
    assert rank_teams(o.desk, incident=incident).fit[0].team == team
    mission = o.on_site(incident, team)
    assert o.view("incidents", incident).status == "served"
    assert o.view("teams", team).position == TOWN

    found = Outcome(rescued=2, moved={TriageClass.DELAYED: 1, TriageClass.IMMEDIATE: 1})
    record_outcome(o.desk, o.act(), mission=mission, team=team, outcome=found)
    finish(o.desk, o.act(), mission=mission, team=team)
    close_mission(o.desk, o.act(), mission=mission, ending=Ending.RESOLVED)

    assert o.view("incidents", incident).status == "closed"
    assert o.view("missions", mission).status == "closed"
    assert o.view("teams", team).status == "available"
    end_shift(o.desk, o.act(), team=team)
    entries = o.entries()
    assert first_break(entries) is None
    assert o.standings() == rebuilt(o)


def test_the_state_read_from_the_ledger_alone_is_that_of_the_desk_to_the_letter(operations):
    o = operations
    backwards = {TriageClass.MINIMAL: 3, TriageClass.DELAYED: 2, TriageClass.IMMEDIATE: 1}
    o.incident(need=Need(people_at_risk=6, triage=backwards), position=Position(lat=35, lon=-0.0))
    assert o.standings() == rebuilt(o)


def test_a_report_is_split_off_again_set_aside_and_taken_up_and_nothing_is_deleted(operations):
    o = operations
    report, incident = o.report(), o.incident()
    link_report(o.desk, o.act(), report=report, incident=incident)
    assert o.view("incidents", incident).reports == (report,)
    split_report(o.desk, o.act(), report=report, reason="another street")
    assert o.view("incidents", incident).reports == ()
    set_report_aside(o.desk, o.act(), report=report, reason="a drill of the school")
    take_report_up(o.desk, o.act(), report=report, reason="it was none")
    assert o.view("reports", report).status == "received"
    assert len(o.entries(stream=f"reports/{report}")) == 5


def test_a_preassigned_team_does_not_count_as_dispatched(operations):
    o = operations
    incident, team = o.incident(), o.team()
    planned = plan_mission(o.desk, o.act(), incident=incident, teams=[team]).made("missions")
    assert o.view("teams", team).status == "preassigned"
    assert o.view("missions", planned).status == "planned"
    assert o.view("missions", planned).sent_at is None
    assert o.view("incidents", incident).status == "waiting", "nobody has been sent"
    assert o.view("incidents", incident).missions == ()


def test_a_preassigned_team_goes_on_its_own_mission_and_on_no_other(operations):
    o = operations
    here, elsewhere, team = o.incident(), o.incident(), o.team()
    planned = plan_mission(o.desk, o.act(), incident=here, teams=[team]).made("missions")
    with pytest.raises(TeamBusy):
        o.send(elsewhere, team, override_reason="it is nearer")
    assert o.send(here, team, mission=planned) == planned
    assert o.view("teams", team).status == "committed"


def test_a_busy_team_is_never_silently_reassigned_whatever_the_reason(operations):
    o = operations
    team = o.team()
    mission = o.send(o.incident(), team)
    before = o.entries()
    with pytest.raises(TeamBusy, match=mission):
        o.send(o.incident(), team, override_reason="the other one can wait")
    assert o.view("teams", team).mission == mission
    assert [e for e in o.entries() if e.stream == f"teams/{team}"] == [
        e for e in before if e.stream == f"teams/{team}"
    ]


def test_a_team_set_down_is_taken_off_and_one_that_was_sent_is_not(operations):
    o = operations
    incident, team = o.incident(), o.team()
    planned = plan_mission(o.desk, o.act(), incident=incident, teams=[team]).made("missions")
    take_team_off(o.desk, o.act(), mission=planned, team=team)
    assert o.view("teams", team).status == "available"
    mission = o.send(incident, team)
    with pytest.raises(StepOutOfOrder, match="TeamWithdrawn"):
        take_team_off(o.desk, o.act(), mission=mission, team=team)


def test_a_mission_takes_several_teams_and_closes_when_each_has_finished(operations):
    o = operations
    incident, first, second = o.incident(), o.team(), o.team()
    mission = o.on_site(incident, first)
    o.send(incident, second, mission=mission, override_reason="it is a large building")
    record_outcome(o.desk, o.act(), mission=mission, team=first, outcome=Outcome(rescued=1))
    finish(o.desk, o.act(), mission=mission, team=first)
    with pytest.raises(TeamsStillOut):
        close_mission(o.desk, o.act(), mission=mission)
    call_back(o.desk, o.act(), mission=mission, team=second, reason="no longer needed")
    close_mission(o.desk, o.act(), mission=mission)
    assert o.view("teams", second).status == "available"


def test_a_mission_is_not_closed_without_what_came_of_it(operations):
    o = operations
    team = o.team()
    mission = o.on_site(o.incident(), team)
    finish(o.desk, o.act(), mission=mission, team=team)
    with pytest.raises(NothingRecorded):
        close_mission(o.desk, o.act(), mission=mission)


def test_a_team_that_refused_has_no_outcome_to_record(operations):
    o = operations
    team = o.team()
    mission = o.send(o.incident(), team)
    refuse_mission(o.desk, o.act(), mission=mission, team=team, reason="the vehicle broke down")
    assert o.view("teams", team).status == "available"
    with pytest.raises(StepOutOfOrder):
        record_outcome(o.desk, o.act(), mission=mission, team=team, outcome=Outcome(rescued=1))


def test_a_wrong_outcome_is_corrected_after_closing_and_both_are_kept(operations):
    o = operations
    team = o.team()
    mission = o.on_site(o.incident(), team)
    record_outcome(o.desk, o.act(), mission=mission, team=team, outcome=Outcome(rescued=21))
    finish(o.desk, o.act(), mission=mission, team=team)
    close_mission(o.desk, o.act(), mission=mission)
    (record,) = o.view("missions", mission).records
    right = Outcome(rescued=12)
    correct_outcome(
        o.desk, o.act(), mission=mission, record=record.id, outcome=right, reason="digits swapped"
    )
    assert o.view("missions", mission).records[0].outcome == right
    kept = [e.body for e in o.entries(stream=f"missions/{mission}") if "rescued" in e.body]
    assert len(kept) == 2


def test_an_aborted_mission_frees_its_teams_and_the_incident_waits_again(operations):
    o = operations
    incident, team = o.incident(), o.team()
    waited_since = o.view("incidents", incident).waiting_since
    mission = o.on_site(incident, team)
    abort_mission(o.desk, o.act(), mission=mission, reason="the bridge is gone")
    state = o.view("incidents", incident)
    assert (state.status, state.missions) == ("waiting", ())
    assert state.waiting_since > waited_since
    assert o.view("teams", team).status == "available"


def test_an_incident_closes_only_when_nothing_is_under_way_or_planned(operations):
    o = operations
    incident, team = o.incident(), o.team()
    planned = plan_mission(o.desk, o.act(), incident=incident, teams=[team]).made("missions")
    with pytest.raises(MissionsUnderWay, match=planned):
        close_incident(o.desk, o.act(), incident=incident, ending=Ending.RESOLVED)
    abort_mission(o.desk, o.act(), mission=planned, reason="all is well there")
    assert o.view("teams", team).status == "available"
    close_incident(o.desk, o.act(), incident=incident, ending=Ending.RESOLVED)
    with pytest.raises(NotAllowedNow):
        plan_mission(o.desk, o.act(), incident=incident, teams=[team])
    reopen_incident(o.desk, o.act(), incident=incident, reason="a voice was heard")
    assert o.view("incidents", incident).status == "waiting"


def test_what_an_incident_is_can_be_said_more_exactly(operations):
    o = operations
    incident = o.incident(need=Need())
    assess_need(o.desk, o.act(), incident=incident, need=GRAVE)
    assert o.view("incidents", incident).level == 1
    elsewhere = Where(words="the old mill", position=Position.at(35.21, 35.91))
    place_incident(o.desk, o.act(), incident=incident, where=elsewhere)
    assert o.view("incidents", incident).place.position == elsewhere.position
    assert o.view("incidents", incident).directions is not None
    revise_incident(o.desk, o.act(), incident=incident, task=Task.FIREFIGHTING)
    assert o.view("incidents", incident).capabilities == (Capability.FIREFIGHTING,)


def test_saying_the_same_again_records_nothing(operations):
    o = operations
    incident = o.incident()
    before = o.entries()
    assert assess_need(o.desk, o.act(), incident=incident, need=GRAVE).entries == ()
    assert o.entries() == before
