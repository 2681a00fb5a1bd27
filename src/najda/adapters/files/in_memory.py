"""A file that lies in memory alone and is read as if it had a path: what somebody sends by a page must
not be put unsealed on a disk to be read."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any, NamedTuple


class _Size(NamedTuple):
    st_size: int


class InMemory:
    """So much of a `Path` as reading asks for. Its name is only said, in sentences about it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._content = name, content

    def __str__(self) -> str:
        return self.name

    def is_dir(self) -> bool:
        """Return that it is no folder."""
        return False

    def stat(self) -> _Size:
        """Return its size in bytes."""
        return _Size(len(self._content))

    def open(self, mode: str = "r", **how: Any) -> IO[Any]:
        """Return it open for reading, each time from its beginning."""
        raw = BytesIO(self._content)
        return raw if "b" in mode else TextIOWrapper(raw, **how)


def packed(file: Path | InMemory) -> Path | IO[bytes]:
    """Return what libraries that unpack archives can open."""
    return file.open("rb") if isinstance(file, InMemory) else file
