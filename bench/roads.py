"""Roads: building a network, journeys, tables and closures, beside SciPy's Dijkstra in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import osmium
from osmium.osm import mutable

from najda.adapters.roads.building import build_roads
from najda.adapters.roads.engine_scipy import ScipyEngine
from najda.adapters.roads.kept import roads_over
from najda.adapters.roads.network import Network
from najda.adapters.roads.network_roads import NetworkRoads
from najda.adapters.roads.storing import load
from najda.intake.operations_area import OperationsArea
from najda.kernel.places import Position
from najda.kernel.roads import Obstacle, RoadPart, RoadSpot

from .table import RUNS, console, show

KM_EAST, KM_NORTH = 150, 100
JUNCTIONS = 217_000
SOUTH, WEST = 34.6, 35.8
"""The corner of the invented country; nothing in it is like any real road."""

SHARE_OF_ROADS = 0.68
"""How many of the grid's sides are roads: as many ends at a crossing as real country has, 2.7."""

_CLASSES = ("residential", "tertiary", "secondary", "primary", "trunk")
_SHARES = (0.62, 0.2, 0.1, 0.06, 0.02)


def write_country(path: Path, junctions: int = JUNCTIONS, seed: int = 1) -> None:
    """Write an extract of an invented country: a jittered grid of that many junctions over 150 by 100 km
    with one side in three missing, a tenth of one-ways and some forbidden turns."""
    chance = np.random.default_rng(seed)
    rows = round((junctions * KM_NORTH / KM_EAST) ** 0.5)
    columns = round(junctions / rows)
    high, wide = KM_NORTH / 111.2 / rows, KM_EAST / 91.0 / columns
    number = np.arange(rows * columns).reshape(rows, columns)
    lat = SOUTH + (number // columns + chance.uniform(-0.3, 0.3, number.shape)) * high
    lon = WEST + (number % columns + chance.uniform(-0.3, 0.3, number.shape)) * wide
    sides = np.concatenate([
        np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()], 1),
        np.stack([number[:-1].ravel(), number[1:].ravel()], 1),
    ])  # fmt: skip
    sides = sides[chance.random(len(sides)) < SHARE_OF_ROADS]
    kinds = chance.choice(len(_CLASSES), len(sides), p=_SHARES).tolist()
    one_way = (chance.random(len(sides)) < 0.1).tolist()
    with osmium.SimpleWriter(str(path)) as writer:
        for id_, place in enumerate(zip(lon.ravel().tolist(), lat.ravel().tolist(), strict=True)):
            writer.add_node(mutable.Node(id=id_ + 1, location=place))
        for id_, (a, b) in enumerate((sides + 1).tolist()):
            tags = {"highway": _CLASSES[kinds[id_]], **({"oneway": "yes"} if one_way[id_] else {})}
            writer.add_way(mutable.Way(id=id_ + 1, nodes=[a, b], tags=tags))
        for id_, (first, via, second) in enumerate(_turns(sides, chance), 1):
            members = [("w", first, "from"), ("n", via, "via"), ("w", second, "to")]
            tags = {"type": "restriction", "restriction": "no_left_turn"}
            writer.add_relation(mutable.Relation(id=id_, members=members, tags=tags))


def _turns(sides: np.ndarray, chance: np.random.Generator) -> list[tuple[int, int, int]]:
    """Return a forbidden turn at one junction in two hundred: way, point, way."""
    order = np.argsort(sides[:, 1], kind="stable")
    ends = sides[order, 1]
    found = []
    for arriving in chance.choice(len(sides), len(sides) // 200, replace=False).tolist():
        at = sides[arriving, 1]
        others = order[np.searchsorted(ends, at) : np.searchsorted(ends, at, side="right")]
        found += [(arriving + 1, int(at) + 1, int(other) + 1) for other in others[:2]
                  if other != arriving]  # fmt: skip
    return found


def run(junctions: int = JUNCTIONS) -> None:
    """Print how long building takes, and journeys, tables and closures with both engines."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "invented.osm.pbf"
        write_country(file, junctions)
        at = datetime(2026, 1, 1, tzinfo=UTC)
        build = _seconds(
            lambda: build_roads(file, Path(folder), area=OperationsArea(), at=at), runs=1
        )
        stored = load(Path(folder))
        assert stored is not None
        opening = _seconds(lambda: roads_over(load(Path(folder)).network), runs=1)
    network = stored.network
    console.print(
        f"Roads: {len(network.lat):,} junctions, {len(network.arcs.ms):,} arcs, "
        f"{len(network.graph.at) - len(network.lat):,} copies for forbidden turns"
    )
    console.print(f"  built in {build:.1f} s, opened in {opening:.1f} s")
    _engines(network)


def _engines(network: Network) -> None:
    graph, chance = network.graph, np.random.default_rng(2)
    ours = roads_over(network)
    peer = NetworkRoads(
        network,
        ScipyEngine(len(graph.at), graph.tail, graph.head, network.arcs.ms[graph.arc]),
    )
    south, west, north, east = network.box
    places = [
        Position.at(lat, lon)
        for lat, lon in zip(
            chance.uniform(south, north, 1300), chance.uniform(west, east, 1300), strict=True
        )
    ]
    teams, calls = places[:300], places[300:]
    spots = [RoadSpot(part=RoadPart.STRETCH, points=(place,)) for place in calls[:100]]
    obstacles = [Obstacle(spot=spot) for spot in spots]
    for spot in spots:  # which road is meant is found once, when it is told
        ours.lines(spot)
    rows = [
        _row("one call to 300 teams", ours, peer, lambda r: r.travel_minutes(teams, calls[:1])),
        _row(
            "one team to 300 calls", ours, peer, lambda r: r.travel_minutes(teams[:1], calls[:300])
        ),
        _row("300 teams, 1,000 calls", ours, peer, lambda r: r.travel_minutes(teams, calls), 1),
        _row("one way with its shape", ours, peer, lambda r: r.route(teams[0], calls[0])),
        _row("100 roads closed, one journey", ours, peer, lambda r: _closing(r, obstacles, places)),
    ]
    show("Journeys", ["what", "Najda", "SciPy's Dijkstra", "Najda is quicker"], rows)


def _closing(roads: NetworkRoads, obstacles: list[Obstacle], places: list[Position]) -> None:
    for heeded in (obstacles, []):
        roads.heeding(heeded).travel_minutes(places[:1], places[1:2])


def _row(
    what: str,
    ours: NetworkRoads,
    peer: NetworkRoads,
    work: Callable[[NetworkRoads], Any],
    peer_runs: int = RUNS,
) -> list[str]:
    """Return a line of the table; both are asked once before they are measured, unless it takes long."""
    work(ours)
    if peer_runs > 1:
        work(peer)
    fast, slow = _seconds(lambda: work(ours)), _seconds(lambda: work(peer), peer_runs)
    return [what, f"{fast * 1000:,.1f} ms", f"{slow * 1000:,.0f} ms", f"{slow / fast:,.1f}×"]


def _seconds(work: Callable[[], Any], runs: int = RUNS) -> float:
    taken = []
    for _ in range(runs):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return median(taken)
