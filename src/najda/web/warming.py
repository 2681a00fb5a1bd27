"""Gets the planner ready in the background while the server starts, so that nobody waits for it."""

from __future__ import annotations

import logging
import threading

from najda.application.usecases.propose_teams import plan_all_teams

from .site import Site

_log = logging.getLogger(__name__)


def warm_up(site: Site) -> threading.Thread:
    """Compile the engine, then plan once, from threads of their own; pages say so meanwhile."""
    compiling = site.desk.planning.warm_up()
    thread = threading.Thread(target=_plan, args=(site, compiling), name="first plan", daemon=True)
    thread.start()
    return thread


def _plan(site: Site, compiling: threading.Thread) -> None:
    compiling.join()
    try:
        plan_all_teams(site.desk)
    except Exception:  # whoever asks for a plan is told then
        _log.exception("the first plan could not be made")
    finally:
        site.desk.store.close()
