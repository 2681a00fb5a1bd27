"""The dangers that stood and the roads that were closed, moment by moment, as the ledger tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from najda.application import codec
from najda.dispatch.happened import Spell, World
from najda.domain.closures.rules import hinders, obstacle
from najda.domain.hazards.rules import threatens
from najda.kernel.ids import split_stream
from najda.kernel.places import Position
from najda.kernel.roads import Obstacle
from najda.kernel.time import from_text

from ..ports import Reading, Roads
from ..rooms import CLOSURES, HAZARDS, ROOMS
from .journeys import Journeys
from .outlook import hazard_of

_EVER = datetime.fromisoformat("9999-12-31T00:00:00+00:00")


def world(view: Reading, roads: Roads) -> World:
    """Return what stood when, by when it happened: what was told later of an earlier hour stood then."""
    told = _told(view)
    dangers = _spells(told[HAZARDS.name])
    shut = _spells(told[CLOSURES.name])
    return World(
        minutes=RoadsThen(roads, shut).minutes,
        dangers=dangers,
        changes=_edges(shut),
    )


class RoadsThen:
    """Journeys over the roads as they were. Asked in the order of time it asks the roads once for each
    state they were in."""

    def __init__(self, roads: Roads, shut: Sequence[Spell]) -> None:
        self._roads, self._shut, self._journeys = roads, shut, Journeys()
        self._heeded: list[Obstacle] | None = None

    def minutes(
        self, at: datetime, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> np.ndarray:
        """Return minutes as the roads were at a moment; infinite where there was no way."""
        stood = sorted((one.what for one in self._shut if one.stands_at(at)), key=repr)
        if stood != self._heeded:
            self._journeys.go_by(self._roads.heeding(stood))
            self._heeded = stood
        return self._journeys.minutes(origins, destinations)


def _told(view: Reading) -> dict[str, list[Spell]]:
    """Return, for hazards and closures, each state a thing was in and from when to when."""
    kinds = [codec.KINDS[fact] for room in (HAZARDS, CLOSURES) for fact in room.facts]
    states: dict[str, Any] = {}
    spells: dict[str, list[Spell]] = {}
    for entry in view.entries(kinds=kinds):
        room, id_ = split_stream(entry.stream)
        at = from_text(entry.occurred_at)
        state = ROOMS[room].apply(states.get(entry.stream), codec.fact_of(entry), at)
        states[entry.stream] = state
        known = spells.setdefault(entry.stream, [])
        known[:] = [_cut(one, at) for one in known if one.begins < at]
        if what := _in_the_way(room, id_, state, at):
            known.append(Spell(at, state.until, what))
    return {
        room: [one for name, each in spells.items() if name.startswith(f"{room}/") for one in each]
        for room in (HAZARDS.name, CLOSURES.name)
    }


def _in_the_way(room: str, id_: str, state: Any, at: datetime) -> Any | None:
    """Return what a danger or closure was to whoever sends teams; None if it hindered nobody."""
    if room == HAZARDS.name:
        return hazard_of(id_, state) if threatens(state, at) else None
    return obstacle(state) if hinders(state, at) else None


def _cut(spell: Spell, at: datetime) -> Spell:
    return spell if spell.ends is not None and spell.ends <= at else spell._replace(ends=at)


def _spells(found: Iterable[Spell]) -> tuple[Spell, ...]:
    return tuple(sorted(found, key=lambda one: (one.begins, one.ends or _EVER, repr(one.what))))


def _edges(spells: Iterable[Spell]) -> set[datetime]:
    found = {at for one in spells for at in (one.begins, one.ends)}
    return {at for at in found if at is not None}
