"""The desk keeps what an act comes to once, whole, and under somebody's name; or nothing of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from najda.application.desk import Act
from najda.application.errors import ActKnown, ActorMissing, InTheFuture, NotFound, StaleVersion
from najda.application.usecases.assess_incident import assess_need
from najda.application.usecases.check_in import check_in
from najda.application.usecases.found_installation import revise_installation
from najda.application.usecases.judge_report import link_report, set_report_aside
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.usecases.record_outcome import record_outcome
from najda.application.usecases.report_hazard import report_hazard
from najda.application.usecases.run_shift import start_shift
from najda.application.usecases.send_teams import MissionElsewhere, send_teams, set_team_down
from najda.application.whereabouts import Where
from najda.domain.missions.events import Outcome
from najda.domain.reports.events import ReportSetAside
from najda.domain.teams.rules import TeamBusy
from najda.intake.operations_area import OutsideArea
from najda.kernel.entry import NotPlain, first_break
from najda.kernel.errors import Malformed, Refusal
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Channel, HazardKind, Task
from tests.application.operations import AMAL, GRAVE, OMAR, TOWN, rebuilt


def test_the_same_act_five_times_is_recorded_once(operations):
    o = operations
    act = o.act()
    given = {"text": "حريق", "channel": Channel.SMS}
    first, *later = [receive_report(o.desk, act, **given) for _ in range(5)]
    assert [done.again for done in (first, *later)] == [False, True, True, True, True]
    assert {done.entries for done in later} == {first.entries}
    assert len([e for e in o.entries() if e.kind == "reports.ReportReceived"]) == 1


def test_the_same_act_by_five_threads_at_once_is_recorded_once(operations):
    o = operations
    act, ready = o.act(), Barrier(5)

    def send(_):
        ready.wait()
        try:
            return receive_report(o.desk, act, text="fire", channel=Channel.FORM).made("reports")
        finally:
            o.desk.store.close()

    with ThreadPoolExecutor(5) as threads:
        made = set(threads.map(send, range(5)))
    assert len(made) == 1
    assert len([e for e in o.entries() if e.kind == "reports.ReportReceived"]) == 1


def test_an_id_spelt_otherwise_is_the_same_id(operations):
    o = operations
    act = o.act()
    loud = Act(id=act.id.upper(), person=act.person)
    receive_report(o.desk, act, text="fire", channel=Channel.FORM)
    assert receive_report(o.desk, loud, text="fire", channel=Channel.FORM).again


def test_an_id_somebody_else_used_is_refused(operations):
    o = operations
    act = o.act()
    receive_report(o.desk, act, text="fire", channel=Channel.FORM)
    with pytest.raises(ActKnown, match=AMAL):
        receive_report(o.desk, Act(id=act.id, person=OMAR), text="fire", channel=Channel.FORM)


def test_an_id_used_for_something_else_is_refused(operations):
    o = operations
    act, first, second = o.act(), o.team(), o.team()
    check_in(o.desk, act, team=first)
    before = o.entries()
    with pytest.raises(ActKnown):
        check_in(o.desk, act, team=second)
    with pytest.raises(ActKnown):
        receive_report(o.desk, act, text="fire", channel=Channel.FORM)
    with pytest.raises(ActKnown):
        open_incident(o.desk, act, task=Task.RESCUE, need=GRAVE)
    assert o.entries() == before


def test_what_changed_since_it_was_looked_at_is_refused_and_says_who_and_when(operations):
    o = operations
    incident = o.incident()
    looked = {f"incidents/{incident}": 2}
    o.clock.pass_(minutes=3)
    milder = Need(life_threat=LifeThreat.POSSIBLE)
    assess_need(o.desk, o.act(OMAR, seen=looked), incident=incident, need=milder)
    with pytest.raises(StaleVersion) as refusal:
        assess_need(o.desk, o.act(seen=looked), incident=incident, need=GRAVE)
    values = refusal.value.values
    assert (values["person"], values["when"]) == (OMAR, o.clock.at)
    assert o.view("incidents", incident).need == milder


def test_to_have_seen_what_is_not_there_is_refused_as_not_found(operations):
    o = operations
    nowhere = "0195aaaa-0000-7000-8000-000000000000"
    act = o.act(seen={f"incidents/{nowhere}": 3})
    with pytest.raises(NotFound, match=nowhere):
        assess_need(o.desk, act, incident=nowhere, need=GRAVE)


def test_two_dispatchers_cannot_take_the_same_team(operations):
    o = operations
    team, incidents, ready = o.team(), [o.incident(), o.incident()], Barrier(2)

    def take(incident, person):
        act = o.act(person)
        ready.wait()
        try:
            send_teams(o.desk, act, incident=incident, teams=[team])
            return "won"
        except Refusal as refusal:
            return refusal.name
        finally:
            o.desk.store.close()

    with ThreadPoolExecutor(2) as threads:
        heard = list(threads.map(take, incidents, [AMAL, OMAR]))
    assert sorted(heard) == sorted(["won", TeamBusy.__name__])
    (sent,) = [e for e in o.entries() if e.kind == "missions.TeamSent"]
    assert o.view("teams", team).mission == sent.stream.partition("/")[2]
    assert o.standings() == rebuilt(o)


def test_a_mission_goes_only_to_the_incident_it_was_planned_for(operations):
    o = operations
    here, elsewhere, team = o.incident(), o.incident(), o.team()
    mission = o.send(here, team)
    with pytest.raises(MissionElsewhere, match=here):
        o.send(elsewhere, o.team(), mission=mission, override_reason="both are near")


@pytest.mark.parametrize("person", ["", "أمل", "two words"])
def test_nothing_is_recorded_without_a_person_who_can_be_named(operations, person):
    o = operations
    before = o.entries()
    with pytest.raises((ActorMissing, NotPlain)):
        receive_report(o.desk, o.act(person), text="fire", channel=Channel.FORM)
    assert o.entries() == before


def test_what_lies_in_the_future_is_refused_and_a_fast_clock_is_not(operations):
    o = operations
    later = o.clock.at + timedelta(minutes=3)
    with pytest.raises(InTheFuture):
        receive_report(o.desk, o.act(occurred_at=later), text="fire", channel=Channel.FORM)
    fast = o.act(occurred_at=o.clock.at + timedelta(minutes=1))
    done = receive_report(o.desk, fast, text="fire", channel=Channel.FORM)
    assert done.entries[0].occurred_at == done.entries[0].recorded_at


def test_a_time_without_its_zone_is_refused(operations):
    o = operations
    naive = o.clock.at.replace(tzinfo=None)
    with pytest.raises(Malformed, match="zone"):
        receive_report(o.desk, o.act(occurred_at=naive), text="fire", channel=Channel.FORM)
    with pytest.raises(Malformed, match="zone"):
        start_shift(o.desk, o.act(), team=o.team(on_shift=False), until=naive)


def test_what_could_not_be_read_again_is_refused_before_it_is_recorded(operations):
    o = operations
    team = o.team()
    mission = o.on_site(o.incident(), team)
    before = o.entries()
    for wrong in (Outcome(rescued=-1), Outcome(treated="many"), Outcome(dead_found=10**9)):
        with pytest.raises(Malformed, match="OutcomeRecorded"):
            record_outcome(o.desk, o.act(), mission=mission, team=team, outcome=wrong)
    assert o.entries() == before


def test_a_work_that_fails_midway_leaves_nothing(operations):
    o = operations
    report = o.report()
    before, stood = o.entries(), o.standings()

    def work(work):
        why = work.seal_reason("a-subject-of-its-own", "half done", "set aside")
        work.add("reports", report, [ReportSetAside(reason=why)])
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        o.desk.perform(o.act(), work, ReportSetAside, report)
    assert (o.entries(), o.standings()) == (before, stood)
    with o.desk.store.reading() as view:
        assert view.subject_key("a-subject-of-its-own") is None


def test_an_act_on_two_things_is_kept_for_both_or_for_none(operations):
    o = operations
    report = o.report()
    before = o.entries()
    nowhere = "0195aaaa-0000-7000-8000-000000000000"
    with pytest.raises(NotFound):
        link_report(o.desk, o.act(), report=report, incident=nowhere)
    assert o.entries() == before
    assert o.view("reports", report).status == "received"


def test_of_several_acts_together_a_refused_one_is_undone_alone(operations):
    o = operations
    kept = o.report()
    with o.desk.together():
        set_report_aside(o.desk, o.act(), report=kept, reason="a drill")
        with pytest.raises(Refusal):
            set_team_down(o.desk, o.act(), mission=kept, team=kept)
        other = o.report("a second one")
    assert o.view("reports", kept).status == "set_aside"
    assert o.view("reports", other).status == "received"
    assert first_break(o.entries()) is None
    assert o.standings() == rebuilt(o)


def test_of_several_acts_together_nothing_is_kept_if_the_whole_fails(operations):
    o = operations
    before = o.entries()

    def several():
        with o.desk.together():
            o.report()
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        several()
    assert o.entries() == before


def test_a_position_outside_the_area_of_operations_is_refused(operations):
    o = operations
    revise_installation(
        o.desk, o.act(), name="Invented Rescue", area="32,35,37,43", time_zone="Asia/Damascus"
    )
    madrid = Where(position=Position.at(40.4, -3.7))
    with pytest.raises(OutsideArea):
        o.report(where=madrid)
    with pytest.raises(OutsideArea):
        report_hazard(o.desk, o.act(), kind=HazardKind.ACTIVE_FIRE, where=madrid, radius_m=50)
    assert o.report(where=Where(position=TOWN))


def test_a_team_heard_from_meanwhile_is_no_reason_to_refuse_who_had_not_seen_it(operations):
    o = operations
    incident, team = o.incident(), o.team()
    seen = {f"teams/{team}": len(o.entries(stream=f"teams/{team}"))}
    check_in(o.desk, o.act(OMAR), team=team)
    check_in(o.desk, o.act(OMAR), team=team)

    done = send_teams(o.desk, o.act(seen=seen), incident=incident, teams=[team])

    assert not done.again


def test_what_else_happened_to_a_team_since_is_told_even_if_it_was_heard_from_after(operations):
    o = operations
    incident, elsewhere, team = o.incident(), o.incident(), o.team()
    seen = {f"teams/{team}": len(o.entries(stream=f"teams/{team}"))}
    send_teams(o.desk, o.act(OMAR), incident=elsewhere, teams=[team])
    check_in(o.desk, o.act(AMAL), team=team)

    with pytest.raises(StaleVersion) as refusal:
        send_teams(o.desk, o.act(seen=seen), incident=incident, teams=[team])

    values = refusal.value.values
    assert (values["kind"].__name__, values["person"]) == ("TeamCommitted", OMAR)


def test_a_version_from_the_future_is_refused(operations):
    o = operations
    incident, team = o.incident(), o.team()

    with pytest.raises(StaleVersion):
        send_teams(o.desk, o.act(seen={f"teams/{team}": 99}), incident=incident, teams=[team])
