"""Who is sent: by need and fitness, with a reason where a person decides otherwise."""

from datetime import timedelta

import pytest

from najda.application.errors import OverrideUnexplained
from najda.application.usecases.check_in import answer_alarm, check_in, raise_alarms
from najda.application.usecases.end_mission import abort_mission
from najda.application.usecases.judge_report import (
    set_report_aside,
)
from najda.application.usecases.propose_teams import proposal_for, propose_teams
from najda.application.usecases.report_hazard import clear_hazard, report_hazard
from najda.application.usecases.run_shift import end_shift, start_shift
from najda.application.usecases.work_mission import call_back, refuse_mission
from najda.application.whereabouts import Where
from najda.domain.hazards.rules import HazardWithoutPosition
from najda.domain.teams.rules import TeamMustRest, TeamOffShift
from najda.kernel.errors import ReasonMissing
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, HazardKind
from tests.application.operations import TOWN


def test_the_weightiest_incident_is_served_first(operations):
    o = operations
    team = o.team()
    o.incident(need=Need(life_threat=LifeThreat.POSSIBLE))
    grave = o.incident()
    (assignment,) = propose_teams(o.desk).assignments
    assert (assignment.incident, assignment.team) == (grave, team)


def test_passing_over_a_team_that_is_clearly_nearer_asks_for_a_reason_and_keeps_it(operations):
    o = operations
    incident, _near, far = o.incident(), o.team(), o.team(north=0.5)
    before = o.entries()
    with pytest.raises(OverrideUnexplained):
        o.send(incident, far)
    assert o.entries() == before
    mission = o.send(incident, far, override_reason="the near one knows no ropes")
    (sent,) = [e for e in o.entries() if e.kind == "missions.TeamSent"]
    assert '"override":{' in sent.body
    assert "ropes" not in sent.body, "a reason may name somebody, so it is sealed"
    assert o.view("missions", mission).status == "under_way"


BOTH = (Capability.SEARCH_AND_RESCUE, Capability.AMBULANCE)


@pytest.mark.parametrize("first", [0, 1])
def test_a_mission_that_fills_all_that_is_asked_for_leaves_nothing_open(operations, first):
    o = operations
    incident = o.incident(capabilities=BOTH)
    teams = [o.team(capabilities=BOTH), o.team()]
    o.send(incident, teams[first], teams[1 - first])

    assert proposal_for(o.desk, incident=incident).ranking.asks == ()


def test_a_team_beyond_what_is_asked_for_needs_a_reason(operations):
    o = operations
    incident, first, second = o.incident(), o.team(), o.team()
    with pytest.raises(OverrideUnexplained, match="nothing more is asked for"):
        o.send(incident, first, second)
    o.send(incident, first)
    with pytest.raises(OverrideUnexplained, match="nothing more is asked for"):
        o.send(incident, second)
    o.send(incident, second, override_reason="the cellar is larger than was said")


def test_going_near_unexploded_ordnance_asks_for_a_reason_until_it_is_cleared(operations):
    o = operations
    incident, team = o.incident(), o.team()
    hazard = report_hazard(
        o.desk,
        o.act(),
        kind=HazardKind.UNEXPLODED_ORDNANCE,
        where=Where(position=TOWN),
        radius_m=300,
    ).made("hazards")
    with pytest.raises(OverrideUnexplained):
        o.send(incident, team)
    clear_hazard(o.desk, o.act(), hazard=hazard, reason="taken away at noon")
    o.send(incident, team)


def test_a_hazard_whose_place_is_not_known_says_which_words_were_not(operations):
    o = operations
    with pytest.raises(HazardWithoutPosition, match="the blue gate"):
        report_hazard(
            o.desk,
            o.act(),
            kind=HazardKind.BLOCKED_ROAD,
            where=Where(words="the blue gate"),
            radius_m=50,
        )


def test_a_team_off_shift_or_unrested_is_not_sent(operations):
    o = operations
    team = o.team(on_shift=False)
    with pytest.raises(TeamOffShift):
        o.send(o.incident(), team, override_reason="nobody else")
    until = o.clock.at + timedelta(hours=4)
    start_shift(o.desk, o.act(), team=team, until=until)
    end_shift(o.desk, o.act(), team=team)
    with pytest.raises(TeamMustRest):
        start_shift(o.desk, o.act(), team=team, until=until)
    start_shift(o.desk, o.act(), team=team, until=until, unrested_reason="an earthquake")
    assert o.view("teams", team).status == "available"


def test_a_team_not_heard_from_raises_the_alarm_once_until_it_is_answered(operations):
    o = operations
    team = o.team()
    o.clock.pass_(minutes=61)
    assert len(raise_alarms(o.desk, o.act()).entries) == 1
    assert raise_alarms(o.desk, o.act()).entries == ()
    answer_alarm(o.desk, o.act(), team=team, reason="the radio was off")
    assert o.view("teams", team).alarm_since is None
    o.clock.pass_(minutes=61)
    raise_alarms(o.desk, o.act())
    check_in(o.desk, o.act(), team=team)
    assert o.view("teams", team).alarm_since is None


def test_a_check_in_that_arrives_late_does_not_make_a_team_look_silent(operations):
    o = operations
    team = o.team()
    early = o.clock.at + timedelta(minutes=10)
    o.clock.pass_(minutes=50)
    check_in(o.desk, o.act(), team=team, position=TOWN)
    elsewhere = Position.at(35.4, 36.0)
    check_in(o.desk, o.act(occurred_at=early), team=team, position=elsewhere)
    assert o.view("teams", team).heard_at == o.clock.at
    assert o.view("teams", team).position == TOWN


@pytest.mark.parametrize(
    "explained",
    [
        lambda o, m, t, i: refuse_mission(o.desk, o.act(), mission=m, team=t, reason=" "),
        lambda o, m, t, i: call_back(o.desk, o.act(), mission=m, team=t, reason=""),
        lambda o, m, t, i: abort_mission(o.desk, o.act(), mission=m, reason="\n"),
        lambda o, m, t, i: set_report_aside(o.desk, o.act(), report=o.report(), reason=""),
    ],
    ids=["refuse", "call back", "abort", "set aside"],
)
def test_what_must_be_explained_is_refused_without_a_reason(operations, explained):
    o = operations
    team, incident = o.team(), o.incident()
    mission = o.send(incident, team)
    before = [e for e in o.entries() if not e.stream.startswith("reports/")]
    with pytest.raises(ReasonMissing):
        explained(o, mission, team, incident)
    assert [e for e in o.entries() if not e.stream.startswith("reports/")] == before
