"""Days of the drill lived again: need-weighted waiting under the planner beside the closest fit pair.

The closest fit pair is a sensible dispatcher: of all fit pairs, the closest first. Calls, shifts and
work are the same for both. "Each call alone" is what no way of dispatching gets much below: every call
as if it were the only one, all teams on shift at their bases and free for it. What is left between the
planner and that is teams being busy when the next call comes, which nobody knows beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from najda.application.desk import Desk
from najda.application.planning.history import history
from najda.application.planning.world import world
from najda.application.usecases.live_again import CLOSEST_PAIR, PLANNER, RECORDED, live_again
from najda.dispatch.engine.instance import UNSERVED_MINUTES
from najda.dispatch.replay import by_plan, replay, weighted_wait
from najda.drills.folder import open_drill
from najda.drills.profile import plan
from najda.drills.run import Drill, clock_and_time

from .table import show

COLUMNS = ("scale", "seed", "calls", "as recorded", "closest fit pair", "planner", "each call alone",
           "planner / closest", "alone / closest", "seconds")  # fmt: skip


def run(
    *, days: int = 7, seeds: Sequence[int] = (1, 2, 3), scales: Sequence[float] = (1.0, 3.0)
) -> None:
    """Print the waits of each way of dispatching, and the ratio of planner to closest fit pair."""
    rows = [_row(days, seed, scale) for scale in scales for seed in seeds]
    show(f"{days} days of the coast drill lived again: mean wait by need (min)", COLUMNS, rows)


def _row(days: int, seed: int, scale: float) -> list[str]:
    with TemporaryDirectory() as folder:
        env, clock = clock_and_time()
        wanted = plan("coast", seed=seed, days=days, scale=scale)
        drill = Drill(wanted, open_drill(Path(folder) / "drill", wanted, clock), env)
        drill.run()
        begun = perf_counter()
        lived = live_again(drill.desk, days=days + 1)
        took = perf_counter() - begun
        alone = _alone(drill.desk, days + 1)
        drill.desk.store.close()
    waits = {way.called: way.weighted for way in lived.ways}
    said = [f"{waits[way]:.1f}" for way in (RECORDED, CLOSEST_PAIR, PLANNER)]
    ratios = [f"{one / waits[CLOSEST_PAIR]:.3f}" for one in (waits[PLANNER], alone)]
    return [
        f"{scale:g}",
        str(seed),
        str(lived.calls),
        *said,
        f"{alone:.1f}",
        *ratios,
        f"{took:.1f}",
    ]


def _alone(desk: Desk, days: int) -> float:
    """Return the mean wait by need if each call were the only one."""
    now, longest = desk.clock.now(), timedelta(minutes=UNSERVED_MINUTES)
    with desk.store.reading() as view:
        told = history(view, desk.planning.expected(view, now), now - timedelta(days=days))
        around = world(view, desk.roads)
    served = []
    for call in told.calls:
        there = [
            one for one in told.watches if one.begins < call.at + longest and call.at < one.ends
        ]
        served += replay([call], there, by_plan, around)
    return weighted_wait(served)
