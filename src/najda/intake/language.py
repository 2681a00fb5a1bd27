"""Which language a message is in, as far as its letters tell."""

from __future__ import annotations

import re

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z]")
_ENOUGH = 2


def language_of(text: str) -> str:
    """Return `ar` or `en` by the script most letters are in; empty if there are next to none.

    The letters tell no more than that: Persian or French would be taken for the other language of their
    script. Links and @names do not count.
    """
    words = re.sub(r"https?://\S+|@\w+", " ", text)
    arabic, latin = len(_ARABIC.findall(words)), len(_LATIN.findall(words))
    if max(arabic, latin) < _ENOUGH:
        return ""
    return "ar" if arabic >= latin else "en"
