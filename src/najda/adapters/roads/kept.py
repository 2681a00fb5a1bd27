"""The roads of an installation: the network built last, or the estimate where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from najda.application.ports import Roads
from najda.application.routes import NoWay, RoadName, Route
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Position
from najda.kernel.roads import Box, Obstacle, RoadShape, RoadSpot
from najda.kernel.time import from_text

from .engine_cch import CchEngine
from .network import Network
from .network_roads import NetworkRoads
from .refusals import NetworkDamaged
from .storing import FILE, load
from .straight import StraightRoads

_MAPPED = N_("Times are over the roads of {source}, built {when}.")


def roads_over(network: Network) -> NetworkRoads:
    """Return journeys over a network."""
    graph = network.graph
    ms = network.arcs.ms[graph.arc]
    return NetworkRoads(network, CchEngine(network.order, graph.tail, graph.head, ms))


class KeptRoads:
    """The roads kept in a folder; a network built meanwhile, by whatever process, is taken at once."""

    def __init__(self, folder: Path) -> None:
        self._file, self._lock = folder / FILE, Lock()
        self._seen: object = ()
        self._roads: Roads = StraightRoads()
        self._about: Phrase | None = None

    def is_mapped(self) -> bool:
        """Tell whether there is a road map."""
        return self._now().is_mapped()

    def about(self) -> Phrase:
        """Say what times rest on."""
        roads = self._now()
        return self._about or roads.about()

    def heeding(self, obstacles: Sequence[Obstacle]) -> Roads:
        """Return the roads with these obstacles."""
        return self._now().heeding(obstacles)

    def travel_minutes(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[list[float | None]]:
        """Return minutes, a row per origin; None where there is no way."""
        return self._now().travel_minutes(origins, destinations)

    def route(self, origin: Position, destination: Position) -> Route | NoWay:
        """Return the quickest way, or why there is none."""
        return self._now().route(origin, destination)

    def why_none(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[Phrase | None]:
        """Return for each destination why no vehicle gets there, where that is one reason for all."""
        return self._now().why_none(origins, destinations)

    def off_road_m(self, positions: Sequence[Position]) -> list[float | None]:
        """Return how many metres off the nearest road each place lies."""
        return self._now().off_road_m(positions)

    def lines(self, spot: RoadSpot) -> list[tuple[Position, ...]]:
        """Return the shapes of the roads meant."""
        return self._now().lines(spot)

    def named(self, spot: RoadSpot) -> tuple[RoadName, ...]:
        """Return what the roads meant are called."""
        return self._now().named(spot)

    def extent(self) -> Box | None:
        """Return the smallest box around all roads."""
        return self._now().extent()

    def within(self, box: Box, *, most: int) -> list[RoadShape]:
        """Return the shapes of the roads in a box, main roads first."""
        return self._now().within(box, most=most)

    def _now(self) -> Roads:
        with self._lock:
            try:
                kept = self._file.stat()
                seen: object = (kept.st_mtime_ns, kept.st_ino, kept.st_size)
            except OSError:
                seen = None
            if seen != self._seen:
                self._take()
                self._seen = seen
            return self._roads

    def _take(self) -> None:
        """Take what is kept; damaged, it is said wherever times are explained, and estimates go on."""
        self._roads, self._about = StraightRoads(), None
        try:
            stored = load(self._file.parent)
        except NetworkDamaged as refusal:
            self._about = refusal.phrase
            return
        if stored is not None:
            self._roads = roads_over(stored.network)
            what = stored.about
            self._about = phrase(_MAPPED, source=what.source, when=from_text(what.made_at))
