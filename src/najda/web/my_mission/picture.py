"""What the team's page shows, read in one view of the store."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.http import HttpRequest

from najda.application.dangers import Danger, dangers_near
from najda.application.on_mission import News, last_mission, may_step, news_of, next_step
from najda.application.ports import Reading
from najda.domain.incidents.state import Incident
from najda.domain.missions.events import (
    MissionAborted,
    MissionClosed,
    OutcomeRecorded,
    TeamAccepted,
    TeamArrived,
    TeamDeparted,
    TeamDone,
    TeamRefused,
    TeamTakenOff,
    TeamWithdrawn,
)
from najda.domain.missions.status import Part, Status
from najda.domain.teams.rules import is_rested
from najda.domain.teams.state import Team
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.need import Level, reasons
from najda.kernel.phrases import N_, Phrase
from najda.kernel.places import Direction, Position

from ..finding import Thing, as_thing
from ..roads.turns import WayTold, way_told

NEWS_LASTS = timedelta(hours=12)
"""How long the page tells what became of the last mission (Najda's policy): a shift."""

THERE_M = 100
"""Within so many metres a team is at the place: no closer than positions of phones tell."""

STEP_NAMES = {
    TeamAccepted: "accept", TeamDeparted: "depart", TeamArrived: "arrive", TeamDone: "finish",
}  # fmt: skip

NEWS = {
    TeamAccepted: N_("Your team accepted the mission"),
    TeamDeparted: N_("Your team departed"),
    TeamArrived: N_("Your team arrived"),
    TeamDone: N_("Your team finished this mission"),
    TeamRefused: N_("Your team refused this mission"),
    TeamWithdrawn: N_("The room called you back"),
    TeamTakenOff: N_("The room took you off this mission"),
    MissionAborted: N_("The room aborted this mission"),
    MissionClosed: N_("The room closed this mission"),
}
"""What became of a mission, to those who were on it."""

BY_THE_ROOM = (TeamWithdrawn, TeamTakenOff, MissionAborted, MissionClosed)


class Told(NamedTuple):
    """The last thing that happened on a mission, as the page says it."""

    mission: str
    says: str
    news: News
    by_room: bool


class Picture(NamedTuple):
    """Everything the page shows at one moment. What is None is not there."""

    at: datetime
    team: Thing | None = None
    mission: Thing | None = None
    incident: Thing | None = None
    told: Told | None = None
    dangers: tuple[Danger, ...] = ()
    others: tuple[tuple[str, Part], ...] = ()
    way: WayTold | None = None

    @property
    def state(self) -> Team:
        """Return the team's state."""
        return self.team.state

    @property
    def part(self) -> Part | None:
        """Return the team's part in the mission."""
        leg = self.mission and self.mission.state.leg(self.team.id)
        return leg.part if leg else None

    @property
    def next_step(self) -> str:
        """Return the name of the one step that comes next, or nothing."""
        step = self.mission and next_step(self.mission.state, self.team.id)
        return STEP_NAMES[step] if step else ""

    @property
    def may_refuse(self) -> bool:
        """Tell whether the team can still refuse."""
        return self.mission is not None and may_step(self.mission.state, self.team.id, TeamRefused)

    @property
    def is_set_down(self) -> bool:
        """Tell whether the team is set down for the mission and not sent."""
        return self.part is Part.SET_DOWN

    @property
    def has_recorded(self) -> bool:
        """Tell whether this team recorded an outcome of the mission."""
        return self._recorded(self.mission)

    @property
    def outcome_first(self) -> bool:
        """Tell whether saying what was done and found is what comes next."""
        return self.part is Part.ON_SITE and not self.has_recorded

    @property
    def on_shift(self) -> bool:
        """Tell whether the team works now."""
        return self.team is not None and self.state.status not in (
            TeamStatus.OFF_SHIFT,
            TeamStatus.STOOD_DOWN,
        )

    @property
    def must_rest(self) -> bool:
        """Tell whether the team's rest is not over."""
        return not is_rested(self.state, self.at)

    @property
    def due(self) -> datetime | None:
        """Return when the team must be, or had to be, heard from."""
        return self.state.alarm_since or self.state.next_check_in

    @property
    def is_overdue(self) -> bool:
        """Tell whether the team should have been heard from by now."""
        return self.due is not None and self.at > self.due

    @property
    def level(self) -> Level | None:
        """Return the incident's priority, if somebody has assessed the need."""
        return Level(self.incident.state.level) if self.incident.state.level else None

    @property
    def needs(self) -> tuple[Phrase, ...]:
        """Return what is known of the need, without how it is weighed."""
        need = self.incident.state.need
        return reasons(need)[:-1] if need else ()

    @property
    def metres(self) -> float | None:
        """Return how far the place is from where the team was last known to be."""
        there, here = _position(self.incident.state), self.state.whereabouts
        return here.km_to(there) * 1000 if here and there else None

    @property
    def is_there(self) -> bool:
        """Tell whether the team is at the place, as far as its last position tells."""
        return self.metres is not None and self.metres < THERE_M

    @property
    def direction(self) -> Direction | None:
        """Return in which direction the place lies."""
        there, here = _position(self.incident.state), self.state.whereabouts
        return here.direction_to(there) if here and there else None

    @property
    def seen(self) -> str:
        """Return a mark that changes when anything on the page does."""
        things = [t.seen for t in (self.team, self.mission, self.incident) if t]
        news = self.told and (self.told.mission, self.told.news.at)
        dangers = [(d.id, d.metres, d.hazard) for d in self.dangers]
        way = self.way and (self.way.minutes, self.way.turns, self.way.why_none)
        whole = repr(
            (things, news, dangers, self.others, way, self.is_overdue if self.team else None)
        )
        return sha256(whole.encode()).hexdigest()[:16]

    def _recorded(self, mission: Thing | None) -> bool:
        records = mission.state.records if mission else ()
        return any(record.team == self.team.id for record in records)


def picture(request: HttpRequest) -> Picture:
    """Return what the team of whoever asks sees now."""
    at = request.site.now()
    with request.desk.store.reading() as view:
        row = view.standing("teams", request.grant.team) if request.grant.team else None
        if row is None:
            return Picture(at)
        team = as_thing(row)
        mission = _standing(view, "missions", team.state.mission)
        if mission is None:
            told = _told(view, at, last_mission(view, team.id), team.id)
            here = team.state.whereabouts
            return Picture(at, team, told=told, dangers=_dangers(view, here, at))
        incident = _standing(view, "incidents", mission.state.incident)
        here = _position(incident.state) or team.state.whereabouts
        now = Picture(
            at, team, mission, incident, dangers=_dangers(view, here, at),
            others=_others(view, mission, team.id),
        )  # fmt: skip
    return now._replace(way=_way(request, now))


def _way(request: HttpRequest, now: Picture) -> WayTold | None:
    """Return the way to the place over the roads as they are; None once the team is there."""
    if now.part in (Part.ON_SITE, Part.DONE) or now.is_there:
        return None
    return way_told(request, now.state.whereabouts, _position(now.incident.state))


def told_of(request: HttpRequest, mission: str) -> Told | None:
    """Return the last thing that happened to the asking team on a mission."""
    with request.desk.store.reading() as view:
        return _told(view, request.site.now(), mission, request.grant.team)


def _told(view: Reading, at: datetime, mission: str, team: str) -> Told | None:
    news = news_of(view, mission, team) if mission else None
    if news is None or news.fact not in NEWS or at - news.at > NEWS_LASTS:
        return None
    return Told(mission, NEWS[news.fact], news, news.fact in BY_THE_ROOM)


def outcome_open(mission: Thing, team: str) -> bool:
    """Tell whether the team can still say what it did and found on a mission."""
    return mission.state.status is Status.UNDER_WAY and may_step(
        mission.state, team, OutcomeRecorded
    )


def _standing(view: Reading, room: str, id_: str) -> Thing | None:
    row = view.standing(room, id_) if id_ else None
    return as_thing(row) if row else None


def _position(incident: Incident) -> Position | None:
    return incident.place.position


def _dangers(view: Reading, here: Position | None, at: datetime) -> tuple[Danger, ...]:
    return tuple(dangers_near(view, here, at)) if here else ()


def _others(view: Reading, mission: Any, team: str) -> tuple[tuple[str, Part], ...]:
    others = (leg for leg in mission.state.legs if leg.team != team)
    return tuple((_standing(view, "teams", leg.team).state.name, leg.part) for leg in others)
