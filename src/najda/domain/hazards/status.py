"""Where a hazard can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import HazardCleared, HazardExtended, HazardReported


class Status(StrEnum):
    """Where a hazard stands; whether it still threatens depends on the time too: see `rules`."""

    STANDING = "standing"
    CLEARED = "cleared"


MOVES: Moves = {
    (None, HazardReported): Status.STANDING,
    (Status.STANDING, HazardExtended): Status.STANDING,
    (Status.STANDING, HazardCleared): Status.CLEARED,
}
