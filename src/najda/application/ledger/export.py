"""Everything the ledger holds, in a form that needs no Najda to read or to check."""

from __future__ import annotations

from collections.abc import Iterator

from najda.application.ports import Reading
from najda.kernel.entry import canonical_text


def exported(view: Reading, *, after: int = 0, upto: int | None = None) -> Iterator[bytes]:
    """Yield the entries as JSON lines, each exactly the canonical bytes that were hashed, and a newline.

    docs/verify-without-najda.md says how anybody checks them. Personal data stays sealed.
    """
    for entry in view.entries(after=after, upto=upto):
        yield canonical_text(entry).encode() + b"\n"
