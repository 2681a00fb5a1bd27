"""Where vehicles meet places while roads are closed: at the edge of what is closed, to walk from there.

A place whose nearest road is closed is met from the nearest road that is open. Roads that closures cut
off from the rest count as islands do on the map (`snapping`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from najda.kernel.places import Position

from .engines import NEVER
from .network import Network, largest_part
from .snapping import AT_CROSSING_M, REMEMBERED, SNAP_KM, Snapped, Snapper

FARTHER_ON_FOOT_M = 1000.0
"""A place on a closed road is met from an open one at most so much farther off (Najda's policy): a
quarter of an hour on foot with equipment. From farther away a crew does not walk in; it waits until the
road is cleared, and it must be said that there is no way."""


class Meeting:
    """Where vehicles meet places while arcs take these times: `ms` once on an arc, `entered` from its
    beginning on; NEVER for what is closed."""

    def __init__(
        self, network: Network, snapper: Snapper, ms: np.ndarray, entered: np.ndarray
    ) -> None:
        self._network, self._snapper = network, snapper
        self._driven, self._entered = ms < NEVER, entered < NEVER
        segment = network.arcs.segment
        self._shut = np.zeros(len(network.segments.a), dtype=bool)
        self._shut[segment[~self._driven]] = True
        self._shut[segment[self._driven]] = False
        self._any_shut = bool(self._shut.any())
        self._joined: np.ndarray | None = None
        self._known: dict[Position, tuple[float, ...]] = {}

    def snap(self, positions: Sequence[Position]) -> Snapped:
        """Return where each position is met; segment -1 where no open road is near enough."""
        snapped = self._snapper.snap(positions)
        if not self._any_shut:
            return snapped
        barred = np.flatnonzero(self._shut[snapped.segment] & (snapped.segment >= 0))
        if not len(barred):
            return snapped
        asked = [positions[place] for place in barred.tolist()]
        self._look_up(dict(zip(asked, snapped.metres_off[barred].tolist(), strict=True)))
        found = zip(*(self._known[one] for one in asked), strict=True)
        for column, values in zip(snapped, found, strict=True):
            column[barred] = values
        return snapped

    def _look_up(self, own_m: dict[Position, float]) -> None:
        """Find the open roads of barred places, given how far off their own they lie, and remember."""
        new = [one for one in own_m if one not in self._known]
        if len(self._known) + len(new) > REMEMBERED:
            self._known, new = {}, list(own_m)
        if not new:
            return
        if self._joined is None:
            self._joined = self._joined_roads()
        own = np.array([own_m[one] for one in new])
        within = np.minimum(own + FARTHER_ON_FOOT_M, SNAP_KM * 1000)
        found = self._snapper.snap_to(new, ~self._shut, self._joined, within)
        # at the crossing where what is closed begins, nothing of that is walked
        found = found._replace(barred=found.metres_off > own + AT_CROSSING_M)
        self._known.update(zip(new, zip(*(c.tolist() for c in found), strict=True), strict=True))

    def _joined_roads(self) -> np.ndarray:
        """Return which segments can be reached from the largest part of what is open, and lead to it."""
        graph, segment = self._network.graph, self._network.arcs.segment
        edges = self._entered[graph.arc]
        part = largest_part(len(graph.at), graph.tail[edges], graph.head[edges])
        reached, leads = np.zeros_like(self._shut), np.zeros_like(self._shut)
        reached[segment[graph.arc[edges & part[graph.tail]]]] = True
        leads[segment[graph.arc[self._driven[graph.arc] & part[graph.head]]]] = True
        return reached & leads
