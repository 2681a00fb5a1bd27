"""The whole story of an incident in words: every entry, who, when, and once."""

from datetime import timedelta
from typing import get_type_hints

import pytest

from najda.application import codec
from najda.application.fact_words import FACT_WORDS
from najda.application.telling import SEALED_WORDS, told
from najda.application.timeline import about_incident, about_mission
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.end_mission import close_mission
from najda.application.usecases.judge_report import link_report, split_report
from najda.application.usecases.record_outcome import correct_outcome, record_outcome
from najda.application.usecases.send_teams import send_teams
from najda.application.usecases.work_mission import depart, finish
from najda.domain.hazards import events as hazards
from najda.domain.incidents import events as incidents
from najda.domain.incidents.events import Ending
from najda.domain.missions import events as missions
from najda.domain.missions.events import Outcome
from najda.domain.reports import events as reports
from najda.domain.reports.events import ReportReceived
from najda.kernel.values import Fact
from tests.application.operations import OMAR


@pytest.fixture
def story(operations):
    """An incident from its report to its end, by way of a mission and an outcome put right."""
    o = operations
    report = o.report()
    incident = o.incident(report=report)
    team = o.team()
    mission = o.on_site(incident, team)
    finish(o.desk, o.act(), mission=mission, team=team)
    given = {"mission": mission, "team": team, "outcome": Outcome(rescued=1)}
    record_outcome(o.desk, o.act(), **given)
    (record,) = o.view("missions", mission).records
    correct_outcome(
        o.desk, o.act(), mission=mission, record=record.id, outcome=Outcome(rescued=2), reason="x"
    )
    close_mission(o.desk, o.act(), mission=mission)
    close_incident(o.desk, o.act(), incident=incident, ending=Ending.RESOLVED)
    return o, incident, mission


def said(moments):
    return [str(line.told.says) for moment in moments for line in moment.lines]


def told_about(o, incident, **which):
    with o.desk.store.reading() as view:
        return about_incident(view, incident, **which)


def test_the_story_is_told_newest_first_with_the_teams_by_name(story):
    o, incident, _ = story

    lines = said(told_about(o, incident))

    assert lines[0] == "Incident closed: resolved."
    assert lines.index("Team 1 is there.") < lines.index("Team 1 was sent.")
    assert "The outcome of Team 1 was corrected." in lines
    assert lines[-1].startswith("Report received")


def test_every_entry_about_it_is_in_the_story_but_what_another_room_says_of_the_same_act(story):
    o, incident, mission = story
    (report,) = o.view("incidents", incident).reports
    ours = {f"incidents/{incident}", f"missions/{mission}", f"reports/{report}"}
    twins = {"ReportAttached", "MissionSent", "MissionEnded"}

    kept = [e.kind.partition(".")[2] for e in o.entries() if e.stream in ours]
    shown = [type(line.fact).__name__ for m in told_about(o, incident) for line in m.lines]

    assert sorted(shown) == sorted(kind for kind in kept if kind not in twins)


def test_what_one_act_left_is_one_moment(story):
    o, incident, _ = story

    moments = told_about(o, incident)

    assert len({moment.act for moment in moments}) == len(moments)


def test_what_was_recorded_later_says_so_and_stands_where_it_happened(operations):
    o = operations
    incident, team = o.incident(), o.team()
    mission = o.send(incident, team)
    o.clock.pass_(minutes=40)
    then = o.clock.at - timedelta(minutes=30)
    depart(o.desk, o.act(OMAR, occurred_at=then), mission=mission, team=team)
    split = o.report()
    link_report(o.desk, o.act(), report=split, incident=incident)

    moments = told_about(o, incident)
    (left,) = [m for m in moments if said([m]) == ["Team 1 is on its way."]]

    assert (left.person, left.at, left.late) == (OMAR, then, True)
    assert left.recorded_at == o.clock.at
    assert [m.late for m in moments].count(True) == 1
    assert moments.index(left) > 0


def test_a_report_split_off_stays_in_the_story(operations):
    o = operations
    report = o.report()
    incident = o.incident(report=report)
    split_report(o.desk, o.act(), report=report, reason="another street")

    lines = said(told_about(o, incident))

    assert lines[0] == "A report was split off: it tells of something else."
    assert any(line.startswith("Report received") for line in lines)


def test_what_may_not_be_seen_is_left_out(story):
    o, incident, _ = story

    lines = said(told_about(o, incident, may_see=lambda row: row.room != "reports"))

    assert not any(line.startswith("Report received") for line in lines)
    assert "A report was linked to this incident." in lines


def test_an_override_says_who_was_fit_and_keeps_its_reason_sealed(operations):
    o = operations
    incident, _near, far = o.incident(), o.team(), o.team(north=0.5)
    given = {"incident": incident, "teams": [far], "override_reason": "they know the ropes"}
    mission = send_teams(o.desk, o.act(), **given).made("missions")

    with o.desk.store.reading() as view:
        (moment,) = about_mission(view, mission)
    sent = moment.lines[-1].told

    assert (
        str(sent.details[0]) == "Against the proposal. Best first, these were fit: Team 1, Team 2."
    )
    assert len(moment.sealed) == 1
    assert "ropes" not in str(moment)


def test_what_is_sealed_is_called_by_what_it_is(operations):
    o = operations
    incident = o.incident(report=o.report(reporter="+000 invented"))

    lines = [line for moment in told_about(o, incident) for line in moment.lines]
    (received,) = (line.told for line in lines if isinstance(line.fact, ReportReceived))

    assert [str(box.called) for box in received.boxes] == [
        "what was told", "directions", "how to reach the reporter",
    ]  # fmt: skip
    assert received.sealed == tuple(box.sealed for box in received.boxes)


@pytest.mark.parametrize("room", [hazards, incidents, missions, reports])
def test_every_field_that_holds_sealed_words_has_a_name(room):
    kinds = [
        kind for kind in vars(room).values() if isinstance(kind, type) and issubclass(kind, Fact)
    ]
    fields = [
        (kind, name, str(hint)) for kind in kinds for name, hint in get_type_hints(kind).items()
    ]

    for _, name, hint in fields:
        if "Sealed" in hint:
            assert name in SEALED_WORDS


def test_every_kind_of_fact_can_be_told(operations):
    o = operations
    told_of = {type(fact) for fact in map(codec.fact_of, o.entries())}
    assert told_of <= set(FACT_WORDS)
    for entry in o.entries():
        assert str(told(codec.fact_of(entry), lambda id_: id_).says)
