"""The peer: a loop that inserts rows of the same shape and does nothing else, on the same store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg

from najda.adapters.db import cipher
from najda.kernel.entry import Entry

_COLUMNS = ", ".join(f"{name} TEXT" for name in Entry._fields)


class Bare(Protocol):
    """Inserts rows with a commit for each, or a commit for each batch."""

    def singly(self, rows: Sequence[Entry]) -> int: ...

    def batched(self, rows: Sequence[Entry], at_once: int) -> int: ...


class BareSqlcipher:
    """A table without index in an encrypted file with the ledger's own settings."""

    def __init__(self, folder: str, key: bytes) -> None:
        path = Path(folder) / "bare.db"
        cipher.make_file(path)
        self._raw = cipher.connect(path, key)
        self._raw.execute(f"CREATE TABLE bare ({_COLUMNS})")
        self._sql = f"INSERT INTO bare VALUES ({','.join('?' * len(Entry._fields))})"

    def singly(self, rows: Sequence[Entry]) -> int:
        for row in rows:
            self._raw.execute(self._sql, row)  # autocommit
        return len(rows)

    def batched(self, rows: Sequence[Entry], at_once: int) -> int:
        for at in range(0, len(rows), at_once):
            self._raw.execute("BEGIN IMMEDIATE")
            for row in rows[at : at + at_once]:
                self._raw.execute(self._sql, row)
            self._raw.execute("COMMIT")
        return len(rows)


class BarePostgres:
    """A table without index in the same database."""

    def __init__(self, url: str) -> None:
        self._raw: psycopg.Connection[Any] = psycopg.connect(url, autocommit=True)
        self._raw.execute(f"CREATE TABLE bare ({_COLUMNS})")
        self._sql = f"INSERT INTO bare VALUES ({','.join(['%s'] * len(Entry._fields))})"

    def singly(self, rows: Sequence[Entry]) -> int:
        for row in rows:
            self._raw.execute(self._sql, row)
        return len(rows)

    def batched(self, rows: Sequence[Entry], at_once: int) -> int:
        for at in range(0, len(rows), at_once):
            with self._raw.transaction():
                for row in rows[at : at + at_once]:
                    self._raw.execute(self._sql, row)
        return len(rows)
