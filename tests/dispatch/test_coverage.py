"""Where nobody would be in time, where to stand by, and when nobody is left."""

import pytest

from najda.dispatch.coverage import AreaCover, Demand, Waiting, area_covers, gaps, relocations
from najda.dispatch.problem import Availability
from najda.dispatch.schedule import plan_all
from najda.dispatch.surge import Rate, shortages

from .build import AMBULANCE, RESCUE, incident, later, problem, team

AREAS = ["Jableh", "Latakia", "Hills"]
BETWEEN = [[0.0, 25.0, 60.0], [25.0, 0.0, 50.0], [60.0, 50.0, 0.0]]


def demand(*calls, capability=RESCUE):
    return [
        Demand(area=area, capability=capability, calls=each)
        for area, each in zip(AREAS, calls, strict=False)
    ]


def waiting(name, *minutes, **other):
    return Waiting(team=name, capabilities=(RESCUE,), minutes=minutes, **other)


def test_an_area_nobody_reaches_in_time_is_a_gap_the_most_expected_calls_first():
    found = gaps(AREAS, demand(1.0, 2.0, 3.0), [waiting("a", 0.0, 25.0, None)])
    assert [(one.area, one.soonest) for one in found] == [("Hills", None), ("Latakia", 25.0)]
    assert (
        str(found[0].says()) == "Hills: no team is left that could be there for search and rescue."
    )
    assert "25 minutes away" in str(found[1].says())


def test_a_team_that_comes_free_later_covers_only_then():
    team_ = [waiting("a", 5.0, 5.0, 5.0, from_minutes=40.0)]
    assert len(gaps(AREAS, demand(1.0, 1.0, 1.0), team_)) == 3
    assert gaps(AREAS, demand(1.0, 1.0, 1.0), team_, in_minutes=40.0) == ()


def test_an_area_that_lacks_some_of_what_is_asked_for_is_told_from_one_that_lacks_all():
    here = Waiting(team="a", capabilities=(RESCUE,), minutes=(5.0, 25.0, None))
    asked = [*demand(1.0, 1.0), *demand(1.0, capability=AMBULANCE)]
    assert area_covers(AREAS, asked, gaps(AREAS, asked, [here]), ()) == {
        "Jableh": AreaCover.PARTLY,
        "Latakia": AreaCover.NOT_AT_ALL,
        "Hills": AreaCover.COVERED,
    }


def test_what_will_not_be_covered_later_is_told_from_what_is_not_now():
    later_, now = gaps(AREAS, demand(1.0, 1.0), []), gaps(AREAS, demand(1.0), [])
    found = area_covers(AREAS, demand(1.0, 1.0), now, later_)
    assert found["Jableh"] == AreaCover.NOT_AT_ALL
    assert found["Latakia"] == AreaCover.LACKS_SOON


def test_who_cannot_do_it_covers_nothing():
    found = gaps(AREAS, demand(1.0, capability=AMBULANCE), [waiting("a", 0.0, 0.0, 0.0)])
    assert [one.area for one in found] == ["Jableh"]


def test_a_spare_team_is_suggested_where_it_brings_most_calls_within_reach():
    both_here = [waiting("a", 0.0, 25.0, 60.0), waiting("b", 0.0, 25.0, 60.0)]
    (first, *_) = relocations(AREAS, demand(1.0, 2.0, 0.5), both_here, BETWEEN)
    assert (first.team, first.area, first.gains) == ("a", "Latakia", 2.0)
    assert "a could stand by in Latakia, 25 minutes away" in str(first.says())


def test_nobody_is_moved_where_leaving_loses_as_much():
    alone = [waiting("a", 0.0, 25.0, 60.0)]
    assert relocations(AREAS, demand(1.0, 1.0), alone, BETWEEN) == ()


def test_a_team_moves_once_and_what_it_then_covers_counts():
    both = [waiting("a", 0.0, 25.0, 60.0), waiting("b", 0.0, 25.0, 60.0)]
    moves = relocations(AREAS, demand(0.1, 2.0, 1.0), both, BETWEEN)
    assert [(one.team, one.area) for one in moves] == [("a", "Latakia"), ("b", "Hills")]


def rate(an_hour):
    return [Rate(area="Jableh", capability=RESCUE, an_hour=an_hour)]


def shortage(teams, calls, an_hour):
    asked = problem(calls, teams, [[10.0] * len(calls) for _ in teams])
    return shortages(asked, plan_all(asked), rate(an_hour))


def test_teams_sent_by_the_plan_are_missing_until_they_are_done():
    (one,) = shortage([team(areas=("Jableh",))], [incident()], 0.0)
    assert (one.in_minutes, one.until_minutes) == (0, 70)
    assert str(one.says()) == "Jableh has no team left for search and rescue."


def test_calls_to_come_use_up_the_teams_that_are_left():
    (one,) = shortage([team(areas=("Jableh",))], [], 0.8)
    assert one.in_minutes == 40
    assert str(one.says()) == "In 40 minutes Jableh has no team left for search and rescue."


def test_the_end_of_a_shift_is_foreseen():
    (one,) = shortage([team(areas=("Jableh",), shift_end=later(120))], [], 0.0)
    assert (one.in_minutes, one.until_minutes) == (120, None)


@pytest.mark.parametrize("fields", [{}, {"availability": Availability.BUSY, "free_at": later(0)}])
def test_an_area_with_enough_teams_is_not_spoken_of(fields):
    teams = [team("a", areas=("Jableh",), **fields), team("b", areas=("Jableh",))]
    assert shortage(teams, [], 0.2) == ()
