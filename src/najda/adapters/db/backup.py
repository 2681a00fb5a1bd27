"""A copy of the encrypted file as it is at one moment, while others go on reading and writing."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from najda.adapters.db import cipher
from najda.adapters.db.errors import StoreExists, translated


def back_up(path: Path, key: bytes, to: Path) -> None:
    """Copy the database at `path` to the new file `to`, under the same key, free of erased remnants.

    Raises StoreExists, StoreFull and what opening may raise; nothing that looks finished is left then.
    """
    if to.exists():
        raise StoreExists(where=to)
    half = to.with_name(f"{to.name}.new")
    half.unlink(missing_ok=True)
    with translated(str(to)):
        cipher.make_file(half)
        try:
            with closing(cipher.connect(path, key)) as connection:
                connection.execute("VACUUM INTO ?", (str(half),))
            with half.open("rb") as file:
                os.fsync(file.fileno())
            half.rename(to)
        finally:
            half.unlink(missing_ok=True)
