"""A routable network as arrays: segments from crossing to crossing, and arcs along them.

A *segment* is a piece of road between two junctions, with its shape. An *arc* is a segment driven in one
direction. The *graph* is what engines route on: its nodes are the junctions and, where turns are
forbidden, copies of a junction that are entered by some arcs only and left by the allowed ones, so that
only restricted junctions grow (`turns`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from najda.kernel.places import EARTH_RADIUS_KM

from .extract import Extract, Names, Points, Ways
from .turns import Graph, graph_of

LONGEST_MS = 2**28
"""No arc takes longer (75 hours): sums stay far below what engines take for never."""


class Segments(NamedTuple):
    """Pieces of road. The shape of segment `i` is `lat/lon[starts[i]:starts[i + 1]]`."""

    a: np.ndarray
    b: np.ndarray
    starts: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    metres: np.ndarray
    way: np.ndarray
    kind: np.ndarray
    called: np.ndarray
    roundabout: np.ndarray
    main: np.ndarray
    """Whether it belongs to the largest part of the roads in which every place reaches every other."""


class Arcs(NamedTuple):
    """Segments driven in a direction: milliseconds when free, and those of them lost at the end, where
    something stands on the road."""

    segment: np.ndarray
    forward: np.ndarray
    ms: np.ndarray
    lost_ms: np.ndarray


class Network(NamedTuple):
    """Everything known of the roads. `order` is the order in which engines contract nodes, or empty."""

    lat: np.ndarray
    lon: np.ndarray
    segments: Segments
    arcs: Arcs
    graph: Graph
    order: np.ndarray
    names: list[Names]
    not_understood: int = 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return south, west, north and east of the roads."""
        lat, lon = self.lat, self.lon
        return float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max())


def network_of(extract: Extract) -> Network:
    """Return the network of an extract; it may have no segment at all."""
    ways, points = extract.ways, extract.points
    place = np.searchsorted(points.ids, ways.refs)
    cuts = _cuts(ways, points, place, [one.via for one in extract.restrictions if one.via])
    first, last, way = _pieces(ways, points, place, cuts)
    junction, a, b = _junctions(points, place, first, last)
    starts, lat, lon, metres = _shapes(points, place, first, last)
    arcs = _arcs(ways, way, metres, points.seconds[place[first]], points.seconds[place[last]])
    graph, more = graph_of(
        len(junction), a, b, ways.ids[way], arcs.segment, arcs.forward,
        points.ids[junction], extract.restrictions,
    )  # fmt: skip
    segments = Segments(
        a, b, starts, lat, lon, metres, ways.ids[way], ways.kinds[way], ways.called[way],
        ways.roundabout[way], _main(graph, arcs, len(a)),
    )  # fmt: skip
    return Network(
        points.lat[junction], points.lon[junction], segments, arcs, graph,
        np.zeros(0, dtype=np.int32), ways.names, extract.not_understood + more,
    )  # fmt: skip


def _cuts(ways: Ways, points: Points, place: np.ndarray, vias: list[int]) -> np.ndarray:
    """Return which points are junctions: where ways meet or end, where something stands, where a turn is
    forbidden, and the middle of what would otherwise return to its own beginning."""
    cuts = np.bincount(place, minlength=len(points.ids)) > 1
    if len(ways.ids):
        cuts[place[ways.starts[:-1]]] = True
        cuts[place[ways.starts[1:] - 1]] = True
    cuts |= points.seconds != 0
    cuts[np.flatnonzero(np.isin(points.ids, vias))] = True
    first, last, _ = _pieces(ways, points, place, cuts)
    loops = (place[first] == place[last]) & (last - first > 1)
    cuts[place[(first[loops] + last[loops]) // 2]] = True
    return cuts


def _pieces(
    ways: Ways, points: Points, place: np.ndarray, cuts: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return first and last position in the references and the way of every piece that lies whole in the
    extract and leads somewhere."""
    way_at = np.repeat(np.arange(len(ways.ids)), np.diff(ways.starts))
    at = np.flatnonzero(cuts[place])
    first, last = at[:-1], at[1:]
    unknown = np.concatenate([[0], np.cumsum(np.isnan(points.lat[place]))])
    good = (way_at[first] == way_at[last]) & (unknown[last + 1] == unknown[first])
    good &= (place[first] != place[last]) | (last - first > 1)
    return first[good], last[good], way_at[first[good]]


def _junctions(
    points: Points, place: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the point of each junction and the junctions at both ends of each piece. Where nobody passes
    each road ends by itself."""
    ends = np.concatenate([place[first], place[last]])
    shut = np.isnan(points.seconds[ends])
    kept, number = np.unique(ends[~shut], return_inverse=True)
    junction = np.empty(len(ends), dtype=np.int32)
    junction[~shut] = number
    junction[shut] = len(kept) + np.arange(shut.sum())
    which = np.concatenate([kept, ends[shut]])
    return which, junction[: len(first)], junction[len(first) :]


def _shapes(
    points: Points, place: np.ndarray, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    counts = last - first + 1
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    flat = np.arange(starts[-1]) + np.repeat(first - starts[:-1], counts)
    lat, lon = points.lat[place[flat]], points.lon[place[flat]]
    along = np.concatenate([[0.0], np.cumsum(_steps(lat, lon))])
    return starts, lat, lon, (along[starts[1:] - 1] - along[starts[:-1]]).astype(np.float32)


def _steps(lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Return metres from each point to the next (haversine)."""
    up, right = np.radians(lat), np.radians(lon)
    half = np.sin(np.diff(up) / 2) ** 2
    half += np.cos(up[:-1]) * np.cos(up[1:]) * np.sin(np.diff(right) / 2) ** 2
    return 2000 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))


def _arcs(
    ways: Ways, way: np.ndarray, metres: np.ndarray, at_a: np.ndarray, at_b: np.ndarray
) -> Arcs:
    """Return every segment's arcs, forward ones first; what stands on a road costs who comes to it."""
    there = np.flatnonzero(ways.forward[way] > 0)
    back = np.flatnonzero(ways.backward[way] > 0)
    segment = np.concatenate([there, back]).astype(np.int32)
    kmh = np.concatenate([ways.forward[way[there]], ways.backward[way[back]]])
    lost = np.nan_to_num(np.concatenate([at_b[there], at_a[back]])) * 1000
    driven = np.clip(np.ceil(metres[segment] * 3600.0 / kmh), 1, LONGEST_MS)
    forward = np.arange(len(segment)) < len(there)
    return Arcs(segment, forward, (driven + lost).astype(np.uint32), lost.astype(np.uint32))


def _main(graph: Graph, arcs: Arcs, segments: int) -> np.ndarray:
    """Return which segments lie in the largest strongly connected part."""
    main = np.zeros(segments, dtype=bool)
    part = largest_part(len(graph.at), graph.tail, graph.head)
    chosen = part[graph.tail] & part[graph.head]
    main[arcs.segment[graph.arc[chosen]]] = True
    return main


def largest_part(nodes: int, tail: np.ndarray, head: np.ndarray) -> np.ndarray:
    """Return which nodes lie in the strongly connected part with the most edges; none without edges."""
    if not len(tail):
        return np.zeros(nodes, dtype=bool)
    links = coo_matrix((np.ones(len(tail), bool), (tail, head)), (nodes, nodes))
    _, part = connected_components(links.tocsr(), connection="strong")
    inner = part[tail] == part[head]
    return part == np.bincount(part[tail[inner]], minlength=part.max() + 1).argmax()
