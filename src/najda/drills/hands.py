"""The drill's hands: every act of everybody in it goes through the use cases, and nowhere else.

An act's id is made from the drill's time and seed, so the same story does the same acts. While the
ledger already holds them (a drill that goes on after an interruption), nothing is sent: what an act
left then is what it leaves now, and an act that left nothing was refused then and is refused now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import simpy

from najda.application.desk import Act, Desk, Done
from najda.application.errors import MissionElsewhere, NotFound, OverrideUnexplained, StaleVersion
from najda.domain.incidents.rules import MissionsUnderWay
from najda.domain.missions import rules as missions
from najda.domain.teams import rules as teams
from najda.kernel.entry import Entry
from najda.kernel.errors import NotAllowedNow, Refusal
from najda.kernel.ids import new_id, split_stream

from .board import Board
from .chance import Chance
from .past import DEVICE, Past
from .profile import START

EXPECTED = (
    StaleVersion,
    NotAllowedNow,
    NotFound,
    MissionElsewhere,
    OverrideUnexplained,
    MissionsUnderWay,
    missions.NotOnMission,
    missions.StepOutOfOrder,
    missions.TeamsStillOut,
    missions.NothingRecorded,
    teams.TeamBusy,
    teams.TeamOffShift,
    teams.TeamMustRest,
    teams.ShiftTooLong,
    teams.NoAlarm,
)
"""Refusals people live with: they happen where several act at once. Any other stops the drill, unless
somebody has a hand in it who is not of it."""

_ROOMS = "najda.domain."

What = Mapping[str, Any]
Step = Callable[..., Done]


class DrillClock:
    """Tells the drill's time; fulfils `ports.Clock`."""

    pace = 0.0

    def __init__(self, env: simpy.Environment) -> None:
        self._env = env

    def now(self) -> datetime:
        """Return the moment the drill has come to."""
        return START + timedelta(seconds=self._env.now)


class Deed(NamedTuple):
    """What somebody in the drill just did, for whoever watches. `refusal` is why it came to nothing;
    `again` tells that it was met again in the drill's own past."""

    at: datetime
    person: str
    step: str
    what: What
    entries: tuple[Entry, ...]
    refusal: Refusal | None = None
    again: bool = False


class Halted(Exception):
    """The drill cannot go on; `Hands.trouble` says why, as SimPy loses what an exception carries."""


class Hands:
    """Does acts at a desk, or meets them again in the past."""

    def __init__(self, *, desk: Desk, chance: Chance, board: Board, past: Past) -> None:
        self.desk, self.chance, self.board, self.past = desk, chance, board, past
        self.watchers: list[Callable[[Deed], None]] = []
        self.refused: Counter[str] = Counter()
        self.others: list[Callable[[tuple[Entry, ...]], None]] = []
        """Hear of what people did who are not of the drill, an act at a time."""
        self.trouble: Refusal | None = None
        self.acts = 0
        self._last = 0  # the entry up to which everything has been seen
        self._shared = False

    @property
    def catching_up(self) -> bool:
        """Tell whether the drill is still where it has been before."""
        return bool(self.past)

    def do(
        self,
        step: Step,
        key: str,
        *,
        by: str,
        what: What | Callable[[], What | None],
        seen: Mapping[str, int] | None = None,
    ) -> tuple[Entry, ...]:
        """Return what an act left, empty if it was refused or came to nothing.

        `key` tells this act from all others of the same kind. `what` may be a function that decides on
        the spot, from what stands in the store; it is not asked while catching up.
        """
        try:
            deed = self._done(step, key, by, what, seen or {})
        except Refusal as refusal:
            self.trouble = refusal
            raise Halted from refusal
        if deed is None:
            return ()
        self._see(deed.entries)
        for watch in self.watchers:
            watch(deed)
        return deed.entries

    def _see(self, entries: tuple[Entry, ...]) -> None:
        """Take in what an act left, and before it what others have left since the last one: at the same
        place in the story whenever it is told again, for the ledger's order is what counts."""
        if not entries:
            return
        if self._last and entries[0].sequence > self._last + 1:
            self._see_others(entries[0].sequence - 1)
        self._last = max(self._last, entries[-1].sequence)
        self.board.see(entries)

    def _see_others(self, upto: int) -> None:
        self._shared = True
        with self.desk.store.reading() as view:
            found = list(view.entries(after=self._last, upto=upto))
        self.board.see(found)
        for _, act in groupby(found, key=lambda entry: entry.act):
            entries = tuple(act)
            for hear in self.others:
                hear(entries)

    def _done(
        self,
        step: Step,
        key: str,
        by: str,
        what: What | Callable[[], What | None],
        seen: Mapping[str, int],
    ) -> Deed | None:
        at = self.desk.clock.now()
        id_ = new_id(at, self.chance.of("act", step.__name__, key))
        self.acts += 1
        if self.past:
            given: What = {} if callable(what) else what
            return Deed(at, by, step.__name__, given, self.past.take(id_), again=True)
        decided = what() if callable(what) else what
        if decided is None:
            return None
        return self._live(step, Act(id=id_, person=by, device=DEVICE, seen=seen), at, decided)

    def send_again(self, step: Step, key: str, *, by: str, what: What, times: int) -> None:
        """Send an act that was just done again and again, as a nervous telephone does."""
        if self.past:
            return
        id_ = new_id(self.desk.clock.now(), self.chance.of("act", step.__name__, key))
        for _ in range(times):
            step(self.desk, Act(id=id_, person=by, device=DEVICE), **what)

    def _live(self, step: Step, act: Act, at: datetime, what: What) -> Deed:
        try:
            done = step(self.desk, act, **what)
        except Refusal as refusal:
            if not (isinstance(refusal, EXPECTED) or self._met_others(refusal)):
                raise
            self.refused[refusal.name] += 1
            return Deed(at, act.person, step.__name__, what, (), refusal)
        return Deed(at, act.person, step.__name__, what, done.entries)

    def _met_others(self, refusal: Refusal) -> bool:
        """Tell whether a room refused because of what somebody did who is not of the drill."""
        if not type(refusal).__module__.startswith(_ROOMS):
            return False
        with self.desk.store.reading() as view:
            return self._shared or view.head().size > self._last > 0


def made(entries: tuple[Entry, ...], room: str) -> str:
    """Return the id of the first thing in a room that an act touched; empty if there is none."""
    for entry in entries:
        found, id_ = split_stream(entry.stream)
        if found == room:
            return id_
    return ""
