"""Which road a place is at, and how far off it lies.

Distances are measured in a plane laid at the place itself, which over SNAP_KM is exact to centimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np
import shapely

from najda.application.routes import walk_minutes
from najda.kernel.places import EARTH_RADIUS_KM, Position

from .network import Segments

SNAP_KM = 5.0
"""A place farther than this from every road is not reached by road (Najda's policy)."""

DETOUR_TO_MAIN_M = 300.0
"""An island of road is taken only if the roads that lead everywhere are farther by more than this."""

AT_CROSSING_M = 20.0
"""A place so near to a crossing, along the road, is at it, and all its roads lead there."""

_REACHES_M = (150.0, 600.0, 2000.0, SNAP_KM * 1000)
REMEMBERED = 20_000
"""So many positions are remembered before all are forgotten."""

_METRES_PER_DEGREE = np.pi / 180 * EARTH_RADIUS_KM * 1000


class Snapped(NamedTuple):
    """Where places are on the roads, an array each: segment (-1: none within SNAP_KM), share of its
    length from its first end, metres off the road, the point of the road, and whether the place is
    barred: its own road is closed and this is another, to be walked from."""

    segment: np.ndarray
    share: np.ndarray
    metres_off: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    barred: np.ndarray

    def minutes_on_foot(self) -> np.ndarray:
        """Return the minutes on foot between each place and the road; 0 for places at none."""
        pairs = zip(self.metres_off.tolist(), self.barred.tolist(), strict=True)
        return np.array([walk_minutes(m, barred=b) if m < inf else 0.0 for m, b in pairs])


class Choice(NamedTuple):
    """Which segments places may be at (masks): any `among` them, those of `main` before islands; and, by
    place, at most so many metres off."""

    among: np.ndarray
    main: np.ndarray
    within: np.ndarray


class Snapper:
    """Finds the nearest roads of one network."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        counts = np.diff(segments.starts)
        shapes = np.repeat(np.arange(len(counts)), counts)
        corners = np.column_stack([segments.lon, segments.lat])
        self.lines = shapely.linestrings(corners, indices=shapes)
        self._tree = shapely.STRtree(self.lines)
        self._known: dict[Position, tuple[float, ...]] = {}

    def touching(self, shape: shapely.Geometry) -> np.ndarray:
        """Return the segments that touch a shape in degrees, longitude first."""
        return np.sort(self._tree.query(shape, predicate="intersects"))

    def snap(self, positions: Sequence[Position]) -> Snapped:
        """Return where on the roads each position is. Teams and incidents are asked about over and
        over, so what was found is remembered."""
        known = self._known
        if new := [one for one in dict.fromkeys(positions) if one not in known]:
            if len(known) + len(new) > REMEMBERED:
                known = self._known = {}
                new = list(dict.fromkeys(positions))
            columns = (column.tolist() for column in self._found(new))
            known.update(zip(new, zip(*columns, strict=True), strict=True))
        rows = np.array([known[one] for one in positions], dtype=float).reshape(-1, 6)
        return Snapped(rows[:, 0].astype(np.int64), *rows[:, 1:5].T, rows[:, 5].astype(bool))

    def snap_to(
        self, positions: Sequence[Position], among: np.ndarray, main: np.ndarray, within: np.ndarray
    ) -> Snapped:
        """Return where each position is among some segments (a mask), those of `main` before islands,
        at most so many metres off; nothing of it is remembered."""
        return self._found(positions, Choice(among, main, within))

    def _found(self, positions: Sequence[Position], choice: Choice | None = None) -> Snapped:
        count = len(positions)
        if choice is None:
            main = self._segments.main
            choice = Choice(np.ones(len(main), dtype=bool), main, np.full(count, np.inf))
        lat = np.array([position.lat for position in positions], dtype=float)
        lon = np.array([position.lon for position in positions], dtype=float)
        best = Snapped(
            np.full(count, -1), np.zeros(count), np.full(count, np.inf), lat.copy(), lon.copy(),
            np.zeros(count, dtype=bool),
        )  # fmt: skip
        main = best.metres_off.copy()
        left = np.arange(count)
        for reach in _REACHES_M:
            if not len(left):
                break
            self._nearest(left, lat, lon, reach, choice, best, main)
            done = (main[left] <= reach) | (best.metres_off[left] + DETOUR_TO_MAIN_M <= reach)
            left = left[~done & (choice.within[left] > reach)]
        return best

    def _nearest(
        self,
        left: np.ndarray,
        lat: np.ndarray,
        lon: np.ndarray,
        reach: float,
        choice: Choice,
        best: Snapped,
        main: np.ndarray,
    ) -> None:
        """Write into `best` and `main` what is nearest within reach of the positions left."""
        high = reach / _METRES_PER_DEGREE
        wide = high / np.maximum(np.cos(np.radians(lat[left])), 0.01)
        boxes = shapely.box(lon[left] - wide, lat[left] - high, lon[left] + wide, lat[left] + high)
        row, segment = self._tree.query(boxes)
        if not len(row):
            return
        place = left[row]
        metres, share, near_lat, near_lon = self._to_segments(lat[place], lon[place], segment)
        within = (metres <= np.minimum(reach, choice.within[place])) & choice.among[segment]
        judged = metres + np.where(choice.main[segment], 0.0, DETOUR_TO_MAIN_M)
        for index in _first_of_each(place, judged, within):
            at = place[index]
            best.segment[at], best.share[at] = segment[index], share[index]
            best.metres_off[at] = metres[index]
            best.lat[at], best.lon[at] = near_lat[index], near_lon[index]
        inner = within & choice.main[segment]
        for index in _first_of_each(place, metres, inner):
            main[place[index]] = metres[index]

    def _to_segments(
        self, lat: np.ndarray, lon: np.ndarray, segment: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return, by pair, metres to the segment, share along it, and the nearest point of it."""
        starts = self._segments.starts
        counts = (starts[segment + 1] - starts[segment] - 1).astype(int)
        pair = np.repeat(np.arange(len(segment)), counts)
        first = np.concatenate([[0], np.cumsum(counts)])
        piece = starts[segment][pair] + np.arange(len(pair)) - first[pair]
        narrow = np.cos(np.radians(lat))[pair]
        ax, ay = self._plane(piece, lat[pair], lon[pair], narrow)
        bx, by = self._plane(piece + 1, lat[pair], lon[pair], narrow)
        dx, dy = bx - ax, by - ay
        long2 = dx * dx + dy * dy
        on = np.clip(-(ax * dx + ay * dy) / np.where(long2 > 0, long2, 1.0), 0.0, 1.0)
        x, y = ax + on * dx, ay + on * dy
        metres = np.hypot(x, y)
        chosen = np.array(_first_of_each(pair, metres, np.ones(len(pair), bool)))
        lengths = np.sqrt(long2)
        total = np.add.reduceat(lengths, first[:-1])
        before = np.concatenate([[0.0], np.cumsum(lengths)])
        along = before[chosen] - before[first[:-1]] + on[chosen] * lengths[chosen]
        share = np.clip(along / np.where(total > 0, total, 1.0), 0.0, 1.0)
        near_lat = lat + y[chosen] / _METRES_PER_DEGREE
        near_lon = lon + x[chosen] / _METRES_PER_DEGREE / narrow[chosen]
        return metres[chosen], share, near_lat, near_lon

    def _plane(
        self, corner: np.ndarray, lat: np.ndarray, lon: np.ndarray, narrow: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        x = (self._segments.lon[corner] - lon) * narrow * _METRES_PER_DEGREE
        return x, (self._segments.lat[corner] - lat) * _METRES_PER_DEGREE


def _first_of_each(group: np.ndarray, by: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Return, for every group with a member among those asked for, the index of its least member."""
    asked = np.flatnonzero(among)
    order = asked[np.lexsort((asked, by[asked], group[asked]))]
    _, first = np.unique(group[order], return_index=True)
    return order[first]
