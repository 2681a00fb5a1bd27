"""How things stand, folded from the entries as they come: what a drill's people have before their eyes.

It never looks into the store, so it is the same while a drill catches up with its own past.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from najda.application.codec import fact_of
from najda.application.rooms import ROOMS
from najda.domain.hazards.state import Hazard
from najda.domain.hazards.status import Status as HazardStatus
from najda.domain.incidents.state import Incident
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.state import Mission
from najda.domain.teams.state import Team
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.tasks import Capability
from najda.kernel.time import from_text

_KEPT = ("incidents", "missions", "teams", "hazards")
_OVER = ("closed", "aborted", "cleared", "stood_down")
_REMEMBERED = 2000
"""Closed incidents remembered: some are opened again, and some reports come late."""


class Board:
    """Everything that is not over; what is over is forgotten, so that memory stays flat."""

    def __init__(self) -> None:
        self._states: dict[str, dict[str, Any]] = {room: {} for room in _KEPT}
        self._versions: dict[str, int] = {}
        self._at_hand: dict[str, None] = {}
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
            self._at_hand.pop(id_, None)
            if state.status == TeamStatus.AVAILABLE:
                self._at_hand[id_] = None

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
        return [
            (id_, hazard)
            for id_, hazard in self._states["hazards"].items()
            if hazard.incident == incident and hazard.status == HazardStatus.STANDING
        ]

    def can_serve(self, asked: Iterable[Capability]) -> bool:
        """Tell whether a team with any of these capabilities is at hand."""
        wanted = set(asked) | {Capability.ORDNANCE_DISPOSAL}
        return any(
            not wanted.isdisjoint(self._states["teams"][id_].capabilities) for id_ in self._at_hand
        )
