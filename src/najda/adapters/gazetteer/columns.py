"""Which columns of a gazetteer's table hold P-codes, names and coordinates, whatever their style.

Agencies write admin1Pcode, ADM1_PCODE, adm1_pcode or Location_Pcode; admin3Name_en, ADM3_EN, adm3_name or
NAME_AR; Latitude_y, lat or POINT_Y. What a column speaks of (its subject) is what is left of its heading
without these words: a level "1" to "9", "location", "neighbourhood", or "" for the row itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_JOINED = re.compile(r"^(adm|admin|location|place|village|site)?(ref)?(name|nam|pcode)(en|ar)?$")
_LANGUAGES = frozenset(
    [
        "en",
        "eng",
        "english",
        "ar",
        "ara",
        "arabic",
        "fr",
        "fra",
        "es",
        "pt",
        "ru",
        "uk",
        "tr",
        "ku",
        "fa",
        "ur",
        "so",
        "am",
    ]
)
_CODES = frozenset(["pcode", "code", "pcod"])
_NAMES = frozenset(["name", "nam", "names"])
_ALIASES = frozenset(["ref", "alt", "alias", "aka", "alternate", "local"])
_FORMER = frozenset(["previous", "previuos", "prev", "old", "former"])
_LATITUDES = frozenset(["lat", "latitude"])
_LONGITUDES = frozenset(["lon", "lng", "long", "longitude"])
_LEVEL_WORDS = frozenset(["adm", "admin", "level"])
_NOISE = frozenset(["feature", "gis", "ocha", "cod", "unocha"])

FINEST = 9
_RANKS = {"area": 5, "neighbourhood": 7, "neighborhood": 7, "quarter": 7}


class Columns(NamedTuple):
    """Places of columns: P-codes and names by subject, latitude, longitude, and the kind of location."""

    codes: dict[str, int]
    names: dict[str, list[int]]
    lat: int | None
    lon: int | None
    type: int | None

    @property
    def subject(self) -> str:
        """Return what each row of the table is about: itself, or the finest thing that has a P-code."""
        return "" if "" in self.codes else max(self.codes, key=rank)

    @property
    def level(self) -> int:
        """Return the administrative level of the rows; above 3 for what is no area.

        Rows that do not say it are one level below the areas they name around them.
        """
        if self.subject:
            return rank(self.subject)
        return 1 + max((rank(subject) for subject in self.codes if subject), default=0)

    @property
    def around(self) -> list[str]:
        """Return the levels of the areas around each row that have a P-code, widest first."""
        return [n for n in ("1", "2", "3") if n in self.codes and n != self.subject]


def rank(subject: str) -> int:
    """Return how fine a subject is: its level, or a number above any level of areas."""
    return int(subject) if subject.isdigit() else _RANKS.get(subject, FINEST - 1)


def columns_of(headings: Sequence[Any]) -> Columns | None:
    """Return the columns of a table with these headings; None if none of them is a P-code."""
    codes: dict[str, int] = {}
    names: dict[str, list[tuple[bool, int]]] = {}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        words = _words(heading)
        if not words or words & _FORMER:
            continue
        subject = _subject(heading)
        if words & _LATITUDES or words == {"y"} or words == {"point", "y"}:
            found.setdefault("lat", place)
        elif words & _LONGITUDES or words == {"x"} or words == {"point", "x"}:
            found.setdefault("lon", place)
        elif words & _CODES:
            codes.setdefault(subject, place)
        elif words & _NAMES or words & _LANGUAGES:
            names.setdefault(subject, []).append((bool(words & _ALIASES), place))
        elif "type" in words:
            found.setdefault("type", place)
    if not codes:
        return None
    ordered = {subject: [place for _, place in sorted(some)] for subject, some in names.items()}
    return Columns(codes, ordered, found.get("lat"), found.get("lon"), found.get("type"))


def _split(heading: Any) -> list[str]:
    words: list[str] = []
    for word in _WORDS.findall(str(heading or "")):
        joined = _JOINED.match(word.lower())
        words.extend(part for part in joined.groups() if part) if joined else words.append(
            word.lower()
        )
    return words


def _words(heading: Any) -> frozenset[str]:
    return frozenset(_split(heading))


def _subject(heading: Any) -> str:
    words = _split(heading)
    for place, word in enumerate(words[:-1]):
        if word in _LEVEL_WORDS and words[place + 1].isdigit():
            return words[place + 1]
    known = _CODES | _NAMES | _LANGUAGES | _ALIASES | _NOISE | _LEVEL_WORDS
    return " ".join(word for word in words if word not in known and not word.isdigit())
