"""An installation's folder: made whole or not at all, by one process at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

try:
    import fcntl
except (
    ImportError
):  # a system without it; two people founding one folder at once go unnoticed there
    fcntl = None

_HALF = "unfinished-"
_MADE = (_HALF, "najda.db", "settings.json")
"""What the files begin with that founding makes before the last one."""


class FolderInUse(Refusal):
    """The folder is an installation already, or holds something else."""

    says = N_("{where} is in use: it holds {what}. Nothing was touched. Choose another folder.")


class FolderNotWritable(Refusal):
    """The operating system does not let the folder be made or written."""

    says = N_(
        "{where} cannot be written: {why}. Choose another folder, or ask for the right to it."
    )


@contextmanager
def founding_in(folder: Path, last: str, *, resumable: bool) -> Iterator[Path]:
    """Give the path under which to make the file `last`; it gets its name when all else is done.

    Raises FolderInUse if the folder holds anything but what an interrupted attempt left. If the block
    fails nothing is left, or, where what was made elsewhere can be `resumable`, the half-made file.
    """
    half = folder / f"{_HALF}{last}"
    made = not folder.exists()
    with _writable(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        check_empty(folder, last)
        _clear(folder, keep=half)
        try:
            yield half
            os.replace(half, folder / last)
            _sync(folder)
        except BaseException:
            _clear(folder, keep=half if resumable else None)
            if made and not any(folder.iterdir()):
                folder.rmdir()
            raise


def check_empty(folder: Path, last: str) -> None:
    """Raise FolderInUse if the folder holds anything but what an interrupted attempt left."""
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(where=folder, what="–")
    if not folder.exists():
        return
    held = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    interrupted = last not in held and any(name.startswith(_HALF) for name in held)
    if held and not interrupted:
        raise FolderInUse(where=folder, what=", ".join(held[:3]))


def _clear(folder: Path, keep: Path | None) -> None:
    for path in folder.iterdir():
        if path != keep and path.is_file() and path.name.startswith(_MADE):
            path.unlink()


def check_writable(folder: Path) -> None:
    """Raise FolderNotWritable unless files can be made in the folder."""
    with _writable(folder), NamedTemporaryFile(dir=folder, prefix=".najda-"):
        pass


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise FolderInUse(
            where=folder, what=phrase(N_("an installation that is being made"))
        ) from None
    finally:
        os.close(handle)


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FolderNotWritable(where=folder, why=error.strerror) from None


def _sync(folder: Path) -> None:
    """Put the names in the folder on the disk too."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(handle)
        os.close(handle)


def without_password(url: str) -> str:
    """Return a PostgreSQL URL or connection string as a connection string without its password."""
    parts = conninfo_to_dict(url)
    parts.pop("password", None)
    return make_conninfo("", **parts)
