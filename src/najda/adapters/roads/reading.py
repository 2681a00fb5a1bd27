"""Reading an OpenStreetMap extract: ways that can be driven, where they run, and turns forbidden.

The file is read three times, so that only what belongs to roads is ever held: relations and ways, then
the positions of their points. Ferries are left out: Najda does not know when one sails.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import osmium

from .extract import CLASS_NUMBER, Extract, Names, Points, Restriction, Ways
from .refusals import ExtractDamaged, ExtractMissing
from .tags import drive, passing, turn

Told = Callable[[int], None]
"""Is told now and then how many things have been read."""

_OFTEN = 5_000

LARGEST_ID = 2**36
"""Points are numbered below this: OpenStreetMap's stood near 2**34 in 2026, and looking a point up takes
memory by the size of its number. Below 1 are points drawn and not uploaded, which no index takes."""


def read_extract(path: Path, told: Told = lambda done: None) -> Extract:
    """Return what an extract says of roads; raises ExtractMissing or ExtractDamaged."""
    with _readable(path):
        ways = _read_ways(path, told)
        points = _read_points(path, ways.refs, told)
        restrictions, not_understood = _read_restrictions(path, ways.ids)
    return Extract(ways, points, restrictions, not_understood)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise ExtractDamaged(file=path.name, why="0 B")
    except OSError as error:
        raise ExtractMissing(file=path, why=error.strerror) from None
    try:
        yield
    except (RuntimeError, ValueError, OverflowError) as error:  # as libosmium says what is wrong
        raise ExtractDamaged(file=path.name, why=error) from None


def _things(path: Path, kind: osmium.osm.osm_entity_bits) -> osmium.FileProcessor:
    return osmium.FileProcessor(osmium.io.File(str(path), "pbf"), kind)


def _read_ways(path: Path, told: Told) -> Ways:
    ids, refs, lengths = array("q"), array("q"), array("q")
    forward, backward = array("f"), array("f")
    roundabout, kinds, called = array("B"), array("B"), array("l")
    known: dict[Names, int] = {}
    roads = osmium.filter.KeyFilter("highway")
    for way in _things(path, osmium.osm.WAY).with_filter(roads):
        tags = dict(way.tags)
        how = drive(tags)
        if not (how.forward or how.backward) or len(way.nodes) < 2:
            continue
        ids.append(way.id)
        points = [node.ref for node in way.nodes]
        refs.extend(points)
        lengths.append(len(points))
        forward.append(how.forward)
        backward.append(how.backward)
        roundabout.append(how.roundabout)
        kinds.append(CLASS_NUMBER[tags["highway"]])
        called.append(known.setdefault(_names(tags), len(known)))
        if len(ids) % _OFTEN == 0:
            told(len(ids))
    return Ways(
        np.array(ids, dtype=np.int64),
        np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))]).astype(np.int64),
        np.array(refs, dtype=np.int64),
        np.array(forward, dtype=np.float32),
        np.array(backward, dtype=np.float32),
        np.array(roundabout, dtype=bool),
        np.array(kinds, dtype=np.uint8),
        np.array(called, dtype=np.int32),
        list(known),
    )


def _names(tags: Mapping[str, str]) -> Names:
    return Names(*(tags.get(key, "")[:200] for key in ("name", "name:ar", "name:en", "ref")))


def _read_points(path: Path, refs: np.ndarray, told: Told) -> Points:
    ids = np.unique(refs)
    lat, lon = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    seconds = np.zeros(len(ids), dtype=np.float32)
    if not len(ids):
        return Points(ids, lat, lon, seconds)
    if odd := [id_ for id_ in (int(ids[0]), int(ids[-1])) if not 0 < id_ < LARGEST_ID]:
        raise ExtractDamaged(file=path.name, why=f"node {odd[0]}")
    seen, north, east = array("q"), array("d"), array("d")
    standing: dict[int, float] = {}
    wanted = osmium.filter.IdFilter(id_ for part in _parts(ids) for id_ in part)
    for done, node in enumerate(_things(path, osmium.osm.NODE).with_filter(wanted)):
        if len(node.tags):
            lost = passing(dict(node.tags))
            if lost != 0:
                standing[node.id] = np.nan if lost is None else lost
        if node.location.valid():
            seen.append(node.id)
            north.append(node.location.lat)
            east.append(node.location.lon)
        if done % _OFTEN == 0:
            told(done)
    at = np.searchsorted(ids, np.array(seen, dtype=np.int64))
    lat[at], lon[at] = np.array(north), np.array(east)
    if standing:
        seconds[np.searchsorted(ids, list(standing))] = list(standing.values())
    return Points(ids, lat, lon, seconds)


def _parts(ids: np.ndarray) -> Iterator[list[int]]:
    """Yield ids as the filter takes them, some at a time."""
    for start in range(0, len(ids), _OFTEN):
        yield ids[start : start + _OFTEN].tolist()


def _read_restrictions(path: Path, way_ids: np.ndarray) -> tuple[list[Restriction], int]:
    """Return the turns forbidden, and how many are told in a form that does not say which."""
    found: list[Restriction] = []
    not_understood = 0
    known = set(way_ids.tolist())
    for relation in _things(path, osmium.osm.RELATION):
        said = turn(dict(relation.tags))
        if said is None:
            continue
        members = [(m.role, m.type, m.ref) for m in relation.members]
        ways = {r: [id_ for role, kind, id_ in members if (role, kind) == (r, "w")]
                for r in ("from", "via", "to")}  # fmt: skip
        points = [id_ for role, kind, id_ in members if (role, kind) == ("via", "n")]
        if not {id_ for each in ways.values() for id_ in each} <= known:
            continue  # over ways that are not driven anyhow
        one_to = len(ways["to"]) == 1 or (ways["to"] and not said.only)
        one_via = len(points) == 1 if not ways["via"] else not points
        if not one_via or not ways["from"] or not one_to:
            not_understood += 1
            continue
        found += [
            Restriction(start, points[0] if points else None, tuple(ways["via"]), end, said.only)
            for start in ways["from"]
            for end in ways["to"]
        ]
    return found, not_understood
