"""Files that commands read and write; a written file appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

LARGEST_TEXT = 16 * 1024**2


class FileUnreadable(Refusal):
    """A file named on the command line cannot be read as text."""

    says = N_("The file {path} cannot be read: {why}. Check its name, or ask for another copy.")


class FileUnwritable(Refusal):
    """A file named on the command line cannot be written."""

    says = N_("The file {path} cannot be written: {why}. Choose another place with --out.")


def read_text(path: Path) -> str:
    """Return a small file's text."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_TEXT + 1)
        if len(data) > LARGEST_TEXT:
            raise FileUnreadable(path=path, why="> 16 MB")
        return data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=path, why=_why(error)) from None


@contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """Give the file to write, under another name until it is whole; None: the standard output."""
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise FileUnwritable(path=path, why=_why(error)) from None
    finally:
        part.unlink(missing_ok=True)


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
