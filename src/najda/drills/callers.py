"""People who tell of something, and the call-takers who judge what it is."""

from __future__ import annotations

from collections.abc import Iterator

from najda.application.usecases.assess_incident import assess_need, place_incident, revise_incident
from najda.application.usecases.judge_report import (
    link_report,
    set_report_aside,
    split_report,
    take_report_up,
)
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.usecases.report_hazard import report_hazard
from najda.application.whereabouts import Where
from najda.kernel.tasks import HazardKind
from najda.kernel.values import replace

from .endings import same_as_another
from .hands import made
from .stage import Heard, Stage
from .story import Happening
from .telling import Telling
from .words import lists, reasons

RECOGNISED, MISTAKEN, TAKEN_UP = 0.86, 0.02, 0.08
"""How often a call-taker knows a report for one of a known incident, links it wrongly, or takes up
again what was set aside."""


def calls(stage: Stage, story: Iterator[Happening]):
    """Let what happens happen, and people call about it."""
    for happening in story:
        yield stage.env.timeout(happening.at - stage.env.now)
        for telling in happening.tellings:
            stage.env.process(_call(stage, happening, telling))


def _call(stage: Stage, happening: Happening, telling: Telling):
    yield stage.env.timeout(telling.after)
    by = f"drill/caller-{telling.key}"
    what = {
        "text": telling.text,
        "channel": telling.channel,
        "where": Where(words=telling.words, position=telling.position),
        "task": telling.task,
        "reporter": telling.reporter,
    }
    received = stage.hands.do(receive_report, telling.key, by=by, what=what)
    for entry in received:
        stage.inbox.put(Heard(made((entry,), "reports"), happening, telling))
    if telling.sent > 1:
        stage.hands.send_again(
            receive_report, telling.key, by=by, what=what, times=telling.sent - 1
        )


def call_taker(stage: Stage, number: int):
    """Take one report after another and judge it."""
    by = f"drill/call-taker-{number + 1}"
    while True:
        heard = yield stage.inbox.get()
        draw = stage.chance.of("judge", heard.telling.key)
        yield stage.env.timeout(draw.minutes(0.4, 2.5))
        if heard.happening.scenario is None:
            stage.env.process(_set_aside(stage, heard, by))
            continue
        known = stage.incident_of.get(heard.happening.key)
        other = stage.recent.get(heard.happening.spot.town.governorate)
        if other and other != known and draw.happens(MISTAKEN):
            stage.env.process(_mistaken(stage, heard, by, other))
        elif known and draw.happens(RECOGNISED):
            _link(stage, heard, by, known, "known")
        else:
            _open(stage, heard, by)


def _set_aside(stage: Stage, heard: Heard, by: str):
    draw = stage.chance.of("aside", heard.telling.key)
    why = f"{lists()['mark']['en']} – {draw.one(lists()['nothing']['why'])}"
    what = {"report": heard.report, "reason": why}
    stage.hands.do(set_report_aside, heard.telling.key, by=by, what=what)
    if draw.happens(TAKEN_UP):
        yield stage.env.timeout(draw.minutes(3, 40))
        again = {"report": heard.report, "reason": draw.one(reasons("take_up"))}
        if stage.hands.do(take_report_up, heard.telling.key, by=by, what=again):
            yield stage.env.timeout(draw.minutes(1, 10))
            stage.hands.do(set_report_aside, f"{heard.telling.key}/again", by=by, what=what)


def _link(stage: Stage, heard: Heard, by: str, incident: str, why: str) -> None:
    what = {"report": heard.report, "incident": incident}
    linked = stage.hands.do(link_report, f"{heard.telling.key}/{why}", by=by, what=what)
    state = stage.board.incident(incident)
    if linked and state and state.need and stage.about.get(incident) is heard.happening:
        told, true = state.need, heard.happening.need
        better = replace(told, people_at_risk=true.people_at_risk, life_threat=true.life_threat)
        if better != told and stage.chance.of("more", heard.telling.key).happens(0.5):
            what = {"incident": incident, "need": better}
            stage.hands.do(assess_need, f"call/{heard.telling.key}", by=by, what=what)


def _mistaken(stage: Stage, heard: Heard, by: str, other: str):
    """Link a report to the wrong incident, and put it right when somebody notices."""
    _link(stage, heard, by, other, "mistaken")
    draw = stage.chance.of("mistaken", heard.telling.key)
    yield stage.env.timeout(draw.minutes(5, 45))
    what = {"report": heard.report, "reason": draw.one(reasons("split"))}
    if stage.hands.do(split_report, heard.telling.key, by=by, what=what):
        known = stage.incident_of.get(heard.happening.key)
        if known:
            _link(stage, heard, by, known, "put right")
        else:
            _open(stage, heard, by)


def _open(stage: Stage, heard: Heard, by: str) -> None:
    """Open an incident from a report, for something new or for something not recognised."""
    happening = heard.happening
    known = stage.incident_of.get(happening.key)
    what = {
        "task": happening.scenario.task,
        "need": happening.told,
        "capabilities": happening.asks,
        "report": heard.report,
    }
    opened = stage.hands.do(open_incident, heard.telling.key, by=by, what=what)
    incident = made(opened, "incidents")
    if not incident:
        return
    stage.opened(incident, happening)
    if known:
        stage.env.process(same_as_another(stage, incident, known, heard, by))
    stage.wait(incident)
    stage.env.process(_find_out(stage, incident, by))


def _find_out(stage: Stage, incident: str, by: str):
    """Call back where the place is not known, warn of a second strike, put right what it asks for."""
    happening, draw = stage.about[incident], stage.chance.of("find out", incident)
    danger = happening.danger
    if danger and danger.kind in (HazardKind.SECOND_STRIKE, HazardKind.UNEXPLODED_ORDNANCE):
        what = {
            "kind": danger.kind,
            "where": Where(position=happening.spot.position),
            "radius_m": danger.radius_m,
            "until": stage.moment(stage.env.now + danger.seconds) if danger.seconds else None,
            "incident": incident,
        }
        stage.hands.do(report_hazard, incident, by=by, what=what)
    state = stage.board.incident(incident)
    if state and state.place.position is None:
        yield stage.env.timeout(draw.minutes(2, 9))
        what = {"incident": incident, "where": Where(position=happening.spot.position)}
        stage.hands.do(place_incident, f"{incident}/call", by=by, what=what)
    if draw.happens(0.03) and stage.board.waits(incident):
        yield stage.env.timeout(draw.minutes(1, 5))
        what = {
            "incident": incident,
            "task": happening.scenario.task,
            "capabilities": happening.asks[:1],
        }
        stage.hands.do(revise_incident, incident, by=by, what=what)
