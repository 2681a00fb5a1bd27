"""Both stores, alike to a test: made, opened again, reached behind Najda's back."""

from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import ClassVar

import psycopg
import pytest

from najda.adapters.db import cipher, opening
from najda.application.ports import Draft, Standing

KEY = bytes(range(32))
BOTH = ("sqlcipher", "postgres")
_numbers = count(1)


@dataclass
class File:
    """A SQLCipher file."""

    kind: ClassVar[str] = "sqlcipher"
    path: Path

    def create(self, realm="real"):
        return opening.create_sqlcipher(self.path, KEY, realm)

    def open(self, realm=None):
        return opening.open_sqlcipher(self.path, KEY, realm)

    @contextmanager
    def behind(self):
        """Give a function that runs SQL as someone who holds the key, past Najda and its triggers."""
        with closing(cipher.connect(self.path, KEY)) as connection:
            named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for (trigger,) in named.fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            yield lambda sql, *values: connection.execute(sql.replace("%s", "?"), values).fetchall()


@dataclass
class Server:
    """A PostgreSQL database."""

    kind: ClassVar[str] = "postgres"
    url: str

    def create(self, realm="real"):
        return opening.create_postgres(self.url, realm)

    def open(self, realm=None):
        return opening.open_postgres(self.url, realm)

    @contextmanager
    def behind(self):
        """Give a function that runs SQL as the database's administrator, past Najda and its triggers."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("ALTER TABLE entry DISABLE TRIGGER USER")
            connection.execute("ALTER TABLE installation DISABLE TRIGGER USER")

            def run(sql, *values):
                done = connection.execute(sql, values)
                return done.fetchall() if done.description else []

            yield run


@pytest.fixture(params=BOTH)
def place(request, tmp_path):
    """Where a store can be made, of either kind."""
    if request.param == "sqlcipher":
        return File(tmp_path / "ledger.sqlcipher")
    return Server(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(place):
    """A new, empty store of either kind."""
    store = place.create()
    yield store
    store.close()


def draft(stream=None, version=1, *, act=None, part=0, kind="incidents.Opened", body="{}", **more):
    """A draft with an id of its own."""
    number = next(_numbers)
    fields = {
        "occurred_at": "2025-03-07T04:05:06.000Z",
        "recorded_at": "2025-03-07T04:05:07.000Z",
        "person": "people/amal",
        "device": "desk-1",
        "source": "",
        **more,
    }
    return Draft(
        stream=stream or f"incidents/{number:08}", version=version, kind=kind,
        act=act or f"act-{number:08}", part=part, body=body, **fields,
    )  # fmt: skip


def record(store, *drafts):
    """Record drafts in one transaction."""
    with store.writing() as tx:
        return tx.append(drafts)


def fill(store, size, **more):
    """Record `size` entries."""
    return record(store, *(draft(**more) for _ in range(size)))


def everything(store):
    """All entries of a store."""
    with store.reading() as view:
        return list(view.entries())


def standing(id_="1", room="incidents", **more):
    """A standing with plain values."""
    fields = {
        "version": 1, "status": "open", "since": "2025-03-07T04:05:06.000Z", "weight": 1.0,
        "parent": "", "due": "", "areas": (), "lat": None, "lon": None, "state": "{}", **more,
    }  # fmt: skip
    return Standing(room=room, id=id_, **fields)
