"""Measuring and printing: medians, and ratios against the peer measured in the same run."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

console = Console()
RUNS = 3


class Rate(NamedTuple):
    """Things a second, as the median of some runs."""

    per_second: float

    def __str__(self) -> str:
        return f"{self.per_second:,.0f}/s"


def rate(work: Callable[[], int], runs: int = RUNS) -> Rate:
    """Return the median rate of `work`, which returns how many things it did."""
    rates = []
    for _ in range(runs):
        start = perf_counter()
        done = work()
        rates.append(done / (perf_counter() - start))
    return Rate(median(rates))


def slower(peer: Rate, ours: Rate) -> str:
    """Return how many times slower than the peer, to be read as a ratio."""
    return f"{peer.per_second / ours.per_second:.1f}×"


def show(title: str, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table."""
    table = Table(title=title, title_justify="left")
    for at, column in enumerate(columns):
        table.add_column(column, justify="left" if at == 0 else "right")
    for row in rows:
        table.add_row(*row)
    console.print(table)
