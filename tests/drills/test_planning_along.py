"""Planning along a story: what is kept is what reading anew finds, and plans keep the rules."""

from najda.application.planning.fresh import FreshPlanning
from najda.application.planning.outlook import Outlook
from najda.application.usecases.live_again import live_again
from najda.application.usecases.propose_teams import plan_all_teams, rank_teams, watch_cover
from najda.drills.profile import HOUR
from tests.dispatch.checker import faults
from tests.drills.telling import begin

STEP = HOUR // 4


def everything(outlook):
    return outlook.incidents, outlook.tasks, outlook.teams, outlook.engaged, outlook.hazards


def test_what_is_kept_up_is_what_is_found_when_everything_is_read_anew(tmp_path):
    drill, kept, compared = begin(tmp_path / "drill", scale=2.0), Outlook(), 0
    for second in range(STEP, 16 * HOUR, STEP):
        drill.advance(second, together=50)
        with drill.desk.store.reading() as view:
            if not kept.keep_up(view):
                continue
            anew = Outlook()
            anew.keep_up(view)
        assert everything(kept) == everything(anew)
        compared += 1
    assert compared > 40
    assert kept.engaged
    assert kept.hazards


def test_what_a_transaction_undid_is_forgotten(tmp_path):
    drill, kept = begin(tmp_path / "drill"), Outlook()
    drill.advance(6 * HOUR, together=50)
    store = drill.desk.store
    try:
        with store.writing():
            drill.advance(8 * HOUR)
            with store.reading() as view:
                kept.keep_up(view)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with store.reading() as view:
        kept.keep_up(view)
        anew = Outlook()
        anew.keep_up(view)
    assert everything(kept) == everything(anew)


def test_the_plan_that_stands_keeps_every_rule_as_the_day_goes_on(tmp_path):
    drill, planned = begin(tmp_path / "drill", scale=3.0), 0
    for second in range(STEP, 14 * HOUR, STEP):
        drill.advance(second, together=50)
        standing = plan_all_teams(drill.desk)
        assert faults(standing.reading.problem, standing.plan()) == []
        planned += len(standing.plan().assignments)
    assert planned > 0


def test_whoever_the_plan_proposes_is_fit_by_the_ranking(tmp_path):
    drill, seen = begin(tmp_path / "drill", scale=3.0), 0
    for second in range(STEP, 12 * HOUR, STEP):
        drill.advance(second, together=50)
        for one in plan_all_teams(drill.desk).plan().assignments:
            fit = {
                candidate.team for candidate in rank_teams(drill.desk, incident=one.incident).fit
            }
            assert one.team in fit
            seen += 1
    assert seen > 0


def test_where_nobody_comes_in_time_is_said_from_what_happened(tmp_path):
    drill = begin(tmp_path / "drill", scale=3.0)
    drill.advance(18 * HOUR, together=50)
    found = watch_cover(drill.desk)
    with drill.desk.store.reading() as view:
        opened = [e for e in view.entries() if e.kind == "incidents.IncidentOpened"]
    assert 0 < found.calls <= 3 * len(opened)
    assert [one.in_minutes for one in found.ahead] == [0, 60, 120]
    said = [*(g.says() for one in found.ahead for g in one.gaps), *(m.says() for m in found.moves)]
    assert said
    assert all("{" not in str(one) for one in said)


def test_the_past_of_a_drill_is_lived_again_and_says_what_overrides_brought(tmp_path):
    drill = begin(tmp_path / "drill", scale=3.0)
    drill.advance(20 * HOUR, together=50)
    lived = live_again(drill.desk, days=1)
    recorded, _, planner = lived.ways
    assert lived.calls == sum(waits.calls for waits in recorded.waits) > 5
    assert lived.calls == sum(waits.calls for waits in planner.waits)
    assert planner.weighted > 0
    for one in lived.overrides:
        assert set(one.teams) != set(one.proposed)
        if one.sooner_by is not None:
            assert one.sooner_by == one.expected - one.took


def test_a_plan_made_anew_is_the_same_whatever_was_planned_before(tmp_path):
    drill, compared = begin(tmp_path / "drill", scale=3.0), 0
    for second in range(2 * HOUR, 14 * HOUR, HOUR):
        drill.advance(second, together=50)
        desk = drill.desk
        with desk.store.reading() as view:
            at = desk.clock.now()
            anew = FreshPlanning(desk.roads, desk.planner)
            for row in view.standings("incidents", status=["waiting"], limit=5):
                told = desk.planning.proposal(view, at, row.id)
                assert told == anew.proposal(view, at, row.id)
                compared += bool(told.planned)
    assert compared > 0
