"""What must hold before a team is asked for something: shifts, rest, being free, being heard from."""

from __future__ import annotations

from datetime import datetime, timedelta

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase

from .state import Team
from .status import Status

CHECK_IN_MINUTES = range(5, 12 * 60 + 1)
REST_HOURS = range(0, 49)
SHIFT_HOURS = range(1, 73)
"""What a team's rules may say (Najda's policy): wide enough for any calm or crisis."""


class RulesImpossible(Refusal):
    """A team's rules are outside what anybody could keep."""

    says = N_("{what} of {given} is not possible. Give a number from {least} to {most}.")


class NothingToOffer(Refusal):
    """A team without a capability can never be sent."""

    says = N_("A team needs at least one capability. Name what {name} is trained and equipped for.")


class TeamBusy(Refusal):
    """A team at work is never silently reassigned."""

    says = N_(
        "{team} is {status} on mission {mission}. Choose another team, or free it there first."
    )


class TeamOffShift(Refusal):
    """A team off shift cannot be sent."""

    says = N_("{team} is off shift. Choose another team, or start its shift first.")


class TeamMustRest(Refusal):
    """A team goes on shift when it has rested, unless somebody answers for cutting the rest short."""

    says = N_(
        "{team} must rest until {until}. Choose another team, or give the reason for cutting its rest "
        "short."
    )


class ShiftTooLong(Refusal):
    """A shift has an end in reach."""

    says = N_("A shift of {team} ends between now and {latest}; {until} is not. Give another time.")


class NotInTeam(Refusal):
    """There is no such member or vehicle in the team."""

    says = N_("{team} has no {what} {id}. `najda teams show {team}` lists what it has.")


class AlreadyInTeam(Refusal):
    """The member or vehicle is in the team already."""

    says = N_("{team} has the {what} {id} already. Give another id, or remove it first.")


class NoAlarm(Refusal):
    """There is nothing to answer."""

    says = N_("No alarm stands for {team}. It was last heard from at {heard}.")


def check_rules(*, check_in_minutes: int, rest_hours: int, longest_shift_hours: int) -> None:
    """Raise RulesImpossible where a figure lies outside its range."""
    for what, given, allowed in (
        (N_("A check-in time in minutes"), check_in_minutes, CHECK_IN_MINUTES),
        (N_("A rest in hours"), rest_hours, REST_HOURS),
        (N_("A longest shift in hours"), longest_shift_hours, SHIFT_HOURS),
    ):
        if given not in allowed:
            raise RulesImpossible(
                what=phrase(what), given=given, least=allowed[0], most=allowed[-1]
            )


def check_free(team: Team, mission: str) -> None:
    """Raise TeamOffShift or TeamBusy unless the team can be sent on this mission now."""
    if team.status in (Status.OFF_SHIFT, Status.STOOD_DOWN):
        raise TeamOffShift(team=team.name)
    if not is_free(team, mission):
        raise TeamBusy(team=team.name, status=team.status, mission=team.mission)


def is_free(team: Team, mission: str) -> bool:
    """Tell whether the team can be sent on this mission now: at hand, and not set down for another."""
    return team.status == Status.AVAILABLE or (
        team.status == Status.PREASSIGNED and team.mission == mission
    )


def check_rested(team: Team, at: datetime) -> None:
    """Raise TeamMustRest unless the team has had its rest."""
    if not is_rested(team, at):
        raise TeamMustRest(team=team.name, until=team.rested_from or at)


def is_rested(team: Team, at: datetime) -> bool:
    """Tell whether the team has had its rest."""
    return team.rested_from is None or at >= team.rested_from


def check_shift_end(team: Team, until: datetime, at: datetime) -> None:
    """Raise ShiftTooLong unless the shift ends after now and within the team's longest shift."""
    latest = (team.shift_started or at) + timedelta(hours=team.longest_shift_hours)
    if not at < until <= latest:
        raise ShiftTooLong(team=team.name, until=until, latest=latest)


def is_overdue(team: Team, at: datetime) -> bool:
    """Tell whether the team should have been heard from by now and nobody has been told yet."""
    due = team.next_check_in
    return due is not None and at > due
