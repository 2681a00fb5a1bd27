"""Shift leaders: teams go on shift, are heard from, and rest; somebody looks after who is not."""

from __future__ import annotations

from datetime import timedelta

from najda.application.usecases.check_in import answer_alarm, check_in, raise_alarms
from najda.application.usecases.manage_team import give_vehicle, join_team, leave_team, take_vehicle
from najda.application.usecases.run_shift import end_shift, extend_shift, start_shift
from najda.application.usecases.work_mission import call_back
from najda.domain.teams.rules import is_rested
from najda.kernel.ids import split_stream

from .crews import Crew, invented_name
from .missions import call_off
from .profile import DAY, HOUR
from .stage import Stage
from .words import reasons

LATE, UNRESTED, MISSED = 25 * 60, 0.12, 0.012
"""How late a team may begin (seconds), how often its rest is cut short, a check-in forgotten."""

WATCH_SECONDS = 300
BEFORE_END = 600
EXTENDED = timedelta(hours=2)


def shift_leader(stage: Stage, crew: Crew):
    """Let a team work its shifts, one after another."""
    for number, (begins, ends) in enumerate(crew.starts()):
        draw = stage.chance.of("shift", crew.number, number)
        start = max(begins + draw.randrange(LATE), stage.env.now)
        yield stage.env.timeout(start - stage.env.now)
        team, why = stage.board.team(crew.id), ""
        if not is_rested(team, stage.now):
            if draw.happens(UNRESTED):
                why = draw.one(reasons("unrested"))
            else:
                yield stage.env.timeout(stage.second(team.rested_from) - stage.env.now)
        until = stage.moment(min(ends, stage.env.now + team.longest_shift_hours * HOUR))
        if until <= stage.now:
            continue
        what = {"team": crew.id, "until": until, "unrested_reason": why}
        if stage.hands.do(start_shift, f"{crew.number}/{number}", by=crew.leader, what=what):
            crew.on_shift = True
            stage.env.process(_heard_from(stage, crew, number))
            yield from _until_the_end(stage, crew, number)
            crew.on_shift = False


def _until_the_end(stage: Stage, crew: Crew, number: int):
    """End the shift in time; a team still at work goes on longer, with the reason, up to its longest."""
    turn = 0
    while ends := _ends(stage, crew):
        turn += 1
        yield stage.env.timeout(max(0, ends - BEFORE_END - stage.env.now))
        if stage.board.team(crew.id).mission and not _extended(stage, crew, f"{number}/{turn}"):
            _called_back(stage, crew, f"{number}/{turn}")
        if _ends(stage, crew) != ends:
            continue
        yield stage.env.timeout(max(0, ends - stage.env.now))
        key = f"{crew.number}/{number}/{turn}"
        if stage.hands.do(end_shift, key, by=crew.leader, what={"team": crew.id}):
            return
        if not _extended(stage, crew, f"{number}/{turn}/late"):
            _called_back(stage, crew, f"{number}/{turn}/late")
            stage.hands.do(end_shift, f"{key}/late", by=crew.leader, what={"team": crew.id})
            return


def _ends(stage: Stage, crew: Crew) -> int:
    """Return the second at which the shift is to end; 0 where somebody has ended it already."""
    until = stage.board.team(crew.id).shift_until
    return stage.second(until) if until else 0


def _extended(stage: Stage, crew: Crew, key: str) -> bool:
    team = stage.board.team(crew.id)
    if team.shift_started is None or team.shift_until is None:
        return False
    latest = team.shift_started + timedelta(hours=team.longest_shift_hours)
    until = min(team.shift_until + EXTENDED, latest)
    if until <= team.shift_until:
        return False
    draw = stage.chance.of("extend", crew.number, key)
    what = {"team": crew.id, "until": until, "reason": draw.one(reasons("extend_shift"))}
    return bool(stage.hands.do(extend_shift, f"{crew.number}/{key}", by=crew.leader, what=what))


def _called_back(stage: Stage, crew: Crew, key: str) -> None:
    mission = stage.board.team(crew.id).mission
    if not mission:
        return
    what = {"mission": mission, "team": crew.id, "reason": reasons("call_back")[0]}
    if stage.hands.do(call_back, f"{crew.number}/{key}", by=crew.leader, what=what):
        call_off(stage, mission, crew.id)


def _heard_from(stage: Stage, crew: Crew, number: int):
    """Check in well within the agreed time, and now and then forget it."""
    draw, turn = stage.chance.of("heard", crew.number, number), 0
    minutes = stage.board.team(crew.id).check_in_minutes
    while True:
        pause = draw.minutes(minutes * 0.6, minutes * 0.9)
        if draw.happens(MISSED):
            pause += draw.minutes(minutes * 0.5, minutes)
        yield stage.env.timeout(pause)
        if not crew.on_shift:
            return
        turn += 1
        what = {"team": crew.id, "position": stage.board.team(crew.id).whereabouts}
        key = f"{crew.number}/{number}/{turn}"
        stage.hands.do(check_in, key, by=crew.leader, what=what)


def watch(stage: Stage):
    """Look every few minutes who has not been heard from, and look after them."""
    while True:
        yield stage.env.timeout(WATCH_SECONDS)
        raised = stage.hands.do(raise_alarms, str(stage.env.now), by="drill/watch", what={})
        for entry in raised:
            stage.env.process(_look_after(stage, split_stream(entry.stream)[1]))


def _look_after(stage: Stage, team: str):
    draw = stage.chance.of("alarm", team, stage.env.now)
    yield stage.env.timeout(draw.minutes(2, 12))
    if stage.board.team(team).alarm_since is not None:
        what = {"team": team, "reason": draw.one(reasons("alarm"))}
        stage.hands.do(answer_alarm, f"{team}/{stage.env.now}", by="drill/watch", what=what)


def roster(stage: Stage, crew: Crew):
    """Let a vehicle break down and come back, and people leave and join, once in a while."""
    day = 0
    while True:
        draw = stage.chance.of("roster", crew.number, day)
        yield stage.env.timeout(draw.randrange(8 * HOUR, 18 * HOUR))
        spent = draw.minutes(60, 240)
        key, team = f"{crew.number}/{day}", stage.board.team(crew.id)
        if draw.happens(0.05) and len(team.vehicles) > 1:
            gone = team.vehicles[0]
            what = {"team": crew.id, "vehicle": gone.id, "reason": draw.one(reasons("vehicle"))}
            stage.hands.do(take_vehicle, key, by=crew.leader, what=what)
            yield stage.env.timeout(spent)
            back = {"name": gone.name, "seats": gone.seats, "stretchers": gone.stretchers}
            stage.hands.do(give_vehicle, key, by=crew.leader, what={"team": crew.id, **back})
        elif draw.happens(0.03) and team.members:
            what = {"team": crew.id, "member": team.members[-1].id}
            stage.hands.do(leave_team, key, by=crew.leader, what=what)
            yield stage.env.timeout(spent)
            joins = {"team": crew.id, "name": invented_name(stage.chance, crew.number, "new", day)}
            stage.hands.do(join_team, key, by=crew.leader, what=joins)
        day += 1
        yield stage.env.timeout(max(0, day * DAY - stage.env.now))
