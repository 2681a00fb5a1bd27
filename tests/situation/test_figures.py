"""What counts, from when to when, where, and what a correction does: one small story each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from najda.application.situation.make import LedgerShorter, situation_report, traced, zone_of
from najda.application.situation.model import FigureUnknown
from najda.application.situation.window import days_period
from najda.kernel.errors import Malformed
from najda.kernel.need import LifeThreat, Need
from najda.kernel.tasks import Channel, HazardKind, Task
from najda.kernel.time import Period
from najda.kernel.triage import TriageClass
from tests.situation import operation as do
from tests.situation.operation import AREAS, PLACES, Outcome, operation

THE_7TH = days_period(date(2025, 3, 7), date(2025, 3, 7), "Asia/Damascus")


@pytest.fixture
def op():
    with operation(start=datetime(2025, 3, 6, 20, tzinfo=UTC)) as op:
        yield op


def report_of(op, period=THE_7TH, **more):
    more.setdefault("made_at", op.time)
    return situation_report(op.store, period=period, names_of=AREAS.get, **more)


def value(op, key, **more):
    return report_of(op, **more).figure(key).value


def keys_below(report, prefix):
    return {
        k.removeprefix(prefix): f.value for k, f in report.figures().items() if k.startswith(prefix)
    }


def test_a_day_begins_at_its_first_millisecond_and_ends_before_the_next(op):
    for text in ("6 20:59", "6 21:00", "7 20:59", "7 21:00"):
        op.at(text).report()
    report = report_of(op)
    assert report.figure("reports.received").value == 2
    borders = [e.occurred_at[8:16] for e in traced(op.store, report.figure("reports.received"))]
    assert borders == ["06T21:00", "07T20:59"]


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Asia/Damascus", {"2025-03-07": 1, "2025-03-08": 1}),
        ("UTC", {"2025-03-07": 2, "2025-03-08": 0}),
    ],
)
def test_a_mission_counts_on_the_day_it_was_where_the_installation_is(zone, days):
    with operation(start=datetime(2025, 3, 6, 20, tzinfo=UTC), zone=zone) as op:
        team, other = op.on_shift(hours=24), op.on_shift(hours=24)
        op.at("7 20:30").send(op.incident(), team)
        op.at("7 21:30").send(op.incident(), other)
        op.at("9 00:00")
        report = report_of(op, period=days_period(date(2025, 3, 7), date(2025, 3, 8), zone))
        assert keys_below(report, "missions.by_day.") == days
        assert zone_of(op.store) == zone


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2022, 3, 25), 23), (date(2021, 10, 28), 25), (date(2025, 3, 7), 24)],
)
def test_a_day_is_as_long_as_the_clocks_of_damascus_made_it(day, hours):
    period = days_period(day, day, "Asia/Damascus")
    assert period.end - period.start == timedelta(hours=hours)


def test_days_follow_one_another_without_gap_when_the_clock_changes():
    days = [date(2022, 3, 24) + timedelta(days=n) for n in range(3)]
    periods = [days_period(day, day, "Asia/Damascus") for day in days]
    assert [p.end for p in periods[:2]] == [p.start for p in periods[1:]]


def test_what_is_told_late_counts_when_it_happened_and_is_said_to_be_late(op):
    op.at("8 09:00").report(occurred_at=datetime(2025, 3, 7, 12, tzinfo=UTC))
    report = report_of(op)
    assert report.figure("reports.received").value == 1
    assert report.figure("unknown.recorded_late").value == 1
    assert value(op, "reports.received", upto=report.heading.size - 1) == 0


def test_a_correction_replaces_the_record_whenever_it_came_and_is_counted(op):
    team = op.on_shift(hours=24)
    op.at("7 09:00")
    mission = op.send(op.incident(), team)
    op.go(mission, team)
    found = Outcome(rescued=2, moved={TriageClass.DELAYED: 2}, dead_found=1)
    record = op.outcome(mission, team, found)
    size = report_of(op).heading.size
    op.at("9 09:00")
    right = Outcome(rescued=5, treated=1)
    op.do(do.correct_outcome, mission=mission, record=record, outcome=right, reason="invented")
    report = report_of(op)
    assert keys_below(report, "people.") == {
        "rescued": 5, "treated": 1, "moved": 0, "dead_found": 0, "hazards_found": 0,
        "records": 1, "corrected": 1,
    }  # fmt: skip
    kinds = [e.kind.split(".")[1] for e in traced(op.store, report.figure("people.rescued"))]
    assert kinds == ["OutcomeRecorded", "OutcomeCorrected"]
    before = keys_below(report_of(op, upto=size), "people.")
    assert (before["rescued"], before["dead_found"], before["corrected"]) == (2, 1, 0)
    assert before["moved.delayed"] == 2


def test_how_things_stood_is_taken_at_the_end_of_the_period(op):
    op.at("7 09:00")
    report, incident = op.report(), op.incident()
    op.at("8 09:00")
    op.do(do.link_report, report=report, incident=incident)
    op.do(do.close_incident, incident=incident, ending=do.Ending.NOTHING_FOUND, reason="invented")
    assert value(op, "reports.not_judged") == value(op, "incidents.waiting") == 1
    assert value(op, "incidents.closed") == value(op, "reports.linked") == 0
    longest = value(op, "waits.sent.critical.so_far")
    assert longest == 12 * 60  # from 9 to the end of the day, 21 hours UTC
    later = report_of(op, period=Period(start=THE_7TH.start, end=op.time + timedelta(hours=1)))
    assert later.figure("incidents.closed.nothing_found").value == 1
    assert later.figure("waits.sent.critical.never").value == 1


def test_an_area_holds_its_own_incidents_missions_teams_hazards_and_reports(op):
    here, there = op.on_shift("jablah", hours=24), op.on_shift("tartus", hours=24)
    op.at("7 09:00")
    op.send(op.incident("jablah"), here)
    op.send(op.incident("tartus"), there)
    given = {"kind": HazardKind.ACTIVE_FIRE, "radius_m": 50}
    op.do(do.report_hazard, where=PLACES["tartus"], **given)
    op.report("jablah")
    for area, hazards in (("SY06", 0), ("SY10", 1)):
        report = report_of(op, area=area)
        counts = [
            report.figure(k).value for k in ("incidents.opened", "missions.sent", "teams.on_shift")
        ]
        assert counts == [1, 1, 1]
        assert report.figure("hazards.reported").value == hazards
        assert report.figure("reports.received").value == 1 - hazards
    assert keys_below(report_of(op, area="SY06"), "incidents.by_area.") == {"SY0602": 1}
    assert keys_below(report_of(op), "incidents.by_area.") == {"SY06": 1, "SY10": 1}


def test_a_report_counts_where_its_incident_lies_and_nowhere_else(op):
    op.at("7 09:00")
    vague, elsewhere = op.report("nowhere"), op.report("tartus")
    incident = op.incident("latakia")
    for report in (vague, elsewhere):
        op.do(do.link_report, report=report, incident=incident)
    assert value(op, "reports.received", area="SY06") == 2
    assert value(op, "unknown.reports_through_incident", area="SY06") == 2
    assert value(op, "reports.received", area="SY10") == 0
    op.do(do.split_report, report=elsewhere, reason="invented")
    assert value(op, "reports.received", area="SY10") == 1


def test_where_nobody_knows_the_place_it_is_said_and_counted_in_no_area(op):
    op.at("7 09:00")
    incident = op.incident("nowhere")
    op.report("nowhere")
    report = report_of(op)
    assert report.figure("unknown.incidents_without_area").value == 1
    assert report.figure("unknown.reports_without_area").value == 1
    assert report.figure("incidents.by_area.unknown").value == 1
    assert value(op, "incidents.opened", area="SY06") == 0
    where = do.Where(position=PLACES["latakia"].position)
    op.at("9 09:00")
    op.do(do.place_incident, incident=incident, where=where)
    assert value(op, "incidents.opened", area="SY06") == 1
    assert value(op, "unknown.incidents_without_area") == 0


def test_waits_run_from_opening_to_the_first_team_sent_and_the_first_team_there(op):
    first, second = op.on_shift(hours=24), op.on_shift(hours=24)
    op.at("7 09:00")
    incident = op.incident()
    op.at("7 09:10")
    mission = op.send(incident, first)
    op.at("7 09:20")
    another = op.send(incident, second)
    op.at("7 09:45")
    op.go(another, second)
    op.at("7 09:55")
    op.go(mission, first)
    assert value(op, "waits.sent.critical.median") == 10
    assert value(op, "waits.reached.critical.longest") == 45


def test_median_and_percentile_are_times_somebody_waited(op):
    teams = [op.on_shift(hours=24) for _ in range(4)]
    for number, team in enumerate(teams):
        op.at(f"7 1{number}:00")
        incident = op.incident()
        op.time += timedelta(minutes=[7, 1, 30, 4][number])
        op.send(incident, team)
    report = report_of(op)
    found = [report.figure(f"waits.sent.critical.{m}").value for m in ("median", "p90", "longest")]
    assert found == [4, 30, 30]
    assert len(report.figure("waits.sent.critical.longest").ground) == 2


def test_the_priority_is_the_one_last_assessed_before_a_team_was_sent(op):
    team = op.on_shift(hours=24)
    op.at("7 09:00")
    incident = op.incident(threat=LifeThreat.NONE)
    op.do(do.assess_need, incident=incident, need=Need(life_threat=LifeThreat.POSSIBLE))
    op.send(incident, team)
    op.do(do.assess_need, incident=incident, need=Need(life_threat=LifeThreat.IMMEDIATE))
    assert value(op, "waits.sent.serious.done") == 1
    assert value(op, "waits.sent.critical.opened") == 0


def test_those_never_reached_stand_beside_those_who_were(op):
    team = op.on_shift(hours=24)
    op.at("7 09:00")
    reached, given_up, waiting = op.incident(), op.incident(), op.incident()
    op.go(op.send(reached, team), team)
    op.do(do.close_incident, incident=given_up, ending=do.Ending.OUT_OF_REACH, reason="invented")
    op.at("7 10:00")
    row = keys_below(report_of(op), "waits.reached.critical.")
    assert row == {
        "opened": 3, "done": 1, "median": 0, "p90": 0, "longest": 0,
        "waiting": 1, "so_far": 60, "never": 1, "upto_15": 1, "upto_30": 0, "upto_60": 0,
        "upto_120": 0, "upto_240": 0, "upto_480": 0, "over_480": 0,
    }  # fmt: skip
    assert waiting


def test_overrides_refusals_and_rests_cut_short_are_counted(op):
    team = op.on_shift(hours=12)
    op.at("7 07:00")
    op.do(do.end_shift, team=team)
    until = op.time + timedelta(hours=10)
    op.do(do.start_shift, team=team, until=until, unrested_reason="invented")
    mission = op.send(op.incident(), team)
    op.do(do.refuse_mission, mission=mission, team=team, reason="invented")
    report = report_of(op)
    keys = ("missions.overrides", "missions.refusals", "teams.unrested", "teams.on_shift")
    assert [report.figure(key).value for key in keys] == [1, 1, 1, 1]


def test_alarms_are_counted_with_how_they_ended_and_how_soon(op):
    op.at("7 00:00")
    answered, heard, ended, silent = (op.on_shift(hours=20, check_in_minutes=60) for _ in range(4))
    op.at("7 01:01")
    op.do(do.raise_alarms)
    op.at("7 01:11")
    op.do(do.answer_alarm, team=answered, reason="invented")
    op.do(do.check_in, team=heard)
    op.do(do.end_shift, team=ended)
    op.at("7 02:01")
    row = keys_below(report_of(op), "teams.alarms.")
    assert [row[k] for k in ("answered", "heard", "shift_ended", "open")] == [1, 1, 1, 1]
    assert row["until_answered.median"] == 10
    assert row["open.so_far"] == 60
    assert silent


def test_a_hazard_stands_until_cleared_or_its_time_is_over(op):
    op.at("7 09:00")
    given = {"where": PLACES["latakia"], "radius_m": 50}
    hour = op.time + timedelta(hours=1)
    kind = HazardKind.UNEXPLODED_ORDNANCE
    cleared = op.do(do.report_hazard, kind=kind, **given).made("hazards")
    op.do(do.report_hazard, kind=kind, **given)
    op.do(do.report_hazard, kind=HazardKind.SECOND_STRIKE, until=hour, **given)
    op.at("7 09:30")
    assert value(op, "hazards.standing") == 3
    assert value(op, "hazards.lapsed") == 0
    op.at("7 10:30")
    op.do(do.clear_hazard, hazard=cleared, reason="invented")
    row = keys_below(report_of(op), "hazards.")
    assert [row[k] for k in ("reported", "cleared", "lapsed", "standing")] == [3, 1, 1, 1]


def test_reports_are_counted_by_channel_and_missions_by_kind(op):
    team = op.on_shift(hours=24)
    op.at("7 09:00")
    for channel in (Channel.SMS, Channel.SMS, Channel.RADIO):
        op.report(channel=channel)
    op.send(op.incident(task=Task.FIREFIGHTING), team)
    report = report_of(op)
    assert keys_below(report, "reports.by_channel.") == {"sms": 2, "radio": 1}
    assert keys_below(report, "missions.by_kind.") == {"firefighting": 1}


def test_a_period_in_which_nothing_happened_has_nothing_but_zeros_and_dashes(op):
    op.at("7 09:00").report()
    empty = Period(start=THE_7TH.start - timedelta(days=9), end=THE_7TH.start - timedelta(days=8))
    found = [figure.value for figure in report_of(op, period=empty).figures().values()]
    assert set(found) == {0, None}


def test_the_report_says_which_ledger_it_was_made_from(op):
    heading = report_of(op).heading
    with op.store.reading() as view:
        assert heading.size == view.head().size
        assert heading.root == view.range_root()(0, heading.size).hex()
    assert heading.organisation == "Coast Rescue (invented)"


def test_a_ledger_longer_than_it_is_and_a_figure_there_is_not_are_refused(op):
    with pytest.raises(LedgerShorter, match="1 entries, not 9"):
        report_of(op, upto=9)
    with pytest.raises(FigureUnknown, match=r"people\.rescued"):
        report_of(op).figure("people.saved")


def test_progress_is_told_to_the_end(op):
    told = []
    report_of(op, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (1, 1)


def test_days_at_the_calendars_ends_are_refused_with_a_sentence():
    with pytest.raises(Malformed, match="9998"):
        days_period(date(1, 1, 1), date(9999, 12, 31), "Asia/Damascus")
