"""Gazetteers are imported whole or not at all, whatever their style, and found again."""

import csv
import json

import openpyxl
import pytest

from najda.adapters.gazetteer import (
    NoPlaces,
    PlacesDamaged,
    PlacesNewer,
    import_places,
    open_gazetteer,
)
from najda.adapters.gazetteer.boundaries import NotInDegrees
from najda.adapters.gazetteer.columns import columns_of
from najda.adapters.gazetteer.shelf import FILE_NAME
from najda.intake.places import Kind, resolve
from najda.kernel.errors import Refusal
from najda.kernel.places import Position, Precision

HEADINGS = [
    *("admin1Pcode", "admin1Name_en", "admin1Name_ar", "admin2Pcode", "admin2Name_en"),
    *("Location_Pcode", "LocationName_en", "LocationName_ar", "Latitude_y", "Longitude_x"),
]
ROW = [
    "XA01",
    "Coast",
    "الساحل",
    "XA0101",
    "North Coast",
    "C1",
    "Rockport",
    "مرفأ الصخر",
    35.5,
    35.8,
]


def sheet(tmp_path, *rows, name="places.xlsx", title="Location"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def changed(**values):
    named = dict(zip(HEADINGS, ROW, strict=True)) | values
    return list(named.values())


def square(lat, lon, size=1.0):
    corners = [
        (lon, lat),
        (lon + size, lat),
        (lon + size, lat + size),
        (lon, lat + size),
        (lon, lat),
    ]
    return {"type": "Polygon", "coordinates": [corners]}


def geojson(tmp_path, *features, name="areas.geojson", **more):
    made = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": made, **more}))
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "shelf"


@pytest.fixture(scope="module")
def towns():
    return open_gazetteer()


class TestTheTownsThatComeWithNajda:
    @pytest.mark.parametrize(
        ("words", "governorate"),
        [("Latakia", "SY06"), ("اللاذقية", "SY06"), ("Jableh", "SY06"), ("جبلة", "SY06"),
         ("Tartous", "SY10"), ("بانياس", "SY10"), ("Banias", "SY10"), ("Homs", "SY04"), ("حماة", "SY05")],
    )  # fmt: skip
    def test_coastal_towns_are_known_in_both_scripts(self, towns, words, governorate):
        place = resolve(towns, words=words)
        assert (place.areas, place.precision) == ((governorate,), Precision.SETTLEMENT)
        assert place.name_ar

    def test_a_coordinate_finds_its_governorate(self, towns):
        assert towns.locate(Position(lat=35.3619, lon=35.9256)) == ("SY06",)
        assert towns.locate(Position(lat=34.0, lon=33.0)) == ()

    def test_the_fourteen_governorates_are_known(self, towns):
        assert len(towns.areas()) == 14
        assert towns.area_names("SY10").ar == "طرطوس"
        assert towns.area_names("none") is None

    def test_another_country_has_its_own(self):
        found = open_gazetteer(country="JO").search("Amman")
        assert found[0].place.areas[0].startswith("JO.")


class TestImporting:
    def test_what_was_taken_is_found_and_nothing_else(self, tmp_path, folder):
        report = import_places(sheet(tmp_path, HEADINGS, ROW), folder)
        assert report.taken == {Kind.GOVERNORATE: 1, Kind.DISTRICT: 1, Kind.SETTLEMENT: 1}
        gazetteer = open_gazetteer(folder)
        place = resolve(gazetteer, words="rokport")
        assert (place.name_ar, place.areas) == ("مرفأ الصخر", ("XA01", "XA0101"))
        assert gazetteer.locate(Position(lat=35.55, lon=35.8)) == ("XA01", "XA0101")
        assert gazetteer.locate(Position(lat=36.5, lon=35.8)) == ()
        assert [area.parent for area in gazetteer.areas()] == ["", "XA01"]
        assert resolve(gazetteer, words="Latakia").precision is Precision.UNKNOWN

    @pytest.mark.parametrize(
        "headings",
        [
            ["ADM1_PCODE", "ADM1_EN", "ADM1_AR", "ADM2_PCODE", "ADM2_EN", "PCODE", "NAME_EN", "NAME_AR",
             "POINT_Y", "POINT_X"],
            ["adm1_pcode", "adm1_name", "adm1_name1", "adm2_pcode", "adm2_name", "place_pcode", "name",
             "name_ar", "lat", "lon"],
            ["admin1pcode", "admin1name_en", "admin1name_ar", "admin2pcode", "admin2name", "villagepcode",
             "villagename_en", "villagename_ar", "Latitude", "Longitude"],
        ],
    )  # fmt: skip
    def test_other_styles_of_headings_are_read(self, tmp_path, folder, headings):
        import_places(sheet(tmp_path, headings, ROW, title="Sheet1"), folder)
        place = resolve(open_gazetteer(folder), words="Rockport")
        assert (place.areas, place.position) == (("XA01", "XA0101"), Position(lat=35.5, lon=35.8))

    def test_columns_may_come_in_any_order_and_as_csv(self, tmp_path, folder):
        path = tmp_path / "places.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows([HEADINGS[::-1], ROW[::-1]])
        import_places(path, folder)
        assert resolve(open_gazetteer(folder), words="مرفا الصخر").name_en == "Rockport"

    def test_names_in_each_others_column_are_told_apart_by_their_letters(self, tmp_path, folder):
        row = changed(LocationName_en="مرفأ الصخر", LocationName_ar="Rockport")
        import_places(sheet(tmp_path, HEADINGS, row), folder)
        assert resolve(open_gazetteer(folder), words="Rockport").name_ar == "مرفأ الصخر"

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"Location_Pcode": None}, "no P-code"),
            ({"LocationName_en": "", "LocationName_ar": None}, "no name"),
            ({"Latitude_y": 95}, "latitude “95” cannot be read"),
            ({"Latitude_y": "north"}, "latitude “north” cannot be read"),
            ({"Longitude_x": None}, "only one of latitude and longitude"),
            ({"LocationName_en": "Another", "LocationName_ar": "آخر"}, "given twice"),
        ],
    )
    def test_a_row_that_cannot_be_taken_is_named_with_the_reason(
        self, tmp_path, folder, change, said
    ):
        report = import_places(sheet(tmp_path, HEADINGS, ROW, changed(**change)), folder)
        (refused,) = report.refused
        assert (refused.where, refused.number) == ("Location", 3)
        assert said in str(refused.reason)

    def test_a_position_turned_round_is_noticed_among_its_neighbours(self, tmp_path, folder):
        rows = [changed(Location_Pcode=f"C{n}", Latitude_y=20 + n / 10) for n in range(9)]
        turned = changed(Location_Pcode="C99", Latitude_y=35.8, Longitude_x=20.5)
        report = import_places(sheet(tmp_path, HEADINGS, *rows, turned), folder)
        assert ["other's place" in str(one.reason) for one in report.refused] == [True]

    def test_importing_again_changes_nothing_and_newer_names_win(self, tmp_path, folder):
        path = sheet(tmp_path, HEADINGS, ROW)
        assert import_places(path, folder).new == 3
        kept = open_gazetteer(folder).search("Rockport")
        assert import_places(path, folder).new == 0
        assert open_gazetteer(folder).search("Rockport") == kept
        newer = sheet(tmp_path, HEADINGS, changed(LocationName_en="Stonehaven"), name="newer.xlsx")
        import_places(newer, folder)
        for words in ("Stonehaven", "Rockport"):
            assert open_gazetteer(folder).search(words)[0].place.name_en == "Stonehaven"

    def test_replacing_forgets_what_was_known(self, tmp_path, folder):
        import_places(sheet(tmp_path, HEADINGS, ROW), folder)
        other = changed(Location_Pcode="C2", LocationName_en="Elsewhere", LocationName_ar="")
        report = import_places(
            sheet(tmp_path, HEADINGS, other, name="2.xlsx"), folder, replace=True
        )
        assert report.known == 3
        assert "C1" not in [one.code for one in open_gazetteer(folder).search("Rockport")]


class TestRefusing:
    @pytest.mark.parametrize(
        "content",
        [b"", b"a,b\n1,2\n", b"{}", b"[]", b'[{"a": 1}]', b'{"features": []}', b'{"features": 3}', b"[[",
         b'{"features": [7, null, {"properties": 3, "geometry": []}]}', b"PK\x03\x04", b"<html></html>"],
    )  # fmt: skip
    def test_a_file_without_places_changes_nothing(self, tmp_path, folder, content):
        import_places(sheet(tmp_path, HEADINGS, ROW), folder)
        before = (folder / FILE_NAME).read_bytes()
        path = tmp_path / "other"
        path.write_bytes(content)
        with pytest.raises(Refusal) as refusal:
            import_places(path, folder)
        assert len(str(refusal.value)) > 30
        assert (folder / FILE_NAME).read_bytes() == before
        assert [one.name for one in folder.iterdir()] == [FILE_NAME]

    def test_a_workbook_without_p_codes_says_what_it_lacks(self, tmp_path, folder):
        with pytest.raises(NoPlaces, match="no column of P-codes"):
            import_places(sheet(tmp_path, ["name", "lat"], ["a", 1]), folder)
        assert not folder.exists()

    def test_a_damaged_shelf_is_refused_and_can_be_imported_again(self, tmp_path, folder):
        path = sheet(tmp_path, HEADINGS, ROW)
        import_places(path, folder)
        shelf = folder / FILE_NAME
        shelf.write_bytes(shelf.read_bytes()[:100])
        with pytest.raises(PlacesDamaged, match="Import them again"):
            open_gazetteer(folder)
        import_places(path, folder, replace=True)
        assert open_gazetteer(folder).search("Rockport")

    def test_a_shelf_of_a_newer_version_is_left_alone(self, tmp_path, folder):
        import msgspec

        import_places(sheet(tmp_path, HEADINGS, ROW), folder)
        shelf = folder / FILE_NAME
        newer = msgspec.msgpack.decode(shelf.read_bytes()) | {"version": 99}
        shelf.write_bytes(msgspec.msgpack.encode(newer))
        with pytest.raises(PlacesNewer, match="newer Najda"):
            open_gazetteer(folder)


class TestBoundaries:
    AREA = ("XA01", "Coast")

    def test_a_position_lies_in_the_narrowest_boundary_around_it(self, tmp_path, folder):
        wide = {"ADM1_PCODE": "XA01", "ADM1_EN": "Coast"}
        narrow = {**wide, "ADM2_PCODE": "XA0101", "ADM2_EN": "North"}
        import_places(geojson(tmp_path, (wide, square(35, 35, 2))), folder)
        report = import_places(
            geojson(tmp_path, (narrow, square(36, 35)), name="2.geojson"), folder
        )
        assert report.boundaries == 1
        gazetteer = open_gazetteer(folder)
        assert gazetteer.locate(Position(lat=36.5, lon=35.5)) == ("XA01", "XA0101")
        assert gazetteer.locate(Position(lat=35.5, lon=35.5)) == ("XA01",)
        assert gazetteer.locate(Position(lat=35.5, lon=34.995)) == ("XA01",)  # on the quay
        assert gazetteer.locate(Position(lat=35.5, lon=34.9)) == ()

    def test_without_imported_places_the_known_towns_are_put_into_the_boundaries(
        self, tmp_path, folder
    ):
        area = {
            "ADM1_PCODE": "SY06",
            "ADM1_EN": "Lattakia",
            "ADM2_PCODE": "SY0602",
            "ADM2_EN": "Jablah",
        }
        import_places(geojson(tmp_path, (area, square(35.3, 35.9, 0.2))), folder)
        assert resolve(open_gazetteer(folder), words="Jableh").areas == ("SY06", "SY0602")

    @pytest.mark.parametrize(
        ("geometry", "said"),
        [
            (None, "no outline"),
            ({"type": "Point", "coordinates": [1, 2]}, "Point"),
            ({"type": "Polygon", "coordinates": [[[1, 2]]]}, "cannot be read"),
            ({"type": "Polygon", "coordinates": "x"}, "cannot be read"),
            (square(250_000, 4_000_000), "not in degrees"),
        ],
    )
    def test_an_outline_that_cannot_be_used_is_named(self, tmp_path, folder, geometry, said):
        path = geojson(tmp_path, ({"ADM1_PCODE": "XA01", "ADM1_EN": "Coast"}, geometry))
        report = import_places(path, folder)
        assert report.boundaries == 0
        assert said in str(report.refused[0].reason)

    def test_another_coordinate_system_is_refused(self, tmp_path, folder):
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
        area = ({"ADM1_PCODE": "XA01", "ADM1_EN": "Coast"}, square(35, 35))
        with pytest.raises(NotInDegrees, match="32637"):
            import_places(geojson(tmp_path, area, crs=crs), folder)

    def test_a_boundary_that_crosses_itself_is_mended(self, tmp_path, folder):
        bow = {"type": "Polygon", "coordinates": [[(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]]}
        import_places(geojson(tmp_path, ({"PCODE": "XA01", "NAME_EN": "Bow"}, bow)), folder)
        assert open_gazetteer(folder).locate(Position(lat=0.5, lon=0.1)) == ("XA01",)


def test_former_codes_are_no_codes():
    assert columns_of(["Neighbourhood_PreviuosPcode", "Neighbourhood_Name_en"]) is None
