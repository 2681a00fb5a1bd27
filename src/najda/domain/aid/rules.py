"""Whom one can ask for how much, and how long a request stands."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.places import Place

from .events import Neighbour
from .state import Aid
from .status import Status

MOST_TEAMS = 50
"""Teams asked for at once (Najda's policy): more is a request to several neighbours."""


class NobodyAsked(Refusal):
    """A request is made of somebody."""

    says = N_(
        "It is not said who is asked for aid. Name the neighbouring organisation or the area, or both."
    )


class AskedOfItself(Refusal):
    """The area that runs out of teams has none to give."""

    says = N_(
        "Aid cannot be asked of the very area it is for ({area}). Name another area, or the organisation "
        "that is asked."
    )


class AidImpossible(Refusal):
    """So many teams are no figure to ask for or to promise."""

    says = N_("{given} teams cannot be asked for or granted. Give a number from 1 to {most}.")


class AidEndsBefore(Refusal):
    """A request stands for some time."""

    says = N_("The request would lapse at {until}, and that is over. Give a later time.")


class AidLapsed(Refusal):
    """Its time is over, so nobody counts on it any more."""

    says = N_(
        "The request lapsed at {until}. Give it a later end first if the aid is still needed, or ask "
        "anew."
    )


class TeamNotHere(Refusal):
    """Only a team that is here on the request can leave it."""

    says = N_("{team} is not here on this request. Look which teams are, then say which one left.")


def check_neighbour(neighbour: Neighbour, place: Place) -> None:
    """Raise NobodyAsked or AskedOfItself unless somebody else than the place itself is asked."""
    if not neighbour.name and not neighbour.areas:
        raise NobodyAsked
    if neighbour.areas and neighbour.areas[-1:] == place.areas[-1:] and not neighbour.name:
        raise AskedOfItself(area=place.areas[-1])


def check_teams(teams: int) -> None:
    """Raise AidImpossible unless the number is from 1 to MOST_TEAMS."""
    if not 1 <= teams <= MOST_TEAMS:
        raise AidImpossible(given=teams, most=MOST_TEAMS)


def check_end(until: datetime, at: datetime) -> None:
    """Raise AidEndsBefore unless the end lies ahead."""
    if until <= at:
        raise AidEndsBefore(until=until)


def check_lasting(aid: Aid, at: datetime) -> None:
    """Raise AidLapsed if the request's time is over."""
    if not is_lasting(aid, at):
        raise AidLapsed(until=aid.until)


def is_lasting(aid: Aid, at: datetime) -> bool:
    """Tell whether the request's time is not over yet."""
    return at < aid.until


def stands(aid: Aid, at: datetime) -> bool:
    """Tell whether the request is to be counted on at a time: not declined, withdrawn or lapsed."""
    return aid.status in (Status.ASKED, Status.GRANTED) and is_lasting(aid, at)


def has_lapsed(aid: Aid, at: datetime) -> bool:
    """Tell whether the request ended by its time alone."""
    return aid.status in (Status.ASKED, Status.GRANTED) and not is_lasting(aid, at)
