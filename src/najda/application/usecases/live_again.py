"""Live the past again under other ways of dispatching, and see what each does to waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from statistics import median
from typing import NamedTuple

from najda.application.desk import Desk
from najda.application.planning.history import history
from najda.application.planning.judging import Verdict, judged, stays, verdict
from najda.application.planning.overrides import Override, overrides
from najda.application.planning.world import world
from najda.dispatch.engine.instance import UNSERVED_MINUTES
from najda.dispatch.happened import Served
from najda.dispatch.replay import by_plan, closest_pair, replay, weighted_wait
from najda.kernel.need import Level

RECORDED, CLOSEST_PAIR, PLANNER = "recorded", "closest_pair", "planner"
"""Ways of dispatching: what was done; of all fit pairs the closest first; the planner."""

AGAINST = "against"
"""What `progress` hears while the sendings against the proposal are lived both ways."""


class Waits(NamedTuple):
    """How long calls of one priority waited for their last team: how many calls, the middle of their
    waits, what nine in ten waited at most, and how many nobody came to."""

    level: Level
    calls: int
    median: float
    nine_in_ten: float
    unserved: int


class Way(NamedTuple):
    """What one way of dispatching did: waits by priority, the mean wait by need, minutes driven."""

    called: str
    waits: tuple[Waits, ...]
    weighted: float
    driven: float


class LivedAgain(NamedTuple):
    """The calls of some days lived again. `left_out` calls nobody came to, so that nobody can say what
    serving them would have taken. `saved` has for each of the `overrides` the weighted minutes of all
    calls it saved over the proposal, simulated (None: not known), `verdict` what they come to."""

    calls: int
    left_out: int
    ways: tuple[Way, ...]
    overrides: tuple[Override, ...]
    saved: tuple[float | None, ...]
    verdict: Verdict


def live_again(
    desk: Desk, *, days: float, progress: Callable[[str, float], None] = lambda way, share: None
) -> LivedAgain:
    """Return what was done in the last days, and what the closest fit pair and the planner would have
    done: the same calls, shifts, work, dangers and closures. `progress` hears which way is being lived,
    and the share of it."""
    since = desk.clock.now() - timedelta(days=days)
    with desk.store.reading() as view:
        expected = desk.planning.expected(view, desk.clock.now())
        told = history(view, expected, since, lambda share: progress(RECORDED, share))
        told = told._replace(watches=tuple(one for one in told.watches if one.ends > since))
        against, around = overrides(view, since), world(view, desk.roads)
        engaged = stays(view)
    desk.planning.get_ready()
    lived = {
        called: replay(told.calls, told.watches, policy, around, partial(progress, called))
        for called, policy in ((CLOSEST_PAIR, closest_pair), (PLANNER, by_plan))
    }
    saved = judged(told, engaged, against, around, partial(progress, AGAINST))
    return LivedAgain(
        calls=len(told.calls),
        left_out=told.left_out,
        ways=tuple(_way(called, each) for called, each in {RECORDED: told.done, **lived}.items()),
        overrides=against,
        saved=saved,
        verdict=verdict(saved),
    )


def _way(called: str, served: Iterable[Served]) -> Way:
    all_ = list(served)
    by_level = {
        level: [one.waited for one in all_ if one.call.level == level]
        for level in sorted({one.call.level for one in all_})
    }
    return Way(
        called=called,
        waits=tuple(_waits(Level(level), each) for level, each in by_level.items()),
        weighted=weighted_wait(all_),
        driven=sum(one.driven for one in all_),
    )


def _waits(level: Level, waited: list[float]) -> Waits:
    ordered = sorted(waited)
    return Waits(
        level=level,
        calls=len(ordered),
        median=median(ordered),
        nine_in_ten=ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))],
        unserved=sum(one >= UNSERVED_MINUTES for one in ordered),
    )
