"""Searching a gazetteer by name: tolerant of spelling and script, in a few milliseconds, no guessing.

A name is looked up by its sound key (see `intake.names`) among all keys of its script, by edit distance;
what comes near is then scored with the name as written. If nothing in the query's own script fits well,
the other script is tried through the common alphabet. The figures measured are in docs/places.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from math import exp

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from najda.kernel.places import Position

from .name_variants import NameKeys, keys_of
from .names import is_arabic, roman, skeleton, sound
from .places import Found, KnownPlace
from .qualifiers import AreaNames, Reading

CANDIDATES = 60
"""So many of the nearest keys are scored closely."""

NEAR_ENOUGH = 0.6
"""Keys less like the query than this are not looked at."""

VERY_NEAR = 0.8
"""The same where the query itself is a known key: what is only roughly like it is not meant."""

SAME_SOUND, FUZZY, OTHER_SCRIPT = 0.98, 0.96, 0.93
"""The highest similarity names reach that sound alike, nearly alike, alike in the other script."""

SPARSE_TRUST = 0.88
"""What likeness is multiplied by in a gazetteer that lacks most villages."""

FITS_WELL = 0.88
"""Only if no name in the query's own script reaches this is the other script tried."""

PREFIX_LOW, PREFIX_HIGH = 0.55, 0.80
"""What the beginning of a name is worth: alone it is never clear which name is being typed."""

SKELETON_SHARE = 0.25
"""The part of a likeness that consonants alone decide: vowels are what transliterations differ in."""

PRIOR = 0.08
"""The part of a score that comes from how likely the place is meant, not from its name."""

NEARNESS_KM = 40.0
"""With a position given, nearness is half of that part; it falls to 1/e over this distance."""

Similar = dict[int, float]
"""Places by number, with the similarity (0..1) of the best of their names."""


class PlaceIndex:
    """All names of a gazetteer, ready to be searched; made from what `weighed_and_keyed` returns.

    In a `sparse` gazetteer, one that lacks most villages, likeness is worth less: a name that is only
    nearly known is more often another place's than a misspelt one.
    """

    def __init__(
        self, places: Sequence[KnownPlace], names: Sequence[NameKeys], *, sparse: bool = False
    ) -> None:
        self._trust = SPARSE_TRUST if sparse else 1.0
        self._places = places
        self._names = names
        self._by_key: dict[str, list[NameKeys]] = {}
        for name in names:
            for key in name.keys:
                self._by_key.setdefault(key, []).append(name)
        ordered = sorted(self._by_key)
        self._keys = {
            script: [key for key in ordered if is_arabic(key) is script] for script in (True, False)
        }

        self._by_length: dict[tuple[bool, int, int], list[str]] = {}

    @cached_property
    def _area_names(self) -> AreaNames:
        return AreaNames(self._places, self._names)

    @cached_property
    def _romans(self) -> dict[bool, list[str]]:
        return {script: [roman(key) for key in keys] for script, keys in self._keys.items()}

    def search(
        self, words: str, *, near: Position | None = None, area: str | None = None, limit: int = 8
    ) -> list[Found]:
        """Return at most `limit` places called so, best first; equal scores in the order of codes."""
        best: dict[int, tuple[float, str]] = {}
        for reading in self._area_names.readings(words):
            within = (*reading.within, frozenset({area})) if area else reading.within
            for number, similarity in self._similar(reading, within).items():
                fit = similarity * reading.fit
                if fit > best.get(number, (0.0, ""))[0]:
                    best[number] = (fit, reading.kind)
        scored = [
            (round(fit * (1 - PRIOR + PRIOR * self._prior(number, kind, near)), 4), number)
            for number, (fit, kind) in best.items()
        ]
        scored.sort(key=lambda one: (-one[0], self._places[one[1]].code))
        return [self._found(number, score, words) for score, number in scored[:limit]]

    def _found(self, number: int, score: float, words: str) -> Found:
        known = self._places[number]
        return Found(place=known.as_place(words), score=score, kind=known.kind, code=known.code)

    def _prior(self, number: int, kind: str, near: Position | None) -> float:
        known = self._places[number]
        weight = known.weight
        if kind:
            weight = (1 + weight) / 2 if known.kind == kind else 0.0
        if near is None:
            return weight
        there = known.position
        return weight / 2 + (exp(-near.km_to(there) / NEARNESS_KM) / 2 if there else 0.0)

    def _similar(self, reading: Reading, within: tuple[frozenset[str], ...]) -> Similar:
        found: Similar = {}
        queries = keys_of(reading.name)
        for key, likeness in self._beginning(reading.name):
            for name in self._by_key[key]:
                self._keep(found, name.place, likeness, within)
        for query in queries:
            for key, likeness in self._same_script(query, everything=bool(within)):
                for name in self._by_key[key]:
                    similarity = 1.0 if name.plain == reading.name else likeness
                    self._keep(found, name.place, similarity, within)
        if max(found.values(), default=0.0) < FITS_WELL:
            for query in queries:
                for key, likeness in self._other_script(query):
                    for name in self._by_key[key]:
                        self._keep(found, name.place, likeness, within)
        return found

    def _keep(
        self, found: Similar, number: int, similarity: float, within: tuple[frozenset[str], ...]
    ) -> None:
        if similarity > found.get(number, 0.0) and all(
            codes.intersection(self._places[number].areas) for codes in within
        ):
            found[number] = similarity

    def _same_script(self, query: str, *, everything: bool) -> Iterator[tuple[str, float]]:
        consonants = skeleton(query)
        limit = None if everything else CANDIDATES
        near = VERY_NEAR if query in self._by_key else NEAR_ENOUGH
        keys = self._of_length(is_arabic(query), int(near * len(query)), int(len(query) / near) + 1)
        for key, likeness, _ in process.extract(
            query, keys, scorer=OSA.normalized_similarity, score_cutoff=near, limit=limit
        ):
            if key == query:
                yield key, SAME_SOUND
            else:
                bones = OSA.normalized_similarity(consonants, skeleton(key))
                likeness = (1 - SKELETON_SHARE) * likeness + SKELETON_SHARE * bones
                yield key, FUZZY * self._trust * likeness

    def _of_length(self, script: bool, shortest: int, longest: int) -> list[str]:
        """Return the keys of a script that are so long: others cannot come near enough."""
        wanted = (script, shortest, longest)
        if wanted not in self._by_length:
            self._by_length[wanted] = [
                key for key in self._keys[script] if shortest <= len(key) <= longest
            ]
        return self._by_length[wanted]

    def _beginning(self, begun: str) -> Iterator[tuple[str, float]]:
        """Yield the keys that begin as a name that is still being typed."""
        # The last letters are not the name's last yet, so they are not folded as an ending.
        query = sound(begun) if is_arabic(begun) else sound(f"{begun}x")[:-1]
        keys = self._keys[is_arabic(query)]
        if len(query) > 1:
            for key in takewhile(
                lambda key: key.startswith(query), keys[bisect_left(keys, query) :]
            ):
                yield key, PREFIX_LOW + (PREFIX_HIGH - PREFIX_LOW) * len(query) / len(key)

    def _other_script(self, query: str) -> Iterator[tuple[str, float]]:
        other = not is_arabic(query)
        wanted, consonants = roman(query), skeleton(query)
        for _, likeness, place in process.extract(
            wanted,
            self._romans[other],
            scorer=Indel.normalized_similarity,
            score_cutoff=NEAR_ENOUGH,
            limit=CANDIDATES,
        ):
            key = self._keys[other][place]
            bones = OSA.normalized_similarity(consonants, skeleton(key))
            yield key, OTHER_SCRIPT * self._trust * (likeness + bones) / 2
