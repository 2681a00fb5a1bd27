"""Read a range of the ledger, hash every entry again and fold the hashes into block roots.

Runs in the process that asks and, for long ledgers, in helper processes (`python -m` this module), each
with a connection of its own; so it knows nothing of Django. The database writes the canonical text, which
is several times faster than fetching fifteen columns to write it here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from najda.adapters.db.blocks import BLOCK, block_root
from najda.kernel.entry import GENESIS, Entry, canonical_text

Row = tuple[Any, ...]
Ask = Callable[[str, tuple[Any, ...]], Iterable[Row]]
"""Runs SQL with `%s` placeholders on a reading connection."""


class Scanned(NamedTuple):
    """What a range held: the roots of its full blocks, the hashes after them, and the first break."""

    blocks: list[bytes]
    rest: list[bytes]
    broken: tuple[int, str] | None


def _pieces() -> list[str]:
    """Return the canonical text as SQL expressions to join: literals and columns in turn."""
    marked = Entry(*(f"\0{name}\0" for name in Entry._fields))  # type: ignore[arg-type]
    parts = canonical_text(marked).split("\0")
    return [part if at % 2 else f"'{part}'" for at, part in enumerate(parts)]


_TEXT = f"concat({','.join(_pieces())})"
_TEXTS = ",".join(name for name in Entry._fields if name not in ("sequence", "version", "part"))
_PLAIN = "stream,kind,act,occurred_at,recorded_at,person,device,source"

# SQLite sorts numbers before text and text before blobs, so these two calls see that all are text: a
# blob or a number would join into the same canonical text. So would a quote that moves a field's border.
_SQLITE = f"""SELECT CAST({_TEXT} AS BLOB), hash, previous, sequence, realm,
    min({_TEXTS}) >= '' AND max({_TEXTS}) < x'' AND typeof(version) = 'integer'
    AND typeof(part) = 'integer' AND concat({_PLAIN}, realm) NOT GLOB '*"*'
FROM entry WHERE sequence > %s AND sequence <= %s ORDER BY sequence"""
_POSTGRES = f"""SELECT convert_to({_TEXT}, 'UTF8'), hash, previous, sequence, realm,
    strpos(concat({_PLAIN}, realm), '"') = 0
FROM entry WHERE sequence > %s AND sequence <= %s ORDER BY sequence"""
SELECT = {"sqlite": _SQLITE, "postgresql": _POSTGRES}


def scan(ask: Ask, vendor: str, realm: str, start: int, end: int) -> Scanned:
    """Return what the entries after `start`, a multiple of 256, up to `end` hold."""
    previous = _hash_of(ask, start)
    blocks: list[bytes] = []
    leaves: list[bytes] = []
    expected = start
    for text, given, before, sequence, of_realm, sound in ask(SELECT[vendor], (start, end)):
        expected += 1
        digest = sha256(b"\x00" + text).digest()
        hashed, chained = digest.hex() == given, before == previous or previous is None
        if not (hashed and chained and sequence == expected and of_realm == realm and sound):
            what = _what(sequence == expected, chained, hashed, of_realm == realm)
            return Scanned(blocks, leaves, (expected, what))
        previous = given
        leaves.append(digest)
        if len(leaves) == BLOCK:
            blocks.append(block_root(leaves))
            leaves = []
    broken = (expected + 1, "missing") if expected < end else None
    return Scanned(blocks, leaves, broken)


def _hash_of(ask: Ask, sequence: int) -> str | None:
    """Return the hash of an entry, or None if it is missing: the range before reports that."""
    if sequence == 0:
        return GENESIS
    found = list(ask("SELECT hash FROM entry WHERE sequence = %s", (sequence,)))
    return found[0][0] if found else None


def _what(numbered: bool, chained: bool, hashed: bool, of_realm: bool) -> str:
    """Return what is wrong, in the order in which `kernel.entry.first_break` looks."""
    checks = {
        "missing": numbered,
        "not chained": chained,
        "altered": hashed,
        "of another realm": of_realm,
        "malformed": False,
    }
    return next(what for what, fine in checks.items() if not fine)


def connected(place: dict[str, Any]) -> Ask:
    """Return an asker with a reading connection of its own; see `DbStore.place` for what `place` is."""
    if place["vendor"] == "sqlite":
        from najda.adapters.db import cipher

        file = cipher.connect(Path(place["path"]), bytes.fromhex(place["key"]), read_only=True)
        return lambda sql, values: file.execute(sql.replace("%s", "?"), values)
    import psycopg

    server = psycopg.connect(place["conninfo"], autocommit=True)
    return lambda sql, values: server.cursor(binary=True).execute(sql, values)


def main() -> None:
    """Answer ranges, one a line, until there are no more."""
    place = json.loads(sys.stdin.readline())
    ask = connected(place)
    for line in sys.stdin:
        start, end = json.loads(line)
        try:
            blocks, rest, broken = scan(ask, place["vendor"], place["realm"], start, end)
            answer: Any = [b"".join(blocks).hex(), b"".join(rest).hex(), broken]
        except Exception as error:  # told to whoever asked, who knows what it means
            answer = {"error": str(error), "kind": type(error).__name__}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
