"""Receipt codes: sixteen figures, as anybody can read them out and type them in either script.

Fifteen say which report (50 bits: with wrong codes limited, nobody finds one by trying), the last is a
check. A code is derived from the act its form carries and a secret of the installation, so the same form
sent twice has the same code; kept is only a keyed hash of it.
"""

from __future__ import annotations

import re
from hashlib import sha256

from django.utils.crypto import salted_hmac

from najda.application.ports import Seals
from najda.intake.digits import western

FIGURES = 16

_ROWS = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
"""The quasigroup of H. M. Damm's check digit (2004): it finds every single wrong figure and every two
neighbours exchanged."""


def code_for(act: str) -> str:
    """Return the code of the report that an act makes."""
    secret = salted_hmac("najda.public.code", act, algorithm="sha256").digest()
    figures = str(int.from_bytes(secret) % 10 ** (FIGURES - 1)).zfill(FIGURES - 1)
    return figures + _check(figures)


def read(text: str) -> str:
    """Return a code as typed: figures of either script, spaces and lines between; empty if it is none."""
    figures = re.sub(r"[\s.-]", "", western(text))
    whole = len(figures) == FIGURES and figures.isascii() and figures.isdecimal()
    return figures if whole and _check(figures) == "0" else ""


def spoken(code: str) -> str:
    """Return a code in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, FIGURES, 4))


def hashed(seals: Seals, code: str) -> str:
    """Return what is kept of a code."""
    return seals.blinded(sha256(f"public receipt {code}".encode()).digest())


def _check(figures: str) -> str:
    row = 0
    for figure in figures:
        row = int(_ROWS[row][int(figure)])
    return str(row)
