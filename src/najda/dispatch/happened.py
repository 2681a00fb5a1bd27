"""What happened in a stretch of the past, as living it again takes it: calls, shifts, dangers, roads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from najda.kernel.places import Position
from najda.kernel.tasks import Capability
from najda.kernel.values import Value, replace

from .problem import USUAL_WORK_MINUTES, Hazard

MinutesThen = Callable[[datetime, Sequence[Position], Sequence[Position]], np.ndarray]
"""Minutes by road as it was at a moment, a row per origin, a column per destination; infinite where there
was no way."""


class Call(Value, frozen=True):
    """An incident of the past: when it was opened, its weight, and how long a team worked there."""

    id: str
    at: datetime
    weight: float
    level: int
    asks: tuple[Capability, ...]
    position: Position
    work_minutes: float = USUAL_WORK_MINUTES

    def asking(self, asks: tuple[Capability, ...]) -> Call:
        """Return the call when it asks for no more than this."""
        return replace(self, asks=asks)


class Watch(Value, frozen=True):
    """A team's shift, and where the team was at its start."""

    team: str
    capabilities: tuple[Capability, ...]
    position: Position
    begins: datetime
    ends: datetime


class Served(Value, frozen=True):
    """What became of a call: minutes until its last team was there (twelve hours if one never came) and
    minutes driven to it."""

    call: Call
    waited: float
    driven: float
    teams: tuple[str, ...] = ()


class Spell(NamedTuple):
    """Something that stood from a moment on until another one; None: it still does."""

    begins: datetime
    ends: datetime | None
    what: object

    def stands_at(self, at: datetime) -> bool:
        """Tell whether it stood at a moment."""
        return self.begins <= at and (self.ends is None or at < self.ends)


class World(NamedTuple):
    """What nobody who sends teams decides: journeys as the roads were, the dangers there were (each a
    Spell of a Hazard), and the moments at which roads changed."""

    minutes: MinutesThen
    dangers: Sequence[Spell] = ()
    changes: Collection[datetime] = ()

    def hazards(self, at: datetime) -> tuple[Hazard, ...]:
        """Return the dangers that stood at a moment."""
        return tuple(one.what for one in self.dangers if one.stands_at(at))

    def moments(self) -> set[datetime]:
        """Return every moment at which a way or a danger comes or goes."""
        ends = {one.ends for one in self.dangers if one.ends is not None}
        return {*self.changes, *ends, *(one.begins for one in self.dangers)}
