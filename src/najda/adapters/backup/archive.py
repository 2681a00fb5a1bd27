"""What lies in a backup: a tar of a manifest, the locked keys, gazetteers, and the database in pieces."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from najda.kernel.values import Value

from .sealed import BackupDamaged

FORMAT = 1
PIECE = 4 << 20
"""Bytes of the database that are held at a time."""

MANIFEST, DATABASE = "manifest.json", "database"
_NAME = re.compile(r"(?:keys\.json|(?:places|map)/[^/\0]{1,200}|database/\d{8})")


class Manifest(Value, frozen=True):
    """Which ledger a backup holds, up to which entry, and what made it. `root` is the Merkle tree's."""

    installation: str
    realm: str
    taken_at: str
    size: int
    head: str
    root: str
    store: str
    najda: str
    pieces: int = 0
    format: int = FORMAT


class Member(NamedTuple):
    """A file of a backup, to be read at once."""

    name: str
    content: BinaryIO


def write(
    sink: BinaryIO, manifest: Manifest, files: Iterable[tuple[str, Path]], pieces: Iterable[bytes]
) -> None:
    """Write a backup. The manifest comes first, and last once more with how many pieces there were."""
    with tarfile.open(fileobj=sink, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, MANIFEST, msgspec.json.encode(manifest))
        for name, path in files:
            with path.open("rb") as file:
                info = tarfile.TarInfo(name)
                info.size = path.stat().st_size
                tar.addfile(info, file)
        count = 0
        for piece in pieces:
            _add(tar, f"{DATABASE}/{count:08}", piece)
            count += 1
        whole = msgspec.structs.replace(manifest, pieces=count)
        _add(tar, MANIFEST, msgspec.json.encode(whole))


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def read(source: BinaryIO, where: str) -> Iterator[Manifest | Member]:
    """Yield the manifest, then every file, then the manifest again; raises BackupDamaged where a name, a
    number or the order is not what `write` makes."""
    first: Manifest | None = None
    last: Manifest | None = None
    pieces = 0
    with tarfile.open(fileobj=source, mode="r|") as tar:
        for info in tar:
            content = tar.extractfile(info) if info.isreg() else None
            if content is None or last is not None:
                raise BackupDamaged(where=where, why=info.name)
            if info.name == MANIFEST:
                found = _manifest(content.read(1 << 16), where)
                first, last = (found, None) if first is None else (first, found)
                yield found
                continue
            pieces += info.name.startswith(f"{DATABASE}/")
            in_order = not info.name.startswith(f"{DATABASE}/") or info.name.endswith(
                f"{pieces - 1:08}"
            )
            if first is None or not in_order or not _NAME.fullmatch(info.name) or ".." in info.name:
                raise BackupDamaged(where=where, why=info.name)
            yield Member(info.name, content)
    if first is None or last is None or last != msgspec.structs.replace(first, pieces=pieces):
        raise BackupDamaged(where=where, why=MANIFEST)


def _manifest(text: bytes, where: str) -> Manifest:
    try:
        found = msgspec.json.decode(text, type=Manifest)
    except msgspec.DecodeError as error:
        raise BackupDamaged(where=where, why=str(error)) from None
    if found.format != FORMAT:
        raise BackupDamaged(where=where, why=f"format {found.format}")
    return found


def in_pieces(source: BinaryIO) -> Iterator[bytes]:
    """Yield what a stream holds, a piece at a time."""
    while piece := source.read(PIECE):
        yield piece
