"""`najda places`: names and places, both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from najda import bootstrap
from najda.application.look_up import area_code
from najda.intake.coordinates import read_pair
from najda.intake.places import Found, clearly_best
from najda.kernel.phrases import N_, phrase

from . import given
from .commands import command, group
from .language import Language, heading, language, say
from .progress import busy
from .session import Session
from .show import as_json, table

_COLUMNS = (
    N_("score"),
    N_("place"),
    N_("English"),
    N_("Arabic"),
    N_("where"),
    N_("areas"),
    N_("code"),
)
_AREAS = (N_("level"), N_("area"), N_("code"))
_CLEAR = N_("This is the one clearly meant: {name}.")
_UNCLEAR = N_("None is clearly meant: a report with these words alone would be put on no map.")
_TAKEN = N_("{taken} places taken ({kinds}), {new} of them new, and {boundaries} boundaries.")
_KNOWN = N_("{known} places are known now.")
_REFUSED = N_("{count} rows were refused:")
_PASSED = N_("Sheets passed over: {sheets}.")
_REASONS = (N_("sheet"), N_("row"), N_("reason"))
_NOWHERE = N_("Nothing is known around there.")


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "places", "Names and places: import a gazetteer, search, locate.")
    name = "najda places"
    command(made, "import", example=f"{name} import syr_humanitarian_locations.xlsx")(import_)
    command(made, "search", example=f"{name} search جبله")(search)
    command(made, "locate", example=f"{name} locate 35.36,35.92")(locate)


def import_(
    session: Session,
    file: Annotated[
        Path, typer.Argument(help="OCHA's workbook, boundaries (GeoJSON), Open-Syria's lists.")
    ],
    replace: Annotated[
        bool, given.option("--replace", help="In place of all imported before.")
    ] = False,
) -> None:
    """Take a gazetteer or boundary file in, for whoever sets Najda up; all of it is taken or nothing."""
    session.need_installation()
    with busy(session, N_("reading places")):
        report = bootstrap.import_places(session.options.folder, file, replace=replace)
    if session.options.as_json:
        refused = [(one.where, one.number, say(one.reason)) for one in report.refused]
        as_json(session, {**report._asdict(), "refused": refused})
        return
    kinds = [f"{say(kind)} {say(count)}" for kind, count in report.taken.items()]
    taken = sum(report.taken.values())
    session.print(
        phrase(_TAKEN, taken=taken, kinds=kinds, new=report.new, boundaries=report.boundaries)
    )
    if report.passed_over:
        session.print(phrase(_PASSED, sheets=report.passed_over))
    if report.refused:
        session.print(phrase(_REFUSED, count=len(report.refused)))
        table(session, _REASONS, [(one.where, one.number, one.reason) for one in report.refused])
    session.print(phrase(_KNOWN, known=report.known))


def search(
    session: Session,
    words: Annotated[
        list[str], typer.Argument(help="A name in either script, and an area if need be.")
    ],
    area: given.AreaOption = "",
    limit: given.LimitOption = 8,
) -> None:
    """Find places by name, tolerant of spelling, for whoever hears a name and needs the place."""
    meant = " ".join(words)
    code = area_code(session.desk, area) if area else None
    found = session.desk.gazetteer.search(meant, area=code, limit=limit)
    if session.options.as_json:
        as_json(session, found)
        return
    table(session, _COLUMNS, [_row(session, one) for one in found])
    best = clearly_best(found)
    session.print(phrase(_CLEAR, name=_name(best)) if best else phrase(_UNCLEAR))


def _row(session: Session, one: Found) -> tuple[object, ...]:
    point = one.place.position
    at = f"{point.lat:g}, {point.lon:g}" if point else ""
    within = [code for code in one.place.areas if code != one.code]
    areas = [_area(session, code) for code in within]
    return (
        f"{one.score:.2f}", one.kind, one.place.name_en, one.place.name_ar, at, areas, one.code,
    )  # fmt: skip


def _name(found: Found) -> str:
    both = (found.place.name_en, found.place.name_ar)
    return " / ".join(name for name in both if name)


def _area(session: Session, code: str) -> str:
    names = session.desk.gazetteer.area_names(code)
    if names is None:
        return code
    arabic = language() is Language.ARABIC
    return (names.ar or names.en) if arabic else (names.en or names.ar)


def locate(
    session: Session,
    position: Annotated[str, typer.Argument(metavar="LAT,LON", help="In degrees.")],
) -> None:
    """Say in which governorate, district and subdistrict a point lies, for whoever has coordinates."""
    point = read_pair(position)
    codes = session.desk.gazetteer.locate(point)
    if session.options.as_json:
        as_json(session, [{"code": code, "name": _area(session, code)} for code in codes])
        return
    if not codes:
        session.print(heading(_NOWHERE))
        return
    rows = [(level, _area(session, code), code) for level, code in enumerate(codes, 1)]
    table(session, _AREAS, rows)
