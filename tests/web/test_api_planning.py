"""The plan by the API: the same plan as on the page, and nothing of what lies beyond reach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from najda.application.permissions import Role
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position
from tests.web import operations as ops
from tests.web.api_client import Program, token_of
from tests.web.paved import crossing
from tests.web.test_plan import called_before

LESS = Need(life_threat=LifeThreat.NONE, people_at_risk=1)
RESCUE = {"capability": "search_and_rescue"}


@pytest.fixture
def device(site):
    """The dispatcher's tablet."""
    return Program(token_of(Role.DISPATCHER))


@pytest.fixture
def grave(site):
    return ops.incident(site.desk, place("Grave Yard", crossing(1, 2)))


@pytest.fixture
def near(site):
    return ops.team(site.desk, "Near Team", place("Base", crossing(1, 3)))


@pytest.fixture
def far(site):
    return ops.team(site.desk, "Far Team", place("Base", crossing(0, 1)))


def place(name, position, area="SY06"):
    return Place(name_en=name, name_ar=name, areas=(area,), position=position)


def works_in(area):
    from najda.web.accounts.models import Account

    Account.objects.filter(username="dispatcher").update(areas=[area])


def test_the_plan_tells_who_goes_now_who_comes_later_and_each_team_s_round(
    site, device, grave, near
):
    later = ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    plan = device.get("/plan").json()

    assert [(one["incident"], one["team"]) for one in plan["assignments"]] == [(grave, near)]
    assert [(one["incident"], one["team"]) for one in plan["open"]] == [(later, near)]
    (route,) = plan["routes"]
    assert [stop["incident"] for stop in route["stops"]] == [grave, later]


def test_sentences_of_the_plan_call_teams_by_their_names(site, device, grave, near):
    ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    (waits,) = device.get("/plan").json()["open"]

    assert waits["reason"].startswith("Near Team is to come in about ")


def test_reasons_tell_when_the_team_comes_and_who_else_could(site, device, grave, near, far):
    (why,) = device.get(f"/incidents/{grave}/why").json()

    assert why["team"] == near
    assert why["arrival"]["early"] <= why["arrival"]["likely"] <= why["arrival"]["late"]
    assert [other["team"] for other in why["instead"]] == [far]


def test_what_if_tells_the_price_and_why_a_team_may_not_go(site, device, grave, near, far):
    asked = device.get(f"/incidents/{grave}/what-if", team=far, **RESCUE).json()
    unfit = device.get(
        f"/incidents/{grave}/what-if", team=far, capability="ordnance_disposal"
    ).json()

    assert asked["cost"] > 0
    assert unfit["cost"] is None


def test_calls_and_teams_of_other_areas_are_not_in_the_plan(site, device, near):
    theirs = ops.incident(site.desk, place("Their Yard", crossing(1, 2), "SY04"))
    mine = ops.incident(site.desk, place("My Yard", crossing(0, 2), "SY02"), LESS)
    works_in("SY02")

    answer = device.get("/plan")

    told = answer.content.decode()
    assert mine in told
    assert theirs not in told
    assert near not in told
    assert "Near Team" not in told
    assert answer.json()["routes"] == []


def test_reasons_name_no_team_and_no_call_of_another_area(site, device, near, far):
    theirs = ops.incident(site.desk, place("Their Yard", crossing(1, 2), "SY04"))
    mine = ops.incident(site.desk, place("My Yard", crossing(0, 2), "SY02"))
    works_in("SY02")

    why = device.get(f"/incidents/{mine}/why")

    assert why.status_code == 200
    for hidden in (near, far, theirs, "Near Team", "Far Team", "Their Yard"):
        assert hidden not in why.content.decode()
    assert device.get(f"/incidents/{theirs}/why").status_code == 404
    assert device.get(f"/incidents/{mine}/what-if", team=near, **RESCUE).status_code == 404


def test_aid_is_asked_for_answered_and_told_with_cover(site, device):
    until = (site.now() + timedelta(hours=6)).isoformat()
    wanted = {
        "capability": "search_and_rescue",
        "number": 2,
        "until": until,
        "reason": "two houses fell",
    }
    asked = device.post("/aid", {"area": "SY06", "organisation": "Invented Rescue", **wanted})
    assert asked.status_code == 201, asked.content
    aid = asked.json()["made"]

    assert device.post(f"/aid/{aid}/grant", {"number": 1}).status_code == 200

    (told,) = device.get("/cover").json()["asked"]
    assert (told["id"], told["teams"], told["granted"]) == (aid, 2, 1)
    assert device.get(f"/aid/{aid}").json()["granted"] == 1


def test_aid_is_asked_for_in_one_s_own_areas_alone(site, device):
    works_in("SY04")
    until = (site.now() + timedelta(hours=6)).isoformat()
    wanted = {
        "capability": "search_and_rescue",
        "number": 2,
        "until": until,
        "reason": "two houses fell",
    }

    answer = device.post("/aid", {"area": "SY06", "organisation": "Invented Rescue", **wanted})

    assert answer.status_code == 403
    assert answer.json()["refusal"] == "Elsewhere"
    assert device.get("/aid").json()["items"] == []


@pytest.mark.parametrize(("area", "lacks"), [("SY02", {"SY02"}), ("SY04", set())])
def test_cover_tells_of_one_s_own_areas_alone(site, device, near, area, lacks):
    called_before(site, Position.at(35.9, 36.9))
    works_in(area)

    cover = device.get("/cover").json()

    assert {gap["area"] for ahead in cover["ahead"] for gap in ahead["gaps"]} == lacks
    assert near not in [move["team"] for move in cover["moves"]]
