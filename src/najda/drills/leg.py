"""One team's way through a mission: from being sent to being free again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from najda.application.codec import fact_of
from najda.application.desk import Done
from najda.application.usecases.assess_incident import assess_need, place_incident
from najda.application.usecases.record_outcome import record_outcome
from najda.application.usecases.report_hazard import clear_hazard, extend_hazard, report_hazard
from najda.application.usecases.work_mission import (
    accept_mission,
    arrive,
    depart,
    finish,
    refuse_mission,
)
from najda.application.whereabouts import Where
from najda.domain.hazards.rules import threatens
from najda.domain.missions.events import Outcome
from najda.domain.missions.status import Part
from najda.kernel.places import Precision
from najda.kernel.tasks import Capability, HazardKind
from najda.kernel.triage import TriageClass

from .profile import HOUR
from .stage import Stage
from .story import Happening
from .words import reasons

REFUSED, NOTHING_THERE = 0.04, 0.05
KM_PER_HOUR, DETOUR = 45.0, 1.4
_PAST = {
    accept_mission: (Part.ACCEPTED, Part.ON_THE_WAY, Part.ON_SITE),
    depart: (Part.ON_THE_WAY, Part.ON_SITE),
    arrive: (Part.ON_SITE,),
}
"""Where a team stands for which a step has been taken already."""

HELPED_BY_OTHERS = 0.5
"""Share of the work left for teams that come beside the first."""


class Leg(NamedTuple):
    """A team's part in a mission."""

    mission: str
    incident: str
    team: str
    happening: Happening


def go(stage: Stage, leg: Leg):
    """Go through the mission; returns the record's id and outcome, or None where nothing was done."""
    env, draw = stage.env, stage.chance.of("leg", leg.mission, leg.team)
    yield env.timeout(draw.minutes(0.3, 3))
    if draw.happens(REFUSED):
        _step(stage, leg, refuse_mission, reason=draw.one(reasons("refuse")))
        return None
    if not _step(stage, leg, accept_mission):
        return None
    yield env.timeout(draw.minutes(1, 5))
    if not _step(stage, leg, depart):
        return None
    yield env.timeout(_journey(stage, leg, draw))
    if not _step(stage, leg, arrive):
        return None
    yield from _hold(stage, leg)
    yield env.timeout(draw.minutes(2, 8))
    _look_round(stage, leg)
    share = 1.0 if _leads(stage, leg) else HELPED_BY_OTHERS
    yield env.timeout(int(leg.happening.work * share))
    record = _record(stage, leg, draw)
    _leave_safe(stage, leg, draw)
    yield env.timeout(draw.minutes(1, 8))
    _step(stage, leg, finish)
    return record


def _leads(stage: Stage, leg: Leg) -> bool:
    """Tell whether this team was the first there, and does the main work."""
    return stage.leads.setdefault(leg.mission, leg.team) == leg.team


def _step(stage: Stage, leg: Leg, step: Callable[..., Done], **more: str) -> bool:
    """Do a step and tell whether it is done, if not by the drill then by somebody quicker."""
    by = stage.crews[leg.team].leader
    what = {"mission": leg.mission, "team": leg.team, **more}
    key = f"{leg.mission}/{leg.team}"
    return bool(stage.hands.do(step, key, by=by, what=what)) or _stands(stage, leg) in _PAST.get(
        step, ()
    )


def _stands(stage: Stage, leg: Leg) -> Part | None:
    mission = stage.board.mission(leg.mission)
    part = mission and mission.leg(leg.team)
    return part.part if part else None


def _journey(stage: Stage, leg: Leg, draw) -> int:
    km = stage.journey(leg.team, leg.happening.spot.position) * DETOUR
    return max(120, int(km / KM_PER_HOUR * HOUR * (0.8 + draw.random() / 2)))


def _hold(stage: Stage, leg: Leg):
    """Wait at the edge while a second strike is feared."""
    for _, hazard in stage.board.hazards(leg.incident):
        feared = hazard.kind is HazardKind.SECOND_STRIKE and threatens(hazard, stage.now)
        if feared and hazard.until is not None:
            yield stage.env.timeout(max(0, stage.second(hazard.until) - stage.env.now))


def _look_round(stage: Stage, leg: Leg) -> None:
    """Say what is found at the place: how many need help, where exactly, and what is dangerous."""
    by, key, happening = stage.crews[leg.team].leader, f"{leg.mission}/{leg.team}", leg.happening
    state = stage.board.incident(leg.incident)
    if not _leads(stage, leg) or state is None:
        return
    if state.need != happening.need:
        what = {"incident": leg.incident, "need": happening.need}
        stage.hands.do(assess_need, key, by=by, what=what)
    if state.place.precision is not Precision.EXACT:
        what = {"incident": leg.incident, "where": Where(position=happening.spot.position)}
        stage.hands.do(place_incident, key, by=by, what=what)
    danger = happening.danger
    if danger and not stage.board.hazards(leg.incident):
        what = {
            "kind": danger.kind,
            "where": Where(position=happening.spot.position),
            "radius_m": danger.radius_m,
            "until": stage.moment(stage.env.now + danger.seconds) if danger.seconds else None,
            "incident": leg.incident,
        }
        stage.hands.do(report_hazard, key, by=by, what=what)


def _leave_safe(stage: Stage, leg: Leg, draw) -> None:
    """Clear what the team has made safe, or say that it lasts longer."""
    able = stage.board.team(leg.team).capabilities
    by = stage.crews[leg.team].leader
    for id_, hazard in stage.board.hazards(leg.incident):
        ordnance = hazard.kind is HazardKind.UNEXPLODED_ORDNANCE
        if not ordnance and draw.happens(0.15):
            until = stage.moment(stage.env.now + 3 * HOUR)
            what = {"hazard": id_, "until": until, "reason": draw.one(reasons("hazard_extended"))}
            stage.hands.do(extend_hazard, f"{id_}/{leg.team}", by=by, what=what)
        elif Capability.ORDNANCE_DISPOSAL in able or not ordnance:
            what = {"hazard": id_, "reason": draw.one(reasons("hazard_cleared"))}
            stage.hands.do(clear_hazard, id_, by=by, what=what)


def _record(stage: Stage, leg: Leg, draw) -> tuple[str, Outcome] | None:
    outcome = _outcome(stage, leg, draw)
    by, key = stage.crews[leg.team].leader, f"{leg.mission}/{leg.team}"
    outing = stage.outings.get(leg.mission)
    if outing and leg.team in outing.told:
        return None
    what = {"mission": leg.mission, "team": leg.team, "outcome": outcome}
    for entry in stage.hands.do(record_outcome, key, by=by, what=what):
        return fact_of(entry).record, outcome
    return None


def _outcome(stage: Stage, leg: Leg, draw) -> Outcome:
    """Return what this team did: the first finds and rescues, an ambulance moves, all once only."""
    happening = leg.happening
    able = stage.board.team(leg.team).capabilities
    carries = Capability.AMBULANCE in able
    found = stage.helped
    moved: dict[TriageClass, int] = {}
    if carries and f"{happening.key}/moved" not in found:
        found.add(f"{happening.key}/moved")
        moved = {one: n for one, n in happening.hurt.items() if one is not TriageClass.MINIMAL}
    if not _leads(stage, leg) or happening.key in found or draw.happens(NOTHING_THERE):
        return Outcome(moved=moved)
    found.add(happening.key)
    return Outcome(
        rescued=happening.rescued,
        treated=happening.hurt.get(TriageClass.MINIMAL, 0),
        moved=moved,
        dead_found=happening.dead,
        hazards_found=(happening.danger.kind,) if happening.danger else (),
    )
