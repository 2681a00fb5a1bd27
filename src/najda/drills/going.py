"""A drill that goes on at a pace people can watch, and take a hand in, while its pages are served."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from najda.application.ports import SetClock

from .profile import HOUR
from .run import ACTS_TOGETHER, Drill

OPENING = 44 * HOUR
"""The evening of the second day: a surge, with several waiting and several teams at work."""

OPENING_SHARE = 0.9
"""Of a drill too short for that, what is told before anybody looks."""

TICK = 0.1
"""Seconds between two looks at the clock."""

AHEAD_SECONDS = 10.0
"""So many of our seconds the drill's clock may run ahead of what has been told of it; should whoever
tells it vanish, time stands still then."""

RENEWED_SECONDS = 1.0


def opening(drill: Drill) -> int:
    """Return the second of the drill from which people watch."""
    return min(OPENING, int(drill.plan.seconds * OPENING_SHARE))


def hurry(drill: Drill, until: int, progress: Callable[[int], None] = lambda hour: None) -> None:
    """Tell the drill as fast as it goes up to a second of it; `progress` hears of every hour told."""
    for hour in range(int(drill.env.now // HOUR), ceil(until / HOUR)):
        if drill.stopping:
            return
        drill.advance(min(until, (hour + 1) * HOUR), together=ACTS_TOGETHER)
        progress(hour + 1)


def go_on(
    drill: Drill, clock: SetClock, *, pace: float, tick: Callable[[], bool] = lambda: True
) -> None:
    """Go on with a drill, `pace` seconds of it in one of ours, until it is stopped or `tick`, which is
    called again and again, says that it is enough.

    What was told to its end stays as it is, and its time goes on as fast as ours.
    """
    at, renewed = max(told(drill), clock.now()), 0.0
    while not drill.stopping and tick():
        drill.advance(drill.stage.second(at))
        seconds = 1.0 if drill.over else pace
        if time.monotonic() - renewed > RENEWED_SECONDS:
            renewed = time.monotonic()
            clock.go(at, pace=seconds, until=at + timedelta(seconds=AHEAD_SECONDS * seconds))
        time.sleep(TICK)
        at = max(at, clock.now())
    clock.stand(at)


def told(drill: Drill) -> datetime:
    """Return the moment up to which a drill has been told."""
    return drill.stage.moment(drill.plan.seconds) if drill.over else drill.desk.clock.now()
