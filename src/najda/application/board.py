"""What an operations board shows: how everything stands that is not over, in lines, for whoever looks.

`board` gives all of it, `changes` what a stretch of the ledger has touched; both only as far as a grant
reaches. Neither looks at what is over, so neither gets slower with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from najda.kernel.ids import split_stream, stream
from najda.kernel.time import from_text
from najda.kernel.values import replace

from . import codec
from .board_lines import LISTED, Line, Look, Part
from .permissions import Grant, Permission, Reach, can
from .ports import Reading
from .rooms import CLOSURES, HAZARDS, INCIDENTS, MISSIONS, REPORTS, ROOMS, TEAMS

FAR_BEHIND = 2000
"""Entries: whoever has missed more is quicker served with the whole board."""


class Board(NamedTuple):
    """A board at one moment of the ledger. `totals` counts also what is not shown."""

    sequence: int
    lines: Mapping[Part, Sequence[Line]]
    totals: Mapping[Part, int]


def narrowed(grant: Grant, area: str, around: Sequence[str]) -> Grant:
    """Return the grant limited to one area, if it lies within the grant's own (`around` are the codes
    from its widest to itself); else as it is."""
    if not area or (grant.areas and not set(grant.areas) & set(around)):
        return grant
    return replace(grant, areas=(area,))


def board(view: Reading, grant: Grant, now: datetime) -> Board:
    """Return the board of whoever has the grant."""
    look = Look(view, now)
    lines = {part: _visible(look, part, grant) for part in Part}
    return Board(view.head().size, lines, totals(view, grant, lines))


def totals(
    view: Reading, grant: Grant, lines: Mapping[Part, Sequence[Line]] | None = None
) -> dict[Part, int]:
    """Return how many there are of what has an end to its list only by number: a queue, reports."""
    counted = (Part.QUEUE, Part.REPORTS)
    found = {part: len(shown) for part, shown in (lines or {}).items()}
    for part in counted:
        listed = LISTED[part]
        found[part] = view.count(listed.room, status=listed.status, within=grant.areas)
    return found


def _visible(look: Look, part: Part, grant: Grant) -> list[Line]:
    listed = LISTED[part]
    if not can(grant, listed.permission):
        return []
    rows = look.view.standings(
        listed.room, status=listed.status, within=grant.areas, limit=listed.limit
    )
    lines = (line for row in rows if (line := look.line(part, row)))
    seen = [as_seen for line in lines if (as_seen := seen_by(grant, line))]
    return sorted(seen, key=lambda line: line.order)


def seen_by(grant: Grant, line: Line) -> Line | None:
    """Return the line as it is for whoever has the grant; None where it is not for them.

    Of a team that is out elsewhere they learn that it is out, and not where.
    """
    if not can(grant, line.permission, Reach(areas=line.areas)):
        return None
    if line.about and not can(
        grant, Permission.INCIDENTS_READ, Reach(areas=line.about.place.areas)
    ):
        return line._replace(incident="", about=None)
    return line


class Touched(NamedTuple):
    """A thing that changed: the lines it has now, the lists it may have been in, where it lay before."""

    key: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    areas_before: tuple[str, ...] | None


class Changes:
    """What happened on the board after a point in the ledger."""

    def __init__(self, view: Reading, after: int, now: datetime) -> None:
        self.view, self.after = view, after
        self.sequence = view.head().size
        self._look = Look(view, now)

    @property
    def too_many(self) -> bool:
        """Tell whether the whole board is quicker, or `after` is of another ledger."""
        return self.after < 0 or not 0 <= self.sequence - self.after <= FAR_BEHIND

    @cached_property
    def touched(self) -> list[Touched]:
        """Return every thing whose lines may read otherwise now."""
        changed = dict.fromkeys(
            entry.stream for entry in self.view.entries(after=self.after, upto=self.sequence)
        )
        return [self._touched(key) for key in self._with_dependents(changed)]

    def for_(self, grant: Grant) -> tuple[list[Line], list[tuple[Part, str]]]:
        """Return the lines that are new or otherwise, and those to take away (by list and key), as far as
        the grant reaches: of what it never reached, not even that it is gone is told."""
        lines: list[Line] = []
        gone: list[tuple[Part, str]] = []
        for thing in self.touched:
            seen = [as_seen for line in thing.lines if (as_seen := seen_by(grant, line))]
            lines += seen
            if seen or self._was_seen(grant, thing):
                there = {line.part for line in seen}
                gone += [(part, thing.key) for part in thing.parts if part not in there]
        return lines, gone

    def _was_seen(self, grant: Grant, thing: Touched) -> bool:
        if thing.areas_before is None:
            return False
        reach = Reach(areas=thing.areas_before)
        return any(can(grant, LISTED[part].permission, reach) for part in thing.parts)

    def _with_dependents(self, changed: Mapping[str, None]) -> Iterator[str]:
        """Yield what changed, the missions of changed incidents, and the teams of those missions."""
        every = dict(changed)
        for key in changed:
            room, id_ = split_stream(key)
            if room == INCIDENTS.name and (state := self._look.state(room, id_)):
                every.update((stream(MISSIONS.name, one), None) for one in state.missions)
        for key in list(every):
            room, id_ = split_stream(key)
            if room == MISSIONS.name and (state := self._look.state(room, id_)):
                every.update((stream(TEAMS.name, leg.team), None) for leg in state.legs)
        return (key for key in every if split_stream(key)[0] in _PARTS)

    def _touched(self, key: str) -> Touched:
        room, id_ = split_stream(key)
        row, parts = self._look.row(room, id_), _PARTS[room]
        assert row is not None, "what has entries stands somewhere"
        lines = tuple(
            line
            for part in parts
            if row.status in LISTED[part].status and (line := self._look.line(part, row))
        )
        return Touched(key, lines, parts, self._areas_before(room, id_))

    def _areas_before(self, room: str, id_: str) -> tuple[str, ...] | None:
        """Return where a thing lay at `after`; None if it was not there."""
        state = None
        for entry in self.view.entries(stream=stream(room, id_), upto=self.after):
            state = ROOMS[room].apply(state, codec.fact_of(entry), from_text(entry.occurred_at))
        if state is None:
            return None
        if room == MISSIONS.name:
            return self._areas_before(INCIDENTS.name, state.incident)
        place = ROOMS[room].found_by(state).place
        return place.areas if place else ()


_PARTS: dict[str, tuple[Part, ...]] = {
    room: tuple(part for part, listed in LISTED.items() if listed.room == room)
    for room in (
        INCIDENTS.name,
        REPORTS.name,
        TEAMS.name,
        MISSIONS.name,
        HAZARDS.name,
        CLOSURES.name,
    )
}
