"""RFC 8785: the one way to write a JSON value as bytes, so that its hash means something."""

from __future__ import annotations

import json
import re
import reprlib
from typing import Any

import rfc8785

from .errors import Malformed
from .phrases import N_, phrase

_encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode

# Where the standard library's encoder and RFC 8785 can differ: numbers written as 1.0 or 1e-07, whole
# numbers past 2**53, and the order of keys beyond U+FFFF. Strings that only look so cost time, not truth.
_ODD_NUMBER = re.compile(r"[:,\[]-?\d+(?:\.0[,\]}]|(?:\.\d+)?e[+-]|\d{15})")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


def canonical(value: Any) -> str:
    """Return `value` as RFC 8785 text; encode it as UTF-8 for the bytes.

    `value` is built of dict (string keys only), list or tuple, str, int within ±(2**53-1), float, bool
    and None. Raises Malformed for NaN, infinities, larger integers, lone surrogates and other types. The
    standard library's encoder is used wherever it writes the same text as the reference implementation.
    """
    try:
        _check_keys(value)
        text = _encode(value)
        if text[0] not in '{["' or _ODD_NUMBER.search(text) or _BEYOND_BMP.search(text):
            return rfc8785.dumps(value).decode()
        text.encode()
        return text
    except (ValueError, TypeError, RecursionError) as error:
        given = ascii(reprlib.repr(value))[1:-1]
        raise Malformed(
            what=phrase(N_("value for the ledger")), given=given, expected=str(error)
        ) from None


def _check_keys(value: Any) -> None:
    """Refuse keys that are not text: the encoder would turn them into text, sorted as what they were."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"the key {key!r} is not text")
            if isinstance(inner, dict | list | tuple):
                _check_keys(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            if isinstance(inner, dict | list | tuple):
                _check_keys(inner)
