"""Extracts of invented roads, written as OpenStreetMap's own files are."""

import osmium
from osmium.osm import mutable

from najda.adapters.roads.building import order_of
from najda.adapters.roads.engine_cch import CchEngine
from najda.adapters.roads.engine_scipy import ScipyEngine
from najda.adapters.roads.network import network_of
from najda.adapters.roads.network_roads import NetworkRoads
from najda.adapters.roads.reading import read_extract
from najda.kernel.places import Position

SOUTH, WEST = 35.0, 36.0
STEP = 0.01
"""Degrees between neighbours: about 1.1 km to the north, 0.9 km to the east."""


def at(row, column):
    """Return the position so many steps north and east of the corner."""
    return Position.at(SOUTH + row * STEP, WEST + column * STEP)


class Extract:
    """Roads drawn on squared paper: `road("A1 A2 A3", highway="primary")`. A letter is a row to the
    north, a number a column to the east; figures may be fractions: "A1.5"."""

    def __init__(self):
        self.points, self.ways, self.relations = {}, [], []
        self.tags = {}

    def spot(self, name):
        return at(ord(name[0]) - ord("A"), float(name[1:]))

    def point(self, name, **tags):
        self.tags[name] = {key.replace("_", ":"): value for key, value in tags.items()}
        return self._id(name)

    def road(self, through, **tags):
        refs = [self._id(name) for name in through.split()]
        given = {"highway": "residential"} | {k.replace("__", ":"): v for k, v in tags.items()}
        self.ways.append((refs, given))
        return len(self.ways)

    def turn(self, kind, start, via, end, **tags):
        members = [("w", start, "from"), via if isinstance(via, tuple) else ("n", self._id(via), "via"),
                   ("w", end, "to")]  # fmt: skip
        self.relations.append((members, {"type": "restriction", "restriction": kind} | tags))

    def _id(self, name):
        return self.points.setdefault(name, len(self.points) + 1)

    def write(self, path):
        path.unlink(missing_ok=True)
        with osmium.SimpleWriter(str(path)) as writer:
            for name, id_ in self.points.items():
                place = self.spot(name)
                writer.add_node(
                    mutable.Node(
                        id=id_, location=(place.lon, place.lat), tags=self.tags.get(name, {})
                    )
                )
            for number, (refs, tags) in enumerate(self.ways, 1):
                writer.add_way(mutable.Way(id=number, nodes=refs, tags=tags))
            for number, (members, tags) in enumerate(self.relations, 1):
                writer.add_relation(mutable.Relation(id=number, members=members, tags=tags))
        return path

    def network(self, folder):
        made = network_of(read_extract(self.write(folder / "invented.osm.pbf")))
        return made._replace(order=order_of(made))


def cch_roads(network):
    graph = network.graph
    return NetworkRoads(
        network, CchEngine(network.order, graph.tail, graph.head, network.arcs.ms[graph.arc])
    )


def scipy_roads(network):
    graph = network.graph
    ms = network.arcs.ms[graph.arc]
    return NetworkRoads(network, ScipyEngine(len(graph.at), graph.tail, graph.head, ms))


BOTH = {"cch": cch_roads, "scipy": scipy_roads}
