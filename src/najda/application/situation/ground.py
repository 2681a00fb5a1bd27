"""What a figure rests on: the sequences of its entries, kept small."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Ground:
    """A set of sequences, kept as ranges: a report over a million entries holds a few megabytes."""

    __slots__ = ("_firsts", "_lasts")

    def __init__(self, sequences: Iterable[int] = ()) -> None:
        self._firsts, self._lasts = array("q"), array("q")
        for sequence in sorted(sequences):
            if self._lasts and sequence <= self._lasts[-1] + 1:
                self._lasts[-1] = sequence
            else:
                self._firsts.append(sequence)
                self._lasts.append(sequence)

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges in order, each with its first and last sequence."""
        return zip(self._firsts, self._lasts, strict=True)

    def __iter__(self) -> Iterator[int]:
        for first, last in self.ranges():
            yield from range(first, last + 1)

    def __len__(self) -> int:
        return sum(self._lasts) - sum(self._firsts) + len(self._firsts)

    def __contains__(self, sequence: int) -> bool:
        at = bisect_right(self._firsts, sequence) - 1
        return at >= 0 and sequence <= self._lasts[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ground) and list(self.ranges()) == list(other.ranges())

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return " ".join(f"{a}" if a == b else f"{a}..{b}" for a, b in self.ranges())

    def __repr__(self) -> str:
        return f"Ground({self})"
