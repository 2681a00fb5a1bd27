"""The installation's keys: one file beside the store, opened by a passphrase.

The passphrase goes through scrypt (RFC 7914); what comes out opens one AES-256-GCM box that holds three
random 256-bit secrets: the database's key, the key that wraps every subject's key, and the Ed25519
signing key. Everything else in the file is readable and is bound to the box. Losing the file or the
passphrase is losing the data: there is no third way in.
"""

from __future__ import annotations

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import scrypt
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from najda.adapters.folders import FolderNotWritable
from najda.application.errors import WrongPassphrase
from najda.kernel.canonical import canonical
from najda.kernel.checkpoint import verifier_key
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

FORMAT = 1
SHORTEST_PASSPHRASE = 10

# 64 MiB of memory, which an old laptop has, and some tenths of a second: so much for every guess.
COST = {"n": 2**16, "r": 8, "p": 2}
# A drill holds nobody's real data and its passphrase may be printed; starting it should not wait.
DRILL_COST = {"n": 2**12, "r": 8, "p": 1}
_MOST_MEMORY = 1 << 30

_SECRETS = ("database", "subjects", "signing")


class KeysMissing(Refusal):
    """There is no key file where one was expected."""

    says = N_(
        "There is no key file at {where}. Check the folder, or make an installation: `najda init`."
    )


class KeysExist(Refusal):
    """A key file would be overwritten, and all that it opens lost."""

    says = N_("There are keys at {where} already; nothing was touched. Choose another folder.")


class KeysDamaged(Refusal):
    """The key file is not one, or not one of this version."""

    says = N_("The key file {where} cannot be read: {why}. Put back the copy that was kept of it.")


class PassphraseTooShort(Refusal):
    """A passphrase that is soon guessed."""

    says = N_(
        "A passphrase of {given} characters is soon guessed. Use {least} or more: several words."
    )


@dataclass(frozen=True, repr=False)
class Keyring:
    """An installation's identity and opened secrets; fulfils `ports.Signer`. Never printed."""

    installation: str
    realm: str
    database_key: bytes
    subjects_key: bytes
    signing_key: bytes

    @classmethod
    def create(cls, path: Path, passphrase: str, *, installation: str, realm: str) -> Keyring:
        """Make new keys at `path`; raises KeysExist or PassphraseTooShort."""
        if path.exists():
            raise KeysExist(where=path)
        secrets = {f"{name}_key": os.urandom(32) for name in _SECRETS}
        keyring = cls(installation=installation, realm=realm, **secrets)
        keyring._write(path, passphrase)
        return keyring

    @classmethod
    def open(cls, path: Path, passphrase: str) -> Keyring:
        """Return the keys at `path`; raises WrongPassphrase, KeysMissing or KeysDamaged."""
        header, box = _read(path)
        try:
            wrapping = AESGCM(_stretched(passphrase, header["scrypt"]))
            opened = wrapping.decrypt(box[:12], box[12:], canonical(header).encode())
        except InvalidTag:
            raise WrongPassphrase(where=path) from None
        secrets = {f"{name}_key": b64decode(text) for name, text in json.loads(opened).items()}
        return cls(installation=header["installation"], realm=header["realm"], **secrets)

    @classmethod
    def change_passphrase(cls, path: Path, old: str, new: str) -> None:
        """Lock the same keys under another passphrase; raises as `open` does, and PassphraseTooShort."""
        cls.open(path, old)._write(path, new)

    def _write(self, path: Path, passphrase: str) -> None:
        drill = self.realm.startswith("drill:")
        if not drill and len(passphrase.strip()) < SHORTEST_PASSPHRASE:
            raise PassphraseTooShort(given=len(passphrase.strip()), least=SHORTEST_PASSPHRASE)
        cost = {**(DRILL_COST if drill else COST), "salt": _text(os.urandom(32))}
        header = {
            "format": FORMAT,
            "installation": self.installation,
            "realm": self.realm,
            "scrypt": cost,
            "verifier": self.verifier,
        }
        secrets = {name: _text(getattr(self, f"{name}_key")) for name in _SECRETS}
        nonce = os.urandom(12)
        wrapping = AESGCM(_stretched(passphrase, cost))
        box = nonce + wrapping.encrypt(
            nonce, canonical(secrets).encode(), canonical(header).encode()
        )
        _replace(path, json.dumps({**header, "box": _text(box)}, indent=2) + "\n")

    @property
    def origin(self) -> str:
        """Return the name under which this installation's checkpoints are signed."""
        return f"najda/{self.realm}/{self.installation}"

    @property
    def public(self) -> bytes:
        """Return the public half of the signing key."""
        return (
            Ed25519PrivateKey.from_private_bytes(self.signing_key).public_key().public_bytes_raw()
        )

    @property
    def verifier(self) -> str:
        """Return the public key in the form that outsiders keep (C2SP signed-note)."""
        return verifier_key(self.origin, self.public)

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes that belong to this installation and one purpose (HKDF-SHA256, RFC 5869)."""
        info = f"najda/{self.realm}/{purpose}".encode()
        return HKDF(SHA256(), 32, self.installation.encode(), info).derive(self.subjects_key)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of a message."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_key).sign(message)


def _stretched(passphrase: str, cost: Mapping[str, Any]) -> bytes:
    """Return the key made from a passphrase; the same letters typed another way are the same."""
    words = unicodedata.normalize("NFKC", passphrase).strip().encode()
    return scrypt(
        words, salt=b64decode(cost["salt"]), n=cost["n"], r=cost["r"], p=cost["p"],
        maxmem=_MOST_MEMORY, dklen=32,
    )  # fmt: skip


def _read(path: Path) -> tuple[dict[str, Any], bytes]:
    if not path.exists():
        raise KeysMissing(where=path)
    try:
        header = json.loads(path.read_text(encoding="utf-8"))
        box = b64decode(header.pop("box"), validate=True)
        cost = header["scrypt"]
        if header["format"] != FORMAT:
            raise ValueError(f"format {header['format']} is of another version of Najda")
        if len(box) < 28 or not 128 * cost["r"] * cost["n"] * cost["p"] < _MOST_MEMORY:
            raise ValueError("it was altered")
        b64decode(cost["salt"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysDamaged(where=path, why=str(error)) from None
    return header, box


def _replace(path: Path, text: str) -> None:
    """Write a file that only its owner reads, so that there is always either the old one or the new."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise FolderNotWritable(where=path.parent, why=error.strerror) from None


def _text(data: bytes) -> str:
    return b64encode(data).decode()
