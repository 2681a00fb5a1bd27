"""How far a hazard may reach, and when it threatens."""

from __future__ import annotations

from datetime import datetime, timedelta

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.tasks import HazardKind

from .state import Hazard
from .status import Status

WIDEST_M = 20_000
"""A hazard reaches at most this far; a wider danger is several hazards."""

SECOND_STRIKE_WINDOW = timedelta(minutes=60)
"""How long a second strike on the same place is reckoned with unless told otherwise (Najda's policy)."""


class RadiusImpossible(Refusal):
    """A hazard must reach somewhere, and not everywhere."""

    says = N_("A hazard cannot reach {radius} metres. Give a radius from 1 to {widest} metres.")


class HazardWithoutPosition(Refusal):
    """A hazard that is nowhere warns nobody."""

    says = N_(
        "A hazard needs a position, and “{words}” has none. Point to it on the map or name a town."
    )


class EndNeeded(Refusal):
    """A second-strike window without an end would keep everybody away for ever, or nobody."""

    says = N_(
        "A second-strike window needs an end. Give the time from which teams may enter again."
    )


class EndsBeforeItBegins(Refusal):
    """A hazard cannot be over before it was reported."""

    says = N_("The hazard would end at {until}, before it was reported. Give a later time.")


def check_reach(radius_m: int) -> None:
    """Raise RadiusImpossible unless the radius is from 1 m to WIDEST_M."""
    if not 1 <= radius_m <= WIDEST_M:
        raise RadiusImpossible(radius=radius_m, widest=WIDEST_M)


def threatens(hazard: Hazard, at: datetime) -> bool:
    """Tell whether the hazard is to be reckoned with at a time."""
    return hazard.status == Status.STANDING and (hazard.until is None or at < hazard.until)


def default_until(kind: HazardKind, at: datetime) -> datetime | None:
    """Return when a hazard of this kind ends unless told otherwise; None: when it is cleared."""
    return at + SECOND_STRIKE_WINDOW if kind == HazardKind.SECOND_STRIKE else None
