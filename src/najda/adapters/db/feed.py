"""Hearing of new entries at once, whichever process recorded them.

PostgreSQL tells (NOTIFY, sent with the transaction that appends). An SQLite file cannot, but
`PRAGMA data_version` tells in microseconds whether another connection has changed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg

from najda.adapters.db import cipher
from najda.adapters.db.sessions import CHANNEL
from najda.application.ports import Feed

LOOK_SECONDS = 0.015
"""How often a file is looked at: a small part of what people take for at once, and next to no work."""


def listening(place: Mapping[str, Any]) -> Feed:
    """Return what tells of new entries in a store; `place` is the store's own word for where it is."""
    if place["vendor"] == "sqlite":
        return FileFeed(Path(place["path"]), bytes.fromhex(place["key"]))
    return ServerFeed(place["conninfo"])


class FileFeed:
    """Looks at a SQLCipher file; fulfils `ports.Feed`. Accounts and sessions are kept in the file too, so
    a change is not always an entry."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._connection = cipher.connect(path, key, read_only=True)
        self._seen = self._version()

    def wait(self, seconds: float) -> bool:
        """Return True as soon as something was kept since the last time, False after `seconds`."""
        until = monotonic() + seconds
        while (now := self._version()) == self._seen:
            if monotonic() >= until:
                return False
            sleep(LOOK_SECONDS)
        self._seen = now
        return True

    def _version(self) -> int:
        ((version,),) = self._connection.execute("PRAGMA data_version").fetchall()
        return version

    def close(self) -> None:
        """Listen no longer."""
        self._connection.close()


class ServerFeed:
    """Listens to a PostgreSQL server; fulfils `ports.Feed`."""

    def __init__(self, conninfo: str) -> None:
        self._connection = psycopg.connect(conninfo, autocommit=True)
        self._connection.execute(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float) -> bool:
        """Return True as soon as something was kept since the last time, False after `seconds`."""
        return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))

    def close(self) -> None:
        """Listen no longer."""
        self._connection.close()
