"""One way to talk to both databases: SQL with `%s` placeholders, rows as tuples, driver speed.

A session wraps the driver's connection that Django holds for this thread. What differs between the two
databases is here and in `tables`; everything above is written once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from typing import Any, Protocol

import psycopg
import sqlcipher3.dbapi2 as sqlcipher
from django.db.backends.base.base import BaseDatabaseWrapper

from najda.adapters.db.errors import BUSY_SECONDS

Row = tuple[Any, ...]

_FETCH = 2000
_streams = count(1)
CHANNEL = "najda"
"""What PostgreSQL's NOTIFY of a new entry is called; it stays within one database."""

_LEDGER_LOCK = 0x6E616A6461  # "najda"


class Session(Protocol):
    """A thread's connection to the store's database."""

    listed: str
    """SQL that gives the values of a list parameter (see `many_values`) as rows of one column."""
    contains: str
    """Name of the function that finds one text in another."""

    def lock(self) -> None:
        """Become the only writer until the transaction ends."""

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """Return every row."""

    def stream(self, sql: str, *values: Any) -> Iterator[Row]:
        """Yield rows without holding them all."""

    def asked(self, sql: str, values: Row) -> Iterator[Row]:
        """Yield rows that may hold anything at all, even text that is none."""

    def run(self, sql: str, *values: Any) -> int:
        """Return how many rows were touched."""

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement for every row."""

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert rows, as fast as the database can."""

    def tell(self) -> None:
        """Let whoever listens know, once the transaction is kept, that something was recorded."""

    def many_values(self, values: Iterable[str]) -> Any:
        """Return the parameter for `listed`."""

    def scrub(self) -> bool:
        """Remove what deleting left behind on the disk; return False if others' reading prevents it."""


@lru_cache(maxsize=512)
def _qmark(sql: str) -> str:
    return sql.replace("%s", "?")


class SqliteSession:
    """Speaks to the SQLCipher file."""

    listed = "SELECT value AS name FROM json_each(%s)"
    contains = "instr"

    def __init__(self, django: BaseDatabaseWrapper) -> None:
        self._raw: sqlcipher.Connection = django.connection

    def lock(self) -> None:
        """The transaction began with BEGIN IMMEDIATE, which is the lock."""

    def rows(self, sql: str, *values: Any) -> list[Row]:
        return self._raw.execute(_qmark(sql), values).fetchall()

    def asked(self, sql: str, values: Row) -> Iterator[Row]:
        return self.stream(sql, *values)

    def stream(self, sql: str, *values: Any) -> Iterator[Row]:
        cursor = self._raw.execute(_qmark(sql), values)
        cursor.arraysize = _FETCH
        return cursor

    def run(self, sql: str, *values: Any) -> int:
        return self._raw.execute(_qmark(sql), values).rowcount

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        self._raw.executemany(_qmark(sql), rows)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        marks = ",".join("?" * len(columns))
        self._raw.executemany(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})", rows)

    def tell(self) -> None:
        """The file itself tells: see `feed`."""

    def many_values(self, values: Iterable[str]) -> str:
        return json.dumps(list(values))

    def scrub(self) -> bool:
        # secure_delete has overwritten the page; older copies of it are in the write-ahead log.
        self.rows("PRAGMA busy_timeout = 50")  # somebody may be reading for long
        ((busy, _, _),) = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        self.rows(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        return not busy


class PostgresSession:
    """Speaks to PostgreSQL with parameters bound by the server (Django's own cursors bind in Python)."""

    listed = "SELECT unnest(%s::text[]) AS name"
    contains = "strpos"

    def __init__(self, django: BaseDatabaseWrapper) -> None:
        self._raw: psycopg.Connection[Row] = django.connection

    def lock(self) -> None:
        self.rows("SELECT pg_advisory_xact_lock(%s)", _LEDGER_LOCK)

    def _cursor(self) -> psycopg.Cursor[Row]:
        return psycopg.Cursor(self._raw)

    def rows(self, sql: str, *values: Any) -> list[Row]:
        return self._cursor().execute(sql, values).fetchall()

    def asked(self, sql: str, values: Row) -> Iterator[Row]:
        return self.stream(sql, *values)

    def stream(self, sql: str, *values: Any) -> Iterator[Row]:
        with psycopg.ServerCursor(self._raw, f"entries_{next(_streams)}") as cursor:
            cursor.itersize = _FETCH
            yield from cursor.execute(sql, values)

    def run(self, sql: str, *values: Any) -> int:
        return self._cursor().execute(sql, values).rowcount

    def run_many(self, sql: str, rows: Sequence[Row]) -> None:
        self._cursor().executemany(sql, rows)

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        with self._cursor().copy(f"COPY {table} ({','.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def tell(self) -> None:
        self.rows("SELECT pg_notify(%s, '')", CHANNEL)

    def many_values(self, values: Iterable[str]) -> list[str]:
        return list(values)

    def scrub(self) -> bool:
        self.rows_outside("VACUUM (FULL) subject_key")
        return True

    def rows_outside(self, sql: str) -> None:
        """Run a statement that cannot be part of a transaction."""
        self._cursor().execute(sql)


def session_of(django: BaseDatabaseWrapper) -> Session:
    """Return the session of this thread's connection, connecting if need be."""
    django.ensure_connection()
    return SqliteSession(django) if django.vendor == "sqlite" else PostgresSession(django)
