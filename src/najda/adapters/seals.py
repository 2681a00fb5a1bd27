"""Personal data locked under a key per subject; destroying the key erases what is in every box.

A box is base64 of: the key's name (8 bytes), nonce (12), AES-256-GCM ciphertext with the subject as
associated data. Texts are padded to whole 32 bytes before, so that a box does not tell a short name
from a long one. Subjects' keys are random and kept in the store wrapped by the installation's
`subjects_key` (AES-256-GCM again, bound to the subject).
"""

from __future__ import annotations

import hmac
import os
from base64 import b64decode, b64encode
from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from najda.application.errors import SealBroken
from najda.application.ports import Reading, Writing
from najda.kernel.personal import Sealed

_NAME, _NONCE, _PAD = 8, 12, 32
_REMEMBERED = 10_000


class _Key(NamedTuple):
    wrapped: bytes
    name: bytes
    cipher: AESGCM


class SubjectSeals:
    """Fulfils `ports.Seals`. Remembers opened keys, but asks the store each time whether a key still
    stands: erased by any process, it opens nothing here from then on."""

    def __init__(self, subjects_key: bytes) -> None:
        self._wrapping = AESGCM(subjects_key)
        self._blinding = hmac.digest(subjects_key, b"najda blinded digests", "sha256")
        self._known: OrderedDict[str, _Key] = OrderedDict()
        self._lock = Lock()

    def seal(self, tx: Writing, subject: str, text: str) -> Sealed:
        """Return `text` sealed; makes the subject's key at its first use, or anew after erasure."""
        key = self._standing(tx, subject) or self._new(tx, subject)
        nonce = os.urandom(_NONCE)
        closed = key.cipher.encrypt(nonce, _padded(text.encode()), subject.encode())
        return Sealed(subject=subject, box=b64encode(key.name + nonce + closed).decode())

    def open(self, view: Reading, sealed: Sealed) -> str | None:
        """Return the text, or None if the subject was erased; raises SealBroken if it was altered."""
        key = self._standing(view, sealed.subject)
        try:
            box = b64decode(sealed.box, validate=True)
            name, nonce, closed = box[:_NAME], box[_NAME : _NAME + _NONCE], box[_NAME + _NONCE :]
            if key is None or name != key.name:  # sealed before the subject was erased
                return None
            return _unpadded(key.cipher.decrypt(nonce, closed, sealed.subject.encode())).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(subject=sealed.subject) from None

    def blinded(self, digest: bytes) -> str:
        """Return the digest under a key of this installation (HMAC-SHA256): equal for equal content, and
        telling nobody without the keys which content that was."""
        return hmac.digest(self._blinding, digest, "sha256").hex()[:32]

    def forget(self, subject: str) -> None:
        """Drop a subject's opened key from memory, as whoever erases somebody does."""
        with self._lock:
            self._known.pop(subject, None)

    def _standing(self, view: Reading, subject: str) -> _Key | None:
        """Return the subject's key if the store still has it."""
        wrapped = view.subject_key(subject)
        if wrapped is None:
            self.forget(subject)
            return None
        with self._lock:
            key = self._known.get(subject)
            if key is not None and key.wrapped == wrapped:
                self._known.move_to_end(subject)
                return key
        return self._remembered(subject, wrapped, self._unwrapped(subject, wrapped))

    def _new(self, tx: Writing, subject: str) -> _Key:
        secret, nonce = AESGCM.generate_key(256), os.urandom(_NONCE)
        wrapped = nonce + self._wrapping.encrypt(nonce, secret, subject.encode())
        tx.keep_subject_key(subject, wrapped)
        return self._remembered(subject, wrapped, secret)

    def _unwrapped(self, subject: str, wrapped: bytes) -> bytes:
        try:
            return self._wrapping.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], subject.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(subject=subject) from None

    def _remembered(self, subject: str, wrapped: bytes, secret: bytes) -> _Key:
        key = _Key(wrapped, sha256(b"najda subject key" + secret).digest()[:_NAME], AESGCM(secret))
        with self._lock:
            self._known[subject] = key
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return key


def _padded(data: bytes) -> bytes:
    """Return the data, a byte 0x80 and zeros up to a multiple of 32 (ISO/IEC 7816-4)."""
    return (data + b"\x80").ljust(-(-(len(data) + 1) // _PAD) * _PAD, b"\x00")


def _unpadded(data: bytes) -> bytes:
    return data[: data.rindex(b"\x80")]
