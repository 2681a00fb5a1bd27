"""From an extract to a stored network, or a refusal and everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np

from najda.intake.operations_area import OperationsArea
from najda.kernel.phrases import N_
from najda.kernel.time import as_text

from .engine_cch import contraction_order
from .network import Network, network_of
from .reading import read_extract
from .refusals import NoRoads, RoadsElsewhere
from .storing import About, store

Told = Callable[[str, int], None]
"""Is told what is being done, and how many things have been done there."""

READING, JOINING, ORDERING, KEEPING = (
    N_("reading roads"),
    N_("joining roads"),
    N_("preparing quick answers"),
    N_("keeping the network"),
)


def build_roads(
    file: Path,
    folder: Path,
    *,
    area: OperationsArea,
    at: datetime,
    told: Told = lambda what, done: None,
) -> About:
    """Build the road network of an extract and keep it in a folder, in place of the one there.

    Raises ExtractMissing, ExtractDamaged, NoRoads or RoadsElsewhere; then all is as it was.
    """
    extract = read_extract(file, lambda done: told(READING, done))
    told(JOINING, len(extract.ways.ids))
    network = network_of(extract)
    if not len(network.segments.a):
        raise NoRoads(file=file.name)
    check_near(network, file.name, area)
    told(ORDERING, 0)
    network = network._replace(order=order_of(network))
    told(KEEPING, len(network.graph.at))
    return store(folder, network, source=file.name, made_at=as_text(at))


def order_of(network: Network) -> np.ndarray:
    """Return the order in which the engine contracts the nodes of the graph."""
    graph = network.graph
    return contraction_order(graph.tail, graph.head, network.lat[graph.at], network.lon[graph.at])


def check_near(network: Network, file: str, area: OperationsArea) -> None:
    """Raise RoadsElsewhere unless some junction lies in the area of operations."""
    lat, lon = network.lat, network.lon
    if area.west <= area.east:
        wide = (lon >= area.west) & (lon <= area.east)
    else:
        wide = (lon >= area.west) | (lon <= area.east)
    if not (wide & (lat >= area.south) & (lat <= area.north)).any():
        south, west, north, east = (f"{edge:.2f}" for edge in network.box)
        raise RoadsElsewhere(file=file, south=south, west=west, north=north, east=east, area=area)
