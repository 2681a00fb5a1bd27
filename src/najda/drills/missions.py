"""Missions: teams go, arrive, work and finish; or refuse, are called back, or the whole is aborted."""

from __future__ import annotations

from collections.abc import Sequence

import simpy

from najda.application.usecases.end_mission import abort_mission, close_mission
from najda.application.usecases.record_outcome import correct_outcome
from najda.domain.incidents.events import Ending
from najda.domain.missions.events import Outcome
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.values import replace

from .endings import after_closing, close, maybe_reopen
from .hands import made
from .leg import Leg, go
from .outing import Outing
from .stage import Stage
from .words import reasons

ABORTED, CORRECTED, HANDED_OVER = 0.04, 0.05, 0.03
"""How often a mission is aborted, a record put right afterwards, or what is left handed to others."""


def begin(stage: Stage, incident: str, entries: Sequence[Entry], by: str) -> Outing:
    """Let the teams that were just sent go on their mission; those sent later join the same."""
    mission = made(tuple(entries), "missions")
    outing = stage.outings.get(mission)
    if outing is None:
        outing = Outing(mission, incident, stage.true_state(incident), by)
        stage.outings[mission] = outing
        stage.env.process(_maybe_abort(stage, outing))
    for entry in entries:
        if entry.kind == "teams.TeamCommitted":
            team = split_stream(entry.stream)[1]
            outing.out += 1
            outing.legs[team] = stage.env.process(_leg(stage, outing, team))
    return outing


def call_off(stage: Stage, mission: str, team: str) -> None:
    """Let a team go that was called back."""
    outing = stage.outings.get(mission)
    if outing and team in outing.legs:
        _let_go(stage, outing.legs[team])


def over(stage: Stage, mission: str) -> None:
    """Let everybody go who is on a mission that somebody ended."""
    if outing := stage.outings.get(mission):
        _end(stage, outing)
        for process in outing.legs.values():
            _let_go(stage, process)


def _let_go(stage: Stage, leg: simpy.Process) -> None:
    """End a team's part where it is; whoever hears of it in the midst of a step finds out by itself."""
    if leg.is_alive and leg is not stage.env.active_process:
        leg.interrupt()


def _leg(stage: Stage, outing: Outing, team: str):
    try:
        leg = Leg(outing.mission, outing.incident, team, outing.happening)
        record = yield from go(stage, leg)
        if record:
            outing.records.append(record)
    except simpy.Interrupt:
        pass  # called back, or the mission was aborted; whoever did it has recorded it
    outing.out -= 1
    if outing.out == 0 and not outing.over:
        stage.env.process(_conclude(stage, outing))


def _maybe_abort(stage: Stage, outing: Outing):
    draw = stage.chance.of("abort", outing.mission)
    if not draw.happens(ABORTED):
        return
    yield stage.env.timeout(draw.minutes(4, 45))
    if outing.over or outing.helped or not outing.out:
        return
    what = {"mission": outing.mission, "reason": draw.one(reasons("abort"))}
    if stage.hands.do(abort_mission, outing.mission, by=outing.by, what=what):
        over(stage, outing.mission)
        ending = draw.weighted((None, Ending.NOTHING_FOUND, Ending.HANDED_OVER), (5, 2, 2))
        if ending is None or not close(stage, outing.incident, ending, outing.by):
            stage.wait(outing.incident, draw.minutes(10, 40))


def _conclude(stage: Stage, outing: Outing):
    """Close the mission once every team is back, and the incident with it if it has been seen to."""
    draw = stage.chance.of("conclude", outing.mission, len(outing.legs), len(outing.records))
    yield stage.env.timeout(draw.minutes(1, 6))
    if outing.out or outing.over:
        return
    if not outing.helped:
        what = {"mission": outing.mission, "reason": draw.one(reasons("refuse"))}
        if stage.hands.do(abort_mission, f"{outing.mission}/idle", by=outing.by, what=what):
            _end(stage, outing)
            stage.wait(outing.incident, draw.minutes(1, 4))
        return
    ending = _ending(stage, outing, draw)
    state = stage.board.incident(outing.incident)
    alone = state is not None and state.missions == (outing.mission,)
    resolved = Ending.RESOLVED if alone and ending is Ending.RESOLVED else None
    what = {"mission": outing.mission, "ending": resolved}
    if not stage.hands.do(close_mission, outing.mission, by=outing.by, what=what):
        return
    _end(stage, outing)
    stage.env.process(_maybe_correct(stage, outing))
    if resolved:
        after_closing(stage, outing.incident, outing.by)
        yield from maybe_reopen(stage, outing.incident, outing.by)
    elif alone:
        close(stage, outing.incident, ending, outing.by)


def _ending(stage: Stage, outing: Outing, draw) -> Ending:
    first = stage.incident_of.get(outing.happening.key)
    if (
        first
        and first != outing.incident
        and not any(_found(outcome) for _, outcome in outing.records)
    ):
        return Ending.SAME_AS_ANOTHER
    if not any(_found(outcome) for _, outcome in outing.records) and draw.happens(0.4):
        return Ending.NOTHING_FOUND
    return Ending.HANDED_OVER if draw.happens(HANDED_OVER) else Ending.RESOLVED


def _found(outcome: Outcome) -> bool:
    return outcome != Outcome()


def _end(stage: Stage, outing: Outing) -> None:
    outing.over = True
    stage.outings.pop(outing.mission, None)
    stage.leads.pop(outing.mission, None)


def _maybe_correct(stage: Stage, outing: Outing):
    draw = stage.chance.of("correct", outing.mission)
    if not draw.happens(CORRECTED):
        return
    yield stage.env.timeout(draw.minutes(20, 180))
    record, outcome = outing.records[0]
    what = {
        "mission": outing.mission,
        "record": record,
        "outcome": replace(outcome, treated=outcome.treated + 1),
        "reason": draw.one(reasons("correct")),
    }
    stage.hands.do(correct_outcome, outing.mission, by=outing.by, what=what)
