"""Facts about a closure."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.roads import RoadSpot, SaidBy
from najda.kernel.values import Fact


class RoadClosed(Fact, frozen=True):
    """No vehicle passes a part of the roads, until a time or, if none is given, until it is reopened.
    `place` is where that is, by its areas; whose word it is stands openly, what they said is sealed."""

    spot: RoadSpot
    place: Place
    said_by: SaidBy
    reason: Sealed
    until: datetime | None = None


class RoadSlowed(Fact, frozen=True):
    """A part of the roads takes `times_as_long` to drive; everything else as for RoadClosed."""

    spot: RoadSpot
    place: Place
    times_as_long: float
    said_by: SaidBy
    reason: Sealed
    until: datetime | None = None


class ClosureExtended(Fact, frozen=True):
    """It lasts until another time than was thought; None: until it is reopened."""

    until: datetime | None
    said_by: SaidBy
    reason: Sealed


class RoadReopened(Fact, frozen=True):
    """Vehicles pass again as ever."""

    said_by: SaidBy
    reason: Sealed


Event = RoadClosed | RoadSlowed | ClosureExtended | RoadReopened
