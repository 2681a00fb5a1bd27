"""Journeys over a road network, heeding what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from najda.application.routes import NoWay, RoadName, Route
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.places import Position
from najda.kernel.roads import Box, Obstacle, RoadShape, RoadSpot

from .drawing import shapes_within
from .engines import NEVER, Engine
from .ground import Ground
from .network import Network
from .snapping import SNAP_KM, Snapped

_FAR = N_("{place} lies more than {km} km from every road on the map, so no vehicle gets there.")
_OVER = (
    N_("Times are over a road map with {count} crossing."),
    N_("Times are over a road map with {count} crossings."),
)
_PLACE = N_("The place")
_ALL_SHUT = (
    N_("Every road between the teams and the place is closed now; {count} closure is heeded."),
    N_("Every road between the teams and the place is closed now; {count} closures are heeded."),
)
_CUT_OFF = N_(
    "The road map shows no road between the teams and the place: one may lie on an island, behind a "
    "barrier or in a part that the map does not join."
)
_ORIGIN, _DESTINATION = N_("The place to set out from"), N_("The destination")
_SHUT = (
    N_("Every road between the two is closed now; {count} closure is heeded."),
    N_("Every road between the two is closed now; {count} closures are heeded."),
)
_APART = N_(
    "The road map shows no road between the two: one may lie on an island, behind a barrier or in a part "
    "that the map does not join."
)


class NetworkRoads:
    """Journeys over one network under some obstacles. Any thread may ask; they are answered in turn."""

    def __init__(self, network: Network, engine: Engine) -> None:
        self._ground = Ground(network, engine)
        self._obstacles: tuple[Obstacle, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NetworkRoads) and self._same == other._same

    def __hash__(self) -> int:
        return hash(self._same)

    @property
    def _same(self) -> tuple[int, tuple[Obstacle, ...]]:
        return id(self._ground), self._obstacles

    def is_mapped(self) -> bool:
        """Tell whether a road map stands behind this: one does."""
        return True

    def about(self) -> Phrase:
        """Say what times rest on."""
        return counted(*_OVER, len(self._ground.network.lat))

    def heeding(self, obstacles: Sequence[Obstacle]) -> NetworkRoads:
        """Return the same roads with these obstacles and no others."""
        other = object.__new__(NetworkRoads)
        other._ground, other._obstacles = self._ground, tuple(obstacles)
        return other

    def travel_minutes(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[list[float | None]]:
        """Return minutes by road, a row per origin; None where there is no way."""
        with self._heeded() as ground:
            here, there = ground.meeting.snap(origins), ground.meeting.snap(destinations)
            ms = ground.engine.times(ground.starts(here), ground.ends(there))
            self._along_one_road(ms, here, there)
        minutes = ms / 60_000 + here.minutes_on_foot()[:, None] + there.minutes_on_foot()
        said: list[list[Any]] = np.round(minutes, 2).tolist()
        for row, column in zip(*np.nonzero(ms >= NEVER), strict=True):
            said[row][column] = None
        _at_once(said, origins, destinations)
        return said

    def route(self, origin: Position, destination: Position) -> Route | NoWay:
        """Return the quickest way, or why there is none."""
        if origin == destination:
            return Route(points=(origin,), minutes=0.0, km=0.0)
        with self._heeded() as ground:
            for place, position in ((_ORIGIN, origin), (_DESTINATION, destination)):
                if ground.snapper.snap([position]).segment[0] < 0:
                    return NoWay(why=phrase(_FAR, place=phrase(place), km=round(SNAP_KM)))
            here, there = ground.meeting.snap([origin]), ground.meeting.snap([destination])
            pieces = ground.pieces(here, there)
            if pieces is None:
                return self._no_way(origin, destination)
            points, legs = ground.tracer.trace(pieces)
            points = points or (Position.at(here.lat[0], here.lon[0]),)
        ms = sum(piece.ms for piece in pieces)
        off = (float(here.metres_off[0]), float(there.metres_off[0]))
        on_foot = float(here.minutes_on_foot()[0] + there.minutes_on_foot()[0])
        return Route(
            points=points,
            minutes=round(ms / 60_000 + on_foot, 2),
            km=round(sum(leg.metres for leg in legs) / 1000, 3),
            legs=legs,
            off_road_m=(round(off[0], 1), round(off[1], 1)),
            barred=(bool(here.barred[0]), bool(there.barred[0])),
        )

    def why_none(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[Phrase | None]:
        """Return why no vehicle gets to each destination: it lies off the roads, all is closed, or the
        map joins nothing. An origin that lies off the roads tells nothing of a destination."""
        reached = self._ways(origins, destinations).any(axis=0)
        with self._ground.lock:
            far = self._ground.snapper.snap(destinations).segment < 0
            from_road = self._ground.snapper.snap(origins).segment >= 0
        said: list[Phrase | None] = [None] * len(destinations)
        for at in np.flatnonzero(far & ~reached):
            said[at] = phrase(_FAR, place=phrase(_PLACE), km=round(SNAP_KM))
        left = np.flatnonzero(~far & ~reached).tolist()
        begins = [one for one, on in zip(origins, from_road, strict=True) if on]
        if left and begins:
            whys = self._why_shut(begins, [destinations[at] for at in left])
            for at, why in zip(left, whys, strict=True):
                said[at] = why
        return said

    def off_road_m(self, positions: Sequence[Position]) -> list[float | None]:
        """Return how many metres off the road each place lies that it is met from; off its own where no
        open road is near enough; None beyond SNAP_KM."""
        with self._ground.lock:
            off = self._ground.snapper.snap(positions).metres_off
        if self._obstacles:
            with self._heeded() as ground:
                met = ground.meeting.snap(positions).metres_off
            off = np.where(np.isfinite(met), met, off)
        return [round(metres, 1) if metres < np.inf else None for metres in off.tolist()]

    def lines(self, spot: RoadSpot) -> list[tuple[Position, ...]]:
        """Return the shapes of the roads meant by a part of them; none if there is no road there."""
        with self._ground.lock:
            segments = self._ground.hindrances.segments(spot)
        return [self._ground.tracer.line(segment) for segment in segments.tolist()]

    def named(self, spot: RoadSpot) -> tuple[RoadName, ...]:
        """Return what the roads meant are called, each once, the longest first."""
        return self._ground.named(spot)

    def extent(self) -> Box | None:
        """Return the smallest box around all roads; None where the network has none."""
        network = self._ground.network
        return Box(*network.box) if len(network.lat) else None

    def within(self, box: Box, *, most: int) -> list[RoadShape]:
        """Return the shapes of at most so many roads in a box, whole classes, main roads first."""
        return shapes_within(self._ground.network.segments, self._ground.snapper, box, most)

    @contextmanager
    def _heeded(self) -> Iterator[Ground]:
        with self._ground.lock:
            self._ground.heed(self._obstacles)
            yield self._ground

    def _along_one_road(self, ms: np.ndarray, here: Snapped, there: Snapped) -> None:
        """Write into `ms` the way between places on the same stretch, which passes no junction."""
        same = (here.segment[:, None] == there.segment) & (here.segment[:, None] >= 0)
        for row, column in zip(*np.nonzero(same), strict=True):
            found = self._ground.direct(here, there, row, column)
            if found is not None:
                ms[row, column] = min(ms[row, column], round(found.ms))

    def _ways(self, origins: Sequence[Position], destinations: Sequence[Position]) -> np.ndarray:
        """Return by origin and destination whether there is a way."""
        if not origins or not destinations:
            return np.zeros((len(origins), len(destinations)), dtype=bool)
        minutes = np.array(self.travel_minutes(origins, destinations), dtype=float)
        return np.isfinite(minutes)

    def _why_shut(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[Phrase | None]:
        """Return for places on the roads that nobody reaches whether that is what was closed, or the map
        itself."""
        free = np.zeros((len(origins), len(destinations)), dtype=bool)
        if self._obstacles:
            free = self.heeding(())._ways(origins, destinations)
        closed = sum(obstacle.times_as_long is None for obstacle in self._obstacles)
        shut, cut_off = counted(*_ALL_SHUT, closed), phrase(_CUT_OFF)
        return [shut if all(one) else None if any(one) else cut_off for one in free.T.tolist()]

    def _no_way(self, origin: Position, destination: Position) -> NoWay:
        """Say whether it is what was closed, or the map itself."""
        if not self._obstacles or isinstance(self.heeding(()).route(origin, destination), NoWay):
            return NoWay(why=phrase(_APART))
        closed = sum(obstacle.times_as_long is None for obstacle in self._obstacles)
        return NoWay(why=counted(*_SHUT, closed))


def _at_once(
    said: list[list[float | None]],
    origins: Sequence[Position],
    destinations: Sequence[Position],
) -> None:
    """Being there takes no time, on foot neither."""
    columns: dict[Position, list[int]] = {}
    for column, position in enumerate(destinations):
        columns.setdefault(position, []).append(column)
    for row, position in enumerate(origins):
        for column in columns.get(position, ()):
            said[row][column] = 0.0
