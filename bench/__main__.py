"""`python -m bench`: print every measurement, each beside its peer. Nothing here passes or fails."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys

from . import ledger, operations
from .table import console


def main() -> None:
    """Measure what is asked for, at the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="ledger sizes")
    parser.add_argument("--messages", type=int, default=100_000, help="messages to import")
    parser.add_argument("--postgres", default=os.environ.get("NAJDA_BENCH_POSTGRES"), help="URL")
    parser.add_argument(
        "--only", choices=["ledger", "operations", "board", "http"], help="one part"
    )
    asked = parser.parse_args()
    cores = os.cpu_count()
    console.print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores")
    if asked.only in (None, "ledger"):
        ledger.run([int(size) for size in asked.sizes.split(",")], asked.postgres)
    if asked.only in (None, "operations"):
        operations.run(asked.messages)
    if asked.only in (None, "board"):
        # By itself: Django is set up once per process, and pages need more of it than the store does.
        subprocess.run([sys.executable, "-m", "bench.board"], check=True)
    if asked.only in (None, "http"):
        database = ["--postgres", asked.postgres] if asked.postgres else []
        subprocess.run([sys.executable, "-m", "bench.over_http", *database], check=True)


if __name__ == "__main__":
    main()
