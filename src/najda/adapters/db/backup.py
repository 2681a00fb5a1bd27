"""A database as it is at one moment, while others go on writing; and put back into an empty one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from najda.adapters.db import cipher
from najda.adapters.db.errors import StoreExists, translated
from najda.adapters.db.opening import open_sqlcipher
from najda.adapters.db.postgres import where
from najda.adapters.db.sessions import session_of
from najda.adapters.db.store import DbStore
from najda.application.ports import Head, Reading
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class ToolMissing(Refusal):
    """PostgreSQL's own programs are not on this machine."""

    says = N_(
        "{tool} is not on this machine, and a PostgreSQL database is copied with it. Install it "
        "(Debian, Ubuntu: apt-get install postgresql-client) and do it again."
    )


class ToolFailed(Refusal):
    """PostgreSQL's own programs did not do it."""

    says = N_("{tool} could not copy the database: {why}")


class Snapshot(NamedTuple):
    """A database at one moment: where its ledger ends, the tree's root there, and all its bytes."""

    head: Head
    root: bytes
    content: BinaryIO


@contextmanager
def sqlcipher_snapshot(path: Path, key: bytes, half: Path) -> Iterator[Snapshot]:
    """Give the file at `path` as it is now, under the same key and free of erased remnants; for as long,
    a copy lies at `half`."""
    try:
        half.unlink(missing_ok=True)
        with translated(str(half)):
            cipher.make_file(half)
            with closing(cipher.connect(path, key)) as connection:
                connection.execute("VACUUM INTO ?", (str(half),))
        copy = open_sqlcipher(half, key)
        with copy.reading() as view:
            head, root = _ends(view)
        copy.close()
        with half.open("rb") as content:
            yield Snapshot(head, root, content)
    finally:
        for leftover in half.parent.glob(f"{half.name}*"):
            leftover.unlink()


@contextmanager
def postgres_snapshot(store: DbStore, url: str) -> Iterator[Snapshot]:
    """Give the database as it is now, as pg_dump writes it; nobody who writes is held up."""
    with store.reading() as view:
        head, root = _ends(view)
        session = session_of(connections[store.reader])
        ((name,),) = session.rows("SELECT pg_export_snapshot()")
        with _tool("pg_dump", url, "--format=custom", f"--snapshot={name}") as dump:
            yield Snapshot(head, root, dump.stdout)


@contextmanager
def postgres_restoring(url: str) -> Iterator[BinaryIO]:
    """Give a stream that takes what pg_dump wrote, into the empty database at `url`. If the block fails
    the database is empty again. Raises StoreExists where it is not empty."""
    with translated(where(url)), psycopg.connect(url) as connection:
        if _tables(connection):
            raise StoreExists(where=where(url))
    options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    try:
        with _tool("pg_restore", url, *options) as restore:
            yield restore.stdin
    except BaseException:
        empty(url)
        raise


def empty(url: str) -> None:
    """Remove every table of a database that was restored in vain."""
    with psycopg.connect(url) as connection:
        for table in _tables(connection):
            connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(table)))
        for (name,) in connection.execute(_FUNCTIONS).fetchall():
            connection.execute(sql.SQL("DROP FUNCTION {} CASCADE").format(sql.Identifier(name)))


_FUNCTIONS = """
    SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND NOT EXISTS (
        SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def _tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    return [name for (name,) in found.fetchall()]


def _ends(view: Reading) -> tuple[Head, bytes]:
    head = view.head()
    return head, view.range_root()(0, head.size)


@contextmanager
def _tool(name: str, url: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of PostgreSQL's programs on a database; its password stands in no argument."""
    program = shutil.which(name)
    if program is None:
        raise ToolMissing(tool=name)
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}
    running = subprocess.Popen(
        [program, *options, f"--dbname={make_conninfo('', **parts)}"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    try:
        yield running
        running.stdin.close()
        running.stdout.read()
    except BrokenPipeError:
        pass  # it has ended; why, it says below
    except BaseException:
        running.kill()
        raise
    finally:
        said = running.stderr.read().decode(errors="replace").strip()
        code = running.wait()
        for stream in (running.stdin, running.stdout, running.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                continue
    if code:
        raise ToolFailed(tool=name, why=said.splitlines()[-1] if said else str(code))
