"""C2SP tlog-checkpoint: a tree's size and root, signed, small enough to keep on paper.

The text is three lines (origin, size, root in base64), an empty line, and signature lines as in C2SP
signed-note with Ed25519 keys: https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .errors import Refusal
from .phrases import N_, phrase

_ED25519 = b"\x01"


class CheckpointUnreadable(Refusal):
    """A text is not a checkpoint, or not one signed by the expected key."""

    says = N_(
        "This is not a checkpoint that can be trusted: {why}. Ask its keeper for another copy."
    )


class Checkpoint(NamedTuple):
    """A ledger's origin, its number of entries and the Merkle root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the unsigned text, with its final newline."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature names its key."""
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """Return the public key as text for outsiders: name+id+base64."""
    encoded = base64.b64encode(_ED25519 + public).decode()
    return f"{name}+{key_id(name, public).hex()}+{encoded}"


def read_verifier_key(text: str) -> tuple[str, bytes]:
    """Return name and public key bytes of a verifier key; raise CheckpointUnreadable otherwise."""
    try:
        name, id_, encoded = text.strip().split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise CheckpointUnreadable(why=phrase(N_("the verifier key has another form"))) from None
    if raw[:1] != _ED25519 or len(raw) != 33 or key_id(name, raw[1:]).hex() != id_:
        raise CheckpointUnreadable(why=phrase(N_("the verifier key does not match its own id")))
    return name, raw[1:]


def signed(checkpoint: Checkpoint, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return the signed note for a checkpoint; the key's name is the checkpoint's origin."""
    text = checkpoint.text()
    signature = key_id(checkpoint.origin, public) + sign(text.encode())
    return f"{text}\n— {checkpoint.origin} {base64.b64encode(signature).decode()}\n"


def read(note: str) -> Checkpoint:
    """Return the checkpoint in a note without looking at its signatures."""
    text, _, _ = note.partition("\n\n")
    try:
        origin, size, root, *_ = text.split("\n")
        digest = base64.b64decode(root, validate=True)
        if not origin or str(int(size)) != size or int(size) < 0 or len(digest) != 32:
            raise ValueError
    except (ValueError, binascii.Error):
        raise CheckpointUnreadable(why=phrase(N_("it has another form"))) from None
    return Checkpoint(origin, int(size), digest)


def verified(note: str, vkey: str) -> Checkpoint:
    """Return the checkpoint of a note signed by the key `vkey`; raise CheckpointUnreadable otherwise.

    A key vouches only for the ledger it is named after.
    """
    checkpoint = read(note)
    name, public = read_verifier_key(vkey)
    if checkpoint.origin != name:
        raise CheckpointUnreadable(why=phrase(N_("it is of another ledger")))
    text, _, signatures = note.partition("\n\n")
    wanted = key_id(name, public)
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "—" or parts[1] != name:
            continue
        try:
            raw = base64.b64decode(parts[2], validate=True)
            if raw[:4] == wanted:
                key = Ed25519PublicKey.from_public_bytes(public)
                key.verify(raw[4:], f"{text}\n".encode())
                return checkpoint
        except (InvalidSignature, ValueError, binascii.Error):
            continue
    raise CheckpointUnreadable(why=phrase(N_("no signature of the expected key fits it")))
