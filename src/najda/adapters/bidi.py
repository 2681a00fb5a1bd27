"""Keeps lines readable in which both directions meet (Unicode Annex 9)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
_AS_TYPED = re.compile(
    r"`[^`]*`"  # a command
    r"|(?<![\w{])--?[A-Za-z][\w-]*(?: [a-z]+-[a-z]+)?"  # an option
    r"|(?<!\w)~?/[\w./-]+"  # a path
    r"|\d[\d.]*, \d[\d.]*|\d{4}-\d\d-\d\d[ T][\d:]+Z?|\d+°[\d'\"]*[NSEW]?"  # figures as written
)
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def isolated(text: str, *, right_to_left: bool) -> str:
    """Return `text` ready to stand inside a sentence of the given direction.

    It is wrapped in FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE if it would otherwise run into what
    is around it: letters of the other direction, or, in a right-to-left sentence, figures with signs
    between them (coordinates, times, ids), whose parts would change places. Controls in the text itself,
    which could turn round what follows, are taken out.
    """
    text = text.translate(_CONTROLS)
    kinds = {unicodedata.bidirectional(character) for character in text}
    if right_to_left:
        apart = "L" in kinds or ("EN" in kinds and bool(kinds - {"EN", "R", "AL", "AN", "WS"}))
    else:
        apart = bool(kinds & _RIGHT_TO_LEFT)
    return f"{FSI}{text}{PDI}" if apart else text


@lru_cache(maxsize=2048)
def with_typed_parts_apart(template: str) -> str:
    """Return a right-to-left template in which commands, options and figures to type stay in order."""
    return _AS_TYPED.sub(lambda part: f"{FSI}{part[0]}{PDI}", template)
