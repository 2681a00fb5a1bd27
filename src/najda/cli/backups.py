"""`najda backup`, `najda restore`, `najda backup-key`: what survives the machine."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from najda import bootstrap
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .commands import command
from .files import read_text
from .given import option
from .language import heading
from .passphrase import passphrase_for
from .progress import busy, counting
from .session import Session

_KEYS = N_(
    "Public key, for the server: {public}\nPrivate key: {private}\nWrite the private key down and keep "
    "it away from the server: it alone opens the backups, and nobody can make it again."
)
_TAKEN = N_("Backed up {size} entries to {path}. Root: {root}")
_REMOVED = N_("Older backups removed: {count}")
_RESTORED = N_(
    "Restored {size} entries to {folder}, as they were at {when}. Every entry was checked; the root is "
    "the backup's: {root}"
)
_SAME = N_("The read models were made again: {things} things, all as they had stood.")
_CHANGED = N_(
    "The read models were made again: {things} things, {changed} of them otherwise than they had stood."
)
_ALONE = N_(
    "This is a copy. Whatever was recorded after the backup is not in it. Stop the installation it was "
    "taken from before anybody works here: two that go on are two histories, and nobody can make one of "
    "them again. Enter again what is missing, and erase again whoever was erased since."
)


class KeyMissing(Refusal):
    """Nobody is there to type the private key and none was given."""

    says = N_("The private key is needed: name a file that holds it with --key.")


def add(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "backup-key", shows=False, example="najda backup-key")(backup_key)
    command(app, "backup", shows=False, example="najda backup --to /backup --for age1… --keep 35")(
        backup
    )
    command(
        app,
        "restore",
        shows=False,
        example="najda restore backup.tar.age -f restored --key key.txt",
    )(restore)


def backup_key(session: Session) -> None:
    """Make the pair of keys that backups are sealed to and opened with, for whoever keeps them."""
    keys = bootstrap.backup_keys()
    session.print(phrase(_KEYS, public=keys.public, private=keys.private))


def backup(
    session: Session,
    to: Annotated[Path, option("--to", help="The folder to keep backups in.")],
    public: Annotated[
        str,
        option("--for", envvar="NAJDA_BACKUP_KEY", help="The public key, by `najda backup-key`."),
    ],
    keep: Annotated[int, option("--keep", min=0, help="How many to keep there; 0: all.")] = 0,
    with_map: Annotated[bool, option("--with-map", help="With the map's streets, too.")] = False,
) -> None:
    """Make a backup that only the private key opens, while people work on, for whoever keeps them.

    In it: the ledger with everything read from it and the accounts, the key file still locked by its
    passphrase, and imported gazetteers. Not in it: the passphrase and the database server's password.
    """
    folder = session.need_installation()
    passphrase = passphrase_for(folder)
    with busy(session, N_("Copying the database")):
        taken = bootstrap.back_up(
            folder, passphrase=passphrase, to=to, public_key=public, keep=keep, with_map=with_map
        )
    manifest = taken.manifest
    session.print(phrase(_TAKEN, size=manifest.size, path=taken.path, root=manifest.root))
    if taken.removed:
        session.print(phrase(_REMOVED, count=taken.removed))


def restore(
    session: Session,
    file: Annotated[Path, typer.Argument(help="A backup.")],
    key: Annotated[
        Path | None,
        option("--key", help="A file that holds the private key; else it is asked for."),
    ] = None,
    database: Annotated[
        str,
        option("--database", metavar="URL", help="An empty PostgreSQL database, for such a one."),
    ] = "",
) -> None:
    """Make an installation of a backup in an empty folder, and check all of it, after a loss.

    It asks for the private key, and for the passphrase of the installation as it was at the time.
    """
    private = read_text(key) if key else _typed()
    with counting(session, N_("bytes")) as count:
        done = bootstrap.restore(
            file,
            session.options.folder,
            private_key=private,
            passphrase=passphrase_for,
            url=database or None,
            progress=count,
        )
    manifest = done.manifest
    session.head(manifest.realm)
    session.print(
        phrase(
            _RESTORED, size=manifest.size, folder=session.options.folder, when=manifest.taken_at,
            root=manifest.root,
        )
    )  # fmt: skip
    says = _CHANGED if done.changed else _SAME
    session.print(phrase(says, things=done.things, changed=done.changed))
    session.print(phrase(_ALONE))


def _typed() -> str:
    if not sys.stdin.isatty():
        raise KeyMissing
    return getpass(heading(N_("Private key:")) + " ")
