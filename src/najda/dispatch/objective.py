"""What a plan costs: need-weighted waiting, and what is left uncovered. Less is better.

An incident costs its weight times the minutes until the last team it asks for may enter. On top
comes a small price for each capability an area is left without. The unit is a minute of waiting of
an incident of weight 1. The numbers are Najda's policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from najda.kernel.tasks import Capability

from .problem import Incident, TeamOption

UNSERVED_MINUTES = 7 * 24 * 60
"""What an open slot is counted as: longer than any journey, so that a fit team is never held back."""

UNCOVERED_COST = 30.0
"""Price of leaving an area without a capability: as much as an incident of weight 1 waiting half an
hour, so two minutes of a critical incident outweigh it."""

Covered = tuple[str, Capability]
"""An area's code and a capability some free team covers it with."""


class Cover:
    """Which areas the teams that could be sent cover, and with what."""

    def __init__(self, ready: Iterable[TeamOption]) -> None:
        self._teams = Counter(pair for team in ready for pair in covered_by(team))

    def lost_without(self, *going: TeamOption) -> tuple[Covered, ...]:
        """Return what nobody covers any more once these teams have gone, in order."""
        gone = Counter(pair for team in going for pair in covered_by(team))
        return tuple(sorted(pair for pair, teams in gone.items() if teams >= self._teams[pair]))


def covered_by(team: TeamOption) -> set[Covered]:
    """Return what a team covers while it is free."""
    return {(area, capability) for area in team.areas for capability in team.capabilities}


def waiting_cost(weight: float, minutes: Iterable[float | None]) -> float:
    """Return what an incident costs whose slots are filled after so many minutes, None for open."""
    return weight * max((UNSERVED_MINUTES if one is None else one for one in minutes), default=0.0)


def plan_cost(
    slots: Mapping[Incident, list[float | None]], *, going: Iterable[TeamOption], cover: Cover
) -> float:
    """Return the cost of a plan: each incident with the minutes of its slots, and who goes."""
    waiting = sum(waiting_cost(incident.weight, minutes) for incident, minutes in slots.items())
    return waiting + UNCOVERED_COST * len(cover.lost_without(*going))
