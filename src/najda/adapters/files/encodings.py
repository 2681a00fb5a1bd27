"""Which encoding a text file has: UTF-8 if it can be, else UTF-16 by its pattern, else an Arabic one."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
_ARABIC_RUN = re.compile("[\u0621-\u064a]{2,}")
_FRENCH_IN_ARABIC = re.compile("(?<=[\u0621-\u064a])[àâçèéêëîï]|[àâçèéêëîï](?=[\u0621-\u064a])")
_NOT_IN_ISO_8859_6 = [bytes([byte]) for byte in (*range(0xDB, 0xE0), *range(0xF3, 0x100))]
_DAMAGE_TOLERATED = 0.05
"""UTF-8 with fewer broken bytes than this share of its other letters is UTF-8, damaged here and there."""


def text_encoding(path: Path, head: bytes) -> str:
    """Return the name of the encoding; reads the whole file once, in blocks, unless its head tells."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if (by_pattern := _utf_16_without_bom(head)) is not None:
        return by_pattern
    odd = _first_block_that_is_not_utf_8(path)
    if odd is None:
        return "utf-8"
    text = odd.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for c in text if c > "\x7f") - broken
    if broken <= max(1, letters * _DAMAGE_TOLERATED) and letters:
        return "utf-8"
    return _eight_bit(odd)


def _utf_16_without_bom(head: bytes) -> str | None:
    """Tell UTF-16 by the high bytes: digits, spaces and line ends have a zero there in every script."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 25 + 1
    if odd >= enough and even < odd / 10:
        return "utf-16-le"
    if even >= enough and odd < even / 10:
        return "utf-16-be"
    return None


def _first_block_that_is_not_utf_8(path: Path) -> bytes | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return block
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return block or _tail(path)
    return None


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _BLOCK))
        return file.read()


def _eight_bit(block: bytes) -> str:
    """Choose by what cannot be: letters ISO 8859-6 lacks, French letters next to Arabic ones, and then
    by how many letters stand in Arabic words."""
    lacking = sum(map(block.count, _NOT_IN_ISO_8859_6))
    if lacking < len(_FRENCH_IN_ARABIC.findall(block.decode("cp1256", "replace"))):
        return "iso8859-6"
    text = block.decode("cp1256", "replace")
    others = sum(1 for c in text if c > "\x7f")
    in_words = sum(len(run) for run in _ARABIC_RUN.findall(text))
    return "cp1256" if in_words * 2 >= others else "cp1252"
