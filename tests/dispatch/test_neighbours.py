"""Who could help where teams run out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from najda.dispatch.coverage import Waiting
from najda.dispatch.neighbours import MOST_HELPERS, with_helpers
from najda.dispatch.plan import Plan
from najda.dispatch.schedule import plan_all
from najda.dispatch.surge import TOO_FEW, Rate, Shortage, free_by_step, shortages

from .build import AMBULANCE, RESCUE, incident, later, problem, team

AREAS = ["Jableh", "Latakia", "Hills"]
SHORT = Shortage(area="Jableh", capability=RESCUE, in_minutes=0, until_minutes=None, short=1.0)
EMPTY = Plan(assignments=(), open=(), cost=0.0)


def asked(teams, plan=EMPTY, rates=(), short=SHORT, calls=()):
    """Each team is 30 minutes from Jableh unless `ways` says otherwise."""
    ways = {one.id: (30.0, 0.0, 0.0) for one in teams}
    return told(
        problem(calls, teams, [[10.0] * len(calls) for _ in teams]), plan, rates, short, ways
    )


def told(given_problem, plan, rates, short, ways, begins=None):
    back = {route.team: route.stops[-1].leaves_minutes for route in plan.routes} | (begins or {})
    waiting = [
        Waiting(
            team=one.id,
            capabilities=one.capabilities,
            minutes=ways[one.id],
            from_minutes=back.get(one.id, 0.0),
        )
        for one in given_problem.teams
        if one.shift_end is not None
    ]
    home = {one.id: one.areas[-1] if one.areas else "" for one in given_problem.teams}
    (found,) = with_helpers(
        given_problem, plan, rates, [short], areas=AREAS, waiting=waiting, home=home
    )
    return found


def test_an_area_with_idle_teams_could_help_and_how_soon():
    found = asked([team("a", areas=("Latakia",)), team("b", areas=("Latakia",))])
    (helper,) = found.helpers
    assert (helper.area, helper.teams, helper.minutes) == ("Latakia", 2, 30.0)
    assert [str(one) for one in found.who_could_help()] == [
        "Latakia could spare 2 teams, the first there in about 30 minutes."
    ]


def test_an_area_keeps_what_its_own_calls_will_take():
    teams = [team(one, areas=("Latakia",)) for one in "abc"]
    expected = [Rate(area="Latakia", capability=RESCUE, an_hour=1.0)]
    assert [one.teams for one in asked(teams, rates=expected).helpers] == [1]
    many = [Rate(area="Latakia", capability=RESCUE, an_hour=3.0)]
    assert asked(teams, rates=many).helpers == ()


def test_teams_the_plan_needs_are_not_spare():
    teams, calls = [team("a", areas=("Latakia",))], [incident()]
    plan = plan_all(problem(calls, teams, [[10.0]]))
    found = asked(teams, plan=plan, calls=calls)
    assert found.helpers == ()
    assert [str(one) for one in found.who_could_help()] == [
        "No other area can spare a team for search and rescue. Ask neighbours outside."
    ]


def test_who_cannot_do_it_or_goes_home_soon_or_finds_no_way_is_no_help():
    able = {"areas": ("Latakia",)}
    teams = [
        team("ambulance", capabilities=(AMBULANCE,), **able),
        team("tired", shift_end=later(80), **able),
        team("off", shift_end=None, **able),
        team("own", areas=("Jableh",)),
        team("nowhere"),
    ]
    assert asked(teams).helpers == ()
    cut_off = [team("a", **able)]
    given_problem = problem([], cut_off, [[]])
    assert told(given_problem, EMPTY, [], SHORT, {"a": (None, 0.0, 0.0)}).helpers == ()


def test_the_soonest_help_is_named_first():
    teams = [team("a", areas=("Latakia",)), team("b", areas=("Hills",))]
    given_problem = problem([], teams, [[], []])
    ways = {"a": (40.0, 0.0, 9.0), "b": (25.0, 9.0, 0.0)}
    found = told(given_problem, EMPTY, [], SHORT, ways)
    assert [(one.area, one.minutes) for one in found.helpers] == [
        ("Hills", 25.0),
        ("Latakia", 40.0),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(AREAS),
            st.sampled_from([(RESCUE,), (AMBULANCE,), (RESCUE, AMBULANCE)]),
            st.none() | st.integers(0, 90).map(float),
            st.integers(30, 600),
        ),
        max_size=8,
    ),
    st.lists(st.tuples(st.sampled_from(AREAS), st.sampled_from([0.0, 0.5, 2.0])), max_size=3),
)
@settings(deadline=None)
def test_whoever_helps_leaves_no_shortage_at_home(teams, demand):
    options = [
        team(f"t{at}", areas=(area,), capabilities=able, shift_end=later(end))
        for at, (area, able, _, end) in enumerate(teams)
    ]
    given_problem = problem([], options, [[] for _ in options])
    rates = [
        Rate(area=area, capability=RESCUE, an_hour=an_hour)
        for area, an_hour in dict(demand).items()
    ]
    ways = {f"t{at}": (way, 5.0, 5.0) for at, (_, _, way, _) in enumerate(teams)}
    for short in shortages(given_problem, EMPTY, rates):
        if short.area != "Jableh":
            continue
        found = told(given_problem, EMPTY, rates, short, ways)
        assert len(found.helpers) <= MOST_HELPERS
        assert [one.minutes for one in found.helpers] == sorted(o.minutes for o in found.helpers)
        for helper in found.helpers:
            assert helper.area != short.area
            assert helper.teams >= 1
            known = next((one for one in rates if one.area == helper.area), None)
            rate = known or Rate(area=helper.area, capability=RESCUE, an_hour=0.0)
            last = 48 if short.until_minutes is None else short.until_minutes // 5
            steps = free_by_step(given_problem, EMPTY, rate)[short.in_minutes // 5 : last + 1]
            assert min(steps) - helper.teams >= (TOO_FEW if known else 0.0)
