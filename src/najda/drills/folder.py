"""Where a drill is kept: a folder of its own, never one that holds anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

from najda import bootstrap
from najda.application.desk import Desk
from najda.application.errors import WrongRealm
from najda.application.look_up import installation
from najda.application.ports import Clock
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .profile import Plan

REPORTS = "reports"
_MADE = ("najda.db", "najda.db-wal", "najda.db-shm", bootstrap.KEYS)
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
        held = None
    if held is None:
        return bootstrap.create(
            folder,
            passphrase=bootstrap.DRILL_PASSPHRASE,
            name=plan.title,
            realm=plan.realm,
            database_url=database_url,
            clock=clock,
        )
    desk = bootstrap.open_desk(
        folder, passphrase=bootstrap.DRILL_PASSPHRASE, realm=plan.realm, clock=clock
    )
    found = installation(desk).name
    if found != plan.title:
        raise OtherDrill(where=folder, found=found, wanted=plan.title)
    return desk


def _clear(folder: Path) -> None:
    """Remove a drill; what else lies in the folder stays."""
    if (folder / "settings.json").exists():
        raise DatabaseNotFresh(where=folder)
    shutil.rmtree(folder / REPORTS, ignore_errors=True)
    for name in _MADE:
        (folder / name).unlink(missing_ok=True)
