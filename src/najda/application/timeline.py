"""Everything that is known to have happened to an incident or a mission, act by act, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from najda.domain.incidents import events as incidents
from najda.domain.missions import events as missions
from najda.domain.reports import events as reports
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream, stream
from najda.kernel.personal import Sealed
from najda.kernel.time import from_text
from najda.kernel.values import Fact

from . import codec
from .look_up import short
from .ports import Reading, Standing
from .rooms import HAZARDS, INCIDENTS, MISSIONS, REPORTS, SUBJECTS, TEAMS
from .telling import Told, corrected, told

LATER = timedelta(minutes=1)
"""What was recorded within this of when it happened was recorded at once, to a reader."""

_TWINS: dict[type[Fact], tuple[type[Fact], ...]] = {
    incidents.ReportAttached: (reports.ReportLinked,),
    incidents.ReportDetached: (reports.ReportSplit,),
    incidents.MissionSent: (missions.TeamSent,),
    incidents.MissionEnded: (missions.MissionClosed, missions.MissionAborted),
}
"""What one act leaves in two rooms is told once."""


class Line(NamedTuple):
    """One fact of an act: about which thing, in words."""

    room: str
    id: str
    fact: Fact
    told: Told


class Moment(NamedTuple):
    """One act: who, when it happened, when it was recorded, what it left."""

    act: str
    person: str
    at: datetime
    recorded_at: datetime
    lines: list[Line]

    @property
    def late(self) -> bool:
        """Tell whether it was recorded clearly after it happened."""
        return self.recorded_at - self.at >= LATER

    @property
    def reads(self) -> bool:
        """Tell whether nothing was done but to read what is sealed."""
        return all(line.room == SUBJECTS.name for line in self.lines)

    @property
    def sealed(self) -> list[Sealed]:
        """Return every sealed text of the act."""
        return [box for line in self.lines for box in line.told.sealed]


def about_incident(
    view: Reading, incident: str, may_see: Callable[[Standing], bool] = lambda row: True
) -> list[Moment]:
    """Return what happened to an incident, its missions, its reports (those split off, too) and the
    hazards reported there, newest first; of these only what `may_see` lets through."""
    own = list(view.entries(stream=stream(INCIDENTS.name, incident)))
    told_of = [f.report for f in map(codec.fact_of, own) if isinstance(f, incidents.ReportAttached)]
    rows = [
        *view.standings(MISSIONS.name, parent=incident),
        *view.standings(HAZARDS.name, parent=incident),
        *filter(None, (view.standing(REPORTS.name, id_) for id_ in dict.fromkeys(told_of))),
    ]
    seen = [(row.room, row.id) for row in rows if may_see(row)]
    return _moments(view, [*own, *_entries(view, seen), *_read(view, [incident, *_ids(seen)])])


def about_mission(view: Reading, mission: str) -> list[Moment]:
    """Return what happened to a mission, newest first."""
    own = _entries(view, [(MISSIONS.name, mission)])
    return _moments(view, [*own, *_read(view, [mission])])


def _ids(things: Iterable[tuple[str, str]]) -> list[str]:
    return [id_ for _, id_ in things]


def _entries(view: Reading, things: Iterable[tuple[str, str]]) -> list[Entry]:
    return [entry for room, id_ in things for entry in view.entries(stream=stream(room, id_))]


def _read(view: Reading, subjects: Iterable[str]) -> list[Entry]:
    """Return who read or erased what is sealed under these."""
    return _entries(view, [(SUBJECTS.name, subject) for subject in subjects])


def _moments(view: Reading, entries: list[Entry]) -> list[Moment]:
    acts: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.occurred_at, e.sequence)):
        acts.setdefault(entry.act, []).append(entry)
    words = _Words(view)
    return [words.moment(act, left) for act, left in reversed(acts.items())]


class _Words:
    """Says facts with the names of teams, looked up once each."""

    def __init__(self, view: Reading) -> None:
        self._view, self._names = view, {}

    def moment(self, act: str, left: list[Entry]) -> Moment:
        facts = [(entry, codec.fact_of(entry)) for entry in left]
        kinds = {type(fact) for _, fact in facts}
        lines = [
            Line(*split_stream(entry.stream), fact, self._told(entry, fact))
            for entry, fact in facts
            if kinds.isdisjoint(_TWINS.get(type(fact), ()))
        ]
        first = left[0]
        return Moment(
            act, first.person, from_text(first.occurred_at), from_text(first.recorded_at), lines
        )

    def _told(self, entry: Entry, fact: Fact) -> Told:
        if isinstance(fact, missions.OutcomeCorrected):
            return corrected(fact, self._team(self._whose(entry, fact.record)))
        return told(fact, self._team)

    def _whose(self, entry: Entry, record: str) -> str:
        row = self._view.standing(*split_stream(entry.stream))
        records = codec.state_from(MISSIONS.name, row.state).records if row else ()
        return next((each.team for each in records if each.id == record), "")

    def _team(self, id_: str) -> str:
        if id_ not in self._names:
            row = self._view.standing(TEAMS.name, id_)
            self._names[id_] = codec.state_from(TEAMS.name, row.state).name if row else short(id_)
        return self._names[id_]
