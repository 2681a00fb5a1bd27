"""What maps are drawn on: the ground, and parts of an operator's streets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from najda.adapters.outline import outline
from najda.adapters.streets import find_streets
from najda.application.permissions import Role
from najda.intake.operations_area import OperationsArea

SYRIA = OperationsArea.read("32.0,35.4,37.5,42.5")


def pmtiles(size: int = 4000) -> bytes:
    """Return a file whose head is right and which holds nothing to speak of."""
    head = bytearray(127)
    head[:8] = b"PMTiles\x03"
    parts = {8: (127, 100), 24: (227, 50), 40: (277, 0), 56: (277, size - 277)}
    for at, part in parts.items():
        head[at : at + 16] = b"".join(number.to_bytes(8, "little") for number in part)
    return bytes(head) + bytes(range(256)) * (size // 256) + bytes(size - 127 - 256 * (size // 256))


@pytest.fixture
def streets(site):
    (site.folder / "map").mkdir()
    file = site.folder / "map" / "streets.pmtiles"
    file.write_bytes(pmtiles())
    return file


def test_the_ground_is_land_coasts_borders_and_names_in_both_scripts(signed_in):
    answer = signed_in(Role.CALL_TAKER).get("/map/base.json")
    ground = json.loads(answer.content)

    parts = [feature["properties"]["is"] for feature in ground["outline"]["features"]]
    assert parts == ["land", "coast", "border"]
    assert ground["area"] == [35.4, 32.0, 42.5, 37.5]
    assert ["Latakia", "اللاذقية"] in [place[:2] for place in ground["places"]]


def test_the_ground_is_light_and_kept_by_the_browser(signed_in):
    browser = signed_in(Role.CALL_TAKER)
    answer = browser.get("/map/base.json", headers={"accept-encoding": "gzip"})
    assert len(answer.content) < 100_000

    tag = answer.headers["ETag"]
    assert browser.get("/map/base.json", headers={"if-none-match": tag}).status_code == 304


def test_the_outline_around_an_area_lies_around_it_and_holds_its_coast():
    made = outline(SYRIA)
    west, south, east, north = made["bbox"]
    assert (west, south, east, north) == (30.4, 27.0, 47.5, 42.5)
    for feature in made["features"]:
        for lon, lat in _points(feature["geometry"]["coordinates"]):
            assert west - 0.001 <= lon <= east + 0.001
            assert south - 0.001 <= lat <= north + 0.001
    (coast,) = (f for f in made["features"] if f["properties"]["is"] == "coast")
    near = [p for p in _points(coast["geometry"]["coordinates"]) if abs(p[1] - 35.5) < 0.1]
    assert any(35.6 < lon < 35.9 for lon, _ in near)  # Latakia's shore


def test_around_a_small_area_the_land_goes_on():
    made = outline(OperationsArea.read("43,7,44,8"))
    (land,) = (f for f in made["features"] if f["properties"]["is"] == "land")
    whole = shape(land["geometry"])

    assert whole.contains(Point(5.4, 43.6)), "Provence, west of the area"
    assert whole.contains(Point(9.2, 45.5)), "Lombardy, north-east of it"
    assert not whole.contains(Point(7.5, 43.2)), "the sea south of the coast"


@settings(max_examples=8)
@given(st.floats(-80, 70), st.floats(-180, 170), st.floats(0.5, 10), st.floats(0.5, 10))
def test_wherever_operations_are_there_is_an_outline(south, west, high, wide):
    area = OperationsArea(south=south, west=west, north=south + high, east=min(west + wide, 180.0))
    kinds = [f["geometry"]["type"] for f in outline.__wrapped__(area)["features"]]
    assert kinds == ["MultiPolygon", "MultiLineString", "MultiLineString"]


def _points(coordinates):
    if isinstance(coordinates[0], float):
        yield coordinates
        return
    for part in coordinates:
        yield from _points(part)


# ---- streets -----------------------------------------------------------------------------------


def test_a_part_of_the_streets_is_given_and_never_the_whole(signed_in, streets):
    browser, whole = signed_in(Role.TEAM), streets.read_bytes()

    answer = browser.get("/map/streets.pmtiles", headers={"range": "bytes=0-126"})

    assert (answer.status_code, answer.content) == (206, whole[:127])
    assert answer.headers["Content-Range"] == f"bytes 0-126/{len(whole)}"
    assert browser.get("/map/streets.pmtiles").status_code == 416


@pytest.mark.parametrize(
    "asked", ["bytes=9999999-", "bytes=5-1", "bytes=-5", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b"]
)
def test_what_cannot_be_given_is_refused_and_does_no_harm(signed_in, streets, asked):
    answer = signed_in(Role.TEAM).get("/map/streets.pmtiles", headers={"range": asked})
    assert answer.status_code == 416


def test_streets_are_for_whoever_has_signed_in(visitor, streets):
    answer = visitor.get("/map/streets.pmtiles", headers={"range": "bytes=0-1"})
    assert answer.status_code in (302, 401)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a map at all", "no PMTiles file"),
        (pmtiles()[:2000], "cut short"),
        (b"", "no PMTiles file"),
        (pmtiles().replace(b"PMTiles\x03", b"PMTiles\x02"), "no PMTiles file"),
    ],
)
def test_of_a_wrong_or_damaged_file_the_board_says_so_and_works(signed_in, streets, content, said):
    streets.write_bytes(content)
    browser = signed_in(Role.DISPATCHER)

    page = browser.get("/board/").content.decode()

    assert said in page
    assert "streets.pmtiles" in page
    assert 'data-streets="' not in page
    answer = browser.get("/map/streets.pmtiles", headers={"range": "bytes=0-1"})
    assert answer.status_code == 404


def test_of_several_files_the_last_by_name_is_used(site, streets):
    streets.with_name("z.pmtiles").write_bytes(pmtiles(5000))
    found = find_streets(streets.parent)
    assert (found.path.name, found.others) == ("z.pmtiles", ("streets.pmtiles",))
