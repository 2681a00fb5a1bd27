"""The hard rules, one by one, each with its sentence."""

import pytest

from najda.dispatch.fit import WORK_MINUTES, Rule, obstacles, site_of, team_obstacles
from najda.dispatch.problem import Availability, ProblemMisshapen
from najda.dispatch.rank import rank
from najda.dispatch.schedule import plan_all
from najda.kernel.phrases import Coming, phrase
from najda.kernel.places import Position
from najda.kernel.tasks import HazardKind
from najda.kernel.values import replace

from .build import AMBULANCE, AT, HERE, ORDNANCE, RESCUE, hazard, incident, later, problem, team

UXO, STRIKE = HazardKind.UNEXPLODED_ORDNANCE, HazardKind.SECOND_STRIKE


def kept(one_team, *, minutes=10.0, hazards=(), asked=RESCUE, **incident_fields):
    """Return the rules that keep a team, and their sentences together."""
    wanted = incident(**incident_fields)
    found = obstacles(problem([wanted], [one_team], [[minutes]], hazards), one_team, wanted, asked)
    return [one.rule for one in found], " ".join(str(one.says) for one in found)


def test_a_free_rested_able_team_on_shift_is_fit():
    assert kept(team()) == ([], "")


@pytest.mark.parametrize(
    ("fields", "rule", "says"),
    [
        ({"capabilities": (AMBULANCE,)}, Rule.LACKS_CAPABILITY, "search and rescue"),
        (
            {"availability": Availability.BUSY, "engaged_with": "mission 7", "free_at": later(30)},
            Rule.BUSY,
            "mission 7 until about",
        ),
        ({"availability": Availability.BUSY, "engaged_with": "mission 7"}, Rule.BUSY, "mission 7."),
        (
            {"availability": Availability.PREASSIGNED, "engaged_with": "mission 8"},
            Rule.PREASSIGNED,
            "promised to mission 8; release it",
        ),
        ({"shift_end": None}, Rule.OFF_SHIFT, "off shift"),
        ({"shift_end": AT}, Rule.OFF_SHIFT, "off shift"),
        ({"rest_until": later(1)}, Rule.MUST_REST, "It must rest until"),
        ({"position": None}, Rule.NO_POSITION, "Ask it for its position"),
        ({"shift_end": later(10 + WORK_MINUTES - 1)}, Rule.SHIFT_TOO_SHORT, "work 60 minutes"),
    ],
)
def test_each_rule_about_a_team_keeps_it_and_says_why(fields, rule, says):
    rules, said = kept(team(**fields))
    assert rules == [rule]
    assert says in said


def test_times_are_given_as_times_for_the_reader_s_own_calendar_and_zone():
    found = team_obstacles(team(rest_until=later(1)), AT)
    assert [one.says.values for one in found] == [{"when": Coming(later(1), AT)}]


@pytest.mark.parametrize(
    "fields", [{"rest_until": AT}, {"shift_end": later(10 + WORK_MINUTES)}, {"areas": ("X",)}]
)
def test_a_team_at_the_very_edge_of_a_rule_is_fit(fields):
    assert kept(team(**fields))[0] == []


def test_a_place_without_a_way_is_unreachable():
    assert kept(team(), minutes=None)[0] == [Rule.UNREACHABLE]


def test_nobody_is_sent_to_a_place_nobody_knows():
    rules, said = kept(team(), position=None)
    assert rules == [Rule.PLACE_UNKNOWN]
    assert "Find its place first" in said


def test_every_rule_broken_is_named_not_only_the_first():
    tired = team(capabilities=(), rest_until=later(60), shift_end=None)
    assert kept(tired, minutes=None)[0] == [
        Rule.LACKS_CAPABILITY,
        Rule.OFF_SHIFT,
        Rule.MUST_REST,
        Rule.UNREACHABLE,
    ]


def test_only_ordnance_disposal_enters_where_ordnance_lies():
    assert kept(team(), hazards=[hazard(UXO)])[0] == [Rule.ORDNANCE_UNCLEARED]
    able = team(capabilities=(RESCUE, ORDNANCE))
    assert kept(able, hazards=[hazard(UXO)])[0] == []


@pytest.mark.parametrize(
    "elsewhere",
    [{"position": Position.at(35.1, 36.0)}, {"until": AT}, {"since": later(1)}],
)
def test_ordnance_elsewhere_or_at_another_time_keeps_nobody(elsewhere):
    assert kept(team(), hazards=[hazard(UXO, **elsewhere)])[0] == []


def test_a_place_with_ordnance_asks_for_its_disposal_until_somebody_is_sent():
    mined = [hazard(UXO)]
    for wanted, asks in (
        (incident(), (RESCUE, ORDNANCE)),
        (incident(asks=(ORDNANCE,)), (ORDNANCE,)),
        (incident(sent=(ORDNANCE,)), (RESCUE,)),
    ):
        assert site_of(problem([wanted], [], [], mined), wanted).asks == asks
    calm = incident()
    assert site_of(problem([calm], [], []), calm).asks == (RESCUE,)


def test_nobody_enters_within_the_second_strike_window_however_near():
    wanted = incident()
    site = site_of(problem([wanted], [], [], [hazard(STRIKE, until=later(30))]), wanted)
    assert site.enters_after(5.0, AT) == 30.0
    assert site.enters_after(50.0, AT) == 50.0


def test_nobody_enters_where_a_second_strike_is_feared_until_that_is_cleared():
    rules, says = kept(team(), hazards=[hazard(STRIKE, until=None)])
    assert rules == [Rule.SECOND_STRIKE_AWAITED]
    assert "until that is cleared" in says


def test_the_longest_of_several_windows_counts():
    wanted = incident()
    strikes = [hazard(STRIKE, id="a", until=later(30)), hazard(STRIKE, id="b", until=later(90))]
    assert site_of(problem([wanted], [], [], strikes), wanted).hold_until == later(90)


def test_a_shift_must_last_through_the_waiting_at_the_edge():
    strike = [hazard(STRIKE, until=later(120))]
    rules, _ = kept(team(shift_end=later(120 + WORK_MINUTES - 1)), hazards=strike)
    assert rules == [Rule.SHIFT_TOO_SHORT]
    assert kept(team(shift_end=later(120 + WORK_MINUTES)), hazards=strike)[0] == []


def test_fire_and_blocked_roads_are_told_but_keep_nobody():
    dangers = [hazard(HazardKind.ACTIVE_FIRE, id="a"), hazard(HazardKind.BLOCKED_ROAD, id="b")]
    assert kept(team(), hazards=dangers)[0] == []


@pytest.mark.parametrize(
    ("incidents", "teams", "minutes", "why"),
    [
        ([incident()], [team()], [], "row"),
        ([incident()], [team()], [[]], "column"),
        ([incident(), incident()], [team()], [[1.0, 1.0]], "twice"),
        ([incident()], [team(), team()], [[1.0], [1.0]], "twice"),
    ],
)
def test_a_problem_that_does_not_fit_together_is_refused(incidents, teams, minutes, why):
    with pytest.raises(ProblemMisshapen, match=why):
        problem(incidents, teams, minutes)


def test_where_a_team_stands_does_not_matter_beside_its_travel_time():
    far = team(position=Position.at(10.0, 10.0))
    assert kept(far) == kept(team(position=HERE))


def test_why_nobody_has_a_way_is_the_reason_where_it_is_known():
    why = phrase("It lies off every road.")
    known = replace(problem([incident()], [team()], [[None]]), no_way={"incident": why})
    (kept_,) = obstacles(known, known.teams[0], known.incidents[0], RESCUE)
    assert (kept_.rule, kept_.says) == (Rule.UNREACHABLE, why)
    assert plan_all(known).open[0].reason == why
    assert rank(known, "incident").unfit[0].obstacles == (kept_,)
