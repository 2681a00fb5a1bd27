"""What may happen to an incident: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from collections.abc import Sequence

from najda.kernel.need import Need, prioritise
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place
from najda.kernel.status import check
from najda.kernel.tasks import NEEDED, Capability, Task
from najda.kernel.values import Fact

from . import rules
from .events import (
    Ending,
    Event,
    IncidentClosed,
    IncidentOpened,
    IncidentPlaced,
    IncidentReopened,
    IncidentRevised,
    MissionEnded,
    MissionSent,
    NeedAssessed,
    ReportAttached,
    ReportDetached,
    WaitResumed,
)
from .state import Incident
from .status import MOVES, Status


def _check(state: Incident | None, fact: type[Fact]) -> None:
    check(MOVES, phrase(N_("The incident")), state and state.status, fact)


def open_(
    state: Incident | None,
    *,
    task: Task,
    place: Place,
    need: Need,
    capabilities: Sequence[Capability] = (),
    directions: Sealed | None = None,
) -> list[Event]:
    """Open an incident with its first assessment; asks for what its kind needs unless told."""
    _check(state, IncidentOpened)
    asked = tuple(capabilities) or NEEDED[task]
    opened = IncidentOpened(task=task, place=place, capabilities=asked, directions=directions)
    return [opened, _assessed(need)]


def assess(state: Incident, *, need: Need) -> list[Event]:
    """Assess the need anew; saying the same again records nothing."""
    _check(state, NeedAssessed)
    assessed = _assessed(need)
    same = (state.need, state.level, state.weight) == (need, assessed.level, assessed.weight)
    return [] if same else [assessed]


def _assessed(need: Need) -> NeedAssessed:
    priority = prioritise(need)
    return NeedAssessed(
        need=need, level=int(priority.level), weight=priority.weight, policy=priority.policy
    )


def place(state: Incident, *, place: Place, directions: Sealed | None = None) -> list[Event]:
    """Say where it turned out to be."""
    _check(state, IncidentPlaced)
    if state.place == place and directions is None:
        return []
    return [IncidentPlaced(place=place, directions=directions)]


def revise(state: Incident, *, task: Task, capabilities: Sequence[Capability] = ()) -> list[Event]:
    """Say what it turned out to be and to ask for."""
    _check(state, IncidentRevised)
    asked = tuple(capabilities) or NEEDED[task]
    if (state.task, state.capabilities) == (task, asked):
        return []
    return [IncidentRevised(task=task, capabilities=asked)]


def attach(state: Incident, *, report: str) -> list[Event]:
    """Take a report as telling of this incident."""
    _check(state, ReportAttached)
    return [] if report in state.reports else [ReportAttached(report=report)]


def detach(state: Incident, *, report: str) -> list[Event]:
    """Take that back."""
    _check(state, ReportDetached)
    return [ReportDetached(report=report)] if report in state.reports else []


def send(state: Incident, *, mission: str) -> list[Event]:
    """Note that a mission was sent here."""
    _check(state, MissionSent)
    if state.need is None:
        raise rules.NeedUnknown
    return [] if mission in state.missions else [MissionSent(mission=mission)]


def end_mission(state: Incident, *, mission: str, served: bool) -> list[Event]:
    """Note that a mission here ended; a mission that was never sent ends unnoticed."""
    if mission not in state.missions:
        return []
    _check(state, MissionEnded)
    ended = MissionEnded(mission=mission, served=served)
    return [ended, WaitResumed()] if state.missions == (mission,) else [ended]


def close(state: Incident, *, ending: Ending, reason: Sealed | None = None) -> list[Event]:
    """Close the incident; every ending but a resolved one says why."""
    if state.status != Status.CLOSED:
        rules.check_can_close(state, ending, explained=reason is not None)
    _check(state, IncidentClosed)
    return [IncidentClosed(ending=ending, reason=reason)]


def reopen(state: Incident, *, reason: Sealed) -> list[Event]:
    """Open the incident again."""
    _check(state, IncidentReopened)
    return [IncidentReopened(reason=reason)]
