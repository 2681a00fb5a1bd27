"""An installation made of a backup: beside where it is to be, and moved there when it proved whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from pyrage import x25519

from najda.adapters.folders import FolderInUse, FolderNotWritable
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .archive import DATABASE, Manifest, Member, read
from .sealed import opening

Progress = Callable[[int], None]
_AT_ONCE = 1 << 20


class NoBackup(Refusal):
    """There is no such file, or it may not be read."""

    says = N_("{where} cannot be read: {why}. Nothing was restored.")


class OtherRoot(Refusal):
    """What was restored is not what was backed up."""

    says = N_(
        "What was restored is not what was backed up: {found} where {wanted} was expected. Nothing of it "
        "was kept; take another backup."
    )


def look(path: Path, by: x25519.Identity, progress: Progress) -> Manifest:
    """Return what a backup holds, having read it to its end: whole, unaltered, in order."""
    with _opened(path, by, progress) as members:
        found: Manifest | None = None
        for member in members:
            if isinstance(member, Manifest):
                found = found or member
        assert found is not None
        return found


def unpack(
    path: Path,
    by: x25519.Identity,
    folder: Path,
    database: Callable[[], AbstractContextManager[BinaryIO]],
    progress: Progress,
) -> None:
    """Write what a backup holds into a folder, and its database wherever `database` takes it."""
    with database() as sink, _opened(path, by, progress) as members:
        for member in members:
            if isinstance(member, Manifest):
                continue
            if member.name.startswith(f"{DATABASE}/"):
                shutil.copyfileobj(member.content, sink, _AT_ONCE)
            else:
                _write(folder, member)


@contextmanager
def half_made(folder: Path) -> Iterator[Path]:
    """Give a new folder beside `folder` that takes its place when the block ends well; raises FolderInUse
    unless that is empty or not there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        held = (
            "–" if not folder.is_dir() else ", ".join(sorted(p.name for p in folder.iterdir())[:3])
        )
        raise FolderInUse(where=folder, what=held)
    half = folder.absolute().with_name(f".unfinished-{folder.absolute().name}")
    try:
        half.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        yield half
        os.sync()
        os.rename(half, folder)
    except OSError as error:
        raise FolderNotWritable(where=folder, why=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


@contextmanager
def file_sink(path: Path) -> Iterator[BinaryIO]:
    """Give a new file that only its owner reads, on the disk when the block ends."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def check_same(manifest: Manifest, size: int, root: bytes) -> None:
    """Raise OtherRoot unless a ledger ends as the manifest says."""
    found, wanted = f"{size} / {root.hex()}", f"{manifest.size} / {manifest.root}"
    if found != wanted:
        raise OtherRoot(found=found, wanted=wanted)


def _write(folder: Path, member: Member) -> None:
    path = folder / member.name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with file_sink(path) as file:
        shutil.copyfileobj(member.content, file, _AT_ONCE)


@contextmanager
def _opened(
    path: Path, by: x25519.Identity, progress: Progress
) -> Iterator[Iterator[Manifest | Member]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise NoBackup(where=path, why=error.strerror or str(error)) from None
    with file, opening(_Counted(file, progress), by, str(path)) as clear:
        yield read(clear, str(path))


class _Counted:
    """A file that tells how far it has been read."""

    def __init__(self, file: BinaryIO, progress: Progress) -> None:
        self._file, self._progress, self._done = file, progress, 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        found = self._file.read(size)
        self._done += len(found)
        self._progress(self._done)
        return found
