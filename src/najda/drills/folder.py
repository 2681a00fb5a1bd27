"""Where a drill is kept: a folder of its own, never one that holds anything else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from najda import bootstrap
from najda.application.desk import Desk
from najda.application.errors import WrongRealm
from najda.application.look_up import installation
from najda.application.ports import Clock
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .profile import Plan

try:
    import fcntl
except ImportError:  # a system without it; two processes telling one drill go unnoticed there
    fcntl = None

REPORTS = "reports"
SERVER_LOG = "server.log"
_MADE = (
    *("najda.db", "najda.db-wal", "najda.db-shm"),
    *(bootstrap.CLOCK, SERVER_LOG, bootstrap.KEYS),
)
"""What a drill's folder holds besides reports; the keys go last, so that it stays known as a drill's."""


class OtherDrill(Refusal):
    """The folder holds a drill that was told otherwise."""

    says = N_(
        "{where} holds “{found}”, not “{wanted}”. Go on with that one, start afresh with --fresh, or "
        "name another folder."
    )


class DatabaseNotFresh(Refusal):
    """A drill in PostgreSQL is not erased from here."""

    says = N_(
        "The drill in {where} is kept in PostgreSQL. Make an empty database for a fresh one, and name "
        "another folder."
    )


class OtherFiles(Refusal):
    """A drill's folder holds what no drill made."""

    says = N_(
        "{where} holds {what} besides the drill, so it is not emptied. Move that elsewhere, or name "
        "another folder."
    )


class DrillRunning(Refusal):
    """The drill is being told by another process."""

    says = N_("The drill in {where} is running already. Wait for it, or name another folder.")


def open_drill(
    folder: Path,
    plan: Plan,
    clock: Clock,
    *,
    fresh: bool = False,
    database_url: str | None = None,
) -> Desk:
    """Return the desk of a drill in a folder, made if there is none; raise WrongRealm where the folder
    holds real operations or another drill, OtherDrill where this one is told otherwise."""
    held = bootstrap.realm_in(folder)
    if held is not None and (held == bootstrap.REAL or (held != plan.realm and not fresh)):
        raise WrongRealm(where=folder, found=held, wanted=plan.realm)
    if held is not None and fresh:
        _clear(folder)
    elif held is not None:
        return _opened(folder, plan, clock)
    return bootstrap.create(
        folder,
        passphrase=bootstrap.DRILL_PASSPHRASE,
        name=plan.title,
        realm=plan.realm,
        area=plan.profile.area,
        database_url=database_url,
        clock=clock,
    )


def _opened(folder: Path, plan: Plan, clock: Clock) -> Desk:
    desk = bootstrap.open_desk(
        folder, passphrase=bootstrap.DRILL_PASSPHRASE, realm=plan.realm, clock=clock
    )
    found = installation(desk).name
    if found != plan.title:
        raise OtherDrill(where=folder, found=found, wanted=plan.title)
    return desk


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep others from running the drill in this folder meanwhile; raise DrillRunning if one does."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise DrillRunning(where=folder) from None
    finally:
        os.close(handle)


def _clear(folder: Path) -> None:
    """Remove a drill, the whole or nothing of it."""
    if (folder / "settings.json").exists():
        raise DatabaseNotFresh(where=folder)
    others = sorted(path.name for path in folder.iterdir() if path.name not in (*_MADE, REPORTS))
    if others:
        raise OtherFiles(where=folder, what=", ".join(others[:3]))
    shutil.rmtree(folder / REPORTS, ignore_errors=True)
    for name in _MADE:
        (folder / name).unlink(missing_ok=True)
