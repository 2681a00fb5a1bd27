"""What keeping an installation asks of the adapters, from time to time."""

from __future__ import annotations

from pathlib import Path

from najda.adapters.keys import Keyring, KeysMissing

from .installations import KEYS, NoInstallation


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
