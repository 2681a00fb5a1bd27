"""What people type and have not sent yet is kept sealed, under a key of this installation.

AES-256-GCM; the key is derived from the one that signs the pages, which is itself derived from the
keyring: whoever holds a copy of the database without the keyring reads nothing. Text is bound to what
it is about, so that one person's cannot be put in another's place.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


def seal(text: str, about: str) -> str:
    """Return the text sealed, as base64."""
    return b64encode(seal_bytes(text.encode(), about)).decode()


def unseal(box: str, about: str) -> str | None:
    """Return the text, or None if it was altered, or sealed by another installation or about another."""
    try:
        data = unseal_bytes(b64decode(box, validate=True), about)
        return None if data is None else data.decode()
    except ValueError:
        return None


def seal_bytes(data: bytes, about: str) -> bytes:
    """Return bytes sealed."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, data, about.encode())


def unseal_bytes(box: bytes, about: str) -> bytes | None:
    """Return the bytes, or None where `unseal` would."""
    try:
        nonce, closed = box[:_NONCE], box[_NONCE:]
        return _cipher(settings.SECRET_KEY).decrypt(nonce, closed, about.encode())
    except (InvalidTag, ValueError):
        return None


@lru_cache(maxsize=8)
def _cipher(secret: str) -> AESGCM:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"najda pages: typed, not sent")
    return AESGCM(key.derive(secret.encode()))
