"""Streams to and from the age format (https://age-encryption.org/v1): sealed to a public key, whose other
half opens them. Cut or altered anywhere, it does not open to its end. Nothing is held in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import BinaryIO, NamedTuple

import pyrage
from pyrage import x25519

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

NO_KEY_FITS = "No matching keys"


class NoPublicKey(Refusal):
    """What was given to seal to is no public key."""

    says = N_("“{given}” is no public key: one begins with age1. `najda backup-key` makes a pair.")


class NoPrivateKey(Refusal):
    """What was given to open with is no private key."""

    says = N_("That is no private key: one begins with AGE-SECRET-KEY-1. Nothing was restored.")


class OtherKey(Refusal):
    """The backup was sealed to another key."""

    says = N_(
        "This private key does not open {where}: it was sealed to another one. Nothing was restored."
    )


class BackupDamaged(Refusal):
    """The file is cut, altered, or no backup."""

    says = N_(
        "{where} is no whole backup ({why}). It may be cut or altered: take another copy of it. Nothing "
        "was restored."
    )


class KeyPair(NamedTuple):
    """What seals, and what opens."""

    public: str
    private: str


def new_keys() -> KeyPair:
    """Return a new pair of keys, each as a line of text."""
    identity = x25519.Identity.generate()
    return KeyPair(str(identity.to_public()), str(identity))


def recipient(public: str) -> x25519.Recipient:
    """Return a public key as read; raises NoPublicKey."""
    try:
        return x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError:
        raise NoPublicKey(given=public.strip()[:80]) from None


def identity(private: str) -> x25519.Identity:
    """Return a private key as read, also out of a file with comments; raises NoPrivateKey."""
    lines = [line.strip() for line in private.splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    try:
        return x25519.Identity.from_str(keys[0])
    except (IndexError, pyrage.IdentityError):
        raise NoPrivateKey from None


@contextmanager
def sealing(file: BinaryIO, to: x25519.Recipient) -> Iterator[BinaryIO]:
    """Give a stream to write to; what is written lands in `file`, sealed. Raises OSError."""
    source, sink = os.pipe()

    def seal() -> None:
        with os.fdopen(source, "rb") as clear:
            pyrage.encrypt_io(clear, file, [to])

    working = _Beside(seal)
    try:
        with os.fdopen(sink, "wb") as clear:
            yield clear
    except BrokenPipeError:
        working.end()
        raise
    working.end()


@contextmanager
def opening(file: BinaryIO, by: x25519.Identity, where: str) -> Iterator[BinaryIO]:
    """Give a stream of what lies sealed in `file`. Leaving it tells, by OtherKey or BackupDamaged,
    whether all of it was as it had been sealed: until then nothing read may be relied on."""
    source, sink = os.pipe()

    def unseal() -> None:
        with os.fdopen(sink, "wb") as clear:
            pyrage.decrypt_io(file, clear, [by])

    working = _Beside(unseal)
    try:
        with os.fdopen(source, "rb") as clear:
            yield clear
            while clear.read(1 << 20):
                pass
    except Refusal:
        working.wait()
        raise
    except Exception as error:
        _told(working, where)
        raise BackupDamaged(where=where, why=str(error)) from error
    _told(working, where)


def _told(working: _Beside, where: str) -> None:
    try:
        working.end()
    except BrokenPipeError:
        return
    except Exception as error:
        if NO_KEY_FITS in str(error):
            raise OtherKey(where=where) from None
        raise BackupDamaged(where=where, why=str(error)) from error


class _Beside:
    """Work in a thread of its own; `end` waits for it and raises what it raised."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._failed: BaseException | None = None

        def run() -> None:
            try:
                work()
            except BaseException as error:
                self._failed = error

        self._thread = Thread(target=run, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def end(self) -> None:
        self.wait()
        if self._failed is not None:
            raise self._failed
