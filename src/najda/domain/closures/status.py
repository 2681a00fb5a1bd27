"""Where a closure can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import ClosureExtended, RoadClosed, RoadReopened, RoadSlowed


class Status(StrEnum):
    """Where a closure stands; whether it still hinders depends on the time too: see `rules`."""

    CLOSED = "closed"
    SLOWED = "slowed"
    REOPENED = "reopened"


MOVES: Moves = {
    (None, RoadClosed): Status.CLOSED,
    (None, RoadSlowed): Status.SLOWED,
    (Status.CLOSED, RoadSlowed): Status.SLOWED,
    (Status.SLOWED, RoadSlowed): Status.SLOWED,
    (Status.SLOWED, RoadClosed): Status.CLOSED,
    (Status.CLOSED, ClosureExtended): Status.CLOSED,
    (Status.SLOWED, ClosureExtended): Status.SLOWED,
    (Status.CLOSED, RoadReopened): Status.REOPENED,
    (Status.SLOWED, RoadReopened): Status.REOPENED,
}
