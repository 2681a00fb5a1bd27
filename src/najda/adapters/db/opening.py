"""Making and opening stores. What is here is all that `bootstrap` needs."""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

from najda.adapters.db import cipher, postgres, settings
from najda.adapters.db.errors import StoreExists, StoreMissing, translated
from najda.adapters.db.store import DbStore
from najda.application.errors import StoreNewer, WrongRealm

LEDGER = {"ledger"}


def create_sqlcipher(path: Path, key: bytes, realm: str, *, alias: str | None = None) -> DbStore:
    """Return a new, empty store in a new file at `path`; raises StoreExists if there is one.

    It is made beside and then moved into place: interrupted, it leaves nothing that looks finished.
    """
    if path.exists():
        raise StoreExists(where=path)
    half = path.with_name(f"{path.name}.new")
    for leftover in path.parent.glob(f"{half.name}*"):
        leftover.unlink()
    cipher.make_file(half)
    database = _sqlcipher(half, key)
    _make(settings.register(database), realm, str(path))
    os.rename(half, path)
    return open_sqlcipher(path, key, realm, alias=alias)


def open_sqlcipher(
    path: Path, key: bytes, realm: str | None = None, *, alias: str | None = None
) -> DbStore:
    """Return the store in the file at `path`.

    Given `realm`, raises WrongRealm if the store holds another. Also raises StoreMissing,
    WrongPassphrase, StoreDamaged, StoreNewer and LibraryTooOld. `alias` is Django's name for the
    database, if its own tables (accounts) are to live there too.
    """
    if path.is_file() and path.stat().st_size == 0:  # SQLite would make a new database of it
        raise StoreMissing(where=path)
    place = {"vendor": "sqlite", "path": str(path.absolute()), "key": key.hex()}
    return _open(_sqlcipher(path, key), {"read_only": True}, realm, str(path), alias, place)


def create_postgres(url: str, realm: str, *, alias: str | None = None) -> DbStore:
    """Return a new, empty store in the existing PostgreSQL database at `url`, by its owner.

    Raises StoreExists if one is there. Interrupted, it can be called again.
    """
    settings.configure()
    half = settings.register(postgres.database(url))
    with translated(postgres.where(url)):
        if _applied(half) and _realm(half) is not None:
            raise StoreExists(where=postgres.where(url))
    _make(half, realm, postgres.where(url))
    return open_postgres(url, realm, alias=alias)


def open_postgres(url: str, realm: str | None = None, *, alias: str | None = None) -> DbStore:
    """Return the store in the PostgreSQL database at `url`, as `open_sqlcipher` does for a file.

    Raises StoreUnreachable if there is no such server, database or user.
    """
    settings.configure()
    place = {"vendor": "postgresql", "conninfo": url}
    where = postgres.where(url)
    return _open(postgres.database(url), postgres.READING, realm, where, alias, place)


def _sqlcipher(path: Path, key: bytes) -> dict[str, Any]:
    settings.configure()
    return {
        "ENGINE": "najda.adapters.db.sqlcipher",
        "NAME": str(path),
        "OPTIONS": {"key": key},
    }


def _open(
    database: dict[str, Any],
    reading: dict[str, Any],
    realm: str | None,
    where: str,
    alias: str | None,
    place: dict[str, Any],
) -> DbStore:
    writer = settings.register(database, alias)
    options = {**database["OPTIONS"], **reading}
    reader = settings.register({**database, "OPTIONS": options}, f"{writer}-reading")
    with translated(where):
        _bring_up_to_date(writer, where, _apps(alias))
        found = _realm(writer)
    if found is None:
        raise StoreMissing(where=where)
    if realm is not None and found != realm:
        raise WrongRealm(where=where, found=found, wanted=realm)
    return DbStore(writer=writer, reader=reader, realm=found, where=where, place=place)


def _make(alias: str, realm: str, where: str) -> None:
    from django.db import connections

    with translated(where):
        _migrate(alias, LEDGER)
        with connections[alias].cursor() as cursor:
            cursor.execute("INSERT INTO installation (only_one, realm) VALUES (1, %s)", [realm])
        connections[alias].close()


def _realm(alias: str) -> str | None:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT realm FROM installation")
        row = cursor.fetchone()
    return row[0] if row else None


def _apps(alias: str | None) -> set[str]:
    """Return whose tables belong in a database: the ledger's alone, or, where Django's own live in it
    too, those of every app."""
    from django.apps import apps

    return LEDGER if alias is None else {app.label for app in apps.get_app_configs()}


def _bring_up_to_date(alias: str, where: str, labels: set[str]) -> None:
    """Run what migrations are missing; raise StoreNewer if the database knows some that we do not."""
    applied, known = _applied(alias), _known(labels)
    if not applied:
        raise StoreMissing(where=where)
    if newer := sorted(f"{app}.{name}" for app, name in applied - known if app in dict(known)):
        raise StoreNewer(unknown=", ".join(newer))
    if known - applied:
        _migrate(alias, labels)


def _applied(alias: str) -> set[tuple[str, str]]:
    from django.db import connections

    connection = connections[alias]
    if "django_migrations" not in connection.introspection.table_names():
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def _known(labels: set[str]) -> set[tuple[str, str]]:
    from django.apps import apps

    found = set()
    for app in (apps.get_app_config(label) for label in labels):
        try:
            package = import_module(f"{app.name}.migrations")
        except ModuleNotFoundError:
            continue
        found |= {(app.label, name) for _, name, _ in pkgutil.iter_modules(package.__path__)}
    return found


def _migrate(alias: str, labels: set[str]) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes()
    executor.migrate([leaf for leaf in leaves if leaf[0] in labels])
