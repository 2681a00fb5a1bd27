"""The past as the ledger tells it, lived again: what stood when, and what sendings brought."""

from datetime import timedelta

from najda.application.planning.judging import AS_GOOD, verdict
from najda.application.planning.world import world
from najda.application.usecases.close_road import close_road, extend_closure, reopen_road
from najda.application.usecases.live_again import PLANNER, live_again
from najda.application.usecases.report_hazard import clear_hazard, extend_hazard, report_hazard
from najda.application.usecases.work_mission import accept_mission, arrive, depart, finish
from najda.application.whereabouts import Where
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from najda.kernel.tasks import HazardKind
from tests.application.operations import TOWN, desk_on
from tests.application.test_planning import VILLAGE, VillageRoads

ROAD = RoadSpot(part=RoadPart.STRETCH, points=(TOWN,))
TOLD = {"said_by": SaidBy.OWN_TEAM, "reason": "seen"}


def past_of(o):
    with o.desk.store.reading() as view:
        return world(view, o.desk.roads)


def hours(o, start, *, of):
    """What `of` says at each half hour from a start on until now."""
    at, said = start, []
    while at <= o.clock.at:
        said.append(of(at))
        at += timedelta(minutes=30)
    return said


def test_a_danger_stood_from_its_report_to_its_end_as_it_was_known(operations):
    o, start = operations, operations.clock.at
    given = {"where": Where(position=TOWN), "radius_m": 100}
    fire = report_hazard(
        o.desk, o.act(), kind=HazardKind.ACTIVE_FIRE, until=start + timedelta(hours=1), **given
    ).made("hazards")
    o.clock.pass_(minutes=90)
    extend_hazard(o.desk, o.act(), hazard=fire, until=start + timedelta(hours=9), reason="smoke")
    o.clock.pass_(minutes=60)
    clear_hazard(o.desk, o.act(), hazard=fire, reason="out")
    o.clock.pass_(minutes=30)
    stood = hours(o, start, of=lambda at: len(past_of(o).hazards(at)))
    assert stood == [1, 1, 0, 1, 1, 0, 0]


def test_a_danger_told_late_stood_from_when_it_happened(operations):
    o, start = operations, operations.clock.at
    o.clock.pass_(hours=2)
    report_hazard(
        o.desk, o.act(occurred_at=start + timedelta(hours=1)), kind=HazardKind.ACTIVE_FIRE,
        where=Where(position=TOWN), radius_m=100,
    )  # fmt: skip
    assert hours(o, start, of=lambda at: len(past_of(o).hazards(at))) == [0, 0, 1, 1, 1]


def test_roads_were_closed_from_when_it_was_told_until_they_were_open_again(operations):
    o, start = operations, operations.clock.at
    o.desk = desk_on(o.desk.store, o.clock, VillageRoads())
    o.clock.pass_(minutes=30)
    closure = close_road(o.desk, o.act(), spot=ROAD, until=start + timedelta(hours=1), **TOLD).made(
        "closures"
    )
    o.clock.pass_(minutes=60)
    extend_closure(o.desk, o.act(), closure=closure, until=start + timedelta(hours=9), **TOLD)
    o.clock.pass_(minutes=30)
    reopen_road(o.desk, o.act(), closure=closure, **TOLD)
    o.clock.pass_(minutes=30)
    there = past_of(o)

    def is_open(at):
        return there.minutes(at, [TOWN], [VILLAGE])[0, 0] < float("inf")

    assert hours(o, start, of=is_open) == [True, False, True, False, True, True]
    assert {start + timedelta(minutes=m) for m in (30, 60, 90, 120)} <= there.moments()


def served(o, incident, team, *, minutes=5, **more):
    mission = o.send(incident, team, **more)
    for step in (accept_mission, depart, arrive, finish):
        o.clock.pass_(minutes=minutes)
        step(o.desk, o.act(), mission=mission, team=team)
    return mission


def test_lived_again_nobody_drives_over_a_road_that_was_closed_then(operations):
    o = operations
    o.desk = desk_on(o.desk.store, o.clock, VillageRoads())
    team = o.team()
    village = o.incident(position=VILLAGE)
    free = live(o)
    closure = close_road(o.desk, o.act(), spot=ROAD, **TOLD).made("closures")
    served(o, village, team, override_reason="they know a track", minutes=10)
    o.clock.pass_(hours=3)
    reopen_road(o.desk, o.act(), closure=closure, **TOLD)
    o.clock.pass_(minutes=1)
    planner = live(o)
    assert free.calls == 0, "nobody had come yet"
    assert planner.ways[-1].called == PLANNER
    assert planner.ways[-1].weighted > 3 * 60, "it waits until the road is open again"


def live(o):
    return live_again(o.desk, days=1)


def test_a_sending_that_left_a_graver_call_without_a_team_turned_out_worse(operations):
    o = operations
    near = o.team()
    far = o.team(north=0.5)
    slight = o.incident(
        need=Need(life_threat=LifeThreat.NONE), position=Position.at(TOWN.lat + 0.45, TOWN.lon)
    )
    mission = o.send(slight, near, override_reason="they asked for it")
    o.clock.pass_(minutes=1)
    grave = o.incident()
    served(o, grave, far, minutes=30, override_reason="nobody else is left")
    for step in (accept_mission, depart, arrive, finish):
        o.clock.pass_(minutes=10)
        step(o.desk, o.act(), mission=mission, team=near)
    found = live(o)
    first = found.saved[0]
    assert found.overrides[0].teams == (near,)
    assert first < -AS_GOOD
    assert (found.verdict.better, found.verdict.worse) == (0, 1)
    assert found.verdict.worse_minutes > 2


def test_the_verdict_counts_better_worse_as_good_and_unknown_apart():
    told = verdict([10 * AS_GOOD, -4 * AS_GOOD, -2 * AS_GOOD, 0.0, AS_GOOD, None])
    assert (told.better, told.worse, told.as_good, told.unknown) == (1, 2, 2, 1)
    assert (told.better_minutes, told.worse_minutes) == (20.0, 12.0)


def test_without_a_sending_against_the_proposal_there_is_nothing_to_judge(operations):
    o = operations
    served(o, o.incident(), o.team())
    found = live(o)
    assert (found.calls, found.overrides, found.saved) == (1, (), ())
    assert set(found.verdict) == {0}
