"""A team and its mission, as the team needs it: which step is next, and what became of the last one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from najda.domain.missions.events import (
    MissionAborted,
    MissionClosed,
    OutcomeRecorded,
    TeamAccepted,
    TeamArrived,
    TeamDeparted,
    TeamDone,
    TeamRefused,
    TeamTakenOff,
    TeamWithdrawn,
)
from najda.domain.missions.rules import can_step
from najda.domain.missions.state import Mission
from najda.domain.missions.status import MOVES
from najda.domain.teams.events import PreassignmentLifted, TeamReleased
from najda.kernel.ids import stream
from najda.kernel.personal import Sealed
from najda.kernel.status import can
from najda.kernel.time import from_text
from najda.kernel.values import Fact

from . import codec
from .ports import Reading
from .rooms import MISSIONS, TEAMS

STEPS = (TeamAccepted, TeamDeparted, TeamArrived, TeamDone)
"""What a team says of its mission, in order; it may also refuse while it has not set out."""

_OWN = (*STEPS, TeamRefused, TeamWithdrawn, TeamTakenOff, OutcomeRecorded)
_END = (MissionAborted, MissionClosed)


class News(NamedTuple):
    """The last thing that happened to a team on a mission: the fact, when, by whom, the sealed reason."""

    fact: type[Fact]
    at: datetime
    person: str
    reason: Sealed | None


def next_step(mission: Mission, team: str) -> type[Fact] | None:
    """Return the one step that comes next for the team, or None if it has nothing to say now."""
    return next((fact for fact in STEPS if may_step(mission, team, fact)), None)


def may_step(mission: Mission, team: str, fact: type[Fact]) -> bool:
    """Tell whether the mission and the team's part in it allow a step now."""
    return can(MOVES, mission.status, fact) and can_step(mission, team, fact)


def news_of(view: Reading, mission: str, team: str) -> News | None:
    """Return the last thing that happened to a team on a mission, its end included; None: nothing did."""
    kinds = [codec.KINDS[fact] for fact in (*_OWN, *_END)]
    last = None
    for entry in view.entries(stream=stream(MISSIONS.name, mission), kinds=kinds):
        fact = codec.fact_of(entry)
        if type(fact) in _END or fact.team == team:
            reason = getattr(fact, "reason", None)
            last = News(type(fact), from_text(entry.occurred_at), entry.person, reason)
    return last


def last_mission(view: Reading, team: str) -> str:
    """Return the id of the mission a team was freed from last; empty if it never was on one."""
    kinds = [codec.KINDS[TeamReleased], codec.KINDS[PreassignmentLifted]]
    last = ""
    for entry in view.entries(stream=stream(TEAMS.name, team), kinds=kinds):
        last = codec.fact_of(entry).mission
    return last
