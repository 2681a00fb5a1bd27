"""A mission as those see it who follow it."""

from __future__ import annotations

from dataclasses import dataclass, field

import simpy

from najda.domain.missions.events import Outcome

from .story import Happening


@dataclass
class Outing:
    """A mission under way: its teams' processes, how many are still out, and what was recorded."""

    mission: str
    incident: str
    happening: Happening
    by: str
    legs: dict[str, simpy.Process] = field(default_factory=dict)
    out: int = 0
    over: bool = False
    records: list[tuple[str, Outcome]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Teams for which somebody who is not of the drill has recorded what came of it."""

    @property
    def helped(self) -> bool:
        """Tell whether some team has done its part."""
        return bool(self.records)
