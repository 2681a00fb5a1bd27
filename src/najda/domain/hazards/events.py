"""Facts about a hazard."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.tasks import HazardKind
from najda.kernel.values import Fact


class HazardReported(Fact, frozen=True):
    """A danger within `radius_m` metres of a place, until a time or, if none is given, until cleared."""

    kind: HazardKind
    place: Place
    radius_m: int
    until: datetime | None = None
    incident: str = ""


class HazardExtended(Fact, frozen=True):
    """The danger lasts until another time than was thought; None: until it is cleared."""

    until: datetime | None
    reason: Sealed


class HazardCleared(Fact, frozen=True):
    """Somebody answerable says that the danger is over."""

    reason: Sealed


Event = HazardReported | HazardExtended | HazardCleared
