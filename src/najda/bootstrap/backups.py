"""Backing an installation up, and making one of a backup."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from najda.adapters.backup import restoring, sealed, taking
from najda.adapters.backup.archive import Manifest
from najda.adapters.db.errors import StoreMissing
from najda.adapters.db.opening import open_postgres, open_sqlcipher
from najda.adapters.db.store import DbStore
from najda.adapters.folders import without_password
from najda.adapters.keys import Keyring, KeysMissing
from najda.application.ledger.verify import verify
from najda.application.usecases.rebuild_read_models import rebuild_read_models
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.time import as_text

from .installations import DATABASE, KEYS, SETTINGS, NoInstallation, database_url, desk_on
from .later import PLACES
from .outside import MAP

Progress = Callable[[int], None]
SQLCIPHER, POSTGRESQL = "sqlcipher", "postgresql"


class DatabaseAsked(Refusal):
    """A PostgreSQL ledger is restored into a PostgreSQL database."""

    says = N_(
        "This backup is of a ledger in PostgreSQL. Make an empty database and name it with --database."
    )


class NoDatabaseAsked(Refusal):
    """An encrypted file is restored as one."""

    says = N_("This backup is of an encrypted file: leave --database out. Nothing was restored.")


class NotWhole(Refusal):
    """A ledger was broken before it was backed up."""

    says = N_("The ledger in this backup is not whole: {why} Nothing was kept of it.")


class Taken(NamedTuple):
    """A backup that was made, and how many older ones it made room for."""

    path: Path
    manifest: Manifest
    removed: int


class Restored(NamedTuple):
    """What was restored and proved; `changed` things had stood otherwise than the entries say."""

    manifest: Manifest
    things: int
    changed: int


def backup_keys() -> sealed.KeyPair:
    """Return a new pair of keys for backups."""
    return sealed.new_keys()


def back_up(
    folder: Path,
    *,
    passphrase: str,
    to: Path,
    public_key: str,
    keep: int = 0,
    with_map: bool = False,
) -> Taken:
    """Make a backup in the folder `to` of the installation in `folder`, while it is in use.

    With `keep`, only so many of this installation's stay there. Raises NoInstallation, WrongPassphrase,
    NoPublicKey, NotBackedUp, BackingUp, and what the store may raise; nothing half-made is left.
    """
    folder, seal_to = Path(folder), sealed.recipient(public_key)
    keyring = _keyring(folder, passphrase)
    at = datetime.now(UTC)
    with taking.alone_in(to), _snapshot(folder, keyring, to) as (kind, snapshot):
        manifest = Manifest(
            installation=keyring.installation,
            realm=keyring.realm,
            taken_at=as_text(at),
            size=snapshot.head.size,
            head=snapshot.head.hash,
            root=snapshot.root.hex(),
            store=kind,
            najda=version("najda"),
        )
        files = _files(folder, with_map)
        path = taking.write_backup(to, at, manifest, files, snapshot.content, seal_to)
    removed = taking.keep_newest(path, keep) if keep else []
    return Taken(path, manifest, len(removed))


def restore(
    path: Path,
    folder: Path,
    *,
    private_key: str,
    passphrase: Callable[[Path], str],
    url: str | None = None,
    progress: Progress = lambda done: None,
) -> Restored:
    """Make an installation of a backup, in a folder that is empty or not there, and hold it to what the
    backup says of itself: size and root of the ledger, every hash anew, the read models made again.

    A ledger kept in PostgreSQL goes into the empty database at `url`. Raises NoPrivateKey, OtherKey,
    BackupDamaged, FolderInUse, WrongPassphrase and others; nothing is left then.
    """
    folder, by = Path(folder), sealed.identity(private_key)
    with restoring.half_made(folder) as half:
        manifest = restoring.look(path, by, progress)
        if manifest.store == POSTGRESQL and url is None:
            raise DatabaseAsked
        if manifest.store != POSTGRESQL and url is not None:
            raise NoDatabaseAsked
        restoring.unpack(path, by, half, lambda: _sink(half, url), progress)
        with _emptied_in_vain(url):
            things, changed = _proved(half, manifest, passphrase(half), url)
    return Restored(manifest, things, changed)


def _keyring(folder: Path, passphrase: str) -> Keyring:
    try:
        return Keyring.open(folder / KEYS, passphrase)
    except KeysMissing:
        raise NoInstallation(where=folder) from None


@contextmanager
def _snapshot(folder: Path, keyring: Keyring, to: Path) -> Any:
    from najda.adapters.db.backup import postgres_snapshot, sqlcipher_snapshot

    if (folder / SETTINGS).exists():
        url = database_url(folder / SETTINGS)
        with (
            closing(open_postgres(url, keyring.realm)) as store,
            postgres_snapshot(store, url) as one,
        ):
            yield POSTGRESQL, one
        return
    if not (folder / DATABASE).exists():
        raise StoreMissing(where=folder / DATABASE)
    half = to / f"{taking.HALF}{DATABASE}"
    with sqlcipher_snapshot(folder / DATABASE, keyring.database_key, half) as one:
        yield SQLCIPHER, one


def _files(folder: Path, with_map: bool) -> list[tuple[str, Path]]:
    named = [(KEYS, folder / KEYS)]
    for inner in (PLACES, MAP) if with_map else (PLACES,):
        there = folder / inner
        if there.is_dir():
            found = sorted(p for p in there.iterdir() if p.is_file() and not p.name.startswith("."))
            named += [(f"{inner}/{path.name}", path) for path in found]
    return named


def _sink(half: Path, url: str | None) -> AbstractContextManager[Any]:
    from najda.adapters.db.backup import postgres_restoring

    return restoring.file_sink(half / DATABASE) if url is None else postgres_restoring(url)


@contextmanager
def _emptied_in_vain(url: str | None) -> Any:
    """Empty a database again that was restored in vain."""
    from najda.adapters.db.backup import empty

    try:
        yield
    except BaseException:
        if url is not None:
            empty(url)
        raise


def _proved(half: Path, manifest: Manifest, passphrase: str, url: str | None) -> tuple[int, int]:
    """Return how many things stand, and how many stood otherwise; raises NotWhole or OtherRoot."""
    keyring = _keyring(half, passphrase)
    if url is not None:
        kept = {"database": without_password(url)}
        (half / SETTINGS).write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    store: DbStore = (
        open_sqlcipher(half / DATABASE, keyring.database_key, manifest.realm)
        if url is None
        else open_postgres(url, manifest.realm)
    )
    with closing(store):
        verdict = verify(store)
        if verdict.problem is not None:
            raise NotWhole(why=verdict.problem)
        restoring.check_same(manifest, verdict.size, verdict.root)
        built = rebuild_read_models(desk_on(half, keyring, store))
    return built.things, built.changed
