"""Roads by command: the map, what is closed on it, and the way."""

import pytest

from tests.adapters.roads.extracts import Extract


def where(place):
    return f"{place.lat},{place.lon}"


@pytest.fixture
def sheet():
    """A square: over the south and east quickly, over the west and north slowly."""
    extract = Extract()
    extract.road("A1 A2", highway="primary", name="شارع الجنوب", name__en="South Road")
    extract.road("A2 B2", highway="primary", name="شارع الشرق")
    extract.road("A1 B1", highway="residential", name="شارع الغرب")
    extract.road("B1 B2", highway="residential", name="شارع الشمال")
    extract.road("E1 E2")
    return extract


@pytest.fixture
def built(najda, sheet, tmp_path):
    najda("roads", "build", sheet.write(tmp_path / "syria.osm.pbf"))
    return najda


def test_building_says_what_is_known_and_what_is_wrong_with_it(najda, sheet, tmp_path):
    said = najda("roads", "build", sheet.write(tmp_path / "syria.osm.pbf")).stdout
    assert "The roads of syria.osm.pbf are known now: 5 km.\n6 crossings on it." in said
    assert "1 km of them are islands" in said
    shown = najda("roads", "show").stdout
    assert shown.startswith("Times are over the roads of syria.osm.pbf, built ")
    assert najda.made("roads", "show")["junctions"] == 6


def test_why_nobody_gets_to_a_place_off_every_road_is_said_by_every_command(built):
    built("teams", "register", "Near", "--position", "35.0,36.01", "-c", "search_and_rescue")
    built("teams", "shift", "start", "Near", "--until", "+11h")
    built("incidents", "open", "rescue", "--position", "34.9,36.01", "-c", "search_and_rescue")
    (incident,) = built.made("incidents", "list")
    end = "lies more than 5 km from every road on the map, so no vehicle gets there."
    assert f"The destination {end}" in built("roads", "route", "35.0,36.01", "34.9,36.01").stdout
    for command in (("dispatch", "plan"), ("dispatch", "why"), ("missions", "propose")):
        given = () if command[1] == "plan" else (incident["id"],)
        said = " ".join(built(*command, *given).stdout.split())
        assert f"The place {end}" in said, command
        arabic = built(*command, *given, "--language", "ar").stdout
        assert "أكثر من ٥ كم" in " ".join(arabic.split()), command


def test_without_a_map_it_is_said_that_times_are_estimates(najda):
    assert "There is no road map" in najda("roads", "show").stdout
    said = najda("roads", "route", "35.0,36.0", "35.1,36.0").stdout
    assert said.startswith("There is no road map: times are estimated by distance")
    assert "the line is straight and the time an estimate" in said
    closed = najda("roads", "close", "35.0,36.0", "--reason", "rubble").stdout
    assert "estimated by distance and do not heed it" in closed


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"", "not a whole"), (b"no map", "not a whole")],
)
def test_what_is_no_extract_ends_in_a_sentence_and_the_map_stays(built, tmp_path, content, said):
    file = tmp_path / "other.osm.pbf"
    if content is not None:
        file.write_bytes(content)
    before = built.made("roads", "show")
    result = built("roads", "build", file, exits=2)
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert built.made("roads", "show") == before


def test_the_real_extracts_lie_elsewhere_and_it_is_said(built, shared_data):
    for file in sorted((shared_data / "roads").glob("*.osm.pbf")):
        result = built("roads", "build", file, exits=2)
        assert "none in the area of operations" in result.stderr


def test_the_way_is_told_turn_by_turn_in_both_languages(built, sheet):
    ends = where(sheet.spot("A1.1")), where(sheet.spot("B2"))
    english = built("roads", "route", *ends).stdout
    assert "Set out to the east on South Road" in english
    assert "Turn left onto شارع الشرق" in english.replace("\u2068", "").replace("\u2069", "")
    arabic = built("roads", "route", *ends, "--language", "ar").stdout
    assert "انطلق نحو الشرق في شارع الجنوب" in arabic
    assert "انعطف يسارًا إلى شارع الشرق" in arabic


def test_a_closed_road_is_driven_around_at_once_until_it_is_reopened(built, sheet):
    ends = where(sheet.spot("A1")), where(sheet.spot("B2"))

    def streets():
        return {leg["road"]["name"] for leg in built.made("roads", "route", *ends)["legs"]}

    assert "شارع الشرق" in streets()
    on_it = where(sheet.spot("A1.5"))
    given = ("--until", "+6h", "--said-by", "own_team", "--reason", "rubble")
    closure = built.made("roads", "close", on_it, *given)["id"]
    assert streets() == {"شارع الغرب", "شارع الشمال"}
    listed = built("roads", "list").stdout
    assert "closed" in listed
    assert "a team of ours" in listed
    built("roads", "extend", closure, "--until", "+9h", "--reason", "still there")
    built("roads", "reopen", closure, "--reason", "cleared")
    assert "شارع الشرق" in streets()
    assert "open again" in built("roads", "list", "--all").stdout


def test_a_slow_road_and_an_area_and_a_crossing_are_said_the_same_way(built, sheet):
    on_it = where(sheet.spot("A1.5"))
    built("roads", "slow", on_it, "--times", "3", "--reason", "one lane")
    built("roads", "close", where(sheet.spot("B1")), "--crossing", "--reason", "a crater")
    corners = [where(sheet.spot(name)) for name in ("A1.9", "A2.1", "B2.1")]
    built("roads", "close", *corners, "--reason", "a second strike is feared")
    parts = {one["spot"]["part"] for one in built.made("roads", "list")}
    assert parts == {"stretch", "crossing", "area"}
    ends = where(sheet.spot("A1")), where(sheet.spot("B2"))
    assert "Every road between the two is closed now; 2 closures are heeded." in (
        built("roads", "route", *ends).stdout
    )


def test_closures_are_listed_by_their_roads_in_the_person_s_language(built, sheet):
    built("roads", "close", where(sheet.spot("A1.5")), "--reason", "rubble")
    built("roads", "close", where(sheet.spot("A2")), "--crossing", "--reason", "a crater")
    english = built("roads", "list").stdout
    assert "South Road, " in english
    assert "(35.00000, 36.01500)" in english or "South Road, 35.00000, 36.01500" in english
    assert "crossing of " in english
    arabic = built("roads", "list", "--language", "ar").stdout
    assert "شارع الجنوب" in arabic
    assert "تقاطع " in arabic
    assert "South Road" not in arabic


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("close 35.5,36.5 --reason x", "no road at 35.5, 36.5"),
        ("close 60,25 --reason x", "outside the area"),
        ("close 35.0,36.015", "needs a reason"),
        ("close 35.0,36.015 35.1,36.0 --reason x", "does not say which part"),
        ("close 35.0,36.015 --reason x --until -2h", "before it was told"),
        ("slow 35.0,36.015 --times 0.5 --reason x", "times as long"),
        ("slow 35.0,36.015 --times 99 --reason x", "is closed"),
        ("reopen 0f0f0f0f --reason x", "no closure"),
        ("route here there", "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(built, typed, said):
    result = built("roads", *typed.split(), exits=2)
    assert said in result.stderr


def test_a_place_no_road_leads_to_is_told_so(built, sheet):
    far = built("roads", "route", "35.0,36.015", "36.0,36.015").stdout
    assert "The destination lies more than 5 km from every road" in far
    island = built("roads", "route", "35.0,36.015", where(sheet.spot("E1.5"))).stdout
    assert "shows no road between the two" in island
    said = built.made("roads", "route", "35.0,36.015", where(sheet.spot("E1.5")))
    assert said["no_way"].startswith("The road map shows no road")


def test_a_place_on_the_road_somebody_closes_is_still_told_a_way_on_foot(built, sheet):
    here, house = where(sheet.spot("A1")), where(sheet.spot("A1.3"))
    built("roads", "close", where(sheet.spot("A1.5")), "--reason", "rubble")
    told = built("roads", "route", where(sheet.spot("B1")), house).stdout
    assert "Continue on foot to the place" in told
    assert "To: 270 metres off the road." in told
    assert built.made("roads", "route", here, house)["barred"] == [False, True]
