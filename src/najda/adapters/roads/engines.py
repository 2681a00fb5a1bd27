"""What finds the quickest ways over a graph: the port both engines fulfil, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

NEVER = 2**31 - 1
"""The time of what cannot be driven, in milliseconds; every real time is below."""


class Ends(NamedTuple):
    """Where journeys begin or end. Place `i` is at the nodes `nodes[starts[i]:starts[i + 1]]`, each with
    the milliseconds between it and the place; a place may be at none."""

    starts: np.ndarray
    nodes: np.ndarray
    ms: np.ndarray

    @classmethod
    def of(cls, places: Sequence[Sequence[tuple[int, int]]]) -> Ends:
        """Return ends from pairs of node and milliseconds by place."""
        starts = np.cumsum([0, *map(len, places)])
        flat = np.array([pair for place in places for pair in place], dtype=np.int64).reshape(-1, 2)
        return cls(starts, flat[:, 0], flat[:, 1])

    def __len__(self) -> int:  # places, not arrays
        return len(self.starts) - 1

    def pairs(self, place: int) -> list[tuple[int, int]]:
        """Return node and milliseconds of one place."""
        here = slice(self.starts[place], self.starts[place + 1])
        return list(zip(self.nodes[here].tolist(), self.ms[here].tolist(), strict=True))


class Engine(Protocol):
    """The quickest ways over one graph, whose edges' times can change at any moment."""

    def reweigh(self, edges: np.ndarray, ms: np.ndarray) -> None:
        """Take new times for some edges, NEVER for what cannot be driven."""

    def times(self, origins: Ends, destinations: Ends) -> np.ndarray:
        """Return milliseconds (int64), a row per origin; NEVER where there is no way."""

    def path(self, origins: Ends, destinations: Ends) -> tuple[int, list[int]] | None:
        """Return the milliseconds and edges of the quickest way from the first origin to the first
        destination; None if there is none."""


def quickest(rows: np.ndarray, ends: Ends) -> np.ndarray:
    """Return, by place, the least of `rows` (one by end) with the way to the place added."""
    over = np.minimum(rows.astype(np.int64) + ends.ms[:, None], NEVER)
    over = np.concatenate([over, np.full((1, over.shape[1]), NEVER)])  # a place without ends
    least = np.minimum.reduceat(over, ends.starts[:-1], axis=0)
    least[np.diff(ends.starts) == 0] = NEVER
    return least
