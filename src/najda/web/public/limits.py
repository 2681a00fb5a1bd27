"""How much is taken from one source and from all, without keeping who that is.

Counts lie in memory that all worker processes share, under a hash whose key lies there too and is thrown
away with all counts when a window ends. So no address is ever written anywhere, and nobody can find out
later from where somebody reported. Two sources may by chance share a counter; it is wide enough that this
hardly ever matters, and then somebody waits some minutes at most.
"""

from __future__ import annotations

import multiprocessing
import os
import struct
import time
from collections.abc import Callable
from enum import IntEnum
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from mmap import mmap
from typing import NamedTuple

WINDOW = 10 * 60
"""Seconds that are counted together."""


class Limit(NamedTuple):
    """How often within a window: from one source; from one source once all together have come to `all`;
    and from everybody, at the very most. So whoever floods us makes the others no poorer than `busy`."""

    one: int
    all: int
    busy: int
    most: int


class What(IntEnum):
    """What is counted."""

    REPORT = 0
    WRONG_CODE = 1


LIMITS = {
    What.REPORT: Limit(20, 600, busy=3, most=6_000),
    What.WRONG_CODE: Limit(20, 2_000, busy=5, most=1_000_000),
}
"""Many phones share one address where a provider has few, so one source may be a neighbourhood. Codes
cannot be found by trying in any time, so that nobody who has one is kept from it by others' trying."""


class Refused(IntEnum):
    """Why something is not taken now."""

    THIS_SOURCE = 1
    EVERYBODY = 2


_KEY, _HEAD = 32, struct.Struct("q32s2I")
_COUNTERS = 1 << 14
_COUNTER = struct.Struct("H")
_MOST = 0xFFFF


class Limits:
    """Counters in shared memory; made before worker processes are copied, they all see the same."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._memory = mmap(-1, _HEAD.size + len(What) * 2 * _COUNTERS * _COUNTER.size)
        self._lock = multiprocessing.get_context("fork").Lock()

    def refuses(self, what: What, address: str) -> Refused | None:
        """Tell whether one more is too many, and why; count it if it is not."""
        held = self._lock.acquire(timeout=1)  # whoever died holding it locks nobody out
        try:
            return self._counted(what, address)
        finally:
            if held:
                self._lock.release()

    def would_refuse(self, what: What, address: str) -> Refused | None:
        """Tell whether one more would be too many, without counting it."""
        key, totals = self._now()
        return self._refused(what, totals, self._places(what, key, address))

    def _counted(self, what: What, address: str) -> Refused | None:
        key, totals = self._now()
        places = self._places(what, key, address)
        refused = self._refused(what, totals, places)
        if refused is None:
            totals[what] += 1
            for place in places:
                _COUNTER.pack_into(self._memory, place, min(self._count(place) + 1, _MOST))
            window = int(self._clock()) // WINDOW + 1
            _HEAD.pack_into(self._memory, 0, window, key, *totals)
        return refused

    def _refused(self, what: What, totals: list[int], places: list[int]) -> Refused | None:
        limit, mine = LIMITS[what], min(map(self._count, places))
        if mine >= limit.one:
            return Refused.THIS_SOURCE
        if totals[what] >= limit.most or (totals[what] >= limit.all and mine >= limit.busy):
            return Refused.EVERYBODY
        return None

    def _now(self) -> tuple[bytes, list[int]]:
        """Return this window's key and totals; a new window begins with nothing of the one before."""
        window = int(self._clock()) // WINDOW + 1  # 0: nothing was counted yet
        held, key, *totals = _HEAD.unpack_from(self._memory, 0)
        if held != window:
            self._memory[:] = bytes(len(self._memory))
            key, totals = os.urandom(_KEY), [0] * len(What)
            _HEAD.pack_into(self._memory, 0, window, key, *totals)
        return key, totals

    def _places(self, what: What, key: bytes, address: str) -> list[int]:
        digest = blake2b(_source(address).encode(), key=key, digest_size=4).digest()
        columns = struct.unpack("HH", digest)
        return [
            _HEAD.size + ((what * 2 + row) * _COUNTERS + column % _COUNTERS) * _COUNTER.size
            for row, column in enumerate(columns)
        ]

    def _count(self, place: int) -> int:
        return _COUNTER.unpack_from(self._memory, place)[0]


def _source(address: str) -> str:
    """Return the address, or, of IPv6, the /64 that one subscriber has."""
    try:
        bits = 32 if ip_address(address).version == 4 else 64
        return str(ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        return "unknown"


limits = Limits()
"""Those of this server. Import it before processes are copied."""
