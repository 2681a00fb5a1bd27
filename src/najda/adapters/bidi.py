"""Keeps lines readable in which both directions meet (Unicode Annex 9)."""

from __future__ import annotations

import unicodedata

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
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
