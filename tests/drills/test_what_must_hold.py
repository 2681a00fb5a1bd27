"""What no story may break, checked from the entries alone by rules written down a second time."""

from datetime import datetime, timedelta

from tests.drills.telling import facts


def test_no_team_is_on_two_missions_at_once(three_days):
    on = {}
    for team, at, body in facts(three_days, "teams.TeamCommitted", "teams.TeamReleased"):
        mission = body["mission"]
        if on.get(team) == mission:
            del on[team]
        else:
            assert team not in on, f"{team} was sent on {mission} while on {on[team]} at {at}"
            on[team] = mission


def test_a_team_finishes_one_mission_before_it_is_sent_on_another(three_days):
    out = {}
    steps = (
        "missions.TeamSent",
        "missions.TeamRefused",
        "missions.TeamWithdrawn",
        "missions.TeamDone",
    )
    kinds = {entry.sequence: entry.kind for entry in three_days}
    moves = [entry for entry in three_days if kinds[entry.sequence] in steps]
    for entry, (mission, _, body) in zip(moves, facts(three_days, *steps), strict=True):
        if entry.kind == "missions.TeamSent":
            assert body["team"] not in out
            out[body["team"]] = mission
        else:
            assert out.pop(body["team"]) == mission


def test_no_team_works_past_the_end_of_its_shift_unless_it_was_extended_with_a_reason(three_days):
    until = {}
    for entry in three_days:
        team = entry.stream.partition("/")[2]
        at = datetime.fromisoformat(entry.occurred_at)
        for _, _, body in facts([entry], "teams.ShiftStarted", "teams.ShiftExtended"):
            assert entry.kind == "teams.ShiftStarted" or body["reason"]
            until[team] = datetime.fromisoformat(body["until"])
        if entry.kind in ("teams.CheckedIn", "teams.TeamCommitted"):
            assert at <= until[team], f"{team} at {at}"
        if entry.kind == "teams.ShiftEnded":
            del until[team]


def test_no_shift_lasts_longer_than_a_team_can_bear(three_days):
    longest = {
        team: timedelta(hours=body["longest_shift_hours"])
        for team, _, body in facts(three_days, "teams.TeamRegistered")
    }
    started = {}
    for entry in three_days:
        for team, at, _ in facts([entry], "teams.ShiftStarted"):
            started[team] = at
        for team, at, _ in facts([entry], "teams.ShiftEnded"):
            assert at - started[team] <= longest[team]


def test_a_team_that_has_not_rested_says_why_it_starts(three_days):
    rest = {
        team: timedelta(hours=body["rest_hours"])
        for team, _, body in facts(three_days, "teams.TeamRegistered")
    }
    ended = {}
    for entry in three_days:
        for team, at, _ in facts([entry], "teams.ShiftEnded"):
            ended[team] = at
        for team, at, body in facts([entry], "teams.ShiftStarted"):
            rested = team not in ended or at >= ended[team] + rest[team]
            assert rested or body.get("unrested")


def test_a_missed_check_in_is_noticed_within_minutes_and_answered(three_days):
    alarms = list(facts(three_days, "teams.CheckInMissed"))
    assert alarms
    for _, at, body in alarms:
        late = at - datetime.fromisoformat(body["due"])
        assert timedelta(0) <= late <= timedelta(minutes=10)


def test_every_report_is_judged_within_hours(three_days):
    last = datetime.fromisoformat(three_days[-1].occurred_at)
    received = {id_: at for id_, at, _ in facts(three_days, "reports.ReportReceived")}
    judged = {
        id_ for id_, _, _ in facts(three_days, "reports.ReportLinked", "reports.ReportSetAside")
    }
    left = [
        id_ for id_, at in received.items() if id_ not in judged and last - at > timedelta(hours=2)
    ]
    assert left == []


def test_nobody_is_rescued_twice_because_an_event_was_reported_twice(three_days):
    rescued = sum(
        b["outcome"].get("rescued", 0) for _, _, b in facts(three_days, "missions.OutcomeRecorded")
    )
    at_risk = {}
    for incident, _, body in facts(three_days, "incidents.NeedAssessed"):
        people = body["need"].get("people_at_risk") or 0
        at_risk[incident] = max(at_risk.get(incident, 0), people)
    assert 0 < rescued <= sum(at_risk.values())
