"""Days of the drill lived again: need-weighted waiting under the planner beside the closest fit pair.

The closest fit pair is a sensible dispatcher: of all fit pairs, the closest first. Calls,
shifts and work are the same for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from najda.application.usecases.live_again import CLOSEST_PAIR, PLANNER, RECORDED, live_again
from najda.drills.folder import open_drill
from najda.drills.profile import plan
from najda.drills.run import Drill, clock_and_time

from .table import show


def run(
    *, days: int = 7, seeds: Sequence[int] = (1, 2, 3), scales: Sequence[float] = (1.0, 3.0)
) -> None:
    """Print the waits of each way of dispatching, and the ratio of planner to closest fit pair."""
    rows = [_row(days, seed, scale) for scale in scales for seed in seeds]
    columns = [
        "scale",
        "seed",
        "calls",
        "as recorded",
        "closest fit pair",
        "planner",
        "ratio",
        "seconds",
    ]
    show(f"{days} days of the coast drill lived again: mean wait by need (min)", columns, rows)


def _row(days: int, seed: int, scale: float) -> list[str]:
    with TemporaryDirectory() as folder:
        env, clock = clock_and_time()
        wanted = plan("coast", seed=seed, days=days, scale=scale)
        drill = Drill(wanted, open_drill(Path(folder) / "drill", wanted, clock), env)
        drill.run()
        begun = perf_counter()
        lived = live_again(drill.desk, days=days + 1)
        took = perf_counter() - begun
        drill.desk.store.close()
    waits = {way.called: way.weighted for way in lived.ways}
    said = [f"{waits[way]:.1f}" for way in (RECORDED, CLOSEST_PAIR, PLANNER)]
    ratio = waits[PLANNER] / waits[CLOSEST_PAIR] if waits[CLOSEST_PAIR] else 1.0
    return [f"{scale:g}", str(seed), str(lived.calls), *said, f"{ratio:.3f}", f"{took:.1f}"]
