"""Dispatchers: the weightiest waiting incident first; ask who fits, send, or try again later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from najda.application.usecases.end_mission import abort_mission
from najda.application.usecases.propose_teams import proposal_for
from najda.application.usecases.send_teams import plan_mission, send_teams, take_team_off
from najda.dispatch.choice import Proposal, departures, proposed
from najda.dispatch.plan import Candidate, Ranking
from najda.kernel.entry import Entry
from najda.kernel.tasks import Task

from .board import REACH_MINUTES
from .hands import made
from .missions import begin
from .outing import Outing
from .profile import HOUR
from .stage import Stage
from .waiting import put_off
from .words import reasons

OVERRIDDEN, RIVAL, STALE, SET_DOWN = 0.06, 0.05, 0.03, 0.2
"""How often a dispatcher sends another team than proposed, wants one just taken by a colleague, acts on
a screen that is out of date, or sets a team down first."""


def dispatcher(stage: Stage, room: str, number: int):
    """Take one waiting incident after another and see to it."""
    by = f"drill/dispatcher-{room.replace(' ', '-') or 'coast'}-{number + 1}"
    queue = stage.queue(room)
    while True:
        _, _, ticket, incident = yield queue.get()
        if not stage.calls_for(incident, ticket):
            continue
        stage.attempts[incident] += 1
        draw = stage.chance.of("attend", incident, stage.attempts[incident])
        stage.held.add(incident)
        yield stage.env.timeout(draw.minutes(0.5, 2.5))
        yield from _attend(stage, incident, by, draw)


def _attend(stage: Stage, incident: str, by: str, draw):
    state = stage.board.incident(incident)
    key = f"{incident}/{stage.attempts[incident]}"
    fit = stage.board.can_serve(incident, stage.now)
    if fit and draw.happens(SET_DOWN) and state.task == Task.MEDICAL:
        stage.env.process(_set_down_first(stage, incident, by, key))
        return
    if fit:
        yield from _slips(stage, incident, by, key, draw)
    sent = fit and stage.hands.do(
        send_teams,
        key,
        by=by,
        what=lambda: choose(stage, incident, key),
        seen=stage.seen(incident),
    )
    stage.held.discard(incident)
    if sent:
        _sent(stage, incident, sent, by)
    elif stage.board.waits(incident):
        put_off(stage, incident, by)


def _slips(stage: Stage, incident: str, by: str, key: str, draw):
    """Do now and then what is refused: act on what has changed, or want a team that is taken."""
    team, taken_by, when = stage.last_sent
    if draw.happens(RIVAL) and team and taken_by != incident and stage.env.now - when < HOUR // 4:
        why = draw.one(reasons("override"))
        what = {"incident": incident, "teams": [team], "override_reason": why}
        stage.hands.do(send_teams, f"{key}/rival", by=by, what=what, seen=stage.seen(incident))
        yield stage.env.timeout(draw.minutes(0.5, 2))
    if draw.happens(STALE):
        behind = stage.seen(incident, behind=1)
        what = lambda: choose(stage, incident, key)  # noqa: E731
        stage.hands.do(send_teams, f"{key}/stale", by=by, what=what, seen=behind)
        yield stage.env.timeout(draw.minutes(0.3, 1))


def choose(stage: Stage, incident: str, key: str, mission: str = "") -> dict[str, Any] | None:
    """Return whom to send as proposed, now and then others with a reason; None: nobody is fit."""
    proposal = proposal_for(stage.hands.desk, incident=incident)
    draw = stage.chance.of("choose", key)
    teams = _near(proposal)
    if not teams:
        return None
    if draw.happens(OVERRIDDEN):
        teams = _other(proposal.ranking, teams)
    why = draw.one(reasons("override")) if departures(proposal, teams) else ""
    return {"incident": incident, "teams": teams, "mission": mission, "override_reason": why}


def _near(proposal: Proposal) -> list[str]:
    """Return whom the plan proposes, as far as they are within reach."""
    near = {one.team for one in proposal.ranking.fit if one.travel_minutes <= REACH_MINUTES}
    return [team for team in proposed(proposal) if team in near]


def _other(ranking: Ranking, teams: Sequence[str]) -> list[str]:
    """Return the teams with the first changed for the next that fills the same, where there is one."""
    first: Candidate = next(one for one in ranking.fit if one.team == teams[0])
    others = (
        one.team
        for one in ranking.fit
        if one.team not in teams and set(one.fills) & set(first.fills)
    )
    return [next(others, teams[0]), *teams[1:]]


def _sent(stage: Stage, incident: str, entries: Sequence[Entry], by: str) -> None:
    outing = begin(stage, incident, entries, by)
    stage.last_sent = (next(iter(outing.legs)), incident, stage.env.now)
    asked = len(stage.board.incident(incident).capabilities)
    if len(outing.legs) < asked:
        stage.env.process(_reinforce(stage, outing, by))


def _reinforce(stage: Stage, outing: Outing, by: str):
    """Try a few times to send what an incident still asks for."""
    for number in range(3):
        draw = stage.chance.of("reinforce", outing.mission, number)
        yield stage.env.timeout(draw.minutes(6, 15))
        if outing.over:
            return
        if not stage.board.can_serve(outing.incident, stage.now):
            continue
        key = f"{outing.mission}/more/{number}"
        sent = stage.hands.do(
            send_teams,
            key,
            by=by,
            what=lambda key=key: choose(stage, outing.incident, key, outing.mission),
            seen=stage.seen(outing.incident),
        )
        if sent:
            begin(stage, outing.incident, sent, by)
            return


def _set_down_first(stage: Stage, incident: str, by: str, key: str):
    """Set a team down for a transfer and send it later, or lift that and start anew."""
    planned = stage.hands.do(
        plan_mission, key, by=by, what=lambda: _first_only(stage, incident, key)
    )
    mission, team = made(planned, "missions"), made(planned, "teams")
    try:
        if mission:
            yield from _after_setting_down(stage, incident, by, mission, team)
    finally:
        stage.held.discard(incident)
    if stage.board.waits(incident):
        stage.wait(incident, 5 * 60)


def _first_only(stage: Stage, incident: str, key: str) -> dict[str, Any] | None:
    chosen = choose(stage, incident, key)
    return chosen and {"incident": incident, "teams": chosen["teams"][:1]}


def _after_setting_down(stage: Stage, incident: str, by: str, mission: str, team: str):
    draw = stage.chance.of("set down", mission)
    yield stage.env.timeout(draw.minutes(5, 25))
    if draw.happens(0.7):
        what = {
            "incident": incident,
            "teams": [team],
            "mission": mission,
            "override_reason": draw.one(reasons("override")),
        }
        if sent := stage.hands.do(send_teams, f"{mission}/planned", by=by, what=what):
            _sent(stage, incident, sent, by)
            return
    what = {"mission": mission, "team": team}
    stage.hands.do(take_team_off, mission, by=by, what=what)
    what = {"mission": mission, "reason": draw.one(reasons("lifted"))}
    stage.hands.do(abort_mission, mission, by=by, what=what)
