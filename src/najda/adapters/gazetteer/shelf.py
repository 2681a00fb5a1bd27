"""The one file an installation keeps its imported places in: whole or not at all, quick to load."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from najda.intake.name_variants import NameKeys, weighed_and_keyed
from najda.intake.names import RULES_VERSION
from najda.intake.places import KnownPlace
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .taking import Boundary

FILE_NAME = "places.msgpack"
FORMAT = "najda-places"
VERSION = 1


class PlacesDamaged(Refusal):
    """The file of imported places cannot be read."""

    says = N_("The imported places in {path} are damaged ({why}). Import them again.")


class PlacesNewer(Refusal):
    """The file of imported places was written by a newer Najda."""

    says = N_(
        "The imported places in {path} were written by a newer Najda. Update, or import them again."
    )


class PlacesNotKept(Refusal):
    """The file of imported places cannot be written."""

    says = N_("The places cannot be kept in {path}: {why}. Nothing was changed.")


class Source(msgspec.Struct, frozen=True, array_like=True):
    """A file that was imported: its name, the SHA-256 of its content, and how many entries it gave."""

    name: str
    sha256: str
    entries: int


class Shelf(msgspec.Struct, frozen=True):
    """Imported places with their search keys, made by the rules of this version, and boundaries."""

    format: str = FORMAT
    version: int = VERSION
    rules: int = RULES_VERSION
    sources: list[Source] = []
    places: list[KnownPlace] = []
    names: list[NameKeys] = []
    boundaries: list[Boundary] = []


class _Label(msgspec.Struct):
    format: str
    version: int


def load(folder: Path) -> Shelf | None:
    """Return what was imported into a folder, None if nothing was; raise a refusal if it is damaged."""
    path = folder / FILE_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PlacesDamaged(path=path, why=error.strerror) from None
    try:
        label = msgspec.msgpack.decode(content, type=_Label)
        if label.format != FORMAT:
            raise msgspec.ValidationError(label.format[:40])
        if label.version > VERSION:
            raise PlacesNewer(path=path)
        shelf = msgspec.msgpack.decode(content, type=Shelf)
    except msgspec.MsgspecError as error:
        raise PlacesDamaged(path=path, why=str(error)[:120]) from None
    if shelf.rules != RULES_VERSION:
        places, names = weighed_and_keyed(shelf.places)
        return msgspec.structs.replace(shelf, places=places, names=names, rules=RULES_VERSION)
    return shelf


def save(folder: Path, shelf: Shelf) -> None:
    """Keep a shelf: written beside the old one, made lasting, then put in its place in one step."""
    path = folder / FILE_NAME
    part = folder / f"{FILE_NAME}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(msgspec.msgpack.encode(shelf))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PlacesNotKept(path=path, why=error.strerror) from None
