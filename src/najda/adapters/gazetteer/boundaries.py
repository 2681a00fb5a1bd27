"""Boundaries of areas from GeoJSON (RFC 7946), and the places of point features."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from najda.intake.places import KnownPlace
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .columns import Columns, columns_of
from .tables import take_table
from .taking import Boundary, Taking

DETAILED = 400_000
"""With more corners than this, outlines are simplified by SIMPLIFIED degrees (about 100 m)."""

SIMPLIFIED = 0.001

_NO_CODE = N_("The feature has no P-code in its properties.")
_NO_OUTLINE = N_("“{code}” has no outline: its geometry is {kind}.")
_BROKEN_OUTLINE = N_("The outline of “{code}” cannot be read: {why}.")
_NOT_DEGREES = N_("The outline of “{code}” is not in degrees of longitude and latitude.")


class NotInDegrees(Refusal):
    """A boundary file uses another coordinate system than WGS 84."""

    says = N_(
        "{path} uses the coordinate system {crs}. Save it in WGS 84 (EPSG:4326) and try again."
    )


def take_geojson(path: Path, collection: dict[str, Any], taking: Taking) -> None:
    """Take the areas of a feature collection with their outlines, by the P-codes in its properties."""
    _check_crs(path, collection.get("crs"))
    features = [one for one in collection["features"] if isinstance(one, dict)]
    headings = list(dict.fromkeys(key for one in features for key in _properties(one)))
    columns = columns_of(headings)
    if columns is None:
        taking.passed_over.append(path.name)
        return
    rows = [(number, _cells(one, headings)) for number, one in enumerate(features, 1)]
    take_table([(0, headings), *rows], taking, where="")
    if columns.level > 3:
        _locate_points(features, rows, columns, taking)
        return
    outlines: dict[str, list[Any]] = {}
    for feature, (number, cells) in zip(features, rows, strict=True):
        code = str(cells[columns.codes[columns.subject]] or "").strip()
        if code in taking.places:
            _take_outline(code, feature.get("geometry"), number, outlines, taking)
    _keep(outlines, columns.level, taking)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _cells(feature: dict[str, Any], headings: list[str]) -> list[Any]:
    given = (_properties(feature).get(key) for key in headings)
    return [None if isinstance(value, dict | list) else value for value in given]


def _check_crs(path: Path, crs: Any) -> None:
    """RFC 7946 knows WGS 84 only; older files may name it, or another one."""
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else ""
    if name and not name.upper().endswith(("CRS84", "EPSG::4326", "EPSG:4326")):
        raise NotInDegrees(path=path, crs=name)


def _take_outline(
    code: str, geometry: Any, number: int, outlines: dict[str, list[Any]], taking: Taking
) -> None:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        said = kind or N_("missing")
        taking.refuse("", number, phrase(_NO_OUTLINE, code=code, kind=phrase(said)))
        return
    try:
        outline = shapely.make_valid(shape(geometry))
        west, south, east, north = outline.bounds
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        taking.refuse("", number, phrase(_BROKEN_OUTLINE, code=code, why=str(error)[:100]))
        return
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        taking.refuse("", number, phrase(_NOT_DEGREES, code=code))
        return
    outlines.setdefault(code, []).append(outline)


def _keep(outlines: dict[str, list[Any]], level: int, taking: Taking) -> None:
    whole = {code: shapely.unary_union(parts) for code, parts in outlines.items()}
    corners = sum(shapely.get_num_coordinates(outline) for outline in whole.values())
    for code, outline in whole.items():
        if corners > DETAILED:
            outline = outline.simplify(SIMPLIFIED, preserve_topology=True)
        known = taking.places[code]
        if known.lat is None:
            middle = outline.representative_point()
            place = KnownPlace(
                code, known.kind, known.en, known.ar, known.other,
                round(middle.y, 6), round(middle.x, 6), known.areas,
            )  # fmt: skip
            taking.places[code] = place
        taking.boundaries[code] = Boundary(code, level, known.areas, shapely.to_wkb(outline))


def _locate_points(
    features: list[dict[str, Any]],
    rows: list[tuple[int, list[Any]]],
    columns: Columns,
    taking: Taking,
) -> None:
    for feature, (_, cells) in zip(features, rows, strict=True):
        known = taking.places.get(str(cells[columns.codes[columns.subject]] or "").strip())
        geometry = feature.get("geometry")
        if known is None or known.lat is not None or not isinstance(geometry, dict):
            continue
        try:
            middle = shape(geometry).representative_point()
            lat, lon = round(middle.y, 6), round(middle.x, 6)
        except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            continue
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            taking.places[known.code] = KnownPlace(
                known.code, known.kind, known.en, known.ar, known.other, lat, lon, known.areas
            )
