"""What a coast drill is made of: calm work for the most part, and everything that can go wrong."""

import re

from tests.drills.telling import facts, kinds_in

WORDS_ABOUT_STRIKES = ("قصف", "انفجار", "قذيفة وقعت", "Shelling", "explosion")


def test_every_entry_says_that_it_is_a_drill(three_days):
    assert {entry.realm for entry in three_days} == {"drill:coast"}


def test_there_are_about_thirty_missions_a_day(three_days):
    assert 60 <= kinds_in(three_days)["missions.MissionPlanned"] <= 120


def test_a_tenth_to_a_third_of_the_reports_tell_of_what_is_known(three_days):
    kinds = kinds_in(three_days)
    again = kinds["reports.ReportReceived"] - kinds["incidents.IncidentOpened"]
    assert 0.1 <= again / kinds["reports.ReportReceived"] <= 0.35


def test_people_do_everything_that_people_do(three_days):
    expected = {
        "hazards.HazardCleared",
        "hazards.HazardReported",
        "incidents.IncidentClosed",
        "incidents.IncidentPlaced",
        "incidents.NeedAssessed",
        "incidents.ReportDetached",
        "missions.MissionAborted",
        "missions.OutcomeCorrected",
        "missions.TeamRefused",
        "missions.TeamSetDown",
        "missions.TeamWithdrawn",
        "reports.ReportSetAside",
        "reports.ReportSplit",
        "teams.AlarmAnswered",
        "teams.CheckInMissed",
        "teams.ShiftExtended",
        "teams.TeamPreassigned",
    }
    assert expected - set(kinds_in(three_days)) == set()


def test_the_four_governorates_of_the_coast_are_there(three_days):
    areas = {
        body["place"]["areas"][0] for _, _, body in facts(three_days, "incidents.IncidentPlaced")
    }
    assert len(areas) >= 4


def test_now_and_then_a_dispatcher_overrides_the_planner_and_says_why(three_days):
    sent = [body for _, _, body in facts(three_days, "missions.TeamSent")]
    overridden = [body for body in sent if body.get("override")]
    assert 0 < len(overridden) < len(sent) / 3


def test_some_missions_have_several_teams(three_days):
    teams = {}
    for mission, _, body in facts(three_days, "missions.TeamSent"):
        teams.setdefault(mission, set()).add(body["team"])
    assert sum(len(each) > 1 for each in teams.values()) >= 5


def test_acts_are_done_by_people_of_the_drill_only(three_days):
    people = {entry.person for entry in three_days[1:]}
    assert all(
        re.match(r"drill/(caller|call-taker|dispatcher|team|chief|watch)", one) for one in people
    )
