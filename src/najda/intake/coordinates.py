"""Coordinates as they come: decimal, with a comma, in Arabic digits, in degrees, minutes and seconds."""

from __future__ import annotations

import re
from typing import Any, Literal

from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Position

from .digits import western

Axis = Literal["latitude", "longitude"]

_WHAT = {"latitude": N_("latitude"), "longitude": N_("longitude")}
_LIMIT = {"latitude": 90.0, "longitude": 180.0}
_EXPECTED = N_("degrees such as 35.3619 or 35°21'43\"N, at most {limit} either way")
_PAIR_EXPECTED = N_("latitude and longitude such as 35.3619, 35.9256")

_WORDS = (
    (re.compile("شمالا?|north", re.I), "N"), (re.compile("جنوبا?|south", re.I), "S"),
    (re.compile("شرقا?|east", re.I), "E"), (re.compile("غربا?|west", re.I), "W"),
)  # fmt: skip
_DEGREE = re.compile(
    r"""(?P<before>[NSEW])?\s*(?P<sign>[-+])?\s*
        (?P<degrees>\d{1,3}(?:[.,]\d+)?)
        (?:\s*[°º:\s]\s*(?P<minutes>\d{1,2}(?:[.,]\d+)?)
           (?:\s*['′’:\s]\s*(?P<seconds>\d{1,2}(?:[.,]\d+)?))?)?
        \s*[°º'"′″’”]*\s*(?P<after>[NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)
_POINT = re.compile(r"(?:SRID=\d+;)?\s*POINT\s*Z?\s*\(\s*(\S+)\s+(\S+)[^)]*\)", re.IGNORECASE)
_PLAIN_PAIR = re.compile(
    r"([-+]?\d+(?:\.\d+)?)\s*[,;/ ]\s*([-+]?\d+(?:\.\d+)?)(?:\s+[-+\d.]+){0,2}"
)
_COMMA_PAIR = re.compile(r"([-+]?\d+,\d+)\s*(?:[;/]|,?\s)\s*([-+]?\d+,\d+)")
_MAP_LINK = re.compile(r"HTTPS?://\S*?[@=/]([-+]?\d+\.\d+)(?:,|%2C)([-+]?\d+\.\d+)\S*")
_FIGURES_ALONE = re.compile(r"[\d\s.,;:/°º'\"′″’”+()\[\]{}NSEW-]+")
_PAIRS = (_PLAIN_PAIR, _COMMA_PAIR, _MAP_LINK)


def read_degree(value: Any, axis: Axis) -> float:
    """Return decimal degrees; raise Malformed if `value` is none or lies beyond the axis's limit."""
    degree = _number(value)
    if degree is None and isinstance(value, str):
        degree = _degree(_lettered(value), "NS" if axis == "latitude" else "EW")
    if degree is None or not abs(degree) <= _LIMIT[axis]:
        expected = phrase(_EXPECTED, limit=f"{_LIMIT[axis]:g}")
        raise Malformed(what=phrase(_WHAT[axis]), given=str(value)[:60], expected=expected)
    return degree


def read_pair(value: Any) -> Position:
    """Return the position in one text: latitude first, unless N, S, E, W or WKT's POINT say otherwise.

    Height and accuracy after it, as ODK's geopoint has them, are passed over.
    """
    text = _lettered(str(value)).strip("()[]{} ")
    if found := _POINT.match(_lettered(str(value))):
        lat, lon = found[2], found[1]
    elif found := next((f for one in _PAIRS if (f := one.fullmatch(text))), None):
        lat, lon = found[1], found[2]
    else:
        lat, lon = _split(text)
    try:
        return Position.at(read_degree(lat, "latitude"), read_degree(lon, "longitude"))
    except Malformed:
        raise Malformed(
            what=phrase(N_("position")), given=str(value)[:60], expected=phrase(_PAIR_EXPECTED)
        ) from None


def looks_like_coordinates(text: str) -> bool:
    """Tell whether a text is of figures and their signs alone, as coordinates are and names are not."""
    lettered = _lettered(text)
    if lettered.startswith(("HTTP", "SRID", "POINT")):
        return True
    return _FIGURES_ALONE.fullmatch(lettered) is not None and len(re.findall(r"\d+", lettered)) > 1


def _split(text: str) -> tuple[str, str]:
    """Cut a pair in degrees, minutes and seconds at the letter that ends its first half."""
    letters = [place for place, c in enumerate(text) if c in "NSEW"]
    if len(letters) == 2:
        first = letters[0] + 1 if text[:1] not in "NSEW" else letters[1]
        one, two = text[:first].strip(" ,;/"), text[first:].strip(" ,;/")
        return (two, one) if re.search("[EW]", one) else (one, two)
    one, _, two = text.partition(";") if ";" in text else text.partition(",")
    return one.strip(), two.strip()


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(value)
    except (ValueError, TypeError, OverflowError):
        return None


def _lettered(text: str) -> str:
    text = western(text)
    for words, letter in _WORDS:
        text = words.sub(letter, text)
    return text.upper() if text.isascii() else re.sub("[nsew]", lambda m: m[0].upper(), text)


def _degree(text: str, letters: str) -> float | None:
    found = _DEGREE.fullmatch(text)
    if not found:
        return None
    letter = (found["before"] or "") + (found["after"] or "")
    if len(letter) > 1 or letter not in letters or (letter and found["sign"] == "-"):
        return None
    parts = [
        float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    ]
    if parts[1] >= 60 or parts[2] >= 60:
        return None
    degree = parts[0] + parts[1] / 60 + parts[2] / 3600
    return -degree if letter in ("S", "W") or found["sign"] == "-" else degree
