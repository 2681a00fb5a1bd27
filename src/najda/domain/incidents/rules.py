"""What must hold before something is done about an incident."""

from __future__ import annotations

from najda.kernel.errors import Refusal
from najda.kernel.need import in_order
from najda.kernel.phrases import N_

from .events import Ending
from .state import Incident

EXPLAINED = frozenset(Ending) - {Ending.RESOLVED}
"""Endings that must say why."""


class MissionsUnderWay(Refusal):
    """An incident cannot close while teams are out for it."""

    says = N_(
        "{count} mission(s) are still under way for this incident ({missions}). "
        "Close or abort them first."
    )


class EndingUnexplained(Refusal):
    """An incident that ends without help given says why."""

    says = N_(
        "Closing an incident as “{ending}” needs a reason. Say in a few words why, and try again."
    )


class NeedUnknown(Refusal):
    """Nobody is sent before the need was assessed."""

    says = N_("The need of this incident has not been assessed yet. Assess it first.")


def check_can_close(state: Incident, ending: Ending, explained: bool) -> None:
    """Raise MissionsUnderWay or EndingUnexplained where the incident cannot close so."""
    if state.missions:
        raise MissionsUnderWay(count=len(state.missions), missions=", ".join(state.missions))
    if ending in EXPLAINED and not explained:
        raise EndingUnexplained(ending=ending)


def can_close(state: Incident, ending: Ending, explained: bool) -> bool:
    """Tell whether the incident can close so."""
    return not state.missions and (explained or ending not in EXPLAINED)


def queue_weight(state: Incident) -> float:
    """Return the place in the queue as a number, greatest first: by level, within a level by weight."""
    return in_order(state.level, state.weight)
