"""The gazetteer as the application sees it: what was imported, or else the towns that come with Najda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
import shapely

from najda.intake.name_variants import NameKeys, weighed_and_keyed
from najda.intake.names import plain
from najda.intake.place_index import PlaceIndex
from najda.intake.places import AREA_KINDS, Area, Found, KnownPlace, Names
from najda.kernel.places import Position

from .geonames import towns
from .nearest import Nearest
from .shelf import load
from .taking import Boundary

BOUNDARY_SLACK_DEGREES = 0.012
"""Outside every boundary by at most this (about 1 km), a position belongs to the nearest: boundaries are
simplified, and quays and bridges reach beyond the shore."""

NEAREST_KM = 20.0
"""Without boundaries, a position is taken to lie in the areas of the nearest known place this close."""

REMEMBERED = 20_000


class BookGazetteer:
    """Names and places, both ways. Fulfils `application.ports.Gazetteer`."""

    def __init__(
        self,
        places: Sequence[KnownPlace],
        names: Sequence[NameKeys],
        boundaries: Sequence[Boundary] = (),
        *,
        sparse: bool = False,
    ) -> None:
        self._sparse = sparse
        self._places = places
        self._names = names
        self._boundaries = sorted(boundaries, key=lambda one: (-one.level, one.code))
        self._areas = {place.code: place for place in places if place.kind.is_area}
        # Reports repeat the same words: remembering answers makes importing them quick.
        self._search = lru_cache(maxsize=REMEMBERED)(self._index_search)

    def search(
        self, words: str, *, near: Position | None = None, area: str | None = None, limit: int = 8
    ) -> list[Found]:
        """Return places called so in either script, best first; tolerant of spelling."""
        return list(self._search(words, near, area, limit))

    def is_name(self, words: str) -> bool:
        """Tell whether a place is called exactly so, up to how it is typed."""
        return plain(words) in self._plain_names

    def known(self, code: str) -> Found | None:
        """Return the place with the gazetteer's own code, or None."""
        place = self._by_code.get(code)
        if place is None:
            return None
        return Found(place=place.as_place(""), score=1.0, kind=place.kind, code=code)

    def locate(self, position: Position) -> tuple[str, ...]:
        """Return the codes of the areas around a position, widest first; none if nothing is near."""
        if not self._boundaries:
            place = self._nearest.within(position, NEAREST_KM)
            return place.areas if place else ()
        tree, outlines = self._tree
        point = shapely.Point(position.lon, position.lat)
        inside = tree.query(point, predicate="intersects")
        if not len(inside):
            inside = tree.query_nearest(point, max_distance=BOUNDARY_SLACK_DEGREES)
        if not len(inside):
            return ()
        return outlines[min(inside)].areas

    def nearest(self, position: Position) -> KnownPlace | None:
        """Return the place people would name beside a position; None where none is near."""
        return self._nearest.within(position, NEAREST_KM)

    def area_names(self, code: str) -> Names | None:
        """Return what an area is called."""
        known = self._areas.get(code)
        return Names(en=known.en, ar=known.ar, other=known.other) if known else None

    def areas(self) -> list[Area]:
        """Return every area known, by code."""
        return [
            Area(
                code=known.code,
                parent=known.areas[-2] if len(known.areas) > 1 else "",
                level=AREA_KINDS.index(known.kind) + 1,
                names=Names(en=known.en, ar=known.ar, other=known.other),
            )
            for _, known in sorted(self._areas.items())
        ]

    def landmarks(self, limit: int) -> list[KnownPlace]:
        """Return the places with a position that people go by, the likeliest meant first; no areas."""
        there = [place for place in self._places if place.position and not place.kind.is_area]
        return sorted(there, key=lambda place: (-place.weight, place.code))[:limit]

    @cached_property
    def _by_code(self) -> dict[str, KnownPlace]:
        return {place.code: place for place in self._places}

    @cached_property
    def _plain_names(self) -> frozenset[str]:
        return frozenset(name.plain for name in self._names)

    @cached_property
    def _index(self) -> PlaceIndex:
        return PlaceIndex(self._places, self._names, sparse=self._sparse)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest([p for p in self._places if p.position and not p.kind.is_area])

    @cached_property
    def _tree(self) -> tuple[shapely.STRtree, list[Boundary]]:
        outlines = shapely.from_wkb([one.outline for one in self._boundaries])
        shapely.prepare(outlines)
        return shapely.STRtree(outlines), self._boundaries

    def _index_search(
        self, words: str, near: Position | None, area: str | None, limit: int
    ) -> tuple[Found, ...]:
        return tuple(self._index.search(words, near=near, area=area, limit=limit))


def open_gazetteer(folder: Path | None = None, *, country: str = "SY") -> BookGazetteer:
    """Return the gazetteer of an installation.

    What was imported into `folder` is all that is known, if it has places to go to. If only areas or
    boundaries were imported, the towns of `country` that come with Najda are put into these areas.
    Raises PlacesDamaged or PlacesNewer where what was imported cannot be read.
    """
    shelf = load(Path(folder)) if folder else None
    if shelf is not None and any(not place.kind.is_area for place in shelf.places):
        return BookGazetteer(shelf.places, shelf.names, shelf.boundaries)
    places = towns(country)
    if shelf is None or not shelf.places:
        return BookGazetteer(*weighed_and_keyed(places), sparse=True)
    known = BookGazetteer(shelf.places, (), shelf.boundaries)
    codes = {place.code for place in shelf.places}
    placed = [_placed(place, known) for place in places if place.code not in codes]
    both = weighed_and_keyed([*shelf.places, *placed])
    return BookGazetteer(*both, shelf.boundaries, sparse=True)


def _placed(town: KnownPlace, known: BookGazetteer) -> KnownPlace:
    position = town.position
    areas = known.locate(position) if position else ()
    return msgspec.structs.replace(town, areas=areas) if areas else town
