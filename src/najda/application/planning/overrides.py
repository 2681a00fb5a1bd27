"""Where somebody sent others than proposed, what came of it beside what the planner had expected.

The comparison is of one call's own wait alone: how long the teams that were sent took, beside how long
those proposed were expected to take at that moment. What either meant for other calls it does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from najda.application import codec
from najda.domain.missions.events import Option, TeamSent
from najda.domain.missions.state import Mission
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.time import from_text

from ..ports import Reading
from ..rooms import MISSIONS
from ..states import state_in


class Override(NamedTuple):
    """Teams sent against the proposal, in `took` minutes (None: one of them never arrived); of those
    proposed, the last was expected in `expected` minutes (None: nobody was fit to be proposed)."""

    incident: str
    mission: str
    at: datetime
    teams: tuple[str, ...]
    proposed: tuple[str, ...]
    took: float | None
    expected: float | None

    @property
    def sooner_by(self) -> float | None:
        """Return by how many minutes the teams sent were sooner than those proposed would have been
        (below 0: later); None where that cannot be said."""
        if self.took is None or self.expected is None:
            return None
        return self.expected - self.took


def overrides(view: Reading, since: datetime) -> tuple[Override, ...]:
    """Return every sending against the proposal from a moment on, oldest first."""
    acts: dict[str, list[Entry]] = {}
    for entry in view.entries(kinds=[codec.KINDS[TeamSent]]):
        if from_text(entry.occurred_at) >= since:
            acts.setdefault(entry.act, []).append(entry)
    return tuple(found for entries in acts.values() for found in _override(view, entries))


def _override(view: Reading, entries: list[Entry]) -> Iterator[Override]:
    facts: list[TeamSent] = [codec.fact_of(entry) for entry in entries]
    teams = tuple(fact.team for fact in facts)
    best = facts[0].proposed[: len(teams)]
    if facts[0].override is None or {one.team for one in best} == set(teams):
        return  # a reason may be given and the proposal followed all the same
    id_ = split_stream(entries[0].stream)[1]
    mission: Mission = state_in(view, MISSIONS.name, id_)
    yield Override(
        incident=mission.incident,
        mission=id_,
        at=from_text(entries[0].occurred_at),
        teams=teams,
        proposed=tuple(option.team for option in best),
        took=_took(mission, teams),
        expected=_expected(best, len(teams)),
    )


def _took(mission: Mission, teams: tuple[str, ...]) -> float | None:
    legs = [leg for leg in mission.legs if leg.team in teams]
    if len(legs) < len(teams) or not all(leg.sent_at and leg.arrived_at for leg in legs):
        return None
    return max((leg.arrived_at - leg.sent_at).total_seconds() / 60 for leg in legs)


def _expected(best: tuple[Option, ...], wanted: int) -> float | None:
    minutes = [option.minutes for option in best if option.minutes is not None]
    return max(minutes) if len(minutes) == wanted else None
