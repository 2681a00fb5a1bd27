"""Reading “Jableh, Latakia” and “جبلة اللاذقية”: a name, and the area that says which one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .name_variants import NameKeys, keys_of
from .names import plain, without_type_words
from .places import KnownPlace

AREA_LIKE = 0.8
"""A qualifier must be this like an area's name to be read as that area."""

UNKNOWN_QUALIFIER = 0.93
"""What a part that names no known area takes off the score of the rest."""

UNKNOWN_DETAIL = 0.75
"""What it takes off if the name is not the first part and those before it name no area: “by the bakery,
Jableh” finds Jableh, but a misspelt village before its town must not be taken for a detail of it."""

JUXTAPOSED = 0.99
"""What it takes off that name and area were told apart without a comma between them."""

WITHOUT_TYPE = 0.97
"""What it takes off that words such as “city of” are left out: they may be part of the name."""

LONGEST_AREA = 3
_COUNTRYSIDE = ("ريف", "rural", "countryside", "rif", "reef")
_SEPARATORS = re.compile(r"\s*[,،؛;|/()\[\]\n]+\s*|\s+[-–—]+\s+")


class Reading(NamedTuple):
    """One way to read a query: a plain name, the kind it asks for ("" if none), the area codes of which
    a place must lie in one each, and how well the reading fits (0..1)."""

    name: str
    kind: str
    within: tuple[frozenset[str], ...]
    fit: float


class AreaNames:
    """The names of all areas of a gazetteer, to recognise qualifiers by."""

    def __init__(self, places: Sequence[KnownPlace], names: Iterable[NameKeys]) -> None:
        self._codes: dict[str, set[str]] = {}
        for number, _, keys in names:
            if places[number].kind.is_area:
                for key in keys:
                    self._codes.setdefault(key, set()).add(places[number].code)
        self._keys = sorted(self._codes)

    def match(self, plain_name: str) -> tuple[frozenset[str], float]:
        """Return the codes of the areas called so and the likeness; no codes and 0 if there are none."""
        keys = keys_of(plain_name)
        exact = {code for key in keys for code in self._codes.get(key, ())}
        if exact:
            return frozenset(exact), 1.0
        codes: set[str] = set()
        best = 0.0
        for key in keys:
            found = process.extractOne(
                key, self._keys, scorer=OSA.normalized_similarity, score_cutoff=AREA_LIKE
            )
            if found and found[1] > best:
                codes, best = self._codes[found[0]], found[1]
        return frozenset(codes), best

    def readings(self, words: str) -> list[Reading]:
        """Return the ways to read a query, the plainest first."""
        whole = plain(words)
        bare, kind = without_type_words(whole)
        found = [Reading(whole, kind, (), 1.0)]
        if bare != whole:
            found.append(Reading(bare, kind, (), WITHOUT_TYPE))
        first, _, rest = bare.partition(" ")
        if first in _COUNTRYSIDE and rest:
            found.append(Reading(rest, "governorate", (), WITHOUT_TYPE))
        parts = [part for part in map(plain, _SEPARATORS.split(words)) if part]
        if len(parts) > 1:
            found.extend(self._of_parts(parts, number) for number in range(min(len(parts), 4)))
        else:
            found.extend(self._of_tokens(whole.split()))
        return found

    def _of_parts(self, parts: list[str], chosen: int) -> Reading:
        within, fit = [], 1.0
        for number, part in enumerate(parts):
            if number != chosen:
                codes, likeness = self.match(part)
                fit *= likeness or (UNKNOWN_QUALIFIER if chosen == 0 else UNKNOWN_DETAIL)
                if codes:
                    within.append(codes)
        name, kind = without_type_words(parts[chosen])
        return Reading(name, kind, tuple(within), fit)

    def _of_tokens(self, tokens: list[str]) -> Iterable[Reading]:
        for length in range(1, min(LONGEST_AREA, len(tokens) - 1) + 1):
            for name, area in (
                (tokens[:-length], tokens[-length:]),
                (tokens[length:], tokens[:length]),
            ):
                codes, likeness = self.match(" ".join(area))
                if codes:
                    bare, kind = without_type_words(" ".join(name))
                    yield Reading(bare, kind, (codes,), likeness * JUXTAPOSED)
