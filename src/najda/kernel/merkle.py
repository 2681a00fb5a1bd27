"""RFC 9162 Merkle trees: one hash that stands for every entry, and short proofs against it.

All hashes are bytes of length 32. A leaf's hash is the entry's own (see `kernel.entry`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the full subtrees of a growing tree, widest first: all that appending needs."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash; amortised one further hash."""
        size, peaks = self.size, self._peaks
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add many leaf hashes."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._peaks:
            return EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over `leaves`."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


RangeRoot = Callable[[int, int], bytes]
"""The root of the leaves from `start` (included) to `end` (not included): how proofs ask for subtrees."""


def range_root_of(leaves: Sequence[bytes]) -> RangeRoot:
    """Return a RangeRoot over leaves in memory."""
    return lambda start, end: root_of(leaves[start:end])


def inclusion_proof(index: int, size: int, subtree: RangeRoot) -> list[bytes]:
    """Return the path that proves leaf `index` (from 0) to be in the tree of `size` (RFC 9162, 2.1.3)."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        split = start + _largest_power_below(end - start)
        if index < split:
            path.append(subtree(split, end))
            end = split
        else:
            path.append(subtree(start, split))
            start = split
    return path[::-1]


def root_from_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """Return the root that the path leads to, or None if the path cannot be one for this size."""
    if not 0 <= index < size:
        return None
    first, last, root = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if first & 1 or first == last:
            root = node(step, root)
            while not first & 1 and first:
                first >>= 1
                last >>= 1
        else:
            root = node(root, step)
        first >>= 1
        last >>= 1
    return root if last == 0 else None


def _largest_power_below(n: int) -> int:
    return 1 << (n - 1).bit_length() - 1
