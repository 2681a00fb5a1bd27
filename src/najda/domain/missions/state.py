"""What is true of one mission."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from najda.kernel.status import after
from najda.kernel.tasks import Task
from najda.kernel.values import State, Value, folded, replace

from .events import (
    Event,
    MissionAborted,
    MissionClosed,
    MissionPlanned,
    Outcome,
    OutcomeCorrected,
    OutcomeRecorded,
    TeamArrived,
    TeamSent,
    TeamTakenOff,
)
from .status import MOVES, OUT, PARTS, Part, Status


class Leg(Value, frozen=True, omit_defaults=True):
    """One team's part in the mission."""

    team: str
    part: Part
    sent_at: datetime | None = None
    arrived_at: datetime | None = None


class Record(Value, frozen=True):
    """What one team did and found, as it now stands."""

    id: str
    team: str
    outcome: Outcome


class Mission(State, frozen=True):
    """A mission as it stands."""

    status: Status
    planned_at: datetime
    incident: str
    task: Task
    legs: tuple[Leg, ...] = ()
    records: tuple[Record, ...] = ()
    sent_at: datetime | None = None
    reached_at: datetime | None = None
    ended_at: datetime | None = None

    def leg(self, team: str) -> Leg | None:
        """Return this team's part, or None if it has none."""
        return next((leg for leg in self.legs if leg.team == team), None)

    @property
    def out(self) -> tuple[str, ...]:
        """Return the teams committed to the mission now."""
        return tuple(leg.team for leg in self.legs if leg.part in OUT)

    @property
    def set_down(self) -> tuple[str, ...]:
        """Return the teams set down for the mission and not sent."""
        return tuple(leg.team for leg in self.legs if leg.part == Part.SET_DOWN)


def apply(state: Mission | None, event: Event, at: datetime) -> Mission:
    """Return the mission after one more fact, which happened `at`."""
    if isinstance(event, MissionPlanned):
        return Mission(
            status=Status.PLANNED, planned_at=at, incident=event.incident, task=event.task
        )
    assert state is not None, "a stream starts with MissionPlanned"
    moved = replace(state, status=after(MOVES, state.status, event))
    match event:
        case TeamTakenOff(team=team):
            return replace(moved, legs=tuple(leg for leg in moved.legs if leg.team != team))
        case OutcomeRecorded(record=id_, team=team, outcome=outcome):
            record = Record(id=id_, team=team, outcome=outcome)
            return replace(moved, records=(*moved.records, record))
        case OutcomeCorrected(record=id_, outcome=outcome):
            corrected = (replace(r, outcome=outcome) if r.id == id_ else r for r in moved.records)
            return replace(moved, records=tuple(corrected))
        case MissionAborted() | MissionClosed():
            return replace(moved, ended_at=at)
    return _stepped(moved, event, at)


def _stepped(state: Mission, event: Event, at: datetime) -> Mission:
    team = event.team  # every fact left is about one team's part
    leg = state.leg(team)
    part = after(PARTS, leg.part if leg else None, event)
    if part is None:
        return state
    stepped = replace(leg, part=part) if leg else Leg(team=team, part=part)
    if isinstance(event, TeamSent):
        stepped = replace(stepped, sent_at=at, arrived_at=None)
        state = replace(state, sent_at=state.sent_at or at)
    if isinstance(event, TeamArrived):
        stepped = replace(stepped, arrived_at=at)
        state = replace(state, reached_at=state.reached_at or at)
    others = tuple(other for other in state.legs if other.team != team)
    return replace(state, legs=(*others, stepped))


def fold(facts: Iterable[tuple[Event, datetime]]) -> Mission | None:
    """Return the mission after all its facts, each with the time it happened."""
    return folded(apply, facts)
