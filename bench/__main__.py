"""`python -m bench`: print every measurement, each beside its peer. Nothing here passes or fails."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys

from . import following, ledger, online, operations, planning, roads
from .table import console


def main() -> None:
    """Measure what is asked for, at the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="ledger sizes")
    parser.add_argument("--messages", type=int, default=100_000, help="messages to import")
    parser.add_argument("--junctions", type=int, default=roads.JUNCTIONS, help="of the roads")
    parser.add_argument("--postgres", default=os.environ.get("NAJDA_BENCH_POSTGRES"), help="URL")
    parts = ["ledger", "operations", "planning", "following", "online", "roads", "board", "http"]
    parser.add_argument("--only", choices=parts, help="one part alone")
    parser.add_argument("--incidents", type=int, default=1000, help="incidents to plan for")
    parser.add_argument("--seeds", default="1", help="seeds of the planning instances")
    parser.add_argument("--seconds", default="1,10", help="planning time in seconds")
    parser.add_argument("--growth", default="100,1000", help="incidents to show growth with")
    parser.add_argument("--days", type=int, default=2, help="days of the drill lived again")
    asked = parser.parse_args()
    seeds, cores = [int(seed) for seed in asked.seeds.split(",")], os.cpu_count()
    console.print(f"Python {platform.python_version()}, {platform.machine()}, {cores} cores")
    if asked.only in (None, "ledger"):
        ledger.run([int(size) for size in asked.sizes.split(",")], asked.postgres)
    if asked.only in (None, "operations"):
        operations.run(asked.messages)
    if asked.only in (None, "planning"):
        seconds = [float(one) for one in asked.seconds.split(",")]
        growth = [int(size) for size in asked.growth.split(",")]
        planning.run(incidents=asked.incidents, seeds=seeds, seconds=seconds, growth=growth)
    if asked.only in (None, "following"):
        following.run(incidents=asked.incidents, seeds=seeds)
    if asked.only in (None, "online"):
        online.run(days=asked.days, seeds=seeds)
    if asked.only in (None, "roads"):
        roads.run(asked.junctions)
    if asked.only in (None, "board"):
        # By itself: Django is set up once per process, and pages need more of it than the store does.
        subprocess.run([sys.executable, "-m", "bench.board"], check=True)
    if asked.only in (None, "http"):
        database = ["--postgres", asked.postgres] if asked.postgres else []
        subprocess.run([sys.executable, "-m", "bench.over_http", *database], check=True)


if __name__ == "__main__":
    main()
