"""Verify a whole ledger fast: ranges of it go to helper processes, their findings are put together here.

An entry names the hash before it, so every range can be checked alone. What was recorded while this runs
is not looked at: the end is fixed first, and entries before it do not change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from queue import SimpleQueue
from typing import Any

from najda.adapters.db.blocks import BITS, BLOCK, levels_above, peaks
from najda.adapters.db.reading import View
from najda.adapters.db.scanning import Scanned, scan
from najda.adapters.db.tiles import Tiles, bagged
from najda.application.errors import StoreDamaged
from najda.application.ledger.verify import Broken, Progress, Scan

RANGE = 64 * BLOCK
WORTH_HELPERS = 100_000
"""Entries below which starting helper processes takes longer than it saves."""

_BEFORE_FIRST = "SELECT sequence FROM entry WHERE sequence < 1 ORDER BY sequence LIMIT 1"
_GAP = """SELECT stream FROM entry WHERE sequence <= %s
GROUP BY stream HAVING count(*) <> max(version) OR min(version) <> 1 ORDER BY min(sequence) LIMIT 1"""

Look = Callable[[int, int], Scanned]
Reading = Callable[[], AbstractContextManager[View]]


def scanned(
    reading: Reading, place: dict[str, Any], progress: Progress, helpers: int | None
) -> Scan:
    """Return what hashing every entry finds, up to the head that a view opened now has.

    `place` says how to connect (see `scanning.connected`) and which realm is expected. Without `helpers`
    there are as many as cores for a long ledger, and none for a short one.
    """
    with reading() as view:
        head = view.head()
        if helpers is None:
            helpers = _cores() if head.size >= WORTH_HELPERS else 0
        with _helping(place, helpers) if helpers else _alone(view, place) as looks:
            found = _all(looks, head.size, progress)
        broken = (
            found.broken
            or _tile_broken(view, head.size, found.blocks)
            or _gap(view, head.size)
            or _before_first(view)
        )
        return Scan(head, _described(view, broken), _root_at(reading, found))


def _cores() -> int:
    own = getattr(os, "sched_getaffinity", None)
    return len(own(0)) if own else os.cpu_count() or 1


def _all(looks: Sequence[Look], size: int, progress: Progress) -> Scanned:
    """Return what all ranges hold, up to and including the first in which something is broken."""
    free: SimpleQueue[Look] = SimpleQueue()
    for look in looks:
        free.put(look)

    def one(start: int) -> Scanned:
        look = free.get()
        try:
            return look(start, min(start + RANGE, size))
        finally:
            free.put(look)

    blocks: list[bytes] = []
    rest: list[bytes] = []
    with ThreadPoolExecutor(len(looks)) as pool:
        # Few at a time: a forged last number must not make us prepare more ranges than memory holds.
        starts = iter(range(0, size, RANGE))
        asked = deque((at, pool.submit(one, at)) for at in islice(starts, 2 * len(looks)))
        while asked:
            start, coming = asked.popleft()
            found = coming.result()
            asked.extend((at, pool.submit(one, at)) for at in islice(starts, 1))
            blocks += found.blocks
            rest = found.rest
            if found.broken:
                pool.shutdown(cancel_futures=True)
                return Scanned(blocks, rest, found.broken)
            progress(min(start + RANGE, size), size)
    return Scanned(blocks, rest, None)


@contextmanager
def _alone(view: View, place: dict[str, Any]) -> Iterator[list[Look]]:
    def look(start: int, end: int) -> Scanned:
        return scan(view.session.asked, place["vendor"], place["realm"], start, end)

    yield [look]


@contextmanager
def _helping(place: dict[str, Any], count: int) -> Iterator[list[Look]]:
    helpers = [_Helper(place) for _ in range(count)]
    try:
        yield [helper.look for helper in helpers]
    finally:
        for helper in helpers:
            helper.end()


class _Helper:
    """A process that scans ranges. The key goes to it through a pipe, never on a command line."""

    def __init__(self, place: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "najda.adapters.db.scanning"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._where = str(place.get("path", "the database"))
        self._say(place)

    def _say(self, what: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def look(self, start: int, end: int) -> Scanned:
        """Return what a range holds; raises StoreDamaged if the database cannot read it."""
        assert self._process.stdout
        self._say([start, end])
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a helper process ended with {self._process.wait()}")
        answer = json.loads(line)
        if isinstance(answer, dict):
            raise StoreDamaged(where=self._where, why=f"{start + 1} – {end}: {answer['error']}")
        blocks, rest, broken = answer
        return Scanned(_cut(blocks), _cut(rest), tuple(broken) if broken else None)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.communicate()


def _cut(text: str) -> list[bytes]:
    joined = bytes.fromhex(text)
    return [joined[at : at + 32] for at in range(0, len(joined), 32)]


def _tile_broken(view: View, size: int, blocks: Sequence[bytes]) -> tuple[int, str] | None:
    """Return the first tile that is not what the entries make it, or that covers entries not there."""
    made = {
        (level, position): root
        for level, roots in levels_above(blocks).items()
        for position, root in enumerate(roots)
    }
    kept = Tiles(view.session).kept()
    wrong = [place for place in made.keys() | kept.keys() if made.get(place) != kept.get(place)]
    if not wrong:
        return None
    if wrong := [place for place in wrong if place in made]:
        return min((position << level) + 1 for level, position in wrong), "tile"
    return size + 1, "cut off"


def _before_first(view: View) -> tuple[int, str] | None:
    """Return an entry numbered below one: no range holds it, but looking up its thing or act finds it."""
    for (sequence,) in view.session.rows(_BEFORE_FIRST):
        return sequence, "malformed"
    return None


def _gap(view: View, size: int) -> tuple[int, str] | None:
    """Return the first entry whose version does not follow the last one of its stream."""
    for (stream,) in view.session.rows(_GAP, size):
        for version, entry in enumerate(view.entries(stream=stream, upto=size), 1):
            if entry.version != version:
                return entry.sequence, "out of turn"
    return None


def _described(view: View, broken: tuple[int, str] | None) -> Broken | None:
    if broken is None:
        return None
    sequence, what = broken
    sql = "SELECT stream, kind FROM entry WHERE sequence = %s"
    stream, kind = (view.session.rows(sql, sequence) or [("", "")])[0]
    return Broken(sequence, what, str(stream), str(kind))


def _root_at(reading: Reading, found: Scanned) -> Callable[[int], bytes]:
    """Return what gives the tree's root at any size, from hashes made anew and at most 255 read again."""

    def root(size: int) -> bytes:
        full = size >> BITS
        if full == len(found.blocks):
            rest = found.rest[: size - (full << BITS)]
        else:
            with reading() as view:
                rest = Tiles(view.session).hashes(0, full << BITS, size)
        return bagged([*peaks(found.blocks[:full]), *peaks(rest)])

    return root
