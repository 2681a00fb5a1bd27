"""The desk: the one way in. Every use case hands it an act and what the act comes to.

It opens the transaction, tells whether the act was done before, checks what the actor had seen, and
keeps facts, read models and keys together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from najda.domain.subjects.status import Status as SubjectStatus
from najda.domain.teams.events import CheckedIn
from najda.intake.operations_area import OperationsArea
from najda.kernel.entry import Entry
from najda.kernel.errors import check_reason
from najda.kernel.ids import check_id, id_within, split_stream, stream
from najda.kernel.personal import Sealed
from najda.kernel.phrases import phrase
from najda.kernel.time import as_text, from_text, moment
from najda.kernel.values import Fact, Value, replace

from . import codec
from .errors import ActKnown, ActorMissing, InTheFuture, StaleVersion
from .planning.planning import Planning
from .ports import (
    Clock,
    Draft,
    Gazetteer,
    Planner,
    Roads,
    Seals,
    Signer,
    Standing,
    Store,
    Writing,
)
from .projections import standing
from .rooms import INSTALLATION, ROOMS
from .states import not_found, state_in

CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far ahead a device's clock may run before what it sends is refused."""

THE_INSTALLATION = "here"
"""The id of the only thing in the room `installation`."""

UNREMARKABLE = frozenset({codec.KINDS[CheckedIn]})
"""Kinds of facts that nobody decides otherwise for: a team heard from meanwhile is no reason to refuse
what somebody decided who had not seen it. Who may be sent is asked anew anyway."""


class Act(Value, frozen=True):
    """Somebody does something. `id` is made by the client, once, however often it is sent; `seen` maps
    streams to the versions the person was looking at; `source` is what it rests on."""

    id: str
    person: str
    device: str = ""
    occurred_at: datetime | None = None
    source: str = ""
    seen: Mapping[str, int] = {}


class Done(NamedTuple):
    """What an act came to. `again` tells that it had been recorded before and was not recorded twice."""

    entries: tuple[Entry, ...]
    again: bool = False

    def made(self, room: str) -> str:
        """Return the id of the first thing in a room that this act touched."""
        return next(
            id_ for name, id_ in (split_stream(e.stream) for e in self.entries) if name == room
        )


class Work:
    """One act being worked out inside its transaction."""

    def __init__(self, desk: Desk, tx: Writing, act: Act, at: datetime) -> None:
        self.desk, self.tx, self.act, self.at = desk, tx, act, at
        self._held: dict[str, tuple[int, Any]] = {}
        self._drafts: list[Draft] = []
        self._changed: dict[str, None] = {}

    def new_id(self, what: str) -> str:
        """Return the id of something this act makes: the same whenever the act is sent."""
        return id_within(self.act.id, what)

    def find(self, room: str, id_: str) -> Any | None:
        """Return a thing's state, with what this act has already done to it; None if it is not there."""
        name = stream(room, id_)
        if name not in self._held:
            row = self.tx.standing(room, id_)
            held = (row.version, codec.state_from(room, row.state)) if row else (0, None)
            self._held[name] = held
            self._check_seen(name, held[0])
        return self._held[name][1]

    def get(self, room: str, id_: str) -> Any:
        """Return a thing's state; raise NotFound if it is not there."""
        state = self.find(room, id_)
        if state is None:
            raise not_found(room, id_)
        return state

    def add(self, room: str, id_: str, facts: Sequence[Fact]) -> None:
        """Record facts about a thing; its state moves on at once, by each fact as it will be read again,
        so that what cannot be read again is refused and making it all again comes to the same."""
        state, name = self.find(room, id_), stream(room, id_)
        version = self._held[name][0]
        now = as_text(self.desk.clock.now())
        for fact in facts:
            version += 1
            kind, body = codec.KINDS[type(fact)], codec.body_of(fact)
            state = ROOMS[room].apply(state, codec.fact_from(kind, body), self.at)
            self._drafts.append(
                Draft(
                    stream=name,
                    version=version,
                    kind=kind,
                    act=self.act.id,
                    part=len(self._drafts),
                    occurred_at=as_text(self.at),
                    recorded_at=now,
                    person=self.act.person,
                    device=self.act.device,
                    source=self.act.source,
                    body=body,
                )
            )
            self._changed[name] = None
        self._held[name] = (version, state)

    def seal(self, subject: str, text: str) -> Sealed:
        """Lock what may name a person under a subject's key; what was erased stays erased, so words that
        come after get a key of their own."""
        state = self.find("subjects", subject)
        if state is not None and state.status == SubjectStatus.ERASED:
            subject = id_within(self.act.id, subject)
        return self.desk.seals.seal(self.tx, subject, text)

    def seal_reason(self, subject: str, reason: str, step: str) -> Sealed:
        """Lock a reason; raise ReasonMissing if it is empty."""
        return self.seal(subject, check_reason(reason, phrase(step)))

    def finish(self) -> Done:
        """Record everything at once."""
        entries = self.tx.append(self._drafts) if self._drafts else []
        self.tx.put([self._standing(name) for name in self._changed])
        return Done(tuple(entries))

    def _standing(self, name: str) -> Standing:
        room, id_ = split_stream(name)
        version, state = self._held[name]
        return standing(room, id_, version, state)

    def _check_seen(self, name: str, version: int) -> None:
        seen = self.act.seen.get(name)
        if seen is None or seen == version:
            return
        if version == 0:
            raise not_found(*split_stream(name))
        entries = list(self.tx.entries(stream=name))
        passed = [e for e in entries if e.version > seen and e.kind not in UNREMARKABLE]
        if seen < version and not passed:
            return
        last = passed[-1] if passed else entries[-1]
        kind, when = codec.FACTS[last.kind], from_text(last.recorded_at)
        raise StaleVersion(what=name, kind=kind, person=last.person, when=when)


class Desk:
    """Everything a use case may touch, chosen by `bootstrap`."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        seals: Seals,
        signer: Signer,
        gazetteer: Gazetteer,
        roads: Roads,
        planner: Planner,
    ) -> None:
        self.store, self.clock, self.seals, self.signer = store, clock, seals, signer
        self.gazetteer, self.roads, self.planner = gazetteer, roads, planner
        self.planning = Planning(roads, planner)

    def perform(
        self, act: Act, work: Callable[[Work], None], leaves: type[Fact], *about: str
    ) -> Done:
        """Do an act once and for all: what it records is kept when this returns, or nothing is.

        `leaves` is a fact that it always leaves if it leaves any, `about` the ids of things it then
        always touches: by these an act sent again is told from an id used again for something else.
        """
        act = replace(act, id=check_id(act.id))
        if not act.person:
            raise ActorMissing
        with self.store.writing() as tx:
            if before := tx.by_act(act.id):
                return _again(act, before, leaves, about)
            going = Work(self, tx, act, self._moment(act))
            work(going)
            return going.finish()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep several acts in one transaction: quicker, and nothing is acknowledged before the end."""
        with self.store.writing():
            yield

    def view(self, room: str, id_: str) -> Any:
        """Return a thing's state as it stands; raise NotFound if it is not there."""
        with self.store.reading() as view:
            return state_in(view, room, id_)

    def area(self) -> OperationsArea:
        """Return where operations are; what lies outside is refused."""
        with self.store.reading() as view:
            row = view.standing(INSTALLATION.name, THE_INSTALLATION)
        state = codec.state_from(INSTALLATION.name, row.state) if row else None
        return OperationsArea.read(state.area) if state else OperationsArea()

    def _moment(self, act: Act) -> datetime:
        now = moment(self.clock.now())
        at = moment(act.occurred_at) if act.occurred_at else now
        if at > now + CLOCK_TOLERANCE:
            raise InTheFuture(when=at, now=now)
        return min(at, now)


def _again(act: Act, before: Sequence[Entry], leaves: type[Fact], about: Sequence[str]) -> Done:
    touched = {split_stream(entry.stream)[1] for entry in before}
    left = {entry.kind for entry in before}
    same = codec.KINDS[leaves] in left and touched.issuperset(about)
    if before[0].person != act.person or not same:
        raise ActKnown(act=act.id, person=before[0].person)
    return Done(tuple(before), again=True)
