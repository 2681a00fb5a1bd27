"""What can be seen of a text: nothing of it may be, though it is not empty."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
"""Unicode's categories of controls, format signs and spaces: no-break and zero-width ones too."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: Hangul fillers, the empty Braille cell."""


def visible(text: str) -> str:
    """Return the text without surrounding space; empty if nothing of it can be seen."""
    return text.strip() if any(map(_is_seen, text)) else ""


def _is_seen(sign: str) -> bool:
    return sign not in _BLANK and unicodedata.category(sign) not in _UNSEEN
