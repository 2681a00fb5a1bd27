"""What may happen to a hazard: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place
from najda.kernel.status import check
from najda.kernel.tasks import HazardKind
from najda.kernel.values import replace

from . import rules
from .events import Event, HazardCleared, HazardExtended, HazardReported
from .state import Hazard
from .status import MOVES


def report(
    state: Hazard | None,
    *,
    kind: HazardKind,
    place: Place,
    radius_m: int,
    at: datetime,
    until: datetime | None = None,
    incident: str = "",
) -> list[Event]:
    """Report a danger; a second-strike window ends by itself, anything else when cleared."""
    check(MOVES, phrase(N_("The hazard")), state and state.status, HazardReported)
    rules.check_reach(radius_m)
    if place.position is None:
        raise rules.HazardWithoutPosition(words=place.words or place.name_en)
    if until is not None and until <= at:
        raise rules.EndsBeforeItBegins(until=until)
    ends = until or rules.default_until(kind, at)
    there = replace(place, words="")  # somebody may be named in the giver's words
    return [
        HazardReported(kind=kind, place=there, radius_m=radius_m, until=ends, incident=incident)
    ]


def extend(state: Hazard, *, until: datetime | None, reason: Sealed, at: datetime) -> list[Event]:
    """Say that the danger lasts until another time."""
    check(MOVES, phrase(N_("The hazard")), state.status, HazardExtended)
    if until is None and rules.default_until(state.kind, at) is not None:
        raise rules.EndNeeded
    if until is not None and until <= at:
        raise rules.EndsBeforeItBegins(until=until)
    return [] if until == state.until else [HazardExtended(until=until, reason=reason)]


def clear(state: Hazard, *, reason: Sealed) -> list[Event]:
    """Say that the danger is over."""
    check(MOVES, phrase(N_("The hazard")), state.status, HazardCleared)
    return [HazardCleared(reason=reason)]
