"""The roads as they are now: with what is closed and slowed at this moment."""

from __future__ import annotations

from datetime import datetime

from najda.domain.closures.rules import hinders, obstacle
from najda.domain.closures.status import Status
from najda.kernel.roads import Obstacle

from . import codec
from .ports import Reading, Roads
from .rooms import CLOSURES


def roads_now(roads: Roads, view: Reading, at: datetime) -> Roads:
    """Return the roads, heeding every closure that hinders at a time."""
    return roads.heeding(obstacles(view, at))


def obstacles(view: Reading, at: datetime) -> list[Obstacle]:
    """Return what stands in the way at a time, in the same order however it was told."""
    rows = view.standings(CLOSURES.name, status=[Status.CLOSED, Status.SLOWED])
    closures = (codec.state_from(CLOSURES.name, row.state) for row in rows)
    found = (obstacle(closure) for closure in closures if hinders(closure, at))
    return sorted(found, key=repr)
