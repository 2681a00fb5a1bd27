"""How much a road may be slowed, and when a closure hinders."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.roads import Obstacle

from .state import Closure
from .status import Status

SLOWEST = 20.0
"""A road that takes longer than so many times is closed (Najda's policy)."""


class SlownessImpossible(Refusal):
    """A slowed road takes longer than an open one, and is not as good as closed."""

    says = N_(
        "A road cannot take {times} times as long. Give a figure above 1 and up to {most}; a road that "
        "takes longer is closed."
    )


class ClosureEndsBefore(Refusal):
    """A closure cannot be over before it was told."""

    says = N_("The closure would end at {until}, before it was told. Give a later time.")


class NoRoadThere(Refusal):
    """A closure on no road hinders nobody, and whoever told it means a road."""

    says = N_(
        "The road map shows no road at {where}. Point to the road itself, or draw an area "
        "that touches it."
    )


def check_slowness(times_as_long: float) -> None:
    """Raise SlownessImpossible unless the figure is above 1 and at most SLOWEST."""
    if not 1 < times_as_long <= SLOWEST:
        raise SlownessImpossible(times=times_as_long, most=SLOWEST)


def check_end(until: datetime | None, at: datetime) -> None:
    """Raise ClosureEndsBefore unless the end lies ahead or is open."""
    if until is not None and until <= at:
        raise ClosureEndsBefore(until=until)


def hinders(closure: Closure, at: datetime) -> bool:
    """Tell whether the closure is to be heeded at a time."""
    return closure.status != Status.REOPENED and (closure.until is None or at < closure.until)


def obstacle(closure: Closure) -> Obstacle:
    """Return what the closure is to roads."""
    return Obstacle(spot=closure.spot, times_as_long=closure.times_as_long)
