"""Identities: made by whoever makes the thing, so that sending twice is the same as sending once."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256
from random import Random

from .errors import Malformed
from .phrases import N_, phrase

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOW = (1 << 62) - 1
_NAJDA = uuid.UUID("6e616a64-6100-8000-8000-72657363756f")


def new_id(at: datetime, random: Random) -> str:
    """Return a UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 bits from `random`."""
    milliseconds = (at - _EPOCH) // timedelta(milliseconds=1) & 0xFFFF_FFFF_FFFF
    bits = random.getrandbits(74)
    high = milliseconds << 16 | 0x7000 | bits >> 62
    low = 0b10 << 62 | bits & (1 << 62) - 1
    return str(uuid.UUID(int=high << 64 | low))


def derived_id(*parts: str) -> str:
    """Return the id that always belongs to these parts (UUIDv5), for what arrives without one.

    Written out, as an import makes hundreds of thousands: `uuid.uuid5` takes three times as long.
    """
    digest = bytearray(sha1(_NAJDA.bytes + "\x1f".join(parts).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def id_within(act: str, what: str) -> str:
    """Return the id of what an act makes: the same whenever it is sent again (UUIDv8, RFC 9562).

    It begins as the act's id does, so that what comes at one time lies together in an index; the other
    74 bits are from the SHA-256 of both parts.
    """
    high = uuid.UUID(act).int >> 80
    bits = int.from_bytes(sha256(f"{act}\x1f{what}".encode()).digest()) >> 182
    return str(uuid.UUID(int=high << 80 | 0x8 << 76 | bits >> 62 << 64 | 0b10 << 62 | bits & _LOW))


def check_id(text: str) -> str:
    """Return `text` in lower case if it is a UUID; raise Malformed otherwise."""
    try:
        return str(uuid.UUID(text))
    except (ValueError, AttributeError, TypeError):
        raise Malformed(what=phrase(N_("id")), given=text, expected=phrase(N_("a UUID"))) from None


def stream(room: str, id_: str) -> str:
    """Return the name of one thing's stream in the ledger: `incidents/0195…`."""
    return f"{room}/{id_}"


def split_stream(name: str) -> tuple[str, str]:
    """Return the room and the id of a stream's name."""
    room, _, id_ = name.partition("/")
    return room, id_
