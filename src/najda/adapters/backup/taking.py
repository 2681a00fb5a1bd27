"""Making a backup while people go on working: whole under its name, or not there."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pyrage import x25519

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .archive import Manifest, in_pieces, write
from .sealed import sealing

try:
    import fcntl
except ImportError:  # a system without it; two backups at once go unnoticed there
    fcntl = None

HALF = ".unfinished-"
ENDING = ".tar.age"


class NotBackedUp(Refusal):
    """The backup could not be written."""

    says = N_("No backup was made in {where}: {why}. What was there is untouched.")


class BackingUp(Refusal):
    """Another backup is being made there."""

    says = N_("A backup is being made in {where} already. Wait for it, or name another folder.")


def name_of(manifest: Manifest, at: datetime) -> str:
    """Return what a backup is called: whose it is, when it was taken and how many entries it holds."""
    whose = f"{manifest.realm.replace(':', '-')}-{manifest.installation[-8:]}"
    return f"najda-{whose}-{at:%Y%m%dT%H%M%SZ}-{manifest.size}{ENDING}"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Prepare a folder for a backup and keep others from making one there; what an interrupted one left
    is removed."""
    with _said(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for leftover in folder.glob(f"{HALF}*"):
            leftover.unlink()
        yield
    except BlockingIOError:
        raise BackingUp(where=folder) from None
    finally:
        os.close(handle)


def write_backup(
    folder: Path,
    at: datetime,
    manifest: Manifest,
    files: Iterable[tuple[str, Path]],
    content: BinaryIO,
    to: x25519.Recipient,
) -> Path:
    """Write a backup into a folder and return its path; raises NotBackedUp, and nothing is left then."""
    path = folder / name_of(manifest, at)
    half = folder / f"{HALF}{path.name}"
    with _said(folder):
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        try:
            handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                with sealing(file, to) as sink:
                    write(sink, manifest, files, in_pieces(content))
                file.flush()
                os.fsync(file.fileno())
            os.rename(half, path)
            _sync(folder)
        finally:
            half.unlink(missing_ok=True)
    return path


def keep_newest(path: Path, count: int) -> list[Path]:
    """Remove the oldest backups of this one's installation beside it, all but `count`; return them."""
    whose = re.match(r"najda-.+-(?=\d{8}T\d{6}Z-)", path.name)
    assert whose, path
    found = sorted(path.parent.glob(f"{whose[0]}*{ENDING}"), key=lambda one: one.name)
    gone = found[: -max(1, count)]
    for old in gone:
        old.unlink()
    return gone


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotBackedUp(where=folder, why=error.strerror or str(error)) from error


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
