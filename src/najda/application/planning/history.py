"""The past as `dispatch.replay` lives it again: calls that were served, shifts, and what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from najda.application import codec
from najda.dispatch.happened import Call, Served, Watch
from najda.domain.incidents.events import IncidentOpened, IncidentPlaced, NeedAssessed
from najda.domain.incidents.state import Incident
from najda.domain.missions.state import Leg, Mission
from najda.domain.teams.events import ShiftEnded, ShiftExtended, ShiftStarted
from najda.domain.teams.state import Team
from najda.kernel.ids import split_stream
from najda.kernel.tasks import Capability
from najda.kernel.time import from_text
from najda.kernel.values import Fact

from ..ports import Reading
from ..rooms import INCIDENTS, MISSIONS, TEAMS
from .past import Past

_INCIDENT_FACTS = (IncidentOpened, NeedAssessed, IncidentPlaced)
_SHIFT_FACTS = (ShiftStarted, ShiftExtended, ShiftEnded)


class History(NamedTuple):
    """The calls somebody came to, and how: `done` as it was recorded. Each asks for what those who came
    could do, so that it is served when as much has come again. `left_out` are those nobody came to:
    nobody can say what serving them would have taken. `sent` tells by call when a team was sent for
    what, of those that filled a slot."""

    calls: tuple[Call, ...]
    watches: tuple[Watch, ...]
    done: tuple[Served, ...]
    left_out: int
    sent: Mapping[str, tuple[tuple[datetime, Capability], ...]]


def history(
    view: Reading,
    known: Past,
    since: datetime,
    progress: Callable[[float], None] = lambda share: None,
) -> History:
    """Return what the ledger tells of the calls from a moment on, and of all shifts."""
    kinds = [codec.KINDS[fact] for fact in (*_INCIDENT_FACTS, *_SHIFT_FACTS)]
    size = max(1, view.head().size)
    incidents: dict[str, Incident] = {}
    shifts: dict[str, list[tuple[Fact, datetime]]] = defaultdict(list)
    for entry in view.entries(kinds=kinds):
        room, id_ = split_stream(entry.stream)
        fact, at = codec.fact_of(entry), from_text(entry.occurred_at)
        if room == INCIDENTS.name:
            incidents[id_] = INCIDENTS.apply(incidents.get(id_), fact, at)
        else:
            shifts[id_].append((fact, at))
        progress(entry.sequence / size)
    missions = _missions(view)
    told = [
        (id_, state, missions.get(id_, []))
        for id_, state in incidents.items()
        if state.opened_at >= since
    ]
    able = {
        row.id: codec.state_from(TEAMS.name, row.state).capabilities
        for row in view.standings(TEAMS.name)
    }
    done = [one for id_, state, its in told if (one := _served(id_, state, its, known, able))]
    return History(
        calls=tuple(one.call for one in done),
        watches=tuple(_watches(view, shifts)),
        done=tuple(done),
        left_out=len(told) - len(done),
        sent={id_: _sent(state, its, able) for id_, state, its in told},
    )


def _sent(
    state: Incident, missions: list[Mission], able: Mapping[str, tuple[Capability, ...]]
) -> tuple[tuple[datetime, Capability], ...]:
    legs, asks = _who_came(state, missions, able)
    return tuple((leg.sent_at, slot) for leg, slot in zip(legs, asks, strict=True))


def _missions(view: Reading) -> dict[str, list[Mission]]:
    found: dict[str, list[Mission]] = defaultdict(list)
    for row in view.standings(MISSIONS.name):
        mission: Mission = codec.state_from(MISSIONS.name, row.state)
        found[mission.incident].append(mission)
    return found


def _served(
    id_: str,
    state: Incident,
    missions: list[Mission],
    known: Past,
    able: Mapping[str, tuple[Capability, ...]],
) -> Served | None:
    """Return how an incident was served; None if nobody came or nobody knows where it was."""
    legs, asks = _who_came(state, missions, able)
    if not legs or state.place.position is None or state.need is None:
        return None
    worked = [
        (mission.ended_at - mission.reached_at).total_seconds() / 60
        for mission in missions
        if mission.ended_at and mission.reached_at
    ]
    call = Call(
        id=id_,
        at=state.opened_at,
        weight=state.weight,
        level=state.level,
        asks=asks,
        position=state.place.position,
        work_minutes=max(1.0, max(worked, default=known.work(state.task))),
    )
    return Served(
        call=call,
        waited=max((leg.arrived_at - state.opened_at).total_seconds() / 60 for leg in legs),
        driven=sum((leg.arrived_at - leg.sent_at).total_seconds() / 60 for leg in legs),
        teams=tuple(leg.team for leg in legs),
    )


def _who_came(
    state: Incident, missions: list[Mission], able: Mapping[str, tuple[Capability, ...]]
) -> tuple[list[Leg], tuple[Capability, ...]]:
    """Return the legs that filled a slot and got there, as they arrived, and the slots they filled."""
    legs = [leg for mission in missions for leg in mission.legs if leg.arrived_at and leg.sent_at]
    left, came, filled = list(state.capabilities), [], []
    for leg in sorted(legs, key=lambda leg: leg.arrived_at):
        slot = next((asked for asked in left if asked in able[leg.team]), None)
        if slot is not None:
            left.remove(slot)
            came.append(leg)
            filled.append(slot)
    return came, tuple(filled)


def _watches(view: Reading, shifts: dict[str, list[tuple[Fact, datetime]]]) -> list[Watch]:
    found = []
    for id_, facts in shifts.items():
        row = view.standing(TEAMS.name, id_)
        team: Team = codec.state_from(TEAMS.name, row.state)
        if team.base.position is None:
            continue
        begins = ends = None
        for fact, at in facts:
            match fact:
                case ShiftStarted(until=until):
                    begins, ends = at, until
                case ShiftExtended(until=until):
                    ends = until
                case ShiftEnded() if begins is not None:
                    found.append(_watch(id_, team, begins, min(ends, at)))
                    begins = None
        if begins is not None:
            found.append(_watch(id_, team, begins, ends))
    return found


def _watch(id_: str, team: Team, begins: datetime, ends: datetime) -> Watch:
    return Watch(
        team=id_,
        capabilities=team.capabilities,
        position=team.base.position,
        begins=begins,
        ends=ends,
    )
