"""Merkle roots of full blocks, kept so that a proof among millions of entries takes milliseconds.

Level 8 covers 256 entries, level 16 covers 256 of those, and so on. A tile is made in the transaction
that completes its block; being derived, tiles are checked by `verify` and never trusted by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from najda.adapters.db.blocks import BITS, BLOCK, block_root
from najda.adapters.db.sessions import Session
from najda.kernel.merkle import EMPTY, node


class Tiles:
    """The tiles of one store, through one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def grow(self, size: int, leaves: Sequence[bytes]) -> None:
        """Keep the roots of every block that `leaves` complete in a ledger that had `size` entries."""
        level, start, nodes = 0, size, leaves
        while start >> BITS != (start + len(nodes)) >> BITS:
            first = start >> BITS
            nodes = [*self.hashes(level, first << BITS, start), *nodes]
            level += BITS
            roots = [
                block_root(nodes[at : at + BLOCK]) for at in range(0, len(nodes) - BLOCK + 1, BLOCK)
            ]
            rows = [(level, first + at, root) for at, root in enumerate(roots)]
            self._session.insert("tile", ("level", "position", "root"), rows)
            start, nodes = first, roots

    def range_root(self, start: int, end: int) -> bytes:
        """Return the RFC 9162 root over the entries from `start` (from 0) up to `end`, not included.

        `start` is a multiple of the largest power of two below the range's length, as in every proof.
        """
        roots = []
        while start < end:
            height = (end - start).bit_length() - 1
            level = height - height % BITS
            nodes = self.hashes(level, start >> level, (start >> level) + (1 << height - level))
            roots.append(block_root(nodes))
            start += 1 << height
        return bagged(roots)

    def kept(self) -> dict[tuple[int, int], bytes]:
        """Return every tile by level and position."""
        rows = self._session.rows("SELECT level, position, root FROM tile")
        return {(level, position): bytes(root) for level, position, root in rows}

    def hashes(self, level: int, start: int, end: int) -> list[bytes]:
        """Return the hashes at a level from `start` up to `end`, not included; level 0 is the entries."""
        if start == end:
            return []
        if level == 0:
            sql = "SELECT hash FROM entry WHERE sequence > %s AND sequence <= %s ORDER BY sequence"
            return [bytes.fromhex(text) for (text,) in self._session.rows(sql, start, end)]
        sql = (
            "SELECT root FROM tile WHERE level = %s AND position >= %s AND position < %s "
            "ORDER BY position"
        )
        return [bytes(root) for (root,) in self._session.rows(sql, level, start, end)]


def bagged(peaks: Sequence[bytes]) -> bytes:
    """Return the root over full subtrees given widest first."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root
