"""People who take a hand in a drill: whom they send goes, what they end is over.

They act through the pages and the commands like anybody; the drill hears of it from the ledger. What
they opened they see to themselves; whoever works in the drill sees to the rest.
"""

from __future__ import annotations

from najda.application.codec import fact_of
from najda.domain.missions.events import (
    MissionAborted,
    MissionClosed,
    Outcome,
    OutcomeRecorded,
    TeamDone,
    TeamRefused,
    TeamWithdrawn,
)
from najda.domain.teams.events import TeamCommitted
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream

from .hands import made
from .missions import begin, call_off, over
from .stage import Stage

LEADS = "drill/dispatcher-people"
"""Who ends a mission, in the drill, that somebody else began."""


def take_in(stage: Stage, entries: tuple[Entry, ...]) -> None:
    """Let an act of somebody who is not of the drill have its effect in it."""
    facts = [fact_of(entry) for entry in entries]
    if any(isinstance(fact, TeamCommitted) for fact in facts):
        _sent(stage, entries)
    for entry, fact in zip(entries, facts, strict=True):
        mission = split_stream(entry.stream)[1]
        match fact:
            case MissionClosed() | MissionAborted():
                over(stage, mission)
            case TeamWithdrawn(team=team) | TeamRefused(team=team) | TeamDone(team=team):
                call_off(stage, mission, team)
            case OutcomeRecorded(record=record, team=team, outcome=outcome):
                _told(stage, mission, team, (record, outcome))


def _told(stage: Stage, mission: str, team: str, record: tuple[str, Outcome]) -> None:
    if outing := stage.outings.get(mission):
        outing.records.append(record)
        outing.told.add(team)


def _sent(stage: Stage, entries: tuple[Entry, ...]) -> None:
    mission = stage.board.mission(made(entries, "missions"))
    if mission is not None and stage.board.incident(mission.incident) is not None:
        begin(stage, mission.incident, entries, LEADS)
