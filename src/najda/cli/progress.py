"""How far something long has come: on stderr, only on a terminal, only past two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .language import heading, say
from .session import Session

PATIENCE_SECONDS = 2.0


@contextmanager
def counting(
    session: Session, what: str, total: int | None = None
) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many of `what` are done."""
    if not session.err.is_terminal:
        yield lambda done: None
        return
    began = time.monotonic()
    with session.err.status("") as status:
        status.stop()

        def count(done: int) -> None:
            seconds = time.monotonic() - began
            if seconds < PATIENCE_SECONDS:
                return
            share = f" / {say(total)}" if total else ""
            pace = say(round(done / seconds))
            status.update(f"{say(done)}{share} {heading(what)} ({pace}/s)")
            status.start()

        yield count


@contextmanager
def busy(session: Session, what: str) -> Iterator[None]:
    """Say on a terminal what is going on, until it is done."""
    if not session.err.is_terminal:
        yield
        return
    with session.err.status(heading(what)):
        yield


@contextmanager
def stages(session: Session) -> Iterator[Callable[[str, int], None]]:
    """Give a function that is told what is being done now, and how many things are done there."""
    if not session.err.is_terminal:
        yield lambda what, done: None
        return
    began = time.monotonic()
    with session.err.status("") as status:
        status.stop()

        def told(what: str, done: int) -> None:
            if not done or time.monotonic() - began >= PATIENCE_SECONDS:
                status.update(f"{heading(what)} {say(done) if done else ''}")
                status.start()

        yield told
