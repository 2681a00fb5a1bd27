"""What follows from how a report stands."""

from __future__ import annotations

from najda.kernel.need import Need, in_order, prioritise

from .state import Report


def queue_weight(state: Report) -> float:
    """Return the place among reports to be judged, greatest first: by the need it tells of. One that
    tells of none ranks as nobody's judgement does, so that it is not left for last."""
    priority = prioritise(state.need or Need())
    return in_order(priority.level, priority.weight)
