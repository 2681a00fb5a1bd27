"""What may happen to a mission: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from collections.abc import Sequence

from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.status import check
from najda.kernel.tasks import Task
from najda.kernel.values import Fact

from . import rules
from .events import (
    Event,
    MissionAborted,
    MissionClosed,
    MissionPlanned,
    Option,
    Outcome,
    OutcomeCorrected,
    OutcomeRecorded,
    TeamAccepted,
    TeamArrived,
    TeamDeparted,
    TeamDone,
    TeamRefused,
    TeamSent,
    TeamSetDown,
    TeamTakenOff,
    TeamWithdrawn,
)
from .state import Mission
from .status import MOVES


def _check(state: Mission | None, fact: type[Fact]) -> None:
    check(MOVES, phrase(N_("The mission")), state and state.status, fact)


def plan(state: Mission | None, *, incident: str, task: Task) -> list[Event]:
    """Plan a mission to an incident."""
    _check(state, MissionPlanned)
    return [MissionPlanned(incident=incident, task=task)]


def set_down(state: Mission, *, team: str) -> list[Event]:
    """Set a team down for the mission without sending it."""
    _check(state, TeamSetDown)
    rules.check_step(state, team, TeamSetDown)
    return [TeamSetDown(team=team)]


def take_off(state: Mission, *, team: str) -> list[Event]:
    """Take a team off that was set down and not sent."""
    _check(state, TeamTakenOff)
    rules.check_step(state, team, TeamTakenOff)
    return [TeamTakenOff(team=team)]


def send(
    state: Mission,
    *,
    teams: Sequence[str],
    proposed: Sequence[Option] = (),
    override: Sealed | None = None,
) -> list[Event]:
    """Send teams; keeps what the planner had proposed and why it was not followed."""
    _check(state, TeamSent)
    if not teams:
        raise rules.NobodyToSend
    sent: list[Event] = []
    for team in dict.fromkeys(teams):
        rules.check_step(state, team, TeamSent)
        sent.append(TeamSent(team=team, proposed=tuple(proposed), override=override))
    return sent


def accept(state: Mission, *, team: str) -> list[Event]:
    """Note that the team says it goes."""
    return _step(state, TeamAccepted(team=team))


def refuse(state: Mission, *, team: str, reason: Sealed) -> list[Event]:
    """Note that the team says it does not go, and why."""
    return _step(state, TeamRefused(team=team, reason=reason))


def depart(state: Mission, *, team: str) -> list[Event]:
    """Note that the team is on its way."""
    return _step(state, TeamDeparted(team=team))


def arrive(state: Mission, *, team: str) -> list[Event]:
    """Note that the team is at the place."""
    return _step(state, TeamArrived(team=team))


def finish(state: Mission, *, team: str) -> list[Event]:
    """Note that the team has done its part."""
    return _step(state, TeamDone(team=team))


def withdraw(state: Mission, *, team: str, reason: Sealed) -> list[Event]:
    """Call the team back, and say why."""
    return _step(state, TeamWithdrawn(team=team, reason=reason))


def _step(state: Mission, event: Event) -> list[Event]:
    _check(state, type(event))
    rules.check_step(state, event.team, type(event))
    return [event]


def record(
    state: Mission, *, record: str, team: str, outcome: Outcome, believed: Sealed | None = None
) -> list[Event]:
    """Record what a team did and found, and apart from it what it believes; the same record sent again
    records nothing."""
    _check(state, OutcomeRecorded)
    rules.check_step(state, team, OutcomeRecorded)
    if any(known.id == record for known in state.records):
        return []
    return [OutcomeRecorded(record=record, team=team, outcome=outcome, believed=believed)]


def correct(state: Mission, *, record: str, outcome: Outcome, reason: Sealed) -> list[Event]:
    """Put another outcome in the place of a record that was wrong; possible after closing too."""
    _check(state, OutcomeCorrected)
    if all(known.id != record for known in state.records):
        records = ", ".join(known.id for known in state.records) or "–"
        raise rules.NoSuchRecord(record=record, records=records)
    return [OutcomeCorrected(record=record, outcome=outcome, reason=reason)]


def abort(state: Mission, *, reason: Sealed) -> list[Event]:
    """End the mission before it is done: teams out are called back, teams set down taken off."""
    _check(state, MissionAborted)
    back: list[Event] = [TeamWithdrawn(team=team, reason=reason) for team in state.out]
    off: list[Event] = [TeamTakenOff(team=team) for team in state.set_down]
    return [*back, *off, MissionAborted(reason=reason)]


def close(state: Mission) -> list[Event]:
    """Close a mission whose teams have finished and whose outcome is recorded."""
    _check(state, MissionClosed)
    rules.check_can_close(state)
    off: list[Event] = [TeamTakenOff(team=team) for team in state.set_down]
    return [*off, MissionClosed()]
