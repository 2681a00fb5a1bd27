"""Refusals of the store, and how a driver's errors become them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as sqlcipher

from najda.application.errors import StoreBusy, StoreDamaged, StoreFull
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up."""


class StoreMissing(Refusal):
    """There is no database where one was expected."""

    says = N_(
        "There is no Najda data at {where}. Check the folder, or make an installation: `najda init`."
    )


class NotKept(Refusal):
    """The database took entries and does not hold them."""

    says = N_(
        "The database kept {kept} of {given} entries, so nothing was acknowledged. Somebody may have "
        "altered it: run `najda ledger verify`, and have its triggers looked at."
    )


class StoreExists(Refusal):
    """A database would be made where one is already."""

    says = N_("There is Najda data at {where} already; nothing was touched. Choose another place.")


class StoreUnreachable(Refusal):
    """The database server does not answer, or does not let us in."""

    says = N_(
        "The database server cannot be reached ({why}). Check that it runs, its address and the password."
    )


class RightsMissing(Refusal):
    """The database's role may not do this."""

    says = N_(
        "The database does not allow this role to do that ({why}). Let the owner of its tables run "
        "`najda installation grant`, and check that the role is the one meant."
    )


class StoreOutOfReach(Refusal):
    """The file system does not let the file be read or written now; it may well be whole."""

    says = N_(
        "{where} cannot be read or written now ({why}). Make room on its disk, check that you may write "
        "in its folder, and try again; nothing was recorded, and nothing need be restored."
    )


class LibraryTooOld(Refusal):
    """SQLite before 3.51.3 can damage a file in WAL mode (the WAL-reset bug)."""

    says = N_(
        "SQLite {found} can damage the data; it must be {needed} or newer. Install Najda again: `make`."
    )


# SQLite's primary result codes (https://www.sqlite.org/rescode.html).
_BUSY, _LOCKED, _CORRUPT, _FULL, _NOT_A_DATABASE = 5, 6, 11, 13, 26
_OUT_OF_REACH = (3, 8, 10, 14)  # no right, read-only, input or output failed, cannot be opened


def refusal_for(error: BaseException, where: str) -> Refusal | None:
    """Return what a driver's error means to a person, or None if it is a defect of ours."""
    cause = error.__cause__ if type(error).__module__.startswith("django.") else error
    if isinstance(cause, sqlcipher.Error):
        return _of_sqlite(cause, where)
    state = getattr(cause, "sqlstate", None)
    if type(cause).__module__.startswith("psycopg"):
        return _of_postgres(cause, state, where)
    return None


def _of_sqlite(error: BaseException, where: str) -> Refusal | None:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (_BUSY, _LOCKED):
        return StoreBusy(seconds=BUSY_SECONDS)
    if code == _FULL:
        return StoreFull()
    if code in _OUT_OF_REACH:
        return StoreOutOfReach(where=where, why=str(error))
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return StoreDamaged(where=where, why=str(error))
    return None


def _of_postgres(error: BaseException, state: str | None, where: str) -> Refusal | None:
    if state in ("55P03", "40P01"):  # lock_not_available, deadlock_detected
        return StoreBusy(seconds=BUSY_SECONDS)
    if state == "42501":  # insufficient_privilege
        return RightsMissing(why=str(error).strip().partition("\n")[0])
    if state == "53100":  # disk_full
        return StoreFull()
    if state in ("XX001", "XX002"):  # data_corrupted, index_corrupted
        return StoreDamaged(where=where, why=str(error))
    if type(error).__name__ in ("OperationalError", "AdminShutdown", "ConnectionTimeout") and (
        state is None or state[:2] in ("08", "28", "3D", "57")
    ):
        return StoreUnreachable(why=str(error).strip())
    return None


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn a driver's errors inside the block into refusals; anything else passes as it is."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        refusal = refusal_for(error, where)
        if refusal is None:
            raise
        raise refusal from error
