"""Missions: teams go, arrive, work and finish; or refuse, are called back, or the whole is aborted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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
from .stage import Stage
from .story import Happening
from .words import reasons

ABORTED, CORRECTED, HANDED_OVER = 0.04, 0.05, 0.03
"""How often a mission is aborted, a record put right afterwards, or what is left handed to others."""


@dataclass
class Run:
    """A mission as those see it who follow it."""

    mission: str
    incident: str
    happening: Happening
    by: str
    legs: dict[str, simpy.Process] = field(default_factory=dict)
    out: int = 0
    over: bool = False
    helped: bool = False
    records: list[tuple[str, Outcome]] = field(default_factory=list)


def begin(stage: Stage, incident: str, entries: Sequence[Entry], by: str) -> Run:
    """Let the teams that were just sent go on their mission; those sent later join the same."""
    mission = made(tuple(entries), "missions")
    run = stage.runs.get(mission)
    if run is None:
        run = stage.runs[mission] = Run(mission, incident, stage.about[incident], by)
        stage.env.process(_maybe_abort(stage, run))
    for entry in entries:
        if entry.kind == "teams.TeamCommitted":
            team = split_stream(entry.stream)[1]
            run.out += 1
            run.legs[team] = stage.env.process(_leg(stage, run, team))
    return run


def call_off(stage: Stage, mission: str, team: str) -> None:
    """Let a team go that was called back."""
    run = stage.runs.get(mission)
    if run and team in run.legs and run.legs[team].is_alive:
        run.legs[team].interrupt()


def _leg(stage: Stage, run: Run, team: str):
    try:
        leg = Leg(run.mission, run.incident, team, run.happening)
        record = yield from go(stage, leg)
        if record:
            run.records.append(record)
            run.helped = True
    except simpy.Interrupt:
        pass  # called back, or the mission was aborted; whoever did it has recorded it
    run.out -= 1
    if run.out == 0 and not run.over:
        stage.env.process(_conclude(stage, run))


def _maybe_abort(stage: Stage, run: Run):
    draw = stage.chance.of("abort", run.mission)
    if not draw.happens(ABORTED):
        return
    yield stage.env.timeout(draw.minutes(4, 45))
    if run.over or run.helped or not run.out:
        return
    what = {"mission": run.mission, "reason": draw.one(reasons("abort"))}
    if stage.hands.do(abort_mission, run.mission, by=run.by, what=what):
        _end(stage, run)
        for process in run.legs.values():
            if process.is_alive:
                process.interrupt()
        ending = draw.weighted((None, Ending.NOTHING_FOUND, Ending.HANDED_OVER), (5, 2, 2))
        if ending is None or not close(stage, run.incident, ending, run.by):
            stage.wait(run.incident, draw.minutes(10, 40))


def _conclude(stage: Stage, run: Run):
    """Close the mission once every team is back, and the incident with it if it has been seen to."""
    draw = stage.chance.of("conclude", run.mission, len(run.legs), len(run.records))
    yield stage.env.timeout(draw.minutes(1, 6))
    if run.out or run.over:
        return
    if not run.helped:
        what = {"mission": run.mission, "reason": draw.one(reasons("refuse"))}
        if stage.hands.do(abort_mission, f"{run.mission}/idle", by=run.by, what=what):
            _end(stage, run)
            stage.wait(run.incident, draw.minutes(1, 4))
        return
    ending = _ending(stage, run, draw)
    state = stage.board.incident(run.incident)
    alone = state is not None and state.missions == (run.mission,)
    resolved = Ending.RESOLVED if alone and ending is Ending.RESOLVED else None
    what = {"mission": run.mission, "ending": resolved}
    if not stage.hands.do(close_mission, run.mission, by=run.by, what=what):
        return
    _end(stage, run)
    stage.env.process(_maybe_correct(stage, run))
    if resolved:
        after_closing(stage, run.incident, run.by)
        yield from maybe_reopen(stage, run.incident, run.by)
    elif alone:
        close(stage, run.incident, ending, run.by)


def _ending(stage: Stage, run: Run, draw) -> Ending:
    first = stage.incident_of.get(run.happening.key)
    if first and first != run.incident and not any(_found(outcome) for _, outcome in run.records):
        return Ending.SAME_AS_ANOTHER
    if not any(_found(outcome) for _, outcome in run.records) and draw.happens(0.4):
        return Ending.NOTHING_FOUND
    return Ending.HANDED_OVER if draw.happens(HANDED_OVER) else Ending.RESOLVED


def _found(outcome: Outcome) -> bool:
    return outcome != Outcome()


def _end(stage: Stage, run: Run) -> None:
    run.over = True
    stage.runs.pop(run.mission, None)
    stage.leads.pop(run.mission, None)


def _maybe_correct(stage: Stage, run: Run):
    draw = stage.chance.of("correct", run.mission)
    if not draw.happens(CORRECTED):
        return
    yield stage.env.timeout(draw.minutes(20, 180))
    record, outcome = run.records[0]
    what = {
        "mission": run.mission,
        "record": record,
        "outcome": replace(outcome, treated=outcome.treated + 1),
        "reason": draw.one(reasons("correct")),
    }
    stage.hands.do(correct_outcome, run.mission, by=run.by, what=what)
