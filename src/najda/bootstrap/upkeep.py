"""What keeping an installation asks of the adapters, from time to time."""

from __future__ import annotations

from pathlib import Path

from najda.adapters.folders import check_writable
from najda.adapters.keys import Keyring, KeysMissing
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .installations import DATABASE, KEYS, SETTINGS, NoInstallation


class KeptByServer(Refusal):
    """The ledger is no file of ours to copy."""

    says = N_(
        "The ledger of {folder} is kept by a PostgreSQL server. Back it up there with pg_dump or "
        "pg_basebackup: docs/running.md says how."
    )


def back_up(folder: Path, *, passphrase: str, to: Path) -> None:
    """Copy an installation's database to the new file `to` while it is in use; the keys are not in it.

    Raises NoInstallation, WrongPassphrase, KeptByServer, and StoreExists if `to` is there already.
    """
    from najda.adapters.db.backup import back_up

    keyring = _opened(folder, passphrase)
    if (Path(folder) / SETTINGS).exists():
        raise KeptByServer(folder=folder)
    check_writable(to.absolute().parent)
    back_up(Path(folder) / DATABASE, keyring.database_key, to)


def change_passphrase(folder: Path, *, old: str, new: str) -> None:
    """Lock an installation's keys under another passphrase; the keys stay the same.

    Copies of the key file made before still open with the old one. Raises NoInstallation,
    WrongPassphrase or PassphraseTooShort.
    """
    _opened(folder, old)
    Keyring.change_passphrase(Path(folder) / KEYS, old, new)


def grant_service(url: str, role: str) -> None:
    """Let a PostgreSQL role run Najda without any means to change or remove an entry; `url` is the
    owner's."""
    from najda.adapters.db.postgres import grant_service_role

    grant_service_role(url, role)


def _opened(folder: Path, passphrase: str) -> Keyring:
    try:
        return Keyring.open(Path(folder) / KEYS, passphrase)
    except KeysMissing:
        raise NoInstallation(where=folder) from None
