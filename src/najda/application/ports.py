"""What the application needs from outside. Adapters fulfil these; only `bootstrap` chooses which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from najda.dispatch.plan import Ranking
from najda.dispatch.problem import Problem
from najda.dispatch.schedule import StandingPlan
from najda.intake.places import Area, Found, KnownPlace, Names
from najda.kernel.entry import Entry
from najda.kernel.merkle import RangeRoot
from najda.kernel.personal import Sealed
from najda.kernel.phrases import Phrase
from najda.kernel.places import Position
from najda.kernel.roads import Box, Obstacle, RoadShape, RoadSpot

from .routes import NoWay, RoadName, Route

if TYPE_CHECKING:
    from .situation.document import Document
    from .situation.pictures import Bars, Map, Rows


class Clock(Protocol):
    """Tells the time, aware and in UTC. `pace` is how many of its seconds pass in one of ours."""

    @property
    def pace(self) -> float: ...

    def now(self) -> datetime: ...


class SetClock(Clock, Protocol):
    """A drill's clock, in the hands of whoever runs the drill."""

    def go(self, at: datetime, *, pace: float, until: datetime) -> None:
        """Let it be `at` now, and go on at a pace until it is `until`."""

    def stand(self, at: datetime) -> None:
        """Let it be `at`, and stay so."""


class Head(NamedTuple):
    """The end of the ledger: how many entries there are and the hash of the last one."""

    size: int
    hash: str


class Draft(NamedTuple):
    """A fact about to be recorded: an entry before the store numbers and chains it."""

    stream: str
    version: int
    kind: str
    act: str
    part: int
    occurred_at: str
    recorded_at: str
    person: str
    device: str
    source: str
    body: str


class Standing(NamedTuple):
    """How one thing stands now: the read model's row. `state` is JSON text, the rest is to find it by.

    `since` is when it entered the queue it is in, `weight` orders the queue, `parent` is the id of what
    it belongs to, `due` when somebody must look again (text, see `kernel.time`), areas widest first.
    """

    room: str
    id: str
    version: int
    status: str
    since: str
    weight: float
    parent: str
    due: str
    areas: tuple[str, ...]
    lat: float | None
    lon: float | None
    state: str


class Reading(Protocol):
    """A view of the store that does not change while it is open."""

    def head(self) -> Head:
        """Return the end of the ledger."""

    def entries(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        stream: str | None = None,
        kinds: Sequence[str] | None = None,
    ) -> Iterator[Entry]:
        """Yield entries in order, with a sequence above `after` and at most `upto`; memory stays flat."""

    def by_act(self, act: str) -> list[Entry]:
        """Return the entries an act left, in order; empty if it is not known."""

    def standing(self, room: str, id_: str) -> Standing | None:
        """Return how a thing stands, or None if there is no such thing."""

    def standings(
        self,
        room: str,
        *,
        status: Sequence[str] | None = None,
        parent: str | None = None,
        area: str | None = None,
        within: Sequence[str] = (),
        due_before: str | None = None,
        beyond: Standing | None = None,
        limit: int | None = None,
    ) -> list[Standing]:
        """Return what stands so: heaviest first, then longest waiting, then by id.

        `within` leaves out what lies in other areas only; what lies in none that is known stays. With
        `beyond`, only what comes after that one in this order: a long list is read page by page."""

    def count(self, room: str, *, status: Sequence[str], within: Sequence[str] = ()) -> int:
        """Return how many things `standings` would return."""

    def nearest(
        self, room: str, position: Position, *, status: Sequence[str], km: float, limit: int
    ) -> list[Standing]:
        """Return what stands so and has a position at most about `km` away, the nearest first; distances
        are reckoned on a plane, which up to 100 km and 70 degrees of latitude puts nothing out of order
        that is a hundredth apart."""

    def latest(self, room: str, *, before: str = "", limit: int) -> list[Standing]:
        """Return things by id, the highest first, only those below `before` if it is given: as ids begin
        with the time, the newest made come first. Reads no more than `limit` of them."""

    def ids(self, room: str, *, part: str, limit: int) -> list[str]:
        """Return ids in a room that begin or end so, in order."""

    def subject_key(self, subject: str) -> bytes | None:
        """Return the wrapped key of a subject; None if there never was one or it was destroyed."""

    def range_root(self) -> RangeRoot:
        """Return the function that gives Merkle roots over ranges of entries (from 0)."""


class Writing(Reading, Protocol):
    """One transaction by the only writer: everything in it becomes true together or not at all."""

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Record facts; raises StaleVersion where a stream has passed the version, ActKnown where an act
        has been recorded already."""

    def put(self, standings: Sequence[Standing]) -> None:
        """Write how things stand now, in place of how they stood."""

    def clear(self) -> None:
        """Forget every standing, to make them again from the entries."""

    def keep_subject_key(self, subject: str, wrapped: bytes) -> None:
        """Keep a new subject's wrapped key."""

    def destroy_subject_key(self, subject: str) -> bool:
        """Destroy a subject's key beyond recovery; return False if there was none."""


class Feed(Protocol):
    """Tells that something may have been recorded, by whichever process. It belongs to one thread."""

    def wait(self, seconds: float) -> bool:
        """Return True as soon as something was kept since the last time, False after `seconds`."""

    def close(self) -> None:
        """Listen no longer."""


class Store(Protocol):
    """The ledger and the read models, in one transactional place."""

    realm: str

    def feed(self) -> Feed:
        """Begin to listen for what is recorded from now on."""

    def reading(self) -> AbstractContextManager[Reading]:
        """Open a view."""

    def writing(self) -> AbstractContextManager[Writing]:
        """Open a transaction as the only writer, waiting for others to end. It commits on leaving and
        undoes everything if an exception passes. Opened inside another it becomes a part that can be
        undone alone; only leaving the outermost one makes it lasting."""


class Seals(Protocol):
    """Locks personal data under its subject's key, and opens it again."""

    def seal(self, tx: Writing, subject: str, text: str) -> Sealed:
        """Return `text` sealed; makes the subject's key at its first use."""

    def open(self, view: Reading, sealed: Sealed) -> str | None:
        """Return the text, or None if the subject was erased; raises SealBroken if it was altered."""

    def blinded(self, digest: bytes) -> str:
        """Return a digest as only this installation can make it again, so that what is kept of content
        confirms no outsider's guess. Hexadecimal, 32 letters."""


class Signer(Protocol):
    """The installation's Ed25519 signing key."""

    public: bytes

    def sign(self, message: bytes) -> bytes: ...


class Roads(Protocol):
    """How long it takes to get there. Roads that are equal give the same times, so what was asked of
    some may be kept for as long as those in use are equal to them."""

    def travel_minutes(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[list[float | None]]:
        """Return minutes by road, a row per origin; None where there is no way."""

    def is_mapped(self) -> bool:
        """Tell whether a road map stands behind this; without one times are estimated by distance."""

    def about(self) -> Phrase:
        """Say what times rest on."""

    def heeding(self, obstacles: Sequence[Obstacle]) -> Roads:
        """Return the same roads with these obstacles and no others."""

    def route(self, origin: Position, destination: Position) -> Route | NoWay:
        """Return the quickest way, or why there is none."""

    def why_none(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[Phrase | None]:
        """Return for each destination why no vehicle gets there from any of the origins; None where one
        does, or where the reasons differ from origin to origin."""

    def off_road_m(self, positions: Sequence[Position]) -> list[float | None]:
        """Return how many metres off the nearest road each place lies, while that is closed off the
        nearest one open; None where that is too far."""

    def lines(self, spot: RoadSpot) -> list[tuple[Position, ...]]:
        """Return the shapes of the roads meant by a part of them; none if there is no road there."""

    def named(self, spot: RoadSpot) -> tuple[RoadName, ...]:
        """Return what the roads meant by a part of them are called, each once, of which most is meant
        first; those without any name are left out."""

    def extent(self) -> Box | None:
        """Return the smallest box around all roads; None where none is known."""

    def within(self, box: Box, *, most: int) -> list[RoadShape]:
        """Return the shapes of at most so many roads in a box, to be drawn at its size. Where there are
        more, the lesser classes of road are left out whole, so that no class is shown in part."""


class Planner(Protocol):
    """Who should go where."""

    def get_ready(self, waits: Callable[[Phrase], None]) -> None:
        """Prepare, once; `waits` hears why, if that takes more than a moment."""

    def plan(
        self, problem: Problem, standing: StandingPlan | None = None, *, by_turns: bool = False
    ) -> StandingPlan:
        """Return a plan for all open incidents at once. Going on from one that stands, it changes that
        only where it is worth the stated gain. `by_turns` it heeds no clock: the same problem always
        gives the same plan."""

    def rank(self, problem: Problem, incident: str) -> Ranking:
        """Return every team for one incident of the problem, fit or not, best first, with reasons."""


class Gazetteer(Protocol):
    """Names and places, both ways."""

    def search(
        self, words: str, *, near: Position | None = None, area: str | None = None, limit: int = 8
    ) -> list[Found]:
        """Return places called so in either script, best first; tolerant of spelling."""

    def is_name(self, words: str) -> bool:
        """Tell whether a place is called exactly so, up to how it is typed."""

    def known(self, code: str) -> Found | None:
        """Return the place with the gazetteer's own code, or None."""

    def locate(self, position: Position) -> tuple[str, ...]:
        """Return the codes of the areas around a position, widest first."""

    def nearest(self, position: Position) -> KnownPlace | None:
        """Return the place people would name beside a position; None where none is near."""

    def area_names(self, code: str) -> Names | None:
        """Return what an area is called."""

    def areas(self) -> list[Area]:
        """Return every area known."""

    def landmarks(self, limit: int) -> list[KnownPlace]:
        """Return the places with a position that people go by, the likeliest meant first; no areas."""


class Pictures(Protocol):
    """Draws what a situation report shows, as SVG whose ink is `currentColor`. Labels keep to the
    typeface of the pages; nothing is told by colour."""

    def bars(self, picture: Bars) -> str:
        """Return bars side by side."""

    def rows(self, picture: Rows) -> str:
        """Return a row of bars for each name, on one scale."""

    def map(self, picture: Map, outline: dict[str, Any] | None) -> str:
        """Return squares with their numbers; `outline` holds coasts and borders as GeoJSON."""


class Press(Protocol):
    """Sets documents."""

    def pdf(self, document: Document) -> bytes:
        """Return the document as PDF; the same document gives the same bytes."""

    def images(self, document: Document, *, per_inch: float = 72.0) -> list[bytes]:
        """Return its pages as PNG, to look at."""


class Language(Protocol):
    """Says things in one person's language, with the installation's time zone."""

    code: str
    right_to_left: bool

    def say(self, phrase: Phrase) -> str:
        """Return the phrase as a sentence; whatever runs the other way in it is kept apart."""

    def word(self, member: Enum) -> str:
        """Return what a member of an enumeration is called."""

    def number(self, value: int | float) -> str:
        """Return a number with its separators."""

    def moment(self, at: datetime) -> str:
        """Return date and time of day where the installation is."""

    def clock(self, at: datetime) -> str:
        """Return the time of day where the installation is."""

    def day(self, day: date) -> str:
        """Return a date with its weekday."""

    def short_day(self, day: date) -> str:
        """Return day and month alone, where the year is plain."""

    def listed(self, items: Sequence[str]) -> str:
        """Return items as one enumerates them; a dash if there are none."""
