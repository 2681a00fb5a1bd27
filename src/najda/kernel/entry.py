"""The ledger's entry: one fact, who recorded it, with what, on what ground, chained to the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from .errors import Refusal
from .phrases import N_

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""

_PLAIN = re.compile(r"[A-Za-z0-9._:@/+-]*")


class NotPlain(Refusal):
    """An envelope field has characters that the canonical form would have to escape."""

    says = N_(
        "“{given}” cannot stand in the ledger as {field}: only letters a–z, digits and . _ : @ / + - "
        "are allowed there. Choose another name."
    )


class Entry(NamedTuple):
    """One entry. Times are text (see `kernel.time`), `body` is canonical JSON text, hashes are hex.

    `act` and `part` are the client-made id of what was done and the entry's place within it: the same
    act sent twice is kept once. `realm` is `real` or `drill:<name>`. `source` names what the fact rests
    on (a stream, or a short reference), empty if it rests on the person alone.
    """

    sequence: int
    stream: str
    version: int
    kind: str
    act: str
    part: int
    realm: str
    occurred_at: str
    recorded_at: str
    person: str
    device: str
    source: str
    body: str
    previous: str
    hash: str


ENVELOPE = (
    "stream",
    "kind",
    "act",
    "realm",
    "occurred_at",
    "recorded_at",
    "person",
    "device",
    "source",
)


def check_plain(field: str, given: str) -> str:
    """Return `given` if it needs no escaping in JSON; raise NotPlain otherwise."""
    if not _PLAIN.fullmatch(given):
        raise NotPlain(field=field, given=given)
    return given


def canonical_text(entry: Entry) -> str:
    """Return the RFC 8785 form of an entry: all its fields but its own hash, keys in order.

    The envelope is plain text and the body canonical already, so writing them in order is enough;
    a property test holds this against the reference implementation.
    """
    e = entry
    return (
        f'{{"act":"{e.act}","body":{e.body},"device":"{e.device}","kind":"{e.kind}",'
        f'"occurred_at":"{e.occurred_at}","part":{e.part},"person":"{e.person}",'
        f'"previous":"{e.previous}","realm":"{e.realm}","recorded_at":"{e.recorded_at}",'
        f'"sequence":{e.sequence},"source":"{e.source}","stream":"{e.stream}","version":{e.version}}}'
    )


def hash_text(text: str) -> str:
    """Return the hash of an entry's canonical text: its RFC 9162 leaf hash, SHA-256 of 0x00 and it."""
    return sha256(b"\x00" + text.encode()).hexdigest()


def sealed_after(entry: Entry, previous: str, sequence: int) -> Entry:
    """Return `entry` placed in the chain: numbered, naming the hash before it, with its own hash."""
    placed = entry._replace(previous=previous, sequence=sequence)
    return placed._replace(hash=hash_text(canonical_text(placed)))


class Break(NamedTuple):
    """The first place where a ledger is not what it was: the entry's sequence and what is wrong."""

    sequence: int
    what: str


def first_break(
    entries: Iterable[Entry], previous: str = GENESIS, sequence: int = 1
) -> Break | None:
    """Return where the chain first breaks, or None: the naive reference for every fast verifier."""
    for entry in entries:
        if entry.sequence != sequence:
            return Break(sequence, "missing")
        if entry.previous != previous:
            return Break(sequence, "not chained")
        if entry.hash != hash_text(canonical_text(entry)):
            return Break(sequence, "altered")
        previous, sequence = entry.hash, sequence + 1
    return None
