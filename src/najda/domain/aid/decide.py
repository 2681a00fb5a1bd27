"""What may happen to a request for aid: from its state and what is asked to the facts, or a refusal."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Place
from najda.kernel.status import check
from najda.kernel.tasks import Capability
from najda.kernel.values import replace

from . import rules
from .events import (
    AidAsked,
    AidDeclined,
    AidExtended,
    AidGranted,
    AidTeamCame,
    AidTeamLeft,
    AidWithdrawn,
    Event,
    Forecast,
    Neighbour,
)
from .state import Aid
from .status import MOVES, Status

_THING = phrase(N_("The request for aid"))


def ask(
    state: Aid | None,
    *,
    neighbour: Neighbour,
    capability: Capability,
    teams: int,
    place: Place,
    until: datetime,
    reason: Sealed,
    at: datetime,
    forecast: Forecast | None = None,
) -> list[Event]:
    """Ask a neighbour for teams until a time."""
    check(MOVES, _THING, state and state.status, AidAsked)
    rules.check_neighbour(neighbour, place)
    rules.check_teams(teams)
    rules.check_end(until, at)
    return [
        AidAsked(
            neighbour=neighbour,
            capability=capability,
            teams=teams,
            place=replace(place, words=""),  # somebody may be named in the giver's words
            until=until,
            reason=reason,
            forecast=forecast,
        )
    ]


def grant(state: Aid, *, teams: int, at: datetime, words: Sealed | None = None) -> list[Event]:
    """Note how many teams the neighbour gives; an earlier answer no longer holds."""
    check(MOVES, _THING, state.status, AidGranted)
    rules.check_lasting(state, at)
    rules.check_teams(teams)
    if state.status == Status.GRANTED and state.granted == teams and words is None:
        return []
    return [AidGranted(teams=teams, words=words)]


def decline(state: Aid, *, reason: Sealed, at: datetime) -> list[Event]:
    """Note that the neighbour gives none, or no longer any."""
    check(MOVES, _THING, state.status, AidDeclined)
    rules.check_lasting(state, at)
    return [AidDeclined(reason=reason)]


def extend(state: Aid, *, until: datetime, reason: Sealed, at: datetime) -> list[Event]:
    """Say that the aid is needed until another time; a request that lapsed stands again."""
    check(MOVES, _THING, state.status, AidExtended)
    rules.check_end(until, at)
    return [] if until == state.until else [AidExtended(until=until, reason=reason)]


def withdraw(state: Aid, *, reason: Sealed) -> list[Event]:
    """Say that the aid is needed no longer."""
    check(MOVES, _THING, state.status, AidWithdrawn)
    return [AidWithdrawn(reason=reason)]


def welcome(state: Aid, *, team: str, at: datetime) -> list[Event]:
    """Note that a team is here on this request."""
    check(MOVES, _THING, state.status, AidTeamCame)
    rules.check_lasting(state, at)
    return [] if team in state.here else [AidTeamCame(team=team)]


def take_leave(state: Aid, *, team: str) -> list[Event]:
    """Note that a team is no longer here on this request, whatever became of the request."""
    check(MOVES, _THING, state.status, AidTeamLeft)
    if team not in state.here:
        raise rules.TeamNotHere(team=team)
    return [AidTeamLeft(team=team)]
