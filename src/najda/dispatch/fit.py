"""Which team may go at all: the hard rules. Each says why in words; no engine may break one."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from najda.kernel.phrases import N_, Coming, Phrase, phrase
from najda.kernel.tasks import Capability, HazardKind
from najda.kernel.words import word

from .problem import Availability, Hazard, Incident, Problem, TeamOption

WORK_MINUTES = 60
"""Least time a team must have at the place before its shift ends. Najda's policy."""

AGES = 1e9
"""Minutes that no journey takes (some 1,900 years): what is said to, or is no time at all, is no way."""

NEAR_KM = 1.0
"""Hazards this near to the edge of a place's danger are told to whoever goes. Najda's policy."""


class Rule(StrEnum):
    """The hard rules by name."""

    LACKS_CAPABILITY = "lacks_capability"
    BUSY = "busy"
    PREASSIGNED = "preassigned"
    OFF_SHIFT = "off_shift"
    MUST_REST = "must_rest"
    NO_POSITION = "no_position"
    PLACE_UNKNOWN = "place_unknown"
    UNREACHABLE = "unreachable"
    SHIFT_TOO_SHORT = "shift_too_short"
    ORDNANCE_UNCLEARED = "ordnance_uncleared"
    SECOND_STRIKE_AWAITED = "second_strike_awaited"
    NOT_ASKED = "not_asked"
    NO_TEAM = "no_team"


class Obstacle(NamedTuple):
    """Why a team is not fit: the rule and its sentence."""

    rule: Rule
    says: Phrase


class Site(NamedTuple):
    """What waits at an incident's place: hazards at it, hazards near it, until when nobody enters
    (`shut`: until somebody says so), and the capabilities it still asks for, ordnance disposal among them
    where it must come first."""

    here: tuple[Hazard, ...]
    near: tuple[Hazard, ...]
    hold_until: datetime | None
    ordnance: bool
    asks: tuple[Capability, ...]
    shut: bool = False

    def enters_after(self, travel_minutes: float, at: datetime) -> float:
        """Return the minutes from `at` until a team so far away may enter: it holds at the edge."""
        if self.hold_until is None:
            return travel_minutes
        return max(travel_minutes, (self.hold_until - at).total_seconds() / 60)


def site_of(problem: Problem, incident: Incident) -> Site:
    """Return what waits at the place of an incident."""
    here, near = [], []
    for hazard in sorted(problem.hazards, key=lambda hazard: hazard.id):
        if incident.position is None or not hazard.lasts_at(problem.at):
            continue
        distance = hazard.position.km_to(incident.position)
        if distance <= hazard.radius_km:
            here.append(hazard)
        elif distance <= hazard.radius_km + NEAR_KM:
            near.append(hazard)
    strikes = [one.until for one in here if one.kind is HazardKind.SECOND_STRIKE]
    ends = [until for until in strikes if until is not None]
    ordnance = any(hazard.kind is HazardKind.UNEXPLODED_ORDNANCE for hazard in here)
    asks = incident.asks
    if ordnance and Capability.ORDNANCE_DISPOSAL not in asks + incident.sent:
        asks = (*asks, Capability.ORDNANCE_DISPOSAL)
    shut = len(ends) < len(strikes)
    return Site(tuple(here), tuple(near), max(ends, default=None), ordnance, asks, shut)


def team_obstacles(team: TeamOption, at: datetime) -> list[Obstacle]:
    """Return why a team can be sent nowhere, wherever that would be; empty if it can."""
    found = []
    if team.availability is Availability.BUSY:
        found.append(Obstacle(Rule.BUSY, _busy(team, at)))
    if team.availability is Availability.PREASSIGNED:
        says = N_("It is promised to {mission}; release it there first.")
        promised = phrase(says, mission=team.engaged_with)
        found.append(Obstacle(Rule.PREASSIGNED, promised))
    if team.shift_end is None or team.shift_end <= at:
        found.append(Obstacle(Rule.OFF_SHIFT, phrase(N_("It is off shift."))))
    if team.rest_until is not None and team.rest_until > at:
        says = phrase(N_("It must rest until {when}."), when=Coming(team.rest_until, at))
        found.append(Obstacle(Rule.MUST_REST, says))
    if team.position is None:
        says = phrase(N_("Where it is is not known. Ask it for its position."))
        found.append(Obstacle(Rule.NO_POSITION, says))
    return found


def journey_obstacles(
    team: TeamOption,
    site: Site,
    *,
    travel_minutes: float | None,
    at: datetime,
    no_way: Phrase | None = None,
) -> list[Obstacle]:
    """Return why a team that can be sent cannot go to this place; empty if it can. `no_way` is why nobody
    has a way there, where that is known."""
    found = []
    if travel_minutes is None or not 0 <= travel_minutes < AGES:
        found.append(Obstacle(Rule.UNREACHABLE, no_way or _NO_OPEN_WAY))
    elif team.shift_end is not None and team.shift_end > at:
        needed = site.enters_after(travel_minutes, at) + WORK_MINUTES
        if at + timedelta(minutes=needed) > team.shift_end:
            says = N_(
                "Its shift ends at {when}, before it could arrive and work {minutes} minutes."
            )
            short = phrase(says, when=Coming(team.shift_end, at), minutes=WORK_MINUTES)
            found.append(Obstacle(Rule.SHIFT_TOO_SHORT, short))
    if site.ordnance and Capability.ORDNANCE_DISPOSAL not in team.capabilities:
        says = phrase(N_("Unexploded ordnance lies there: only ordnance disposal enters first."))
        found.append(Obstacle(Rule.ORDNANCE_UNCLEARED, says))
    if site.shut:
        says = phrase(N_("A second strike is feared there: nobody enters until that is cleared."))
        found.append(Obstacle(Rule.SECOND_STRIKE_AWAITED, says))
    return found


def lacks(capability: Capability) -> Obstacle:
    """Return the obstacle of a team without a capability asked for."""
    says = phrase(
        N_("It is not trained or equipped for {capability}."), capability=word(capability)
    )
    return Obstacle(Rule.LACKS_CAPABILITY, says)


def obstacles(
    problem: Problem, team: TeamOption, incident: Incident, capability: Capability
) -> list[Obstacle]:
    """Return every hard rule that keeps a team from filling a slot; empty if it is fit.

    This is the rule in one piece, and the reference for engines that check it in pieces.
    """
    found = [] if capability in team.capabilities else [lacks(capability)]
    found += team_obstacles(team, problem.at)
    if incident.position is None:
        return [*found, PLACE_UNKNOWN]
    if team.position is None:
        return found
    minutes = problem.travel_minutes[problem.teams.index(team)][problem.incidents.index(incident)]
    site = site_of(problem, incident)
    return found + journey_obstacles(
        team, site, travel_minutes=minutes, at=problem.at, no_way=problem.no_way.get(incident.id)
    )


_NO_OPEN_WAY = phrase(N_("There is no open way to the place."))
PLACE_UNKNOWN = Obstacle(
    Rule.PLACE_UNKNOWN, phrase(N_("Where the incident is is not known. Find its place first."))
)


def _busy(team: TeamOption, at: datetime) -> Phrase:
    if team.free_at is None:
        return phrase(N_("It is busy with {mission}."), mission=team.engaged_with)
    says = N_("It is busy with {mission} until about {when}.")
    return phrase(says, mission=team.engaged_with, when=Coming(team.free_at, at))
