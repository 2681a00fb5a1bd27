"""The plan on a page: who goes where, why, what another choice would mean; confirmed by one press."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from najda import bootstrap
from najda.application.permissions import Role
from najda.application.usecases.ask_for_aid import ask_for_aid
from najda.application.usecases.check_in import check_in
from najda.application.usecases.close_road import close_road
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.run_shift import end_shift
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Place, Position
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from najda.kernel.tasks import Capability, Task
from najda.web.plan import picture
from tests.web import operations as ops
from tests.web.at_work import fields
from tests.web.paved import crossing, pave
from tests.web.pressing import text

HOSTILE = """<script>alert("x")</script>'"><img src=x onerror=alert(1)>"""
LESS = Need(life_threat=LifeThreat.NONE, people_at_risk=1)


@pytest.fixture
def room(signed_in):
    """The dispatcher's browser."""
    return signed_in(Role.DISPATCHER)


def place(name, position, areas=("SY06",)):
    return Place(name_en=name, name_ar=name, areas=areas, position=position)


@pytest.fixture
def grave(site):
    return ops.incident(site.desk, place("Grave Yard", crossing(1, 2)))


@pytest.fixture
def near(site):
    return ops.team(site.desk, "Near Team", place("Base", crossing(1, 3)))


@pytest.fixture
def far(site):
    return ops.team(site.desk, "Far Team", place("Base", crossing(0, 1)))


def confirm(browser, incident, plan=None):
    page = plan or browser.get("/plan/")
    address = f"/plan/{incident}/confirm/"
    return browser.post(address, fields(page, address))


def test_the_plan_says_who_goes_where_when_and_in_what_order(site, room, grave, near):
    later = ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    page = room.get("/plan/")

    said = text(page)
    assert "Send Near Team to Grave Yard" in said
    assert re.search(r"Near Team would be there in about \d+ minutes, most likely within", said)
    assert re.search(
        r"Near Team is to come in about \d+ minutes, at .*: it goes to Grave Yard first", said
    )
    assert said.index("Grave Yard") < said.index("Less Lane")
    rounds = said[said.index("Who goes where, in order") :]
    assert re.search(r"Near Team\s+Grave Yard .*Less Lane", rounds)
    assert (
        later
        not in re.sub(
            r'(href|action|id|for|value|aria-labelledby)="[^"]*"', "", page.content.decode()
        ).split("<script")[0]
    )


def test_the_page_of_an_incident_says_who_comes_later_as_the_plan_does(site, room, grave, near):
    later = ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    page = room.get(f"/incidents/{later}/")

    said = text(page)
    assert "Nobody goes now; by the plan somebody comes later." in said
    (sentence,) = re.findall(r"Near Team is to come in about .*? first\.", said)
    assert sentence in text(room.get("/plan/"))
    assert f'href="/plan/?call={later}#call-{later}"' in page.content.decode()
    assert f'id="call-{later}"' in room.get("/plan/").content.decode()


def test_a_team_that_is_busy_is_said_to_come_later_and_until_when_it_is(site, room, grave, near):
    ops.send(site.desk, grave, near)
    later = ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    said = text(room.get(f"/incidents/{later}/"))

    assert re.search(
        r"search and rescue: Near Team is to come in about \d+ minutes, at .*: it is busy until about",
        said,
    ), said
    assert "No team is fit to go now." not in said


def test_whoever_comes_later_is_not_named_to_people_of_another_area(site, room, grave, near):
    from najda.web.accounts.models import Account

    later = ops.incident(site.desk, place("Less Lane", crossing(0, 2), ("SY04",)), LESS)
    Account.objects.filter(username="dispatcher").update(areas=["SY04"])

    page = room.get(f"/incidents/{later}/")

    said = text(page)
    assert "a team of another area is to come in about" in said, said
    assert "it goes to a call in another area first." in said
    assert near not in page.content.decode()
    assert grave not in page.content.decode()


def test_a_call_asked_for_is_on_the_plan_however_many_there_are(site, room, near, monkeypatch):
    monkeypatch.setattr(picture, "SHOWN", 2)
    calls = [ops.incident(site.desk, place(f"Lane {n}", crossing(1, 2))) for n in range(5)]
    by_plan = [id_ for id_ in calls if f'id="call-{id_}"' in room.get("/plan/").content.decode()]
    (hidden, *_) = [id_ for id_ in calls if id_ not in by_plan]

    shown = room.get(f"/plan/?call={hidden}").content.decode()

    assert f'id="call-{hidden}"' in shown
    assert len(by_plan) == 3  # one goes now, two wait


def test_what_a_hostile_team_is_called_does_no_harm_where_it_comes_later(site, room, grave):
    ops.team(site.desk, HOSTILE, place("Base", crossing(1, 3)))
    later = ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    page = room.get(f"/incidents/{later}/").content.decode()

    assert "is to come in about" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_call_off_every_road_is_said_to_be_on_its_page_and_on_the_plan(site, room, tmp_path):
    pave(site, tmp_path)
    ops.team(site.desk, "Near Team", place("Base", crossing(0, 1)))
    off = ops.incident(site.desk, place("Away", crossing(-9, 1)))
    why = "The place lies more than 5 km from every road on the map, so no vehicle gets there."

    for address in (
        "/plan/",
        f"/plan/{off}/why/search_and_rescue/",
        f"/incidents/{off}/",
        f"/incidents/{off}/send/",
    ):
        said = text(room.get(address))
        assert why in said, address
        assert "There is no open way" not in said


def test_one_press_confirms_and_leads_back_to_the_plan(site, room, grave, near):
    answer = confirm(room, grave)

    assert answer.headers["Location"] == "/plan/"
    assert "Sent to Grave Yard: Near Team." in text(room.get("/plan/"))
    assert site.desk.view("teams", near).status == "committed"
    (mission,) = site.desk.view("incidents", grave).missions
    assert [one.team for one in site.desk.view("missions", mission).legs] == [near]


def test_the_same_press_sent_five_times_sends_once(site, room, grave, near):
    page = room.get("/plan/")
    answers = [confirm(room, grave, page).status_code for _ in range(5)]

    assert answers == [302] * 5
    assert len(site.desk.view("incidents", grave).missions) == 1


def test_whoever_confirms_what_changed_meanwhile_is_told_and_sees_the_plan_as_it_is(
    site, room, grave, near, far
):
    page = room.get("/plan/")
    ops.send(site.desk, grave, near)

    answer = confirm(room, grave, page)

    assert answer.status_code == 409
    assert "amal" in text(answer)[:3000].partition("To confirm now")[0], text(answer)
    assert "To confirm now" in text(answer)
    assert site.desk.view("teams", far).status == "available"


def test_a_proposal_whose_team_went_off_shift_is_stale(site, room, grave, near):
    page = room.get("/plan/")
    end_shift(site.desk, ops.act(site.desk, "person/samir"), team=near)

    answer = confirm(room, grave, page)

    assert answer.status_code == 409
    assert "samir" in text(answer)
    assert site.desk.view("incidents", grave).missions == ()


def test_a_team_heard_from_meanwhile_is_no_reason_to_refuse(site, room, grave, near):
    page = room.get("/plan/")
    check_in(site.desk, ops.act(site.desk), team=near)

    assert confirm(room, grave, page).status_code == 302


def test_nothing_ticked_is_told_plainly(room, grave, near):
    answer = room.post(
        f"/plan/{grave}/confirm/",
        {**fields(room.get("/plan/"), f"/plan/{grave}/confirm/"), "teams": []},
    )

    assert answer.status_code == 422
    assert "No team was proposed there" in text(answer)


@pytest.mark.parametrize("role", [Role.CALL_TAKER, Role.AUDITOR])
def test_who_watches_the_board_reads_the_plan_and_confirms_nothing(signed_in, grave, near, role):
    browser = signed_in(role)

    page = browser.get("/plan/")

    assert "Near Team" in text(page)
    assert "/confirm/" not in page.content.decode()
    assert browser.post(f"/plan/{grave}/confirm/", {"teams": [near]}).status_code == 403
    assert browser.get(f"/plan/{grave}/what-if/{near}/").status_code == 403
    assert browser.get(f"/plan/{grave}/why/search_and_rescue/").status_code == 200


def test_what_stays_open_says_why(site, room, grave):
    said = text(room.get("/plan/"))

    assert "Nobody is proposed for now" in said
    assert said.index("Stays open") < said.index("Grave Yard")
    assert "team can do this" in said


def test_only_ones_own_areas_are_in_the_plan_and_another_s_team_is_not_named(site, room, near):
    from najda.web.accounts.models import Account

    theirs = ops.incident(site.desk, place("Their Yard", crossing(1, 2), ("SY04",)))
    mine = ops.incident(site.desk, place("My Yard", crossing(0, 2), ("SY02",)), LESS)
    Account.objects.filter(username="dispatcher").update(areas=["SY02"])

    page = room.get("/plan/")

    assert "Their Yard" not in page.content.decode()
    assert "Near Team" not in page.content.decode()
    assert "a team of another area" in text(page)
    assert near not in text(page)
    assert room.get(f"/plan/{theirs}/why/search_and_rescue/").status_code == 404
    assert room.get(f"/plan/{mine}/what-if/{near}/").status_code == 404
    assert room.post(f"/plan/{mine}/confirm/", {"teams": [near]}).status_code == 404


def test_reasons_and_rounds_tell_nothing_of_other_areas(site, room, near):
    from najda.web.accounts.models import Account

    ops.incident(site.desk, place("Their Yard", crossing(1, 2), ("SY04",)))
    busy = ops.team(site.desk, "Busy Team", place("Base", crossing(0, 1)))
    ops.send(site.desk, ops.incident(site.desk, place("Their Shop", crossing(0, 1))), busy)
    here = ("SY02",)
    mine = ops.incident(site.desk, place("My Yard", crossing(0, 2), here), LESS)
    ours = ops.team(site.desk, "Our Team", place("Base", crossing(0, 3), here))
    Account.objects.filter(username="dispatcher").update(areas=list(here))

    for address in (
        "/plan/",
        f"/plan/{mine}/why/search_and_rescue/",
        f"/plan/{mine}/what-if/{ours}/",
        f"/incidents/{mine}/send/",
    ):
        said = text(room.get(address))
        assert "Our Team" in said
        assert "another area" not in said
        for hidden in ("Their", "Busy Team", "Near Team"):
            assert hidden not in said


def test_an_area_is_looked_at_alone(site, room, grave, near):
    ops.incident(site.desk, place("Homs Yard", Position.at(34.73, 36.71), ("SY04",)))

    said = text(room.get("/plan/", {"area": "SY06"}))

    assert "Grave Yard" in said
    assert "Homs Yard" not in said.partition("Who goes where, in order")[0]
    assert room.get("/plan/", {"area": HOSTILE}).status_code == 200


# ---- reasons -----------------------------------------------------------------------------------


def test_reasons_tell_the_arrival_the_others_their_price_and_who_may_not(
    site, room, grave, near, far
):
    resting = ops.team(site.desk, "Resting Team", place("Base", crossing(1, 1)))
    end_shift(site.desk, ops.act(site.desk), team=resting)

    said = text(room.get(f"/plan/{grave}/why/search_and_rescue/"))

    assert "search and rescue: why Near Team" in said
    assert "would be there in about" in said
    assert re.search(r"Far Team could go instead, in about \d+ minutes", said)
    assert re.search(r"Resting Team\s+It is off shift\.", said)


def test_reasons_tell_which_other_call_slips_with_a_link(site, room, grave, near):
    less = ops.incident(site.desk, place("Less Lane", crossing(0, 2)), LESS)

    page = room.get(f"/plan/{grave}/why/search_and_rescue/")

    assert re.search(
        rf'<a href="/incidents/{less}/"><bdi>Less Lane</bdi></a> would wait \d+ minutes longer',
        page.content.decode(),
    )


def test_what_if_answers_for_any_team(site, room, grave, near, far):
    fit = text(room.get(f"/plan/{grave}/what-if/{far}/"))
    resting = ops.team(site.desk, "Resting Team")
    end_shift(site.desk, ops.act(site.desk), team=resting)
    unfit = text(room.get(f"/plan/{grave}/what-if/{resting}/"))

    assert re.search(r"Far Team would be there in about \d+ minutes", fit)
    assert "Overall that costs" in fit
    assert "It is off shift." in unfit


def test_what_if_everything_is_sent_says_so(site, room, grave, near, far):
    ops.send(site.desk, grave, near)

    assert "nothing open here" in text(room.get(f"/plan/{grave}/what-if/{far}/"))


def test_the_send_page_carries_the_reasons_and_asks_what_if(site, room, grave, near, far):
    page = room.get(f"/incidents/{grave}/send/")

    said = text(page)
    assert "search and rescue: why Near Team" in said
    assert "Far Team could go instead" in said
    assert f"/plan/{grave}/what-if/{far}/" in page.content.decode()


def test_unknown_things_are_not_found(room, grave, near):
    nobody = "00000000-0000-7000-8000-000000000000"
    for address in (
        f"{nobody}/why/search_and_rescue/",
        f"{grave}/why/juggling/",
        f"{grave}/what-if/{nobody}/",
    ):
        assert room.get(f"/plan/{address}").status_code == 404


# ---- trouble -----------------------------------------------------------------------------------


def test_hostile_names_are_shown_as_text_everywhere(site, room):
    incident = ops.incident(site.desk, place(HOSTILE, crossing(1, 2)))
    team = ops.team(site.desk, HOSTILE[:60], place("Base", crossing(1, 3)))
    for address in (
        "/plan/",
        f"/plan/{incident}/why/search_and_rescue/",
        f"/plan/{incident}/what-if/{team}/",
        f"/incidents/{incident}/send/",
        "/cover/",
    ):
        answer = room.get(address)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content, address
        assert b"<img src=x" not in answer.content, address


def test_while_the_planner_gets_ready_it_is_said_and_sending_works_by_rank(
    site, room, grave, near, monkeypatch
):
    from najda.application.planning.planning import Planning

    monkeypatch.setattr(Planning, "is_ready", property(lambda self: False))

    assert "The planner is getting ready" in text(room.get("/plan/"))
    assert "getting ready" in text(room.get("/cover/"))
    assert "getting ready" in text(room.get(f"/plan/{grave}/why/search_and_rescue/"))
    page = room.get(f"/incidents/{grave}/send/")
    assert "getting ready" in text(page)
    assert "Near Team" in text(page)


def test_a_new_incident_is_in_the_plan_although_others_asked_for_something_else_first(
    site, room, grave, near, far
):
    assert "Send Near Team to Grave Yard" in text(room.get("/plan/"))
    new = ops.incident(site.desk, place("New Yard", crossing(0, 2)))
    room.get(f"/incidents/{new}/")

    assert "Send Far Team to New Yard" in text(room.get("/plan/"))


# ---- roads under the plan ----------------------------------------------------------------------


def test_without_a_road_map_it_is_said_that_times_are_estimates(room, grave, near):
    assert "There is no road map" in text(room.get("/plan/"))
    assert "There is no road map" in text(room.get(f"/incidents/{grave}/"))


def test_ways_are_drawn_and_closing_a_road_changes_them(site, room, grave, far, tmp_path):
    pave(site, tmp_path)
    before = ways(room.get("/plan/"))
    where = Position.at(35.0, 36.015)
    close_road(
        site.desk, ops.act(site.desk), spot=RoadSpot(part=RoadPart.STRETCH, points=(where,)),
        said_by=SaidBy.OWN_TEAM, reason="invented: rubble", until=site.now() + timedelta(hours=2),
    )  # fmt: skip
    after = ways(room.get("/plan/"))

    assert before["way"] != after["way"]
    assert not before["closed"]
    assert after["closed"]


def ways(page):
    lines = drawn(page)["lines"]
    return {
        kind: [line["points"] for line in lines if line["kind"] == kind]
        for kind in ("way", "closed")
    }


def test_where_several_teams_are_asked_for_each_slot_has_its_reasons_and_nobody_too(
    site, room, near, far
):
    twice = [Capability.SEARCH_AND_RESCUE, Capability.ORDNANCE_DISPOSAL]
    done = open_incident(
        site.desk, ops.act(site.desk), task=Task.RESCUE, need=ops.GRAVE,
        where=place("Twin Yard", crossing(1, 2)), capabilities=twice,
    )  # fmt: skip

    said = text(room.get(f"/incidents/{done.made('incidents')}/send/"))

    assert "search and rescue: why Near Team" in said
    assert re.search(r"ordnance disposal: why nobody\s+No team can do this", said)


# ---- cover -------------------------------------------------------------------------------------


def test_cover_rests_on_a_past_and_says_so_without_one(room):
    assert "Nothing can be said yet" in text(room.get("/cover/"))


def called_before(site, at):
    """Open incidents, and let two hours pass: cover rests on what is past at the last full hour."""
    for _ in range(4):
        ops.incident(site.desk, place("Far Yard", at, ("SY02",)), LESS)
    bootstrap.drill_time(site.folder).stand(site.now() + timedelta(hours=2))


def test_cover_names_areas_and_what_they_lack(site, room, near):
    called_before(site, Position.at(35.9, 36.9))

    said = text(room.get("/cover/"))

    assert "Aleppo: no team is left that could be there for search and rescue." in said
    assert "SY02" not in said


def drawn(page):
    found = re.search(
        r'<script id="drawn" type="application/json">(.*?)</script>', page.content.decode()
    )
    return json.loads(found[1])


def test_cover_is_drawn_by_area_and_counted_in_the_legend(site, room, near):
    called_before(site, Position.at(35.9, 36.9))
    page = room.get("/cover/")

    shown = {one["name"]: one for one in drawn(page)["things"]}

    assert shown["Aleppo"]["symbol"] == "area-not_at_all"
    assert (shown["Aleppo"]["lat"], shown["Aleppo"]["lon"]) == (35.9, 36.9)
    assert "Not covered at all 1" in text(page)


def test_a_map_of_cover_shows_no_area_and_no_team_of_others(site, room, near):
    from najda.web.accounts.models import Account

    called_before(site, Position.at(35.9, 36.9))
    Account.objects.filter(username="dispatcher").update(areas=["SY04"])

    assert b"Aleppo" not in room.get("/cover/").content


def test_where_teams_run_out_it_is_said_who_could_help_and_what_is_asked_for(site, room, near):
    called_before(site, Position.at(35.9, 36.9))
    ask_for_aid(
        site.desk, ops.act(site.desk), area="SY02", capability=Capability.SEARCH_AND_RESCUE, number=2,
        until=site.now() + timedelta(hours=6), reason="invented: two houses",
        organisation="Invented Rescue",
    )  # fmt: skip

    said = text(room.get("/cover/"))

    assert "Aleppo has no team left for: search and rescue" in said
    assert "Ask a neighbour for: search and rescue" in said
    assert re.search(r"could spare one team|none can spare a team", said)
    asked = said[said.index("Aid that is asked for") :]
    assert "Invented Rescue Aleppo · search and rescue 2 teams are asked for until" in asked


def test_cover_tells_only_of_ones_own_areas(site, room, near):
    from najda.web.accounts.models import Account

    called_before(site, Position.at(35.9, 36.9))
    Account.objects.filter(username="dispatcher").update(areas=["SY04"])

    said = text(room.get("/cover/"))
    assert "Aleppo has" not in said
    assert "Aleppo:" not in said


def test_the_board_of_whoever_sends_leads_to_cover(signed_in):
    assert "data-cover=" in signed_in(Role.DISPATCHER).get("/board/").content.decode()
    assert "data-cover=" not in signed_in(Role.AUDITOR).get("/board/").content.decode()
