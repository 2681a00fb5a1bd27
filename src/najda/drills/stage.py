"""What everybody in a drill shares: the time, the true state of the world, and who waits for whom."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import NamedTuple

import simpy

from najda.domain.incidents.rules import queue_weight
from najda.kernel.ids import stream
from najda.kernel.places import Position
from najda.kernel.tasks import Capability

from .board import Board
from .chance import Chance
from .crews import Crew
from .hands import Hands
from .outing import Outing
from .places import Land
from .profile import HOUR, START, Plan
from .story import Happening, unknown_to_us
from .telling import Telling

FORGET = 8 * HOUR
"""After this long nobody links a late report to a closed incident any more."""


class Heard(NamedTuple):
    """A report that lies before the call-takers."""

    report: str
    happening: Happening
    telling: Telling


class PutOff(NamedTuple):
    """An incident nobody could be sent to, in the order in which to look at it again."""

    less_weight: float
    since: int
    incident: str


class Stage:
    """The drill in one place; processes are given it and nothing else."""

    def __init__(
        self, *, plan: Plan, env: simpy.Environment, hands: Hands, land: Land, chance: Chance
    ) -> None:
        self.plan, self.env, self.hands, self.land, self.chance = plan, env, hands, land, chance
        self.board: Board = hands.board
        self.inbox = simpy.Store(env)
        self.queues: dict[str, simpy.PriorityStore] = {}
        self.crews: dict[str, Crew] = {}
        self.about: dict[str, Happening] = {}
        self.incident_of: dict[str, str] = {}
        self.recent: dict[str, str] = {}
        self.held: set[str] = set()
        self.helped: set[str] = set()
        self.attempts: Counter[str] = Counter()
        self.last_sent: tuple[str, str, int] = ("", "", 0)
        self.put_off: dict[tuple[str, tuple[Capability, ...]], list[PutOff]] = {}
        self.patient: set[str] = set()
        self.outings: dict[str, Outing] = {}
        self.leads: dict[str, str] = {}
        self._tickets: dict[str, int] = {}
        self._issued = 0

    @property
    def now(self) -> datetime:
        """Return the moment the drill has come to."""
        return self.moment(self.env.now)

    def moment(self, second: float) -> datetime:
        """Return the moment of a second of the drill."""
        return START + timedelta(seconds=second)

    def second(self, at: datetime) -> int:
        """Return the second of the drill, counted from its start."""
        return int((at - START).total_seconds())

    def room(self, happening: Happening) -> str:
        """Return the operations room that answers for a happening."""
        return happening.spot.town.governorate if self.plan.rooms else ""

    def queue(self, room: str) -> simpy.PriorityStore:
        """Return an operations room's queue."""
        if room not in self.queues:
            self.queues[room] = simpy.PriorityStore(self.env)
        return self.queues[room]

    def wait(self, incident: str, after: int = 0) -> None:
        """Put an incident before the dispatchers, at once or in a while, the weightiest first. What was
        put before them earlier no longer counts."""
        self._issued += 1
        self._tickets[incident] = ticket = self._issued
        if after:
            self.env.process(self._later(incident, ticket, after))
        else:
            self._put(incident, ticket)

    def _later(self, incident: str, ticket: int, after: int):
        yield self.env.timeout(after)
        if self._tickets.get(incident) == ticket:
            self._put(incident, ticket)

    def _put(self, incident: str, ticket: int) -> None:
        if state := self.board.incident(incident):
            since = self.second(state.waiting_since)
            item = (-queue_weight(state), since, ticket, incident)
            self.queue(self.room(self.true_state(incident))).put(item)

    def calls_for(self, incident: str, ticket: int) -> bool:
        """Tell whether an incident from the queue still asks for a dispatcher."""
        if self._tickets.get(incident) != ticket:
            return False
        del self._tickets[incident]
        return self.board.waits(incident) and incident not in self.held

    def true_state(self, incident: str) -> Happening:
        """Return what an incident truly is; one that somebody else opened is just what they say."""
        if incident not in self.about:
            self.about[incident] = unknown_to_us(
                incident, self.env.now, self.board.incident(incident), self.land
            )
        return self.about[incident]

    def opened(self, incident: str, happening: Happening) -> None:
        """Remember what an incident truly is."""
        self.about[incident] = happening
        self.incident_of.setdefault(happening.key, incident)
        self.recent[happening.spot.town.governorate] = incident

    def closed(self, incident: str) -> None:
        """Forget an incident once nobody speaks of it any more."""
        self.env.process(self._forgotten(incident))

    def _forgotten(self, incident: str):
        yield self.env.timeout(FORGET)
        if self.board.incident(incident) is None:
            happening = self.about.pop(incident, None)
            self.attempts.pop(incident, None)
            if happening and self.incident_of.get(happening.key) == incident:
                del self.incident_of[happening.key]
                self.helped -= {happening.key, f"{happening.key}/moved"}

    def seen(self, incident: str, behind: int = 0) -> dict[str, int]:
        """Return the version of an incident somebody has before them, `behind` the true one."""
        name = stream("incidents", incident)
        return {name: self.board.version(name) - behind}

    def journey(self, team: str, there: Position) -> float:
        """Return the kilometres as the crow flies from where a team is."""
        here = self.board.team(team).whereabouts
        return here.km_to(there) if here else 0.0
