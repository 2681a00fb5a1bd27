"""How incidents end: helped, nothing found, handed over, out of reach, or known under another name."""

from __future__ import annotations

from najda.application.usecases.close_incident import close_incident, reopen_incident
from najda.application.usecases.judge_report import link_report, split_report
from najda.application.usecases.report_hazard import clear_hazard
from najda.domain.incidents.events import Ending

from .stage import Heard, Stage
from .words import reasons

_REASONS = {
    Ending.NOTHING_FOUND: "nothing_found",
    Ending.HANDED_OVER: "handed_over",
    Ending.OUT_OF_REACH: "out_of_reach",
    Ending.SAME_AS_ANOTHER: "same",
}
REOPENED = 0.015


def close(stage: Stage, incident: str, ending: Ending, by: str) -> bool:
    """Close an incident that nobody is out for, with its reason; tell whether it could be."""
    draw = stage.chance.of("close", incident, ending)
    what = {"incident": incident, "ending": ending, "reason": draw.one(reasons(_REASONS[ending]))}
    key = f"{incident}/{stage.attempts[incident]}"
    closed = stage.hands.do(close_incident, key, by=by, what=what)
    if closed:
        after_closing(stage, incident, by)
    return bool(closed)


def after_closing(stage: Stage, incident: str, by: str) -> None:
    """Clear what was dangerous there, and let the incident be forgotten."""
    for hazard, _ in stage.board.hazards(incident):
        draw = stage.chance.of("clear", hazard)
        what = {"hazard": hazard, "reason": draw.one(reasons("hazard_cleared"))}
        stage.hands.do(clear_hazard, hazard, by=by, what=what)
    stage.closed(incident)


def maybe_reopen(stage: Stage, incident: str, by: str):
    """Open a closed incident again where it flares up."""
    draw = stage.chance.of("reopen", incident, stage.attempts[incident])
    if not draw.happens(REOPENED):
        return
    yield stage.env.timeout(draw.minutes(20, 150))
    if stage.board.is_closed(incident) and incident in stage.about:
        what = {"incident": incident, "reason": draw.one(reasons("reopen"))}
        key = f"{incident}/{stage.attempts[incident]}"
        if stage.hands.do(reopen_incident, key, by=by, what=what):
            stage.helped.discard(stage.about[incident].key)
            stage.wait(incident)


def same_as_another(stage: Stage, incident: str, first: str, heard: Heard, by: str):
    """Notice that two incidents are one: move the report over and close the second, if nobody went."""
    draw = stage.chance.of("same", incident)
    yield stage.env.timeout(draw.minutes(4, 60))
    if not stage.board.waits(incident) or incident in stage.held:
        return
    what = {"report": heard.report, "reason": draw.one(reasons("same"))}
    if stage.hands.do(split_report, f"{heard.telling.key}/same", by=by, what=what):
        what = {"report": heard.report, "incident": first}
        stage.hands.do(link_report, f"{heard.telling.key}/same", by=by, what=what)
    close(stage, incident, Ending.SAME_AS_ANOTHER, by)
