"""The store: transactions over one database, whichever it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from najda.adapters.db.errors import BUSY_SECONDS, translated
from najda.adapters.db.feed import listening
from najda.adapters.db.reading import View
from najda.adapters.db.sessions import session_of
from najda.adapters.db.verifying import scanned
from najda.adapters.db.writing import Transaction
from najda.application.errors import StoreBusy
from najda.application.ledger.verify import Progress, Scan, no_progress
from najda.application.ports import Feed


class DbStore:
    """The ledger and the read models in one database; fulfils `ports.Store`.

    Every thread has two connections of its own, made when first needed: one that writes and one that
    only reads. So a view stays as it was even while the same thread records something; a view opened
    inside a transaction is that transaction's own. `where` is what a refusal calls the place.
    """

    def __init__(
        self, *, writer: str, reader: str, realm: str, where: str, place: dict[str, Any]
    ) -> None:
        self.realm = realm
        self.where = where
        self._place = place
        self._writer = writer
        self._reader = reader
        self._turn = threading.Lock()  # threads queue here fairly; processes at the database's lock
        self._mine = threading.local()
        # A process that ended between destroying a key and scrubbing left that to the next one.
        self._to_scrub = place["vendor"] == "sqlite"

    @property
    def reader(self) -> str:
        """Return what Django calls the connections that only read."""
        return self._reader

    @contextmanager
    def reading(self) -> Iterator[View]:
        """Open a view."""
        if (open_ := self._open_transaction() or getattr(self._mine, "view", None)) is not None:
            yield open_
            return
        with translated(self.where), transaction.atomic(using=self._reader):
            self._mine.view = view = View(session_of(connections[self._reader]))
            try:
                view.head()  # the first look fixes what this transaction sees
                yield view
            finally:
                self._mine.view = None

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Open a transaction as the only writer, waiting for others to end.

        It commits on leaving and undoes everything if an exception passes. Opened inside another it
        becomes a part that can be undone alone; only leaving the outermost one makes it lasting. Raises
        StoreBusy, StoreFull, StoreDamaged or StoreUnreachable; nothing is kept then.
        """
        outer = self._open_transaction()
        with translated(self.where):
            if outer is not None:
                with self._part_of(outer):
                    yield outer
                return
            with self._my_turn():
                with transaction.atomic(using=self._writer):
                    yield from self._whole()
                self._scrub()

    def _whole(self) -> Iterator[Transaction]:
        session = session_of(connections[self._writer])
        session.lock()
        tx = Transaction(session, self.realm)
        self._mine.transaction = tx
        try:
            yield tx
        finally:
            self._mine.transaction = None
        self._to_scrub |= tx.keys_destroyed

    @contextmanager
    def _part_of(self, outer: Transaction) -> Iterator[None]:
        """Open a part within a transaction: a savepoint by hand, as Django's would double its cost."""
        session = outer.session
        session.run("SAVEPOINT part")
        try:
            yield
        except BaseException as error:
            outer.forget_head()
            try:
                session.run("ROLLBACK TO SAVEPOINT part")
                session.run("RELEASE SAVEPOINT part")
            except Exception as undone:  # the database has undone the whole transaction by itself
                raise error from undone
            raise
        session.run("RELEASE SAVEPOINT part")

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            raise StoreBusy(seconds=BUSY_SECONDS)
        try:
            yield
        finally:
            self._turn.release()

    def _scrub(self) -> None:
        """Remove destroyed keys' last traces; if somebody's view prevents it, do so next time."""
        if self._to_scrub:
            self._to_scrub = not session_of(connections[self._writer]).scrub()

    def _open_transaction(self) -> Transaction | None:
        return getattr(self._mine, "transaction", None)

    def scan(self, *, progress: Progress = no_progress, helpers: int | None = None) -> Scan:
        """Read and hash the whole ledger again, as it stands now; fulfils `ledger.verify.Scanner`."""
        with translated(self.where):
            return scanned(self.reading, {**self._place, "realm": self.realm}, progress, helpers)

    def feed(self) -> Feed:
        """Begin to listen for what is recorded from now on, by whichever process."""
        with translated(self.where):
            return listening(self._place)

    def close(self) -> None:
        """Close this thread's connections; they open again when needed."""
        connections[self._reader].close()
        connections[self._writer].close()
