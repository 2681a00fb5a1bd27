"""What the recent past lets expect: how long work takes, and how often calls come from where.

Both are read from the last entries of the ledger. They say nothing about people: a task, a place, a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from najda.application import codec
from najda.application.ports import Reading
from najda.application.rooms import MISSIONS
from najda.application.states import state_in
from najda.dispatch.problem import USUAL_WORK_MINUTES
from najda.domain.incidents.events import IncidentOpened
from najda.domain.missions.events import MissionClosed
from najda.kernel.ids import split_stream
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, Task
from najda.kernel.time import from_text

LOOKED_BACK = 50_000
"""Entries looked back over: days of a busy region, hours of a national disaster."""

LEAST_SEEN = 8
"""Missions of a task that must have ended before their duration is trusted."""

AREA_LEVEL = 2
"""Areas are told apart as districts: the second widest."""


class Calls(NamedTuple):
    """Calls that came from an area for a capability."""

    area: str
    capability: Capability
    count: int


class Past(NamedTuple):
    """What happened in `hours`: how long work took by task, the calls, and the middle of each area."""

    hours: float
    work_minutes: Mapping[Task, float]
    calls: tuple[Calls, ...]
    middles: Mapping[str, Position]

    def work(self, task: Task) -> float:
        """Return how many minutes a team is expected to work on a task."""
        return self.work_minutes.get(task, USUAL_WORK_MINUTES)


def past(view: Reading, before: datetime) -> Past:
    """Return what the last entries recorded before a moment tell: the same whenever it is asked."""
    size = _recorded(view, before)
    kinds = [codec.KINDS[MissionClosed], codec.KINDS[IncidentOpened]]
    took: dict[Task, list[float]] = defaultdict(list)
    calls: Counter[tuple[str, Capability]] = Counter()
    seen: dict[str, list[Position]] = defaultdict(list)
    first = before
    for entry in view.entries(after=max(0, size - LOOKED_BACK), upto=size, kinds=kinds):
        first = min(first, from_text(entry.occurred_at))
        if entry.kind == kinds[0]:
            mission = state_in(view, MISSIONS.name, split_stream(entry.stream)[1])
            if mission.reached_at and mission.ended_at:
                took[mission.task].append(_minutes(mission.ended_at - mission.reached_at))
            continue
        opened = codec.fact_of(entry)
        if (area := area_of(opened.place.areas)) and opened.place.position:
            seen[area].append(opened.place.position)
            calls.update((area, capability) for capability in opened.capabilities)
    return Past(
        hours=max(1.0, _minutes(before - first) / 60),
        work_minutes={t: median(each) for t, each in took.items() if len(each) >= LEAST_SEEN},
        calls=tuple(Calls(*key, count) for key, count in sorted(calls.items())),
        middles={area: _middle(positions) for area, positions in sorted(seen.items())},
    )


def _recorded(view: Reading, before: datetime) -> int:
    """Return how many entries had been recorded by then."""

    def time_of(sequence: int) -> datetime:
        (entry,) = view.entries(after=sequence - 1, upto=sequence)
        return from_text(entry.recorded_at)

    return bisect_left(range(1, view.head().size + 1), before, key=time_of)


def area_of(areas: tuple[str, ...]) -> str:
    """Return the code of the district among the areas around a place, or of the widest known."""
    return areas[min(AREA_LEVEL, len(areas)) - 1] if areas else ""


def _middle(positions: list[Position]) -> Position:
    return Position.at(median(p.lat for p in positions), median(p.lon for p in positions))


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
