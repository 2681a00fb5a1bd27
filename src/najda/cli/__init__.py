"""The command line: what a person types, handed to the use cases. No rules here."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `najda` with the arguments it was called with."""
    from .app import app
    from .errors import check_readable

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    check_readable(sys.argv[1:])
    app(prog_name="najda")
