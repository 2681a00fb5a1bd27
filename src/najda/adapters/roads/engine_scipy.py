"""Dijkstra's algorithm as SciPy has it: the reference, and the engine where the other does not run."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .engines import NEVER, Ends, quickest


class ScipyEngine:
    """Answers from nothing but the graph and its times; a row takes as long as one look at the whole."""

    def __init__(self, nodes: int, tail: np.ndarray, head: np.ndarray, ms: np.ndarray) -> None:
        self._nodes, self._tail, self._head = nodes, tail, head
        self._ms = ms.astype(np.int64).copy()
        self._links: csr_matrix | None = None

    def reweigh(self, edges: np.ndarray, ms: np.ndarray) -> None:
        self._ms[edges] = ms
        self._links = None

    def times(self, origins: Ends, destinations: Ends) -> np.ndarray:
        if not len(origins.nodes) or not len(destinations.nodes):
            return np.full((len(origins), len(destinations)), NEVER, dtype=np.int64)
        if len(origins) > len(destinations):
            return self._rows(self._matrix().T.tocsr(), destinations, origins).T
        return self._rows(self._matrix(), origins, destinations)

    def _rows(self, links: csr_matrix, origins: Ends, destinations: Ends) -> np.ndarray:
        starts, place = np.unique(origins.nodes, return_inverse=True)
        found = dijkstra(links, indices=starts)[:, destinations.nodes]
        ms = np.where(found < NEVER, found, NEVER).astype(np.int64)
        return quickest(quickest(ms[place], origins).T, destinations).T

    def path(self, origins: Ends, destinations: Ends) -> tuple[int, list[int]] | None:
        best: tuple[int, int, int, np.ndarray] | None = None
        for node, before in origins.pairs(0):
            found, came_from = dijkstra(self._matrix(), indices=node, return_predecessors=True)
            for target, after in destinations.pairs(0):
                total = found[target] + before + after
                if total < (best[0] if best else NEVER):
                    best = (int(total), node, target, came_from)
        if best is None:
            return None
        total, node, target, came_from = best
        edges: list[int] = []
        while target != node:
            earlier = int(came_from[target])
            edges.append(self._edge(earlier, target))
            target = earlier
        return total, edges[::-1]

    def _edge(self, tail: int, head: int) -> int:
        between = np.flatnonzero((self._tail == tail) & (self._head == head))
        return int(between[self._ms[between].argmin()])

    def _matrix(self) -> csr_matrix:
        """Return the graph with the quickest of parallel edges and without what cannot be driven."""
        if self._links is None:
            open_ = np.flatnonzero(self._ms < NEVER)
            order = open_[np.lexsort((self._ms[open_], self._head[open_], self._tail[open_]))]
            tail, head = self._tail[order], self._head[order]
            first = np.ones(len(order), dtype=bool)
            first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
            order, tail, head = order[first], tail[first], head[first]
            ms = self._ms[order].astype(float)
            self._links = csr_matrix((ms, (tail, head)), shape=(self._nodes, self._nodes))
        return self._links
