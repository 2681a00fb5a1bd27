"""Incidents nobody could be sent to: looked at again whenever somebody could go, the weightiest first."""

from __future__ import annotations

from heapq import heappop, heappush

from najda.domain.incidents.events import Ending
from najda.domain.incidents.rules import queue_weight

from .endings import close
from .profile import HOUR
from .stage import PutOff, Stage

LOOK_AGAIN_SECONDS = 240
AT_ONCE = 5
"""Incidents of a kind looked at in one go: the weightiest come first, lighter ones another time."""

GIVE_UP_HOURS = {1: 40, 2: 30, 3: 18, 4: 12, 5: 10}
"""After how long an incident of a level that nobody could serve is handed over."""


def put_off(stage: Stage, incident: str, by: str) -> None:
    """Keep an incident until somebody could go; give it up if that takes too long."""
    state = stage.board.incident(incident)
    if state is None:
        return
    room = stage.room(stage.true_state(incident))
    heap = stage.put_off.setdefault((room, state.capabilities), [])
    since = stage.second(state.waiting_since)
    heappush(heap, PutOff(-queue_weight(state), since, incident))
    if incident not in stage.patient:
        stage.patient.add(incident)
        stage.env.process(_patience(stage, incident, GIVE_UP_HOURS.get(state.level, 10), by))


def look_again(stage: Stage):
    """Every few minutes, put those before the dispatchers for whom somebody is at hand."""
    while True:
        yield stage.env.timeout(LOOK_AGAIN_SECONDS)
        for heap in stage.put_off.values():
            _look_at(stage, heap)


def _look_at(stage: Stage, heap: list[PutOff]) -> None:
    back: list[PutOff] = []
    while heap and len(back) < AT_ONCE:
        item = heappop(heap)
        if not stage.board.waits(item.incident) or item.incident in stage.held:
            continue
        if stage.board.can_serve(item.incident, stage.now):
            stage.wait(item.incident)
            break
        back.append(item)
    for item in back:
        heappush(heap, item)


def _patience(stage: Stage, incident: str, hours: int, by: str):
    yield stage.env.timeout(hours * HOUR)
    stage.patient.discard(incident)
    if stage.board.waits(incident) and incident not in stage.held:
        draw = stage.chance.of("give up", incident)
        ending = Ending.OUT_OF_REACH if draw.happens(0.15) else Ending.HANDED_OVER
        close(stage, incident, ending, by)
