"""Words that name religion, sect, people or side, masked in free text; what surrounds them stays as said.

Who decides who is helped first needs what happened, where, and to how many; not who they are. The list of
words is data (`masked_words.toml`). It is no guarantee: what it catches and misses is in docs/masking.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from .names import is_arabic, plain

MARK = "▮▮▮"
"""What stands in place of a masked word, however long it is."""

LONGEST_NAME = 5
"""So many words at most are looked at together as the name of a place."""

IsPlace = Callable[[str], bool]
"""Tells whether a place is called exactly so, up to how it is typed."""

_JOINS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e"
)
_JOINS += "\u2060-\u2064\u2066-\u2069\ufeff'’‘ʻʼʿʾ`´"
_WORD = re.compile(
    f"[^\\W_](?:[{_JOINS}]*[^\\W_])*[\u0610-\u061a\u064b-\u065f\u0670\u0300-\u036f]*"
)
_BETWEEN = re.compile("[\\s_\\-\u2013\u2014\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")

_NISBA_ENDINGS = ("", "ه", "ون", "ين", "ات", "ا", "ان", "تان", "تين")
_BEFORE = tuple(f"{and_}{to}" for and_ in ("", "و", "ف") for to in ("", "ب", "ل", "ك"))
_SPOKEN = ("هال", "عال", "بهال", "عهال", "وهال", "وعال")  # as they write it: these, on the
_ARTICLES = (*(f"{before}ال" for before in _BEFORE), "لل", "ولل", "فلل", *_SPOKEN)
_PREFIXES = (*_BEFORE, *_ARTICLES)


class Masked(NamedTuple):
    """A text with its masked words replaced by MARK, how many words were masked, and where they stood in
    the text as it was: begin and end of each, in characters."""

    text: str
    count: int
    spans: tuple[tuple[int, int], ...]


class _Word(NamedTuple):
    """A word of a text: where it stands, its plain form, and whether the one before belongs to it."""

    start: int
    end: int
    plain: str
    follows: bool


class _Words(NamedTuple):
    """The list of words, ready to be looked up."""

    words: frozenset[str]
    with_article: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    kept: frozenset[tuple[str, ...]]
    upper: frozenset[str]
    after: frozenset[str]
    place_words: frozenset[str]
    longest: int


def mask(text: str, *, is_place: IsPlace = lambda name: False) -> Masked:
    """Return the text without the words that say who somebody is. What is the name of a place stays.

    Masking again changes nothing, and nothing but the masked words is changed.
    """
    words = list(_words_in(text))
    stays = _staying(words, is_place)
    spans, count, at = [], 0, 0
    while at < len(words):
        length = _length_at(words, at, stays)
        if length:
            spans.append((words[at].start, words[at + length - 1].end))
            count += length
        at += length or 1
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], MARK]
        done = end
    return Masked("".join([*parts, text[done:]]), count, tuple(spans))


def _words_in(text: str) -> Iterator[_Word]:
    end = 0
    for found in _WORD.finditer(text):
        said = plain(found[0])
        between = text[end : found.start()]
        follows = end > 0 and (not between or _BETWEEN.fullmatch(between) is not None)
        yield _Word(found.start(), found.end(), said, follows)
        end = found.end()


def _length_at(words: list[_Word], at: int, stays: frozenset[int] = frozenset()) -> int:
    """Return how many words from here on are to be masked together: the longest phrase, one, or none."""
    for length in range(_list().longest, 0, -1):
        run = _run(words, at, length)
        if run is None or not stays.isdisjoint(range(at, at + length)):
            continue
        if length == 1 and _is_named(run[0]):
            return 1
        if length > 1 and _is_phrase(run, _list().phrases):
            return length
    return 0


def _run(words: list[_Word], at: int, length: int) -> list[str] | None:
    """Return the plain forms of so many words that follow each other, or None if something is between."""
    run = words[at : at + length]
    if at < 0 or len(run) < length or not all(word.follows for word in run[1:]):
        return None
    return [word.plain for word in run]


def _is_named(word: str) -> bool:
    """Tell whether a plain word is one of the list, in any of its forms."""
    known = _list()
    for said in {word, _DRAWN_OUT.sub(r"\1", word)}:
        for bare, has_article in _bare_forms(said):
            if bare in known.words or (has_article and bare in known.with_article):
                return True
    return False


@lru_cache(maxsize=65_536)
def _bare_forms(word: str) -> tuple[tuple[str, bool], ...]:
    """Return a plain word without each prefix it may carry, and whether that holds the article."""
    if not is_arabic(word):
        return ((word, False),)
    return tuple(
        (word.removeprefix(prefix), prefix in _ARTICLES)
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) > len(prefix) + 1
    )


def _is_phrase(run: list[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    rest = tuple(run[1:])
    return any((first, *rest) in phrases for first, _ in _bare_forms(run[0]))


def _staying(words: list[_Word], is_place: IsPlace) -> frozenset[int]:
    """Return the words that stay though they may be on the list: names of places, and what is kept."""
    known, stays = _list(), set()
    for at in range(len(words)):
        for length in range(2, known.longest + 1):
            run = _run(words, at, length)
            if run is not None and _is_phrase(run, known.kept):
                stays |= set(range(at, at + length))
        if _is_upper(words, at):
            stays.add(at)
        if length := _length_at(words, at):
            stays |= _place_around(words, at, length, is_place)
    return frozenset(stays)


def _is_upper(words: list[_Word], at: int) -> bool:
    known = _list()
    bare = {form for form, _ in _bare_forms(words[at].plain)}
    if known.upper.isdisjoint(bare) or _run(words, at - 1, 2) is None:
        return False
    before = {form for form, _ in _bare_forms(words[at - 1].plain)}
    return not known.after.isdisjoint(before)


def _place_around(words: list[_Word], at: int, length: int, is_place: IsPlace) -> set[int]:
    """Return the words of the longest name of a place that holds these; a name of one word counts only
    beside a word for a kind of place."""
    for size in range(LONGEST_NAME, length - 1, -1):
        for start in range(max(0, at + length - size), at + 1):
            run = _run(words, start, size)
            if run is None or not any(is_place(name) for name in _as_names(run)):
                continue
            if (
                size > 1
                or _is_beside_place_word(words, start)
                or _is_only_like_it(run[0], is_place)
            ):
                return set(range(start, start + size))
    return set()


def _as_names(run: list[str]) -> Iterator[str]:
    """Yield the words as a name, also without what is written onto the first: “in”, “and”, “to”."""
    rest = run[1:]
    for before in _BEFORE:
        if run[0].startswith(before) and len(run[0]) > len(before) + 1:
            yield " ".join([run[0].removeprefix(before), *rest])


def _is_only_like_it(word: str, is_place: IsPlace) -> bool:
    """Tell whether a word is a place as it stands, and on the list only without its first letter."""
    known = _list().words
    return is_place(word) and word not in known and word.removeprefix("ال") not in known


def _is_beside_place_word(words: list[_Word], at: int) -> bool:
    for start, beside in ((at - 1, at - 1), (at, at + 1)):
        if _run(words, start, 2) is None:
            continue
        if beside > at and is_arabic(words[at].plain):
            continue  # Arabic says the kind first
        forms = {form for form, _ in _bare_forms(words[beside].plain)}
        if not _list().place_words.isdisjoint(forms):
            return True
    return False


@cache
def _list() -> _Words:
    text = files(__package__).joinpath("masked_words.toml").read_text(encoding="utf-8")
    given: dict[str, Any] = tomllib.loads(text)
    kept = given.pop("kept")
    said, with_article = set(), set()
    for kind in given.values():
        said.update(nisba + end for nisba in _plain(kind["nisba"]) for end in _NISBA_ENDINGS)
        said.update(_plain(kind["words"]), _plain(kind.get("phrases", ())))
        said.update(word + end for word in _plain(kind["english"]) for end in ("", "s"))
        with_article.update(_plain(kind["with_article"]))
    words = {word for word in said if " " not in word}
    phrases = {tuple(phrase.split()) for phrase in said - words}
    stays = {tuple(phrase.split()) for phrase in _plain(kept["phrases"])}
    return _Words(
        words=frozenset(words),
        with_article=frozenset(with_article),
        phrases=frozenset(phrases),
        kept=frozenset(stays),
        upper=frozenset(_plain(kept["upper"])),
        after=frozenset(_plain(kept["after"])),
        place_words=frozenset(_plain(kept["place_words"])),
        longest=max(map(len, phrases | stays)),
    )


def _plain(texts: Iterable[str]) -> list[str]:
    return [plain(text) for text in texts]
