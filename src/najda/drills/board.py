"""How things stand, folded from the entries as they come: what a drill's people have before their eyes.

It never looks into the store, so it is the same while a drill catches up with its own past.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from najda.application.codec import fact_of
from najda.application.rooms import ROOMS
from najda.dispatch.fit import WORK_MINUTES
from najda.domain.hazards.state import Hazard
from najda.domain.hazards.status import Status as HazardStatus
from najda.domain.incidents.state import Incident
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.state import Mission
from najda.domain.teams.state import Team
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, HazardKind
from najda.kernel.time import from_text

REACH_MINUTES = 240
"""Nobody is sent for longer than this: others are nearer, or it is handed over."""

MINUTES_PER_KM = 1.4 / 45 * 60
"""How a dispatcher guesses a journey before asking the planner."""

_KEPT = ("incidents", "missions", "teams", "hazards")
_OVER = ("closed", "aborted", "cleared")
_REMEMBERED = 2000
"""Closed incidents remembered: some are opened again, and some reports come late."""


class Board:
    """Everything that is not over; what is over is forgotten, so that memory stays flat."""

    def __init__(self) -> None:
        self._states: dict[str, dict[str, Any]] = {room: {} for room in _KEPT}
        self._versions: dict[str, int] = {}
        self._at_hand: dict[Capability, dict[str, Team]] = {one: {} for one in Capability}
        self._hazards_at: dict[str, dict[str, None]] = {}
        self._closed: dict[str, Incident] = {}

    def see(self, entries: Iterable[Entry]) -> None:
        """Take in what an act left."""
        for entry in entries:
            room, id_ = split_stream(entry.stream)
            if room not in _KEPT:
                continue
            before = self._states[room].get(id_) or self._closed.get(id_)
            if before is None and entry.version > 1:
                continue  # about something that was over
            at = from_text(entry.occurred_at)
            state = ROOMS[room].apply(before, fact_of(entry), at)
            self._put(room, id_, state, entry)

    def _put(self, room: str, id_: str, state: Any, entry: Entry) -> None:
        if room == "hazards":
            self._note_hazard(id_, state)
        if state.status in _OVER:
            self._states[room].pop(id_, None)
            self._versions.pop(entry.stream, None)
            if room == "incidents":
                self._closed[id_] = state
                if len(self._closed) > _REMEMBERED:
                    del self._closed[next(iter(self._closed))]
            return
        self._closed.pop(id_, None)
        self._states[room][id_] = state
        self._versions[entry.stream] = entry.version
        if room == "teams":
            for one, teams in self._at_hand.items():
                teams.pop(id_, None)
                if state.status == TeamStatus.AVAILABLE and one in state.capabilities:
                    teams[id_] = state

    def _note_hazard(self, id_: str, hazard: Hazard) -> None:
        there = self._hazards_at.setdefault(hazard.incident, {})
        there[id_] = None
        if hazard.status != HazardStatus.STANDING:
            del there[id_]
            if not there:
                del self._hazards_at[hazard.incident]

    def incident(self, id_: str) -> Incident | None:
        """Return an incident that is not closed."""
        return self._states["incidents"].get(id_)

    def is_closed(self, id_: str) -> bool:
        """Tell whether an incident was closed not too long ago."""
        return id_ in self._closed

    def waits(self, id_: str) -> bool:
        """Tell whether an incident waits for somebody to be sent."""
        state = self.incident(id_)
        return state is not None and state.status == IncidentStatus.WAITING

    @property
    def waiting(self) -> int:
        """Return how many incidents wait for somebody to be sent."""
        return sum(
            one.status == IncidentStatus.WAITING for one in self._states["incidents"].values()
        )

    @property
    def under_way(self) -> int:
        """Return how many missions have not ended."""
        return len(self._states["missions"])

    def mission(self, id_: str) -> Mission | None:
        """Return a mission that has not ended."""
        return self._states["missions"].get(id_)

    def team(self, id_: str) -> Team:
        """Return a team."""
        return self._states["teams"][id_]

    def version(self, stream: str) -> int:
        """Return the version at which something stands."""
        return self._versions.get(stream, 0)

    def hazards(self, incident: str) -> list[tuple[str, Hazard]]:
        """Return the hazards that stand because of an incident."""
        standing = self._states["hazards"]
        return [(id_, standing[id_]) for id_ in self._hazards_at.get(incident, ())]

    def can_serve(self, incident: str, at: datetime) -> bool:
        """Tell whether a team that can do what an incident asks for is at hand, and could come and work
        before its shift ends: whether it is worth asking the planner."""
        state = self.incident(incident)
        if state is None or state.place.position is None:
            return False
        wanted = set(state.capabilities)
        if any(one.kind is HazardKind.UNEXPLODED_ORDNANCE for _, one in self.hazards(incident)):
            wanted = {Capability.ORDNANCE_DISPOSAL}
        return any(
            _reaches(team, state.place.position, at)
            for one in wanted
            for team in self._at_hand[one].values()
        )


def _reaches(team: Team, there: Position, at: datetime) -> bool:
    here = team.whereabouts
    if here is None or team.shift_until is None:
        return False
    minutes = here.km_to(there) * MINUTES_PER_KM
    left = (team.shift_until - at).total_seconds() / 60
    return minutes <= REACH_MINUTES and minutes + WORK_MINUTES <= left
