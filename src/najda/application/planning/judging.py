"""What each sending against the proposal brought, all calls counted: a simulation from that moment on.

Twice the same hours are lived from the moment of the sending: once with the teams the person chose, once
with those proposed; in all else the plan is followed both times. What the calls then wait, by need, is
compared. It is simulated both times: what was recorded depends on everything else people decided, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from najda.application import codec
from najda.dispatch.happened import Call, Watch, World
from najda.dispatch.problem import Availability, TeamOption
from najda.dispatch.replay import from_then, weighted_minutes
from najda.domain.teams.events import TeamCommitted, TeamReleased
from najda.kernel.ids import split_stream
from najda.kernel.need import LEVEL_WEIGHT, Level
from najda.kernel.places import Position
from najda.kernel.time import from_text

from ..ports import Reading
from ..rooms import INCIDENTS, MISSIONS
from .history import History
from .overrides import Override

HORIZON = timedelta(hours=4)
"""Calls that came within so long a time after a sending are counted: what it changes shows by then."""

MOST_JUDGED = 40
"""Sendings simulated, the latest; each takes about as long as living four hours again twice."""

AS_GOOD = LEVEL_WEIGHT[Level.CRITICAL] * 2.0
"""Weighted minutes within which two ways are as good: one person in immediate danger waiting two minutes
longer. Journeys are foretold no better than that."""


class Verdict(NamedTuple):
    """How sendings against the proposal turned out, simulated: how many were better than following it and
    by how many minutes of one person in immediate danger, how many were worse, how many as good, and how
    many cannot be compared or are too long ago."""

    better: int
    better_minutes: float
    worse: int
    worse_minutes: float
    as_good: int
    unknown: int


class Stay(NamedTuple):
    """A team being engaged from a moment until another (None: it still is), and where."""

    begins: datetime
    ends: datetime | None
    position: Position | None


def judged(
    told: History,
    stays: Mapping[str, Sequence[Stay]],
    against: Sequence[Override],
    world: World,
    progress: Callable[[float], None] = lambda share: None,
) -> tuple[float | None, ...]:
    """Return for each sending the weighted minutes it saved over following the proposal (below 0: it cost
    as many); None where that cannot be said."""
    left_out = max(0, len(against) - MOST_JUDGED)
    found: list[float | None] = [None] * left_out
    for number, one in enumerate(against[left_out:], 1):
        found.append(_saved(told, stays, one, world))
        progress((left_out + number) / len(against))
    return tuple(found)


def verdict(saved: Sequence[float | None]) -> Verdict:
    """Return how many sendings were better, worse and as good, and by how much."""
    known = [one for one in saved if one is not None]
    better = [one for one in known if one > AS_GOOD]
    worse = [-one for one in known if one < -AS_GOOD]
    unit = LEVEL_WEIGHT[Level.CRITICAL]
    return Verdict(
        better=len(better),
        better_minutes=sum(better) / unit,
        worse=len(worse),
        worse_minutes=sum(worse) / unit,
        as_good=len(known) - len(better) - len(worse),
        unknown=len(saved) - len(known),
    )


def _saved(
    told: History, stays: Mapping[str, Sequence[Stay]], one: Override, world: World
) -> float | None:
    if not one.proposed:
        return None
    calls = list(_calls(told, one))
    if all(call.id != one.incident for call in calls):
        return None
    later = [w for w in told.watches if one.at < w.begins <= one.at + HORIZON]
    teams = [_team(w, stays.get(w.team, ()), one.at) for w in told.watches if _is_on(w, one.at)]
    minutes = []
    for sent in (one.teams, one.proposed):
        lived = from_then(
            calls, later, world, at=one.at, teams=teams, incident=one.incident, sent=sent
        )
        if lived is None:
            return None
        minutes.append(weighted_minutes(lived))
    return minutes[1] - minutes[0]


def _calls(told: History, one: Override) -> Iterator[Call]:
    """Yield the calls that are open at the sending, with what they still ask for, and those to come."""
    for call in told.calls:
        if one.at < call.at <= one.at + HORIZON:
            yield call
        elif call.at <= one.at:
            left = tuple(slot for sent_at, slot in told.sent[call.id] if sent_at >= one.at)
            if left:
                yield call.asking(left)


def _is_on(watch: Watch, at: datetime) -> bool:
    return watch.begins <= at < watch.ends


def _team(watch: Watch, stays: Sequence[Stay], at: datetime) -> TeamOption:
    """Return a team as it was just before a moment: where it was last, and busy until it was released."""
    last = max((one for one in stays if one.begins < at), default=None, key=lambda s: s.begins)
    position, free_at = watch.position, None
    if last is not None and last.begins >= watch.begins:
        position = last.position or position
        if last.ends is None or last.ends > at:
            free_at = watch.ends if last.ends is None else last.ends
    return TeamOption(
        id=watch.team,
        capabilities=watch.capabilities,
        position=position,
        availability=Availability.BUSY if free_at else Availability.FREE,
        free_at=free_at,
        shift_end=watch.ends,
    )


def stays(view: Reading) -> dict[str, list[Stay]]:
    """Return every team's engagements, in the order they were told."""
    places = {
        row.id: Position(lat=row.lat, lon=row.lon)
        for row in view.standings(INCIDENTS.name)
        if row.lat is not None and row.lon is not None
    }
    where = {row.id: places.get(row.parent) for row in view.standings(MISSIONS.name)}
    found: dict[str, list[Stay]] = defaultdict(list)
    for entry in view.entries(kinds=[codec.KINDS[TeamCommitted], codec.KINDS[TeamReleased]]):
        fact, at = codec.fact_of(entry), from_text(entry.occurred_at)
        mine = found[split_stream(entry.stream)[1]]
        if isinstance(fact, TeamCommitted):
            mine.append(Stay(at, None, where.get(fact.mission)))
        elif mine:
            mine[-1] = mine[-1]._replace(ends=at)
    return found
