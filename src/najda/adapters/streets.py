"""Streets for the map: a PMTiles file that the operator put into the installation's folder.

The format is https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md. Only its head is looked at
here, to tell a file that can be shown from one that cannot; the browser asks for parts of it as it goes.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from najda.kernel.phrases import N_, Phrase, phrase

SUFFIX = ".pmtiles"
_HEAD, _MAGIC, _VERSION = 127, b"PMTiles", 3
_SECTIONS = (8, 24, 40, 56)
"""Where the head says at which byte each part of the file begins; its length follows, 8 bytes too."""

_NO_PMTILES = N_("it is no PMTiles file of version 3")
_CUT_SHORT = N_("it is cut short; copy it again")
_UNREADABLE = N_("it cannot be read ({why})")


class Streets(NamedTuple):
    """The file in use. `problem` says why it cannot be shown, if so; `version` changes with its content;
    `others` are files that lie beside it and are not used."""

    path: Path
    size: int
    version: str
    problem: Phrase | None = None
    others: tuple[str, ...] = ()

    def part(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`, both included; raises OSError."""
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(end - start + 1)


def find_streets(folder: Path) -> Streets | None:
    """Return the file of streets in a folder, the last by name if there are several; None without one."""
    found = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())
    if not found:
        return None
    *others, path = found
    names = tuple(other.name for other in others)
    try:
        kept = path.stat()
        problem = _problem(path, kept.st_size)
    except OSError as error:
        return Streets(path, 0, "", phrase(_UNREADABLE, why=error.strerror or str(error)), names)
    return Streets(path, kept.st_size, f"{kept.st_mtime_ns:x}-{kept.st_size:x}", problem, names)


def _problem(path: Path, size: int) -> Phrase | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head[:7] != _MAGIC or len(head) < _HEAD or head[7] != _VERSION:
        return phrase(_NO_PMTILES)
    for at in _SECTIONS:
        start, length = (int.from_bytes(head[i : i + 8], "little") for i in (at, at + 8))
        if start + length > size:
            return phrase(_CUT_SHORT)
    return None
