"""Raises the alarm for teams that were not heard from, as long as the server runs.

Every process watches: an alarm that stands is not raised again, so that the first to see it raises it and
the others find nothing to do. Where a story is being told (a drill), its own people raise the alarms.
"""

from __future__ import annotations

import logging
import threading
from random import SystemRandom

from najda import bootstrap
from najda.application.desk import Act, Desk
from najda.application.usecases.check_in import raise_alarms
from najda.kernel.errors import Refusal
from najda.kernel.ids import new_id
from najda.kernel.time import as_text

from .site import Site

EVERY_SECONDS = 10.0
"""Check-ins are agreed in minutes: a few seconds more are no matter, and a look costs one small query."""

PERSON, DEVICE = "system/alarm-watch", "server"

_random = SystemRandom()
_log = logging.getLogger(__name__)


def raise_due_alarms(desk: Desk) -> int:
    """Raise the alarm for every team that should have been heard from by now; return for how many."""
    now = desk.clock.now()
    with desk.store.reading() as view:  # looking takes no turn from those who write
        due = view.standings("teams", due_before=as_text(now), limit=1)
    if not due:
        return 0
    act = Act(id=new_id(now, _random), person=PERSON, device=DEVICE)
    return len(raise_alarms(desk, act).entries)


def keep_watch(site: Site, every: float = EVERY_SECONDS) -> threading.Thread:
    """Watch from a thread of its own until the process ends."""
    thread = threading.Thread(target=_watch, args=(site, every), name="alarms", daemon=True)
    thread.start()
    return thread


def _watch(site: Site, every: float) -> None:
    pause = threading.Event()
    while not pause.wait(
        every * (0.75 + _random.random() / 2)
    ):  # processes do not look all at once
        if site.is_drill and bootstrap.is_told(site.folder):
            continue
        try:
            raise_due_alarms(site.desk)
        except (
            Refusal
        ) as refusal:  # the store is busy or out of reach: the next look finds the same
            _log.warning("alarms could not be looked after: %s", refusal)
        except Exception:
            _log.exception("alarms could not be looked after")
            site.desk.store.close()
