"""Asking neighbours on the record: whom, for what, why, what they answered and who came."""

from datetime import timedelta

import pytest

from najda.application.aid_now import asked_now
from najda.application.look_up import AreaUnknown
from najda.application.permissions import MAY, Grant, Permission, Role, can
from najda.application.reach import reach_of
from najda.application.usecases.ask_for_aid import (
    ask_for_aid,
    decline_aid,
    extend_aid,
    grant_aid,
    let_team_go,
    welcome_team,
    withdraw_aid,
)
from najda.application.usecases.propose_teams import watch_cover
from najda.domain.aid.rules import (
    AidEndsBefore,
    AidImpossible,
    AidLapsed,
    AskedOfItself,
    NobodyAsked,
    TeamNotHere,
    has_lapsed,
)
from najda.kernel.errors import Malformed, NotAllowedNow, ReasonMissing
from najda.kernel.tasks import Capability
from tests.application.operations import TwoDistricts, rebuilt

RESCUE = Capability.SEARCH_AND_RESCUE
NORTH = "Invented Rescue North"


@pytest.fixture
def o(operations):
    operations.desk.gazetteer = TwoDistricts()
    return operations


def ask(o, **more):
    given = {
        "area": "SY0200",
        "capability": RESCUE,
        "number": 2,
        "until": o.clock.at + timedelta(hours=6),
        "reason": "two houses fell",
        "organisation": NORTH,
    } | more
    return ask_for_aid(o.desk, o.act(), **given).made("aid")


def grant(o, aid, number=2, **more):
    return grant_aid(o.desk, o.act(), aid=aid, number=number, **more)


def standing(o):
    with o.desk.store.reading() as view:
        return asked_now(view, o.clock.at)


def a_day_with_calls(o):
    """Calls came all morning, so that some are to be expected, and the only team is out."""
    team = o.team()
    for _ in range(6):
        o.incident()
        o.clock.pass_(minutes=20)
    return team


def test_a_request_says_who_is_asked_for_what_where_and_until_when(o):
    aid = ask(o, of_area="SY0201")
    state = o.view("aid", aid)
    assert (state.neighbour.name, state.neighbour.areas) == (NORTH, ("SY02", "SY0201"))
    assert (state.teams, state.capability) == (2, RESCUE)
    assert state.place.areas == ("SY02", "SY0200")
    assert state.until == o.clock.at + timedelta(hours=6)
    (one,) = standing(o)
    assert (one.id, one.area, one.granted, one.here) == (aid, "SY0200", None, ())
    assert "2 teams are asked for" in str(one.says())


def test_why_it_is_asked_for_and_what_was_answered_is_sealed(o):
    aid = ask(o, reason="the crew of an invented captain is exhausted")
    grant(o, aid, reason="an invented captain promised")
    decline_aid(o.desk, o.act(), aid=aid, reason="an invented captain fell ill")
    kept = " ".join(e.body for e in o.entries()) + " ".join(row.state for row in o.standings())
    assert "captain" not in kept


def test_what_the_planner_foresaw_is_kept_beside_the_reason(o):
    a_day_with_calls(o)
    (foreseen,) = [
        one
        for one in watch_cover(o.desk).shortages
        if (one.area, one.capability) == ("SY0200", RESCUE)
    ]
    forecast = o.view("aid", ask(o)).forecast
    assert (forecast.in_minutes, forecast.until_minutes, forecast.short) == (
        foreseen.in_minutes,
        foreseen.until_minutes,
        foreseen.short,
    )


def test_aid_may_be_asked_for_though_no_shortage_is_foreseen_and_that_is_kept_too(o):
    assert o.view("aid", ask(o)).forecast is None


def test_the_last_answer_holds(o):
    aid = ask(o)
    grant(o, aid, number=1)
    grant(o, aid, number=2, reason="one more after all")
    assert (o.view("aid", aid).status, o.view("aid", aid).granted) == ("granted", 2)
    assert "Granted: 2" in str(standing(o)[0].says())
    decline_aid(o.desk, o.act(), aid=aid, reason="needed at home")
    assert (o.view("aid", aid).status, o.view("aid", aid).granted) == ("declined", 0)
    assert standing(o) == ()
    grant(o, aid, number=1)
    assert o.view("aid", aid).status == "granted"


def test_a_request_lapses_by_its_time_and_stands_again_with_a_later_one(o):
    aid = ask(o)
    o.clock.pass_(hours=6)
    assert standing(o) == ()
    assert has_lapsed(o.view("aid", aid), o.clock.at)
    with pytest.raises(AidLapsed, match="Give it a later end first"):
        grant(o, aid)
    later = o.clock.at + timedelta(hours=3)
    extend_aid(o.desk, o.act(), aid=aid, until=later, reason="still too few")
    grant(o, aid)
    assert standing(o)[0].granted == 2


def test_what_is_withdrawn_takes_no_answer_any_more(o):
    aid = ask(o)
    withdraw_aid(o.desk, o.act(), aid=aid, reason="calm again")
    assert standing(o) == ()
    with pytest.raises(NotAllowedNow, match="withdrawn"):
        grant(o, aid)


def test_teams_that_come_are_teams_like_any_other_and_are_told_of_by_the_request(o):
    aid = ask(o)
    grant(o, aid)
    team = o.team()
    welcome_team(o.desk, o.act(), aid=aid, team=team)
    assert not welcome_team(o.desk, o.act(), aid=aid, team=team).entries
    assert standing(o)[0].here == (team,)
    assert o.send(o.incident(), team)
    let_team_go(o.desk, o.act(), aid=aid, team=team)
    assert standing(o)[0].here == ()
    with pytest.raises(TeamNotHere):
        let_team_go(o.desk, o.act(), aid=aid, team=team)


def test_teams_can_leave_after_the_request_is_over(o):
    aid, team = ask(o), o.team()
    welcome_team(o.desk, o.act(), aid=aid, team=team)
    withdraw_aid(o.desk, o.act(), aid=aid, reason="calm again")
    let_team_go(o.desk, o.act(), aid=aid, team=team)
    assert o.view("aid", aid).here == ()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"organisation": " "}, NobodyAsked),
        ({"organisation": "", "of_area": "SY0200"}, AskedOfItself),
        ({"number": 0}, AidImpossible),
        ({"number": 51}, AidImpossible),
        ({"reason": " "}, ReasonMissing),
        ({"area": "Atlantis"}, AreaUnknown),
        ({"of_area": "Atlantis"}, AreaUnknown),
        ({"organisation": "x" * 81}, Malformed),
    ],
)
def test_a_request_nobody_can_mean_is_refused_and_nothing_is_recorded(o, given, refusal):
    before = o.entries()
    with pytest.raises(refusal):
        ask(o, **given)
    with pytest.raises(AidEndsBefore):
        ask(o, until=o.clock.at)
    assert o.entries() == before


def test_an_area_may_be_asked_through_an_organisation_of_its_own(o):
    assert ask(o, of_area="SY0200")


def test_the_cover_tells_what_is_asked_for_already(o):
    aid = ask(o)
    assert [one.id for one in watch_cover(o.desk).asked] == [aid]


def test_whoever_sends_teams_asks_and_answers_for_the_areas_they_work_for_and_those_asked_see_it(o):
    aid = ask(o, of_area="SY0201")
    with o.desk.store.reading() as view:
        reach = reach_of(view, view.standing("aid", aid))

    def may(permission, area, role=Role.DISPATCHER):
        return can(Grant(person="people/amal", role=role, areas=(area,)), permission, reach)

    assert may(Permission.AID_ASK, "SY0200")
    assert may(Permission.AID_ANSWER, "SY0201")
    assert not may(Permission.AID_READ, "SY05")
    assert not may(Permission.AID_ASK, "SY0200", Role.CALL_TAKER)
    assert {role for role in Role if Permission.AID_ASK in MAY[role]} == {
        Role.DISPATCHER,
        Role.HEAD_OF_OPERATIONS,
    }


def test_everything_about_aid_is_made_again_from_the_entries(o):
    aid = ask(o)
    grant(o, aid)
    welcome_team(o.desk, o.act(), aid=aid, team=o.team())
    withdraw_aid(o.desk, o.act(), aid=aid, reason="calm again")
    assert o.standings() == rebuilt(o)
