"""What commands and pages need of the adapters besides the desk."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from najda.adapters.db.store import DbStore
from najda.adapters.folders import check_empty, check_writable
from najda.adapters.keys import Keyring
from najda.application.desk import Desk
from najda.application.ledger.verify import Scanner
from najda.application.look_up import installation
from najda.application.ports import Language, Pictures, Press
from najda.application.situation.document import Surroundings
from najda.intake.operations_area import OperationsArea

from .installations import KEYS, REAL
from .later import PLACES

if TYPE_CHECKING:
    from najda.adapters.files import InMemory, Look, RefusedRows, RefusedTable, Row
    from najda.adapters.gazetteer import ImportReport
    from najda.adapters.outline import Outline
    from najda.adapters.streets import Streets

LANDMARKS = 300
"""Towns a report's map chooses from: the best known that lie on it."""


def check_free(folder: Path) -> None:
    """Raise FolderInUse unless an installation could be made in the folder."""
    check_empty(Path(folder), KEYS)


def verifier(desk: Desk) -> str:
    """Return the public key by which outsiders check an installation's checkpoints."""
    return _keys(desk).verifier


def origin(desk: Desk) -> str:
    """Return the name under which an installation's checkpoints are signed."""
    return _keys(desk).origin


def scanner(desk: Desk) -> Scanner:
    """Return what reads an installation's whole ledger again."""
    assert isinstance(desk.store, DbStore)
    return desk.store


def demo_password(desk: Desk) -> str:
    """Return the password of the invented accounts of a drill: its own, and always the same."""
    assert desk.store.realm != REAL, "real operations have no invented accounts"
    letters = b32encode(_keys(desk).derived("demo accounts")).decode().lower()
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


def _keys(desk: Desk) -> Keyring:
    assert isinstance(desk.signer, Keyring)
    return desk.signer


def message_rows(path: Path | InMemory, *, sheet: str = "") -> tuple[Look, Iterator[Row]]:
    """Return what a file of messages is and its rows, one at a time."""
    from najda.adapters.files import open_rows  # openpyxl takes its time

    return open_rows(path, sheet=sheet)


def refusals_file(path: Path, columns: Sequence[str], headings: Sequence[str]) -> RefusedRows:
    """Return the writer of a file of refused rows, to be used in a `with`."""
    from najda.adapters.files import RefusedRows

    check_writable(path.parent)
    return RefusedRows(path, columns, headings=headings)


def sent_file(name: str, content: bytes) -> InMemory:
    """Return a file that was sent, read like one on the disk (`message_rows`) without being there."""
    from najda.adapters.files import InMemory

    return InMemory(name, content)


def refusals_table(file: TextIO, columns: Sequence[str], headings: Sequence[str]) -> RefusedTable:
    """Return the writer of refused rows into an open text file, as CSV."""
    from najda.adapters.files import RefusedTable

    return RefusedTable(file, columns, headings=headings)


def surroundings(desk: Desk) -> Surroundings:
    """Return what the maps of a situation report show besides: coasts, borders, and towns."""
    return Surroundings(outline(desk), desk.gazetteer.landmarks(LANDMARKS))


@cache
def pictures() -> Pictures:
    """Return who draws the pictures of a situation report."""
    from najda.adapters.documents import VegaPictures  # Vega takes its time

    return VegaPictures()


@cache
def press() -> Press:
    """Return who sets documents as PDF."""
    from najda.adapters.documents import TypstPress

    return TypstPress()


@cache
def language(code: str, zone: str) -> Language:
    """Return who speaks a language with times in a zone; English where its catalogue is missing."""
    from najda.adapters.language import CatalogueLanguage, CatalogueMissing

    try:
        return CatalogueLanguage(code, zone=zone)
    except CatalogueMissing:
        return CatalogueLanguage("en", zone=zone)


def import_places(folder: Path, file: Path, *, replace: bool) -> ImportReport:
    """Take a gazetteer or boundary file into an installation; see `adapters.gazetteer`."""
    from najda.adapters.gazetteer import import_places

    return import_places(file, Path(folder) / PLACES, replace=replace)


MAP = "map"
"""The folder within an installation where its operator puts a PMTiles file with streets."""


def outline(desk: Desk) -> Outline:
    """Return land, coasts and borders around the area of operations as GeoJSON (`adapters.outline`)."""
    from najda.adapters.outline import outline  # shapely takes its time

    return outline(OperationsArea.read(installation(desk).area))


def streets(folder: Path) -> Streets | None:
    """Return the file of streets in an installation's folder, or None (`adapters.streets`)."""
    from najda.adapters.streets import find_streets

    return find_streets(Path(folder) / MAP)
