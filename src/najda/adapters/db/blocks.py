"""Full blocks of a Merkle tree, folded level by level: what both keeping and checking tiles share."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

BITS = 8
BLOCK = 1 << BITS


def block_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over a power of two of hashes."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


def peaks(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the roots of the full subtrees over any number of hashes, widest first."""
    found, at = [], 0
    while at < len(hashes):
        width = 1 << (len(hashes) - at).bit_length() - 1
        found.append(block_root(hashes[at : at + width]))
        at += width
    return found


def levels_above(blocks: Sequence[bytes]) -> dict[int, Sequence[bytes]]:
    """Return every level's tiles over a ledger whose full blocks of 256 have these roots."""
    levels, level = {}, BITS
    while blocks:
        levels[level] = blocks
        full = len(blocks) - len(blocks) % BLOCK
        blocks = [block_root(blocks[at : at + BLOCK]) for at in range(0, full, BLOCK)]
        level += BITS
    return levels
