"""Making an installation, and opening its desk.

An installation is a folder: `keys.json` (the keyring), `najda.db` (one encrypted file) or
`settings.json` that names a PostgreSQL database, and `places/` with the gazetteers imported there.
`keys.json` appears last: a folder without it is no installation, whatever was going on there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from random import SystemRandom
from typing import Any

from najda.adapters.clock import DrillTime, SystemClock
from najda.adapters.db import settings
from najda.adapters.db.errors import StoreExists, StoreMissing
from najda.adapters.db.opening import (
    create_postgres,
    create_sqlcipher,
    open_postgres,
    open_sqlcipher,
)
from najda.adapters.folders import founding_in, without_password
from najda.adapters.keys import Keyring, KeysMissing
from najda.adapters.roads import StraightRoads
from najda.adapters.seals import SubjectSeals
from najda.application.desk import Act, Desk
from najda.application.errors import WrongRealm
from najda.application.ports import Clock, Store
from najda.application.usecases.found_installation import found_installation
from najda.domain.installation.rules import check_zone
from najda.intake.operations_area import OperationsArea
from najda.kernel.errors import Malformed, Refusal
from najda.kernel.ids import derived_id, new_id
from najda.kernel.phrases import N_, phrase

from .later import Later, gazetteer, planner

REAL = "real"
SYRIA = "32.0,35.4,37.5,42.5"
"""Syria's bounding box: where operations are unless told otherwise."""

DRILL_PASSPHRASE = "this is a drill"
"""What opens drills: they hold nobody's data, and must never be taken for what does."""

DATABASE_URL = "NAJDA_DATABASE_URL"
"""Environment variable that may carry the PostgreSQL URL with its password."""

KEYS, DATABASE, SETTINGS = "keys.json", "najda.db", "settings.json"
CLOCK = "clock.json"
"""What time it is in a drill that runs at its own pace."""

_REALMS = N_("real, or drill: and a name of a–z, 0–9 and -, such as drill:coast")
_REALM = re.compile(r"real|drill:[a-z0-9][a-z0-9-]{0,39}")


class NoInstallation(Refusal):
    """The folder holds no installation."""

    says = N_(
        "There is no Najda installation in {where}. Make one with `najda init`, or name the folder with "
        "--folder or NAJDA_FOLDER."
    )


class OtherDatabase(Refusal):
    """The database belongs to another installation than the keys."""

    says = N_(
        "The database at {where} belongs to another installation than the keys in {folder}. Check "
        "settings.json and NAJDA_DATABASE_URL; nothing was touched."
    )


def create(
    folder: Path,
    *,
    passphrase: str,
    name: str,
    realm: str = REAL,
    area: str = SYRIA,
    time_zone: str = "Asia/Damascus",
    database_url: str | None = None,
    clock: Clock | None = None,
    person: str = "person/founder",
) -> Desk:
    """Make an installation in a folder and return its desk; refuses a folder in use.

    With a `database_url` the ledger lives in that PostgreSQL database, which must exist. The password in
    it is not kept: give it again in NAJDA_DATABASE_URL or ~/.pgpass. Interrupted or refused, nothing
    that looks like an installation is left, and the same can be asked again.
    """
    folder, clock = Path(folder), clock or SystemClock()
    check_realm(realm)
    check_zone(time_zone)
    OperationsArea.read(area)
    with founding_in(folder, KEYS, resumable=database_url is not None) as half:
        keyring, resumed = _keyring(half, passphrase, realm, clock)
        store = _new_store(folder, keyring, database_url, resumed)
        desk = desk_on(folder, keyring, store, clock)
        act = Act(id=_founding(keyring), person=person)
        found_installation(desk, act, name=name, area=area, time_zone=time_zone)
    return desk


def open_desk(
    folder: Path,
    *,
    passphrase: str,
    realm: str | None = None,
    clock: Clock | None = None,
    pages: Mapping[str, Any] | None = None,
) -> Desk:
    """Return the desk of the installation in a folder.

    With `pages`, Django's settings for them, the pages' own tables (accounts, sessions) are made and kept
    in the same database, and what they sign is signed with a key of this installation.

    Raises NoInstallation, WrongPassphrase, OtherDatabase, WrongRealm if `realm` is given and the folder
    holds another one, and what opening a store may raise.
    """
    folder = Path(folder)
    try:
        keyring = Keyring.open(folder / KEYS, passphrase)
    except KeysMissing:
        raise NoInstallation(where=folder) from None
    if realm is not None and keyring.realm != realm:
        raise WrongRealm(where=folder, found=keyring.realm, wanted=realm)
    if pages is not None:
        settings.configure(**pages)
        settings.use_secret(keyring.derived("pages").hex())
    store = _store(folder, keyring, alias=None if pages is None else "default")
    with store.reading() as view:
        if not view.by_act(_founding(keyring)):
            raise OtherDatabase(where=store.where, folder=folder)
    return desk_on(folder, keyring, store, clock or _clock(folder, keyring.realm))


def set_up_pages(pages: Mapping[str, Any]) -> None:
    """Set Django up for pages before anything else in this process does, as tests and drills need that
    make an installation and serve it in one process."""
    settings.configure(**pages)


def realm_in(folder: Path) -> str | None:
    """Return the realm of the installation in a folder without opening it; None if there is none."""
    try:
        return json.loads((Path(folder) / KEYS).read_text(encoding="utf-8"))["realm"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_told(folder: Path) -> bool:
    """Tell whether a drill's story is told in the folder: it then has a time of its own, and people."""
    return (Path(folder) / CLOCK).exists()


def drill_time(folder: Path) -> DrillTime:
    """Return the clock of the drill in a folder, to be set by whoever runs it."""
    return DrillTime(Path(folder) / CLOCK)


def check_realm(realm: str) -> str:
    """Return `realm` if it is `real` or `drill:<name>`; raise Malformed otherwise."""
    if not _REALM.fullmatch(realm):
        expected = phrase(_REALMS)
        raise Malformed(what=phrase(N_("realm")), given=realm, expected=expected)
    return realm


def _clock(folder: Path, realm: str) -> Clock:
    """Return the clock of an installation: real operations know none but the machine's."""
    return SystemClock() if realm == REAL else drill_time(folder)


def _keyring(half: Path, passphrase: str, realm: str, clock: Clock) -> tuple[Keyring, bool]:
    """Return new keys, or those an interrupted attempt left if they open; and whether it was so."""
    if half.exists():
        try:
            left = Keyring.open(half, passphrase)
        except Refusal:
            left = None
        if left is not None and left.realm == realm:
            return left, True
        half.unlink()
    installation = new_id(clock.now(), SystemRandom())
    return Keyring.create(half, passphrase, installation=installation, realm=realm), False


def _new_store(folder: Path, keyring: Keyring, database_url: str | None, resumed: bool) -> Store:
    if database_url is None:
        return create_sqlcipher(folder / DATABASE, keyring.database_key, keyring.realm)
    settings = json.dumps({"database": without_password(database_url)}, indent=2)
    (folder / SETTINGS).write_text(settings + "\n", encoding="utf-8")
    try:
        return create_postgres(database_url, keyring.realm)
    except StoreExists:
        if not resumed:
            raise
        return open_postgres(database_url, keyring.realm)


def _store(folder: Path, keyring: Keyring, alias: str | None = None) -> Store:
    if (folder / SETTINGS).exists():
        return open_postgres(database_url(folder / SETTINGS), keyring.realm, alias=alias)
    if not (folder / DATABASE).exists():
        raise StoreMissing(where=folder / DATABASE)
    path = folder / DATABASE
    return open_sqlcipher(path, keyring.database_key, keyring.realm, alias=alias)


def database_url(path: Path) -> str:
    """Return where the database is: by the environment, or as the settings file says."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["database"]
    except (OSError, ValueError, KeyError, TypeError):
        expected = '{"database": "postgresql://user@host/name"}'
        raise Malformed(what=phrase(N_("settings file")), given=path, expected=expected) from None
    return os.environ.get(DATABASE_URL) or kept


def _founding(keyring: Keyring) -> str:
    """Return the id of the act that founds an installation: the same however often it is tried."""
    return derived_id(keyring.installation, "found")


def desk_on(folder: Path, keyring: Keyring, store: Store, clock: Clock | None = None) -> Desk:
    """Return the desk of an installation whose keys and store are open."""
    return Desk(
        store=store,
        clock=clock or SystemClock(),
        seals=SubjectSeals(keyring.subjects_key),
        signer=keyring,
        gazetteer=Later(lambda: gazetteer(folder)),
        roads=StraightRoads(),
        planner=Later(planner),
    )
