"""Running a drill for somebody: live on a terminal, in plain lines, or as fast as it goes."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from rich.console import Console

from najda import bootstrap
from najda.application.ports import Language
from najda.application.situation.wording import DRILL_MARK
from najda.kernel.phrases import N_, phrase

from . import ending
from .folder import alone_in, open_drill
from .going import told
from .hands import Deed
from .profile import DAY, HOUR, Plan
from .run import Drill, clock_and_time
from .screen import Screen
from .teller import Teller

FRAME = 0.12
"""Seconds between two pictures."""

SHOW_SECONDS = 75
"""How long a show lasts unless a speed is asked for, whatever the days."""

QUIET_HOURS, QUIET_FASTER = 6, 4
"""The hours after midnight in which little happens go faster in a show."""

QUIET_SAVED = QUIET_HOURS * HOUR * (1 - 1 / QUIET_FASTER)

STOPPED = N_(
    "Stopped at {when}; everything up to there is kept. The same command goes on from there, and with "
    "--fresh it begins anew."
)
_GONE = N_("Stopped at {when}; nothing of it is kept. Name a --folder to go on another time.")
_GOING_ON = N_("Going on where it was stopped: {when}.")
_TOLD = N_("This drill had been told to its end. With --fresh it begins anew.")
_DIGEST = N_("Digest: {digest}")
_FILES = N_("The situation report is in these files:")
_LOOK = N_("Look around with `najda incidents list -f {folder}` and the other commands.")


class Show(NamedTuple):
    """How somebody wants to see a drill. `speed` is in minutes of the drill a second; 0: to fit."""

    console: Console
    speaks: Language
    folder: Path
    speed: float = 0.0
    headless: bool = False
    fresh: bool = False
    database_url: str | None = None
    kept: bool = True
    """Whether the folder stays when the drill has ended."""


def play(plan: Plan, show: Show) -> bool:
    """Run a drill and show it and its end; return False if it was stopped on the way."""
    env, clock = clock_and_time()
    desk = open_drill(show.folder, plan, clock, fresh=show.fresh, database_url=show.database_url)
    with alone_in(show.folder):
        drill = Drill(plan, desk, env)
        desk.planning.waits = partial(say, show)
        say(show, DRILL_MARK, style="bold reverse")
        whole = _told(drill, show)
        bootstrap.drill_time(show.folder).stand(told(drill))
        return whole


def _told(drill: Drill, show: Show) -> bool:
    """Tell a drill to its end and return True, or False if it was stopped on the way."""
    with stoppable(drill):
        catch_up(drill, show)
        if show.headless:
            drill.run()
        elif show.console.is_terminal:
            _live(drill, show)
        else:
            _plain(drill, show)
    if drill.stopping and not drill.over:
        says = STOPPED if show.kept else _GONE
        say(show, phrase(says, when=drill.desk.clock.now()))
        return False
    end(drill, show)
    return True


def catch_up(drill: Drill, show: Show) -> None:
    """Tell again, unseen, what was told before the last interruption."""
    if not drill.hands.catching_up:
        return
    while drill.hands.catching_up and not drill.over and not drill.stopping:
        drill.advance(drill.env.now + HOUR)
    says = _TOLD if drill.over else _GOING_ON
    say(show, phrase(says, when=drill.desk.clock.now()))


def _live(drill: Drill, show: Show) -> None:
    speed = show.speed * 60 or drill.plan.days * (DAY - QUIET_SAVED) / SHOW_SECONDS
    with Screen(drill, show.speaks, show.console) as screen:
        drill.hands.watchers.append(screen.watch)
        last, second = time.monotonic(), drill.env.now
        while not drill.over and not drill.stopping:
            now = time.monotonic()
            quiet = not show.speed and second % DAY < QUIET_HOURS * HOUR
            second += (now - last) * speed * (QUIET_FASTER if quiet else 1)
            last = now
            drill.advance(second)
            screen.draw()
            time.sleep(FRAME)


def _plain(drill: Drill, show: Show) -> None:
    arabic = show.speaks.right_to_left
    teller = Teller(drill.hands.board, drill.desk.gazetteer, arabic=arabic)

    def watch(deed: Deed) -> None:
        told = teller.tell(deed)
        if told is not None:
            when = deed.at.astimezone(drill.zone)
            say(show, f"{when:%Y-%m-%d %H:%M}  {show.speaks.say(told.says)}")

    drill.hands.watchers.append(watch)
    while not drill.over and not drill.stopping:
        drill.advance(drill.env.now + HOUR)


def end(drill: Drill, show: Show) -> None:
    """Show what came of a drill up to where it was told, and write its files."""
    report = ending.report_on(drill)
    codes = ending.LANGUAGES if not show.headless else (show.speaks.code,)
    for code in codes:
        title, lines = ending.summary(report, code)
        say(show, f"\n{title}", style="bold")
        wide = max(len(label) for label, _ in lines)
        for label, value in lines:
            say(show, f"  {label:<{wide}}  {value}")
    if show.kept:
        say(show, phrase(_FILES))
        for path in ending.write(report, show.folder):
            say(show, f"  {path}")
        say(show, phrase(_LOOK, folder=str(show.folder)))
    say(show, phrase(_DIGEST, digest=drill.digest()))
    say(show, DRILL_MARK, style="bold reverse")


def say(show: Show, said: object, style: str = "") -> None:
    """Print a line in the watcher's language."""
    text = said if isinstance(said, str) else show.speaks.say(said)  # type: ignore[arg-type]
    show.console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def speaker(code: str) -> Language:
    """Return who speaks a language where drills are."""
    return bootstrap.language(code, "Asia/Damascus")


@contextmanager
def stoppable(drill: Drill) -> Iterator[None]:
    """Let Ctrl-C stop a drill between two steps; a second one stops it wherever it is."""

    def stop(number: int, frame: FrameType | None) -> None:
        if drill.stopping:
            raise KeyboardInterrupt
        drill.stopping = True

    before: dict[int, Callable | int | None] = {}
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        before[each] = signal.signal(each, stop)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
