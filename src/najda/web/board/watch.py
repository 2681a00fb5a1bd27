"""One look at the ledger per process, for every board that is open.

A thread hears of new entries, works out once what they change for everybody who sees the same in the
same language, and hands it to the readers on the event loop. It also ends the stream of whoever has been
signed out, shut out or given other rights. It runs while anybody reads.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections import defaultdict, deque
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from time import monotonic
from typing import NamedTuple

from najda.application.board import Changes, totals
from najda.application.permissions import Grant
from najda.application.ports import Feed, Reading

from ..site import Site
from .lines import Look, drawn

CHECK_SECONDS = 3.0
"""How soon a stream ends after its reader was signed out or lost a right."""

HELD = 200
"""Messages kept for a reader who is slow to take them; with more their stream ends, and their browser
asks anew for what it missed."""

_AGAIN_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Sight(NamedTuple):
    """What a board shows depends on this alone: readers of one sight get the same message."""

    language: str
    grant: Grant


class Reader:
    """One open board, on the event loop it is served from. `after` is the entry up to which it has been
    told everything; `grant` what its person may see, narrowed or not."""

    def __init__(self, sight: Sight, session: str, grant: Grant, after: int) -> None:
        self.sight, self.session, self.grant, self.after = sight, session, grant, after
        self.loop = asyncio.get_running_loop()
        self._waiting: deque[bytes] = deque()
        self._something = asyncio.Event()
        self.ended = False

    def put(self, sequence: int, message: bytes) -> None:
        """Take a message that tells everything up to an entry; on the event loop."""
        if sequence <= self.after or self.ended:
            return
        self.after = sequence
        if message:
            self._waiting.append(message)
            self.ended = len(self._waiting) > HELD
            self._something.set()

    def end(self, last: bytes = b"") -> None:
        """Let the stream end, after a last word."""
        self._waiting.clear()
        self._waiting.append(last)
        self.ended = True
        self._something.set()

    async def next(self, seconds: float) -> bytes | None:
        """Return what waits to be sent, None if nothing comes within some seconds."""
        try:
            await asyncio.wait_for(self._something.wait(), seconds)
        except TimeoutError:
            return None
        self._something.clear()
        whole = b"".join(self._waiting)
        self._waiting.clear()
        return whole


class Watch:
    """Everybody who reads, and the thread that tells them."""

    def __init__(self, site: Site) -> None:
        self._site, self._store = site, site.desk.store
        self._readers: dict[Sight, set[Reader]] = defaultdict(set)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._sequence = 0
        self._missed: dict[tuple[Sight, int, int], bytes] = {}

    def join(self, reader: Reader) -> bytes:
        """Let a board be told from now on; return what it has missed. In a thread of views."""
        with self._lock:
            self._readers[reader.sight].add(reader)
            with self._store.reading() as view:
                if self._thread is None:
                    self._sequence = view.head().size
                    self._thread = threading.Thread(target=self._run, name="board", daemon=True)
                    self._thread.start()
                return self._catch_up(view, reader)

    def leave(self, reader: Reader) -> None:
        """Tell a board no longer."""
        with self._lock:
            self._readers[reader.sight].discard(reader)
            if not self._readers[reader.sight]:
                del self._readers[reader.sight]

    def end(self) -> None:
        """Let every stream end: the server is about to."""
        for reader in self._everybody():
            reader.loop.call_soon_threadsafe(reader.end)

    def _catch_up(self, view: Reading, reader: Reader) -> bytes:
        changes = Changes(view, reader.after, self._site.now())
        key = (reader.sight, reader.after, changes.sequence)
        if (
            key not in self._missed
        ):  # many come back at once after a restart, with the same behind them
            if len(self._missed) > 50:
                self._missed.clear()
            self._missed[key] = self._message(view, changes, reader.sight)
        reader.after = changes.sequence
        return self._missed[key] + self.beat(reader)

    def beat(self, reader: Reader) -> bytes:
        """Return the word that all is well, and what time it is."""
        return event("beat", self._time(), reader.after)

    def _time(self) -> dict[str, object]:
        return {"at": self._site.now().isoformat(), "pace": self._site.pace}

    def _run(self) -> None:
        while self._goes_on():
            try:
                with closing(self._store.feed()) as feed:
                    self._listen(feed)
            except Exception:
                _log.exception("the board's feed broke off; listening again")
                threading.Event().wait(_AGAIN_SECONDS)
            finally:
                self._store.close()

    def _goes_on(self) -> bool:
        """Tell whether anybody reads; if not, this thread ends and the next reader starts another."""
        with self._lock:
            if not self._readers:
                self._thread = None
            return bool(self._readers)

    def _listen(self, feed: Feed) -> None:
        self._tell()  # what was recorded before anybody listened
        checked = monotonic()
        while self._goes_on():
            if feed.wait(CHECK_SECONDS / 3):
                self._tell()
            if monotonic() - checked >= CHECK_SECONDS:
                self._end_those_without_right()
                checked = monotonic()

    def _tell(self) -> None:
        with self._store.reading() as view:
            changes = Changes(view, self._sequence, self._site.now())
            if changes.sequence == self._sequence:
                return
            with self._lock:
                readers = {sight: list(some) for sight, some in self._readers.items()}
            messages = {sight: self._message(view, changes, sight) for sight in readers}
        self._sequence = changes.sequence
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Reader, bytes]]] = defaultdict(list)
        for sight, some in readers.items():
            for reader in some:
                by_loop[reader.loop].append((reader, messages[sight]))
        for loop, told in by_loop.items():
            loop.call_soon_threadsafe(_put, told, changes.sequence)

    def _message(self, view: Reading, changes: Changes, sight: Sight) -> bytes:
        """Return what the changes come to for whoever has this sight; empty if to nothing."""
        if changes.too_many:
            return event("anew", self._time(), changes.sequence)
        if changes.sequence == changes.after:
            return b""
        lines, gone = changes.for_(sight.grant)
        if not lines and not gone:
            return b""
        desk = self._site.desk
        look = Look(self._site.language(sight.language), desk.gazetteer, desk.roads)
        told = {
            **self._time(),
            "lines": [
                [line.part, line.key, html]
                for line, html in zip(lines, drawn(look, lines), strict=True)
            ],
            "gone": gone,
            "totals": totals(view, sight.grant),
        }
        return event("lines", told, changes.sequence)

    def _everybody(self) -> list[Reader]:
        with self._lock:
            return [reader for some in self._readers.values() for reader in some]

    def _end_those_without_right(self) -> None:
        readers = self._everybody()
        right = _with_right({reader.session for reader in readers})
        for reader in readers:
            if right.get(reader.session) != reader.grant:
                reader.loop.call_soon_threadsafe(reader.end, event("over", {}, reader.after))


def _put(told: Iterable[tuple[Reader, bytes]], sequence: int) -> None:
    for reader, message in told:
        reader.put(sequence, message)


def _with_right(sessions: set[str]) -> dict[str, Grant]:
    """Return what those may see whose sessions are good."""
    from django.contrib.auth import HASH_SESSION_KEY
    from django.utils import timezone

    from ..accounts.models import Session

    found = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    return {
        session.session_key: session.account.grant
        for session in found.select_related("account")
        if session.account
        and session.account.is_active
        and session.get_decoded().get(HASH_SESSION_KEY) == session.account.get_session_auth_hash()
    }


def event(name: str, told: object, sequence: int) -> bytes:
    """Return a server-sent event; its id is the last entry it knows of."""
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"id: {sequence}\nevent: {name}\ndata: {data}\n\n".encode()


@lru_cache(maxsize=1)
def watch_of(site: Site) -> Watch:
    """Return the process's one watch over an installation."""
    return Watch(site)
