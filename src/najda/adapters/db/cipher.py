"""Connections to one encrypted file. Knows nothing of Django, so that helper processes start at once."""

from __future__ import annotations

import hmac
import os
from hashlib import pbkdf2_hmac
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from najda.adapters.db.errors import BUSY_SECONDS, LibraryTooOld, StoreMissing, refusal_for
from najda.application.errors import StoreDamaged, WrongPassphrase

NEEDED = (3, 51, 3)
PAGE = 4096
_RESERVED = 80  # at a page's end: IV (16) and HMAC-SHA512 (64)
_PAGES_TRIED = 64

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit is on the disk before it is acknowledged
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # a destroyed key is overwritten, not only unlinked
    "PRAGMA recursive_triggers = ON",  # or INSERT OR REPLACE would pass by the trigger on DELETE
    "PRAGMA trusted_schema = OFF",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA cache_size = -32768",
)


def check_library(found: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Raise LibraryTooOld for an SQLite whose write-ahead log can damage the file."""
    if found < NEEDED:
        dotted = ".".join(map(str, found)), ".".join(map(str, NEEDED))
        raise LibraryTooOld(found=dotted[0], needed=dotted[1])


def connect(path: Path, key: bytes, *, read_only: bool = False) -> sqlcipher.Connection:
    """Return a connection to the existing file, opened by its raw 32-byte key, in autocommit mode.

    Raises StoreMissing, WrongPassphrase, StoreDamaged or LibraryTooOld.
    """
    check_library()
    if not path.is_file():
        raise StoreMissing(where=path)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlcipher.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False,
        detect_types=sqlcipher.PARSE_DECLTYPES | sqlcipher.PARSE_COLNAMES,
    )  # fmt: skip
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        _check_opened(connection, path, key)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_file(path: Path) -> None:
    """Make an empty file that only its owner may read, for a database about to be created."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _check_opened(connection: sqlcipher.Connection, path: Path, key: bytes) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher.DatabaseError as error:
        refusal = refusal_for(error, str(path))
        if refusal and not isinstance(refusal, StoreDamaged):  # busy, full, out of reach
            raise refusal from error
        if opens_some_page(path, key):
            raise StoreDamaged(where=path, why=str(error)) from error
        raise WrongPassphrase(where=path) from error


def opens_some_page(path: Path, key: bytes) -> bool:
    """Tell whether the key authenticates any of the file's first pages.

    A wrong key and a damaged first page look alike to SQLite. SQLCipher 4 ends every page with an
    HMAC-SHA512 over ciphertext, IV and page number; its key is derived from ours and the file's salt
    (https://www.zetetic.net/sqlcipher/design/).
    """
    with path.open("rb") as file:
        salt = file.read(16)
        masked = bytes(byte ^ 0x3A for byte in salt)
        mac_key = pbkdf2_hmac("sha512", key, masked, 2, 32)
        for number in range(1, _PAGES_TRIED + 1):
            file.seek((number - 1) * PAGE + (16 if number == 1 else 0))
            page = file.read(PAGE - (16 if number == 1 else 0))
            if len(page) < _RESERVED:
                return False
            signed = page[:-64] + number.to_bytes(4, "little")
            if hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), page[-64:]):
                return True
    return False
