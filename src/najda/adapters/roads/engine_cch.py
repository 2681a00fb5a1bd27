"""Customizable contraction hierarchies, by RoutingKit (J. Dibbelt, B. Strasser, D. Wagner, ACM Journal of
Experimental Algorithmics 21, 2016): the graph is prepared once, new times are taken in milliseconds.

Whatever the library gives out belongs to the thread that asked and must be gone before times change, so
nothing of it outlives a call here. Calls come one at a time: see `NetworkRoads`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import routingkit_cch as cch

from .engines import NEVER, Ends, quickest

_FEW_EDGES = 0.02
"""Up to this share of changed edges, changing them one by one is quicker than all of them at once."""

_WORTH_THREADS = 32
"""From so many searches on, they are shared among the cores."""


def contraction_order(
    tail: np.ndarray, head: np.ndarray, lat: np.ndarray, lon: np.ndarray
) -> np.ndarray:
    """Return the order in which nodes are contracted, by nested dissection; takes seconds, once."""
    order = cch.compute_order_inertial(
        len(lat), tail.tolist(), head.tolist(), lat.tolist(), lon.tolist()
    )
    return np.array(order, dtype=np.int32)


class CchEngine:
    """Answers from a hierarchy over the graph."""

    def __init__(
        self, order: np.ndarray, tail: np.ndarray, head: np.ndarray, ms: np.ndarray
    ) -> None:
        self._ms = ms.astype(np.int64).copy()
        self._hierarchy = cch.CCH(order.tolist(), tail.tolist(), head.tolist(), False)
        self._metric = cch.CCHMetric(self._hierarchy, self._ms.tolist())

    def reweigh(self, edges: np.ndarray, ms: np.ndarray) -> None:
        self._ms[edges] = ms
        if len(edges) > _FEW_EDGES * len(self._ms):
            self._metric.reset(self._ms.tolist())
        elif len(edges):
            changed = dict(zip(edges.tolist(), self._ms[edges].tolist(), strict=True))
            cch.CCHMetricPartialUpdater(self._hierarchy).apply(self._metric, changed)

    def times(self, origins: Ends, destinations: Ends) -> np.ndarray:
        if not len(origins.nodes) or not len(destinations.nodes):
            return np.full((len(origins), len(destinations)), NEVER, dtype=np.int64)
        if len(origins) <= len(destinations):
            return self._rows(origins, destinations, self._from).astype(np.int64)
        return self._rows(destinations, origins, self._to).T.astype(np.int64)

    def _rows(
        self, few: Ends, many: Ends, search: Callable[[Ends, np.ndarray, range], np.ndarray]
    ) -> np.ndarray:
        """Return a row for each of the few, with one search each towards all of the many."""
        pinned, place = np.unique(many.nodes, return_inverse=True)
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        parts = min(cores, 8) if len(few) >= _WORTH_THREADS else 1
        shares = [range(part, len(few), parts) for part in range(parts)]
        found = np.empty((len(few), len(pinned)), dtype=np.int64)

        def one(share: range) -> None:
            found[share.start :: parts] = search(few, pinned, share)

        if parts == 1:
            one(shares[0])
        else:
            with ThreadPoolExecutor(parts) as threads:
                list(threads.map(one, shares))
        return quickest(found.T[place], many).T

    def _from(self, origins: Ends, pinned: np.ndarray, share: range) -> np.ndarray:
        searches = cch.CCHOneToMany(self._metric, pinned.tolist())
        return _figures(searches.distances_from_multi, origins, share, len(pinned))

    def _to(self, destinations: Ends, pinned: np.ndarray, share: range) -> np.ndarray:
        searches = cch.CCHManyToOne(self._metric, pinned.tolist())
        return _figures(searches.distances_to_multi, destinations, share, len(pinned))

    def path(self, origins: Ends, destinations: Ends) -> tuple[int, list[int]] | None:
        starts, ends = origins.pairs(0), destinations.pairs(0)
        if not starts or not ends:
            return None
        found = cch.CCHQuery(self._metric).run_multi(starts, ends)
        ms = found.distance
        return None if ms is None or ms >= NEVER else (ms, found.arc_path)


def _figures(
    search: Callable[[list[tuple[int, int]]], list[int | None]],
    ends: Ends,
    share: range,
    width: int,
) -> np.ndarray:
    """Return the figures of one search after another; NEVER where nothing was found."""
    rows = np.full((len(share), width), NEVER, dtype=np.int64)
    for row, place in enumerate(share):
        if pairs := ends.pairs(place):
            found = np.array(search(pairs), dtype=float)  # None becomes NaN
            rows[row] = np.where(found < NEVER, found, NEVER)
    return rows
