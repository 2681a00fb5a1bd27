"""Somebody was quicker: said in words a person at a desk understands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from najda.application import codec
from najda.application.errors import ActKnown, StaleVersion
from najda.application.ports import Reading
from najda.application.rooms import MISSIONS, TEAMS
from najda.domain.incidents.events import MissionSent
from najda.domain.incidents.rules import MissionsUnderWay
from najda.domain.missions.events import TeamSent, TeamSetDown
from najda.domain.teams.rules import TeamBusy
from najda.kernel.errors import Refusal
from najda.kernel.ids import split_stream, stream
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.time import from_text

from .saying import Names

_ROOMS = {
    "reports": N_("This report"),
    "incidents": N_("This incident"),
    "missions": N_("This mission"),
    "teams": N_("This team"),
    "hazards": N_("This hazard"),
    "closures": N_("This closure"),
    "aid": N_("This request for aid"),
}


class Told(NamedTuple):
    """Why not, and where to look: addresses with what they lead to."""

    says: Phrase
    links: tuple[tuple[str, Phrase], ...] = ()


def told(request: HttpRequest, refusal: Refusal) -> Told:
    """Return what to say of a refusal: by whom and how long ago where somebody was quicker, with a link
    to where a team was sent; everything is called by its name."""
    with request.desk.store.reading() as view:
        names = Names(request, view)
        match refusal:
            case StaleVersion():
                room, id_ = split_stream(str(refusal.values["what"]))
                sent = _elsewhere(request, view, names, id_) if room == TEAMS.name else None
                return sent or Told(_changed(request, view, names, refusal, room, id_))
            case TeamBusy():
                team = _team_on(view, refusal)
                sent = _elsewhere(request, view, names, team) if team else None
                return sent or Told(names.in_phrase(refusal.phrase))
            case MissionsUnderWay():
                return Told(names.in_phrase(refusal.phrase), _links(names, refusal))
            case ActKnown():
                return Told(phrase(_SENT_BEFORE))
        return Told(names.in_phrase(refusal.phrase))


def who(person: str) -> str:
    """Return how a person is called on a page: the username."""
    return person.partition("/")[2] or person


def ago(at: datetime, now: datetime) -> Phrase | datetime:
    """Return how long ago something was, as one says it; the moment itself if that was hours ago."""
    minutes = (now - at) // timedelta(minutes=1)
    if minutes < 1:
        return phrase(N_("just now"))
    if minutes < 120:
        return counted(N_("one minute ago"), N_("{count} minutes ago"), minutes)
    return at


def _changed(
    request: HttpRequest, view: Reading, names: Names, refusal: StaleVersion, room: str, id_: str
) -> Phrase:
    values = refusal.values
    kind = codec.FACTS.get(f"{room}.{values['kind']}", values["kind"])
    what = names.of(id_) if room == TEAMS.name else phrase(_ROOMS.get(room, "{room}"), room=room)
    teams = _teams_sent(view, names, refusal)
    return phrase(
        _CHANGED_BY_SENDING if teams else _CHANGED,
        what=what,
        kind=kind,
        teams=teams,
        person=who(str(values["person"])),
        when=ago(values["when"], request.site.now()),
    )


def _teams_sent(view: Reading, names: Names, refusal: StaleVersion) -> list[str]:
    """Return which teams were sent by what passed the version, of those the person may see."""
    values = refusal.values
    if values["kind"] not in (MissionSent, TeamSent):
        return []
    entries = view.entries(stream=str(values["what"]), kinds=[codec.KINDS[values["kind"]]])
    passed = [e for e in entries if from_text(e.recorded_at) == values["when"]]
    facts = [codec.fact_of(entry) for each in passed for entry in view.by_act(each.act)]
    teams = dict.fromkeys(fact.team for fact in facts if isinstance(fact, TeamSent))
    return [names.of(team) for team in teams if names.thing(TEAMS.name, team)]


def _elsewhere(request: HttpRequest, view: Reading, names: Names, team: str) -> Told | None:
    """Return who sent or promised a team where, and how long ago; None if it is free."""
    row = view.standing(TEAMS.name, team)
    state = codec.state_from(TEAMS.name, row.state) if row else None
    if state is None or not state.mission:
        return None
    kinds = [codec.KINDS[TeamSent], codec.KINDS[TeamSetDown]]
    entries = view.entries(stream=stream(MISSIONS.name, state.mission), kinds=kinds)
    entry = next(e for e in reversed(list(entries)) if codec.fact_of(e).team == team)
    mission = names.thing(MISSIONS.name, state.mission)
    place = names.place(mission.state.incident) if mission else ""
    sent = entry.kind == codec.KINDS[TeamSent]
    says = phrase(
        _SAYS[sent, bool(place)],
        team=state.name,
        place=place,
        when=ago(from_text(entry.recorded_at), request.site.now()),
        person=who(entry.person),
    )
    return Told(says, _link(state.name, state.mission) if mission else ())


def _link(team: str, mission: str) -> tuple[tuple[str, Phrase], ...]:
    return ((reverse("mission", args=[mission]), phrase(_LOOK, team=team)),)


def _links(names: Names, refusal: MissionsUnderWay) -> tuple[tuple[str, Phrase], ...]:
    """Return where the missions are that keep an incident open, of those the person may see."""
    ids = str(refusal.values["missions"]).split(", ")
    seen = [id_ for id_ in ids if names.thing(MISSIONS.name, id_)]
    return tuple((reverse("mission", args=[id_]), phrase(N_("To the mission"))) for id_ in seen)


def _team_on(view: Reading, refusal: TeamBusy) -> str:
    """Return the id of the team a refusal calls by its name, which is busy on the mission it names."""
    row = view.standing(MISSIONS.name, str(refusal.values["mission"]))
    legs = codec.state_from(MISSIONS.name, row.state).legs if row else ()
    for leg in legs:
        team = view.standing(TEAMS.name, leg.team)
        name = codec.state_from(TEAMS.name, team.state).name if team else ""
        if name == refusal.values["team"]:
            return leg.team
    return ""


_SAYS = {
    (True, True): N_(
        "{team} was sent to {place} by {person}, {when}. What you chose and typed is still here: choose "
        "another team, or look there first."
    ),
    (True, False): N_(
        "{team} was sent on another mission by {person}, {when}. What you chose and typed is still here: "
        "choose another team."
    ),
    (False, True): N_(
        "{team} was set down for {place} by {person}, {when}. What you chose and typed is still here: "
        "choose another team, or take it off there first."
    ),
    (False, False): N_(
        "{team} was set down for another mission by {person}, {when}. What you chose and typed is still "
        "here: choose another team."
    ),
}
_CHANGED = N_(
    "{what} changed after you opened this page: {kind}, by {person}, {when}. What you typed is still "
    "here; look at what is new, then decide again."
)
_CHANGED_BY_SENDING = N_(
    "{what} changed after you opened this page: {kind} ({teams}), by {person}, {when}. What you typed is "
    "still here; look at what is new, then decide again."
)
_LOOK = N_("Look where {team} is")
_SENT_BEFORE = N_(
    "This page had been sent once before, with something else on it. What you typed is still here; look "
    "at how things stand, then send it again."
)
