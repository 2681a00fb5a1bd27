"""Figures as people type them: Arabic and Persian digits, their separators, invisible marks."""

from __future__ import annotations

_MARKS = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    )
)
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،؛−–\u00a0\u202f", "01234567890123456789.,,;--  ")


def western(text: str) -> str:
    """Return the text with ASCII figures and separators, without marks and space around it."""
    if text.isascii():
        return text.strip()
    return text.translate(_MARKS).translate(_FIGURES).strip()
