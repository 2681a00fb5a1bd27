"""From an extract to a stored network, or a sentence and everything as it was."""

import os
from datetime import UTC, datetime

import numpy as np
import pytest

from najda.adapters.folders import FolderNotWritable
from najda.adapters.roads.building import build_roads
from najda.adapters.roads.kept import KeptRoads
from najda.adapters.roads.refusals import (
    ExtractDamaged,
    ExtractMissing,
    NetworkDamaged,
    NoRoads,
    RoadsElsewhere,
)
from najda.adapters.roads.storing import FILE, LEFT_SECONDS, about, load
from najda.intake.operations_area import OperationsArea
from tests.adapters.roads.extracts import Extract, at

AT = datetime(2026, 3, 7, 12, tzinfo=UTC)
HERE = OperationsArea.read("34,35,37,38")


def build(file, folder, area=HERE):
    return build_roads(file, folder, area=area, at=AT)


@pytest.fixture
def town(extract, tmp_path):
    extract.road("A1 A2 A3", highway="primary", name="شارع")
    extract.road("A2 B2")
    return extract.write(tmp_path / "town.osm.pbf")


def test_what_is_stored_is_what_was_built(town, tmp_path):
    what = build(town, tmp_path / "roads")
    assert (what.junctions, what.source, what.km) == (
        4,
        "town.osm.pbf",
        pytest.approx(2.9, abs=0.1),
    )
    stored = load(tmp_path / "roads")
    assert stored.about == what == about(tmp_path / "roads")
    assert [names.name for names in stored.network.names] == ["شارع", ""]
    assert np.array_equal(np.sort(stored.network.order), np.arange(4))


@pytest.mark.parametrize("number", [-1, 2**40, 2**62])
def test_points_numbered_as_none_of_openstreetmap_are_refused(extract, tmp_path, number):
    extract.points["A1"] = number
    extract.road("A1 A2")
    file = extract.write(tmp_path / "town.osm.pbf")
    with pytest.raises(ExtractDamaged, match=f"node {number}"):
        build(file, tmp_path / "roads")
    assert not (tmp_path / "roads").exists()


def test_roads_kept_are_taken_as_soon_as_they_are_built(town, tmp_path):
    roads = KeptRoads(tmp_path / "roads")
    assert not roads.is_mapped()
    assert "no road map" in str(roads.about())
    estimate = roads.travel_minutes([at(0, 1)], [at(0, 3)])
    build(town, tmp_path / "roads")
    assert roads.is_mapped()
    assert "town.osm.pbf" in str(roads.about())
    assert roads.travel_minutes([at(0, 1)], [at(0, 3)]) != estimate
    assert roads.heeding([]).route(at(0, 1), at(0, 3)).legs


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "0 B"), (b"not a map at all", "PBF"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "PBF"),
     ("خريطة".encode() * 50, "PBF")],
)  # fmt: skip
def test_what_is_no_extract_is_refused_and_all_is_as_it_was(town, tmp_path, content, why):
    folder, file = tmp_path / "roads", tmp_path / "other.osm.pbf"
    build(town, folder)
    before = (folder / FILE).read_bytes()
    file.write_bytes(content)
    with pytest.raises(ExtractDamaged, match=why):
        build(file, folder)
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_an_extract_cut_short_is_refused(town, tmp_path, share):
    content = town.read_bytes()
    town.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ExtractDamaged):
        build(town, tmp_path / "roads")
    assert not (tmp_path / "roads").exists()


def test_an_extract_with_a_changed_byte_is_refused(town, tmp_path):
    content = bytearray(town.read_bytes())
    content[len(content) // 2] ^= 0xFF
    town.write_bytes(content)
    with pytest.raises((ExtractDamaged, NoRoads)):
        build(town, tmp_path / "roads")


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(ExtractMissing, match="cannot be read"):
        build(tmp_path / "nowhere.osm.pbf", tmp_path / "roads")
    with pytest.raises(ExtractMissing):
        build(tmp_path, tmp_path / "roads")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b"najda-roads-1", b"najd\xe1-roads-1"),
        (b"2026-03-07", b"2026-x3-07"),
        (b"sha256", b"sha25\xf3"),
    ],
)
def test_a_network_whose_first_line_is_damaged_is_said_to_be_and_estimates_go_on(
    town, tmp_path, was, now
):
    folder = tmp_path / "roads"
    build(town, folder)
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(content.replace(was, now, 1))
    for read in (load, about):
        with pytest.raises(NetworkDamaged, match="Build it again"):
            read(folder)
    roads = KeptRoads(folder)
    assert roads.travel_minutes([at(0, 1)], [at(0, 3)])[0][0] > 0
    assert "Build it again" in str(roads.about())


def test_a_network_that_cannot_be_read_is_said_to_be_and_estimates_go_on(tmp_path):
    (tmp_path / FILE).mkdir()
    roads = KeptRoads(tmp_path)
    assert not roads.is_mapped()
    assert "Is a directory" in str(roads.about())


def test_an_extract_without_roads_is_refused(tmp_path):
    extract = Extract()
    extract.road("A1 A2", highway="footway")
    with pytest.raises(NoRoads, match="no road for vehicles"):
        build(extract.write(tmp_path / "paths.osm.pbf"), tmp_path / "roads")
    nothing = Extract()
    nothing.point("A1")
    with pytest.raises(NoRoads):
        build(nothing.write(tmp_path / "points.osm.pbf"), tmp_path / "roads")


def test_an_extract_of_elsewhere_is_refused_and_says_where_it_is(town, tmp_path):
    with pytest.raises(RoadsElsewhere, match=r"35\.00, 36\.01 and 35\.01, 36\.03"):
        build(town, tmp_path / "roads", OperationsArea.read("60,24,61,25"))
    assert not (tmp_path / "roads").exists()


def test_islands_are_measured_and_said(extract, tmp_path):
    extract.road("A1 A2 A3 B3 A1")
    extract.road("D1 D2")
    file = extract.write(tmp_path / "isles.osm.pbf")
    assert build(file, tmp_path / "roads").islands_km == pytest.approx(0.9, abs=0.1)


def test_the_order_of_what_is_in_the_extract_changes_no_time(tmp_path):
    def minutes(ways):
        extract = Extract()
        for way in ways:
            extract.road(way)
        folder = tmp_path / str(hash(tuple(ways)))
        build(extract.write(tmp_path / "town.osm.pbf"), folder)
        return KeptRoads(folder).travel_minutes([at(0, 1), at(1, 2.2)], [at(0, 3), at(1, 1)])

    ways = ["A1 A2 A3", "A2 B2", "B1 B2 B3", "B3 A3"]
    assert minutes(ways) == minutes(ways[::-1])


@pytest.mark.parametrize("harm", ["bit", "cut", "version", "empty"])
def test_a_stored_network_that_was_harmed_is_refused_and_estimates_go_on(town, tmp_path, harm):
    folder = tmp_path / "roads"
    build(town, folder)
    content = bytearray((folder / FILE).read_bytes())
    if harm == "bit":
        content[-200] ^= 1
    elif harm == "cut":
        del content[-1000:]
    elif harm == "version":
        content = content.replace(b"najda-roads-1", b"najda-roads-0", 1)
    else:
        content.clear()
    (folder / FILE).write_bytes(content)
    with pytest.raises(NetworkDamaged, match="Build it again"):
        load(folder)
    roads = KeptRoads(folder)
    assert roads.travel_minutes([at(0, 1)], [at(0, 3)])[0][0] > 0
    assert "Build it again" in str(roads.about())


def test_a_disk_that_is_full_is_said_and_the_roads_known_before_stay(town, tmp_path, monkeypatch):
    folder = tmp_path / "roads"
    build(town, folder)
    before = (folder / FILE).read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("najda.adapters.roads.storing.os.fsync", full)
    with pytest.raises(FolderNotWritable, match="No space left"):
        build(town, folder)
    assert (folder / FILE).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_a_building_that_is_interrupted_leaves_the_roads_known_before(town, tmp_path, monkeypatch):
    folder = tmp_path / "roads"
    build(town, folder)
    before = (folder / FILE).read_bytes()

    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("najda.adapters.roads.storing.os.fsync", fails)
    with pytest.raises(KeyboardInterrupt):
        build(town, folder)
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert (folder / FILE).read_bytes() == before


def test_what_whoever_was_killed_left_half_written_is_cleared_and_what_is_written_now_is_not(
    town, tmp_path
):
    folder = tmp_path / "roads"
    folder.mkdir()
    left, another = folder / ".unfinished-left", folder / ".unfinished-another"
    for half in (left, another):
        half.write_bytes(b"half")
    long_ago = left.stat().st_mtime - 2 * LEFT_SECONDS
    os.utime(left, (long_ago, long_ago))

    build(town, folder)

    assert sorted(path.name for path in folder.iterdir()) == [another.name, FILE]
