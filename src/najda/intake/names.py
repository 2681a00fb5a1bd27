"""Place names as keys: one spelling for the many ways people write a name, in Arabic or Latin letters.

Three keys, each cruder than the one before:

- `plain` keeps the name but not how it was typed: compatibility forms (NFKC), vowel marks, tatweel,
  invisible characters, the forms of alef and hamza, ta marbuta and alef maqsura, case and accents.
- `sound` further drops the article and folds what transliterations disagree on: ou/u, ee/i, dh/z, q/k,
  g/j, doubled letters, the ending -eh/-ah/-a. It is written without spaces.
- `skeleton` is the consonants alone, in one alphabet for both scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RULES_VERSION = 1
"""Raise whenever a key changes for any name: stored keys of another version are made again."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_FORMS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیئېۍے", "ي"),
        **dict.fromkeys("کڪګ", "ك"),
        **dict.fromkeys("ةھہۀەۃ", "ه"),
        **dict.fromkeys("ؤۆۇۈۋ", "و"),
        **{"گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ء": ""},
    }
)
_AYN = str.maketrans("", "", "'`´’‘ʻʼʿʾ′ʹ\u02bb\u02bc")
_DIRECT = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l"})
_NO_LETTER = re.compile(r"[^\w]+|_+")

_LATIN_ARTICLES = frozenset(
    re.findall(r"\w+", "al el ul il ash esh as es ad ed ar er at et an en az ez adh ath edh eth")
)
_JOINED_ARTICLE = re.compile("^[ae]l(?=[a-z]{4})|(?<=..)ال(?=...)")

_FOLDS = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("kh", "x"), ("gh", "ɣ"), ("sh|tch|ch", "ç"), ("dj|g", "j"), ("dh", "z"), ("th", "t"),
        ("ph", "f"), ("q|c", "k"), ("p", "b"), ("v", "w"), ("ou|oo|aw|au|ow|o", "u"),
        ("(?:iyy?|iy|y|i)[ae]h?$", "ia"), ("[ae]h$", "a"), ("e$", "a"),
        ("ee|ei|ay|ai|ey|e", "i"), ("y", "i"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip

_ROMAN = str.maketrans("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abttjhxdzrzsçsdtzaɣfkklmnhui")
_VOWELS = re.compile("[aeiouwy]+|h$")

TYPE_WORDS = {
    word: level
    for level, words in {
        "governorate": "محافظه governorate province muhafazat mohafazat",
        "district": "منطقه district mintaqat mantiqa",
        "subdistrict": "ناحيه subdistrict nahiyat nahiya",
        "settlement": "مدينه بلده قريه ضاحيه مخيم town city village the of in",
        "neighbourhood": "حي حاره neighbourhood neighborhood quarter",
        "": "مركز في center centre ne",
    }.items()
    for word in words.split()
}
"""Words that say what kind of place a name belongs to and can be left out of it."""


def is_arabic(text: str) -> bool:
    """Tell whether a text has an Arabic letter."""
    return _ARABIC.search(text) is not None


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Return the name as typed by a careful person on a plain keyboard: the same however often."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf", "Me"))
        text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_FORMS).translate(_DIRECT)
        text = "".join(str(unicodedata.digit(c, c)) for c in text)
    return " ".join(_NO_LETTER.sub(" ", text.lower().translate(_AYN)).split())


@lru_cache(maxsize=65_536)
def without_type_words(plain_name: str) -> tuple[str, str]:
    """Return a plain name without the words for its kind, and the kind they named ("" if none)."""
    kept, kind = [], ""
    for token in plain_name.split():
        bare = token[2:] if token.startswith("ال") else token
        if bare in TYPE_WORDS:
            kind = kind or TYPE_WORDS[bare]
        else:
            kept.append(token)
    return (" ".join(kept), kind) if kept else (plain_name, "")


def sound(plain_name: str) -> str:
    """Return the sound key of a plain name."""
    tokens = plain_name.split()
    kept = [t for t in tokens if t not in _LATIN_ARTICLES and t != "ال"] or tokens
    return "".join(_arabic_token(t) if is_arabic(t) else _latin_token(t) for t in kept)


@lru_cache(maxsize=65_536)
def sounds(plain_name: str) -> tuple[str, ...]:
    """Return the sound key, and a second one where the article may be written onto the name."""
    keys = (sound(plain_name),)
    detached = " ".join(_JOINED_ARTICLE.sub("", token) for token in plain_name.split())
    if detached != plain_name:
        keys += (sound(detached),)
    return keys


def roman(sound_key: str) -> str:
    """Return a sound key in the common alphabet: Arabic letters as Latin ones, long vowels only."""
    if not is_arabic(sound_key):
        return sound_key
    if sound_key.endswith("ه"):
        sound_key = sound_key[:-1] + "ا"
    return re.sub(r"(.)\1+", r"\1", sound_key.translate(_ROMAN))


def skeleton(sound_key: str) -> str:
    """Return the consonants of a sound key in the common alphabet."""
    return _VOWELS.sub("", roman(sound_key))


def _arabic_token(token: str) -> str:
    return token[2:] if token.startswith("ال") and len(token) >= 5 else token


def _latin_token(token: str) -> str:
    for pattern, to in _FOLDS:
        token = pattern.sub(to, token)
    return token
