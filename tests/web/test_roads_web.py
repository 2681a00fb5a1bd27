"""Roads on pages: closed and slowed by pointing or by coordinates, extended, reopened; ways in words."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from najda.adapters.roads.hindrances import Hindrances
from najda.adapters.roads.kept import KeptRoads
from najda.application.permissions import Role
from najda.application.place_names import place_name
from najda.application.usecases.close_road import close_road, reopen_road
from najda.kernel.places import Place, Position
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy
from najda.web.templatetags.najda import code
from tests.adapters.roads.extracts import Extract
from tests.web import crews
from tests.web import operations as ops
from tests.web.paved import crossing, pave
from tests.web.pressing import fields, press, text
from tests.web.test_plan import HOSTILE
from tests.web.test_teams import hours

HERE = Position.at(35.0, 36.015)
SOUTH_ROAD = "35.0000, 36.0150"
WORD = {"said_by": "own_team", "reason": "invented: rubble", "how": "closed", "part": "stretch"}


@pytest.fixture
def room(signed_in):
    """The dispatcher's browser."""
    return signed_in(Role.DISPATCHER)


@pytest.fixture
def paved(site, tmp_path):
    """The installation with a map of invented roads."""
    pave(site, tmp_path)
    return site


def look(browser, **given):
    return press(browser, "/roads/close/", **{**WORD, "where": SOUTH_ROAD, "do": "look", **given})


def close(browser, **given):
    """Look which roads are meant, then press again."""
    asked = {**WORD, "where": SOUTH_ROAD, **given}
    looked = browser.post(
        "/roads/close/", {**fields(browser.get("/roads/close/")), **asked, "do": "look"}
    )
    return browser.post("/roads/close/", {**asked, **fields(looked), "do": "close"})


def text_of_drawn(answer) -> str:
    return re.search(r'<script id="drawn"[^>]*>(.*?)</script>', answer.content.decode())[1]


def made(answer) -> str:
    assert answer.status_code == 302, text(answer)
    return answer.headers["Location"].split("/")[2]


def closures(site):
    with site.desk.store.reading() as view:
        return view.standings("closures")


def closed(site, **given):
    """Close the South Road behind the pages; return its id."""
    spot = RoadSpot(part=RoadPart.STRETCH, points=(Position.at(35.0, 36.015),))
    done = close_road(
        site.desk, ops.act(site.desk, "person/samir"), spot=spot, said_by=SaidBy.OWN_TEAM,
        reason="invented: a crater", **given,
    )  # fmt: skip
    return done.made("closures")


def test_what_is_meant_is_shown_before_anything_is_closed(paved, room):
    looked = look(room)

    assert "910 m of road are meant" in text(looked)
    assert "Press once more" in text(looked)
    drawn = json.loads(
        re.search(r'<script id="drawn"[^>]*>(.*?)</script>', looked.content.decode())[1]
    )
    assert [line["kind"] for line in drawn["lines"]] == ["meant"]
    assert closures(paved) == []


def test_a_road_is_closed_by_coordinates_without_scripts(paved, room):
    id_ = made(close(room, until=""))

    state = paved.desk.view("closures", id_)
    assert (state.status, state.said_by, state.until) == ("closed", "own_team", None)
    assert "No vehicle passes." in text(room.get(f"/roads/{id_}/"))
    assert "until reopened" in text(room.get("/roads/"))
    assert json.loads(room.get("/roads/shapes/").content)["lines"][0]["kind"] == "closed"


def test_closing_without_having_looked_only_shows_what_is_meant(paved, room):
    answer = look(room, do="close")

    assert answer.status_code == 200
    assert "Press once more" in text(answer)
    assert closures(paved) == []


def test_what_was_looked_at_is_what_is_closed(paved, room):
    looked = look(room)
    elsewhere = {**WORD, **fields(looked), "where": "35.0050, 36.0200", "do": "close"}

    assert room.post("/roads/close/", elsewhere).status_code == 200
    assert closures(paved) == []


def test_a_road_is_slowed_with_a_figure_in_arabic_digits(paved, room):
    id_ = made(close(room, how="slow", times="٣"))

    assert paved.desk.view("closures", id_).times_as_long == 3
    assert "Passing takes 3 times as long" in text(room.get(f"/roads/{id_}/"))


def test_a_crossing_and_an_area_are_meant_with_all_their_roads(paved, room):
    crossing_ = made(close(room, part="crossing", where="35.0000, 36.0200"))
    circle = made(close(room, part="area", where="35.0100, 36.0100", radius_m="200"))
    corners = "35.008, 36.018\n35.008, 36.022\n35.012, 36.022\n"
    drawn = made(close(room, part="area", where="", corners=corners))

    spots = [paved.desk.view("closures", id_).spot for id_ in (crossing_, circle, drawn)]
    assert [spot.part for spot in spots] == ["crossing", "area", "area"]
    assert len(spots[2].points) == 3
    assert len(paved.desk.roads.lines(spots[0])) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"where": "35.3, 36.6"}, "shows no road"),
        ({"where": ""}, "Say where"),
        ({"where": "zzqx"}, "Say where"),
        ({"how": "slow"}, "how many times as long"),
        ({"how": "slow", "times": "0.5"}, "above 1"),
        ({"how": "slow", "times": HOSTILE[:8]}, "above 1"),
        ({"part": "area", "corners": "35.0, 36.0\n35.1, 36.0"}, "corners"),
        ({"part": "area", "corners": "here and there"}, "here and there"),
        ({"part": HOSTILE}, "valid choice"),
        ({"reason": ""}, "required"),
        ({"until": "2001-01-01 10:00"}, "before it was told"),
    ],
)
def test_what_cannot_be_meant_is_said_and_what_was_typed_stays(paved, room, given, said):
    answer = close(room, **given) if "until" in given else look(room, **given)

    assert answer.status_code == 422
    assert said in text(answer)
    assert "<script>alert" not in answer.content.decode()
    assert given.get("reason", "invented: rubble") in answer.content.decode()
    assert closures(paved) == []


def test_pointing_asks_which_roads_are_meant(paved, room):
    asked = {"where": SOUTH_ROAD, "part": "stretch", "how": "closed"}
    told = json.loads(room.get("/roads/meant/", asked).content)
    nowhere = json.loads(room.get("/roads/meant/", {**asked, "where": "35.3, 36.6"}).content)

    assert told["says"] == "910 m of road are meant: South Road."
    assert told["key"]
    assert told["lines"]
    assert "shows no road" in nowhere["says"]
    assert not nowhere["key"]
    assert json.loads(room.get("/roads/meant/").content)["key"] == ""


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"where": "95.5, 36"}, "cannot be read"),
        ({"part": "area", "corners": "35, 36\nthere"}, "cannot be read"),
        ({"part": "area", "corners": "\n".join(f"35.{n:03}, 36" for n in range(501))}, "to 500 corners"),
        ({"where": ""}, "Say where"),
    ],
)  # fmt: skip
def test_pointing_at_what_is_no_place_says_what_the_form_says(paved, room, given, says):
    told = json.loads(room.get("/roads/meant/", {**WORD, "where": SOUTH_ROAD, **given}).content)

    assert says in told["says"]
    assert not told["key"]
    assert told["says"] in text(look(room, **given))


def test_the_place_asked_about_is_told_so_that_the_map_can_show_it(paved, room):
    asked = {"where": SOUTH_ROAD, "part": "stretch", "how": "closed"}
    by_corners = {**asked, "where": "", "part": "area", "corners": "35,36\n35,36.1\n35.1,36.1"}

    assert json.loads(room.get("/roads/meant/", asked).content)["at"] == [35.0, 36.015]
    assert json.loads(room.get("/roads/meant/", by_corners).content)["at"] == []


def test_an_area_over_no_road_is_drawn_whole_all_the_same(paved, room):
    corners = "35.5,36.5\n35.5,36.6\n35.6,36.6\n35.6,36.5"
    asked = {**WORD, "where": "", "part": "area", "corners": corners}

    told = json.loads(room.get("/roads/meant/", asked).content)

    assert "shows no road" in told["says"]
    (edge,) = told["lines"]
    assert (edge["kind"], len(edge["points"])) == ("edge", 5)
    assert '"kind": "edge"' in text_of_drawn(look(room, **asked))


# ---- the roads of the network, drawn -----------------------------------------------------------


def test_the_roads_in_a_box_are_given_main_roads_told_from_others(paved, room):
    def kinds(box):
        lines = json.loads(room.get("/roads/network/", {"box": box}).content)["lines"]
        return [line["kind"] for line in lines]

    assert kinds("34.9,35.9,35.1,36.1") == ["main", "main", "road", "road", "road"]
    assert kinds("34.999,36.012,35.001,36.018") == ["main"]
    assert kinds("10,10,11,11") == []


@pytest.mark.parametrize(
    "box", ["", "1,2,3", "a,b,c,d", "35,36,34,37", "nan,0,1,1", "0,0,inf,1", HOSTILE]
)
def test_what_is_no_box_is_refused(paved, room, box):
    assert room.get("/roads/network/", {"box": box}).status_code == 400


def test_a_map_knows_where_the_roads_are_and_none_where_none_are_built(site, room, tmp_path):
    assert "data-extent" not in room.get("/roads/close/").content.decode()

    pave(site, tmp_path)

    page = room.get("/roads/close/").content.decode()
    assert 'data-roads="/roads/network/"' in page
    assert 'data-extent="35.00000,36.01000,35.01000,36.03000"' in page


def test_a_place_far_off_the_road_asks_whether_it_is_the_right_road(paved, room):
    assert "is it the right road?" in text(look(room, where="34.999, 36.015"))


def test_its_end_is_changed_and_it_is_reopened_with_a_reason(paved, room):
    id_ = closed(paved)
    word = {"said_by": "authority", "reason": "invented: a bulldozer is on its way"}

    assert press(room, f"/roads/{id_}/extend/", until=hours(paved, 3), **word).status_code == 302
    assert paved.desk.view("closures", id_).until is not None
    assert press(room, f"/roads/{id_}/reopen/", said_by="own_team", reason="").status_code == 422
    assert (
        press(room, f"/roads/{id_}/reopen/", said_by="own_team", reason="cleared").status_code
        == 302
    )
    assert paved.desk.view("closures", id_).status == "reopened"
    assert "Vehicles pass here again" in text(room.get(f"/roads/{id_}/"))
    assert id_ not in room.get("/roads/").content.decode()
    assert id_ in room.get("/roads/?show=reopened").content.decode()


def test_whoever_reopens_what_was_reopened_meanwhile_reads_by_whom(paved, room):
    id_ = closed(paved)
    page = room.get(f"/roads/{id_}/reopen/")
    reopen_road(
        paved.desk,
        ops.act(paved.desk, "person/samir"),
        closure=id_,
        said_by=SaidBy.OWN_TEAM,
        reason="swept",
    )

    answer = room.post(
        f"/roads/{id_}/reopen/", {**fields(page), "said_by": "own_team", "reason": "mine too"}
    )

    assert answer.status_code == 409
    assert "samir" in text(answer)
    assert "mine too" in answer.content.decode()
    assert "reopened already" in text(answer)


def test_reasons_are_sealed_until_somebody_asks_on_the_record(paved, room):
    id_ = closed(paved)

    assert "a crater" not in room.get(f"/roads/{id_}/").content.decode()
    shown = press(room, f"/roads/{id_}/why/", on=f"/roads/{id_}/")
    assert "a crater" in text(shown)


@pytest.mark.parametrize("role", [Role.CALL_TAKER, Role.AUDITOR, Role.TEAM])
def test_who_may_not_close_roads_reads_what_is_closed(paved, signed_in, role):
    id_ = closed(paved)
    browser = signed_in(role)

    assert "closed" in text(browser.get("/roads/"))
    assert "Reopen it" not in text(browser.get(f"/roads/{id_}/"))
    for address in ("close/", "meant/", f"{id_}/extend/", f"{id_}/reopen/", f"{id_}/why/"):
        assert browser.post(f"/roads/{address}", {}).status_code == 403


def test_somebody_of_another_area_neither_sees_nor_closes_it(paved, room, monkeypatch):
    from najda.web.accounts.models import Account

    monkeypatch.setattr(
        type(paved.desk.gazetteer), "locate", lambda self, position: ("SY06",), raising=False
    )
    paved.desk.gazetteer.locate = lambda position: ("SY06",)
    Account.objects.filter(username="dispatcher").update(areas=["SY02"])
    id_ = closed(paved)

    assert "outside the areas" in text(look(room))
    assert (
        "outside the areas"
        in json.loads(room.get("/roads/meant/", {"where": SOUTH_ROAD, **WORD}).content)["says"]
    )
    assert room.get(f"/roads/{id_}/").status_code == 404
    assert id_ not in room.get("/roads/").content.decode()
    assert json.loads(room.get("/roads/shapes/").content)["lines"] == []
    assert len(closures(paved)) == 1


def test_the_same_closing_sent_five_times_is_one_closure(paved, room):
    looked = look(room)
    form = {**WORD, "where": SOUTH_ROAD, **fields(looked), "do": "close"}

    assert len({made(room.post("/roads/close/", form)) for _ in range(5)}) == 1


def test_without_a_road_map_closing_says_that_no_time_heeds_it(site, room):
    looked = look(room)

    assert "There is no road map here" in text(looked)
    id_ = made(close(room))
    assert "no time heeds it" in text(room.get(f"/roads/{id_}/"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_command_is_shown_as_code_and_not_with_its_marks(site, room, language):
    room.post("/preferences/", {"language": language})

    page = room.get("/roads/").content.decode()

    assert '<code dir="ltr">najda roads build</code>' in page
    assert "`" not in text(room.get("/roads/"))


def test_what_stands_between_marks_is_escaped():
    drawn = code(f"say `{HOSTILE}` or {HOSTILE}")
    assert "<script" not in drawn
    assert drawn.count("<code") == 1


def test_a_closure_whose_time_is_over_hinders_no_more_and_says_so(paved, room):
    spot = RoadSpot(part=RoadPart.STRETCH, points=(Position.at(35.0, 36.015),))
    crews.do(
        paved.desk, close_road, spot=spot, said_by=SaidBy.CALLER, reason="invented",
        until=paved.now() - timedelta(minutes=1), at=paved.now() - timedelta(hours=2),
    )  # fmt: skip

    assert "time is over" in text(room.get("/roads/"))
    assert json.loads(room.get("/roads/shapes/").content)["lines"] == []
    assert "closures/" not in room.get("/board/").content.decode()


def test_closed_roads_stand_on_the_board(paved, room):
    id_ = closed(paved)

    board = room.get("/board/").content.decode()
    assert f'data-key="closures/{id_}"' in board
    assert 'data-symbol="road-closed"' in board


# ---- what a closure is called ------------------------------------------------------------------


def test_a_closure_is_called_by_its_road_wherever_it_is_named(paved, room):
    id_ = closed(paved)

    for address in ("/roads/", f"/roads/{id_}/", f"/roads/{id_}/reopen/", "/board/"):
        assert "South Road, " in text(room.get(address)), address
    assert "35.00000, 36.01500" in text(room.get(f"/roads/{id_}/"))


def test_a_closure_is_called_in_the_person_s_language(paved, room):
    id_ = closed(paved)
    room.post("/preferences/", {"language": "ar"})

    for address in ("/roads/", f"/roads/{id_}/", f"/roads/{id_}/reopen/", "/board/"):
        page = room.get(address)
        assert "شارع الجنوب، " in text(page), address
        assert "South Road" not in text(page)
        assert re.search(r'<bdi dir="rtl">شارع الجنوب، ', page.content.decode()), address


def test_a_crossing_is_called_by_the_roads_that_meet(paved, room):
    made(close(room, part="crossing", where="35.0000, 36.0200"))

    assert re.search(
        r"crossing of (South|East) Road and (South|East) Road, ", text(room.get("/roads/"))
    )


def test_while_pointing_the_roads_meant_are_named(paved, room):
    assert "910 m of road are meant: South Road." in text(look(room))
    off = text(look(room, where="35.0010, 36.0150"))
    assert "910 m of road are meant: South Road. The place given lies" in off


def test_without_a_road_map_a_closure_is_called_by_its_place_alone(site, room):
    id_ = closed(site)
    state = site.desk.view("closures", id_)
    where = place_name(site.language("en"), state.place, site.desk.gazetteer)

    (title,) = re.findall(
        r"<h1>.*?<bdi [^>]*>(.*?)</bdi></h1>", room.get(f"/roads/{id_}/").content.decode()
    )

    assert title == where


def test_a_road_built_anew_is_called_its_new_name_on_the_board_too(paved, room, tmp_path):
    closed(paved)
    assert "South Road, " in text(room.get("/board/"))
    sheet = Extract()
    sheet.road("A1 A2", name__en="New Name")

    pave(paved, tmp_path, sheet.write(tmp_path / "other.osm.pbf"))

    assert "New Name, " in text(room.get("/board/"))


def test_what_a_hostile_road_is_called_does_no_harm(site, room, tmp_path):
    sheet = Extract()
    sheet.road("A1 A2", name=HOSTILE)
    pave(site, tmp_path, sheet.write(tmp_path / "hostile.osm.pbf"))
    id_ = closed(site)

    for address in ("/roads/", f"/roads/{id_}/", f"/roads/{id_}/reopen/", "/board/"):
        page = room.get(address).content.decode()
        assert "&lt;script&gt;alert" in page, address
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_list_of_many_closures_asks_for_each_name_once(paved, room, monkeypatch):
    asked = []
    real = Hindrances.segments
    monkeypatch.setattr(
        Hindrances, "segments", lambda self, spot: asked.append(spot) or real(self, spot)
    )
    monkeypatch.setattr(
        KeptRoads, "lines", lambda self, spot: [(HERE, HERE)]
    )  # shapes are asked apart
    for step in range(30):
        spot = RoadSpot(part=RoadPart.STRETCH, points=(Position.at(35.0, 36.011 + step / 5000),))
        crews.do(paved.desk, close_road, spot=spot, said_by=SaidBy.CALLER, reason="invented")

    for _ in range(2):
        assert text(room.get("/roads/")).count("South Road, ") == 30

    assert len(asked) == len(set(asked)) == 30


# ---- ways in words -----------------------------------------------------------------------------


@pytest.fixture
def sent(paved):
    """A team on its way over the South and East Roads; the mission."""
    incident = ops.incident(
        paved.desk, Place(name_en="Yard", name_ar="ساحة", position=crossing(1, 2))
    )
    team = crews.ready(paved.desk)
    from najda.application.usecases.check_in import check_in

    check_in(paved.desk, ops.act(paved.desk), team=team, position=crossing(0, 1))
    return ops.send(paved.desk, incident, team)


def test_the_mission_tells_the_way_turn_by_turn(paved, room, sent):
    said = text(room.get(f"/missions/{sent}/"))

    assert "Set out to the east on South Road" in said
    assert "Turn left onto East Road" in said
    assert "© OpenStreetMap contributors" in said


def test_the_team_reads_the_way_in_its_own_language_and_around_what_is_closed(
    paved, signed_in, sent
):
    team = signed_in(Role.TEAM)
    english = text(team.get("/my-mission/"))
    closed(paved)
    around = text(team.get("/my-mission/"))
    team.cookies["najda-language"] = "ar"
    team.post("/preferences/", {"language": "ar"})
    arabic = team.get("/my-mission/")

    assert "East Road" in english
    assert "West Road" in around
    assert "East Road" not in around
    assert "شارع الغرب" in text(arabic)
    assert "West Road" not in text(arabic)
    assert len(arabic.content) < 100_000


def test_a_village_whose_roads_are_all_closed_says_so(paved, room, sent):
    crews.do(
        paved.desk, close_road, said_by=SaidBy.OWN_TEAM, reason="invented",
        spot=RoadSpot(part=RoadPart.CROSSING, points=(crossing(0, 1),)),
    )  # fmt: skip
    crews.do(
        paved.desk, close_road, said_by=SaidBy.OWN_TEAM, reason="invented",
        spot=RoadSpot(part=RoadPart.CROSSING, points=(crossing(1, 2),)),
    )  # fmt: skip
    for point in (
        (35.0, 36.015),
        (35.01, 36.015),
        (35.005, 36.02),
        (35.005, 36.01),
        (35.01, 36.025),
    ):
        spot = RoadSpot(part=RoadPart.STRETCH, points=(Position.at(*point),))
        crews.do(paved.desk, close_road, said_by=SaidBy.OWN_TEAM, reason="invented", spot=spot)

    assert "Every road between the two is closed now" in text(room.get(f"/missions/{sent}/"))


def test_a_place_off_the_road_says_how_far(paved, room):
    incident = ops.incident(
        paved.desk, Place(name_en="Hut", name_ar="كوخ", position=Position.at(35.02, 36.02))
    )

    assert "The place lies 1.1 km off the road" in text(room.get(f"/incidents/{incident}/"))
