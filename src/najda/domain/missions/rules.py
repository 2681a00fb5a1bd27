"""What must hold before a mission moves on."""

from __future__ import annotations

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.status import can, possible_from
from najda.kernel.values import Fact

from .state import Mission
from .status import PARTS


class NotOnMission(Refusal):
    """The team has no part in this mission."""

    says = N_("{team} has no part in this mission. Those who have: {teams}.")


class StepOutOfOrder(Refusal):
    """The team's part does not allow this step now."""

    says = N_(
        "{team} is {part} on this mission, so “{step}” is not possible now. Possible: {possible}."
    )


class TeamsStillOut(Refusal):
    """A mission closes when every team sent has finished."""

    says = N_(
        "{teams} still out on this mission. Let each finish or call it back, or abort the mission."
    )


class NothingRecorded(Refusal):
    """A mission closes with what came of it."""

    says = N_(
        "Nothing is recorded of what came of this mission. Record the outcome, even if all is 0."
    )


class NoSuchRecord(Refusal):
    """There is no such record to correct."""

    says = N_("This mission has no outcome record {record}. Those it has: {records}.")


class NobodyToSend(Refusal):
    """A mission is confirmed with at least one team."""

    says = N_("No team was named. Name at least one to send.")


def can_step(mission: Mission, team: str, fact: type[Fact]) -> bool:
    """Tell whether the team can take this step now."""
    leg = mission.leg(team)
    return can(PARTS, leg.part if leg else None, fact)


def check_step(mission: Mission, team: str, fact: type[Fact]) -> None:
    """Raise NotOnMission or StepOutOfOrder unless the team can take this step now."""
    if can_step(mission, team, fact):
        return
    leg = mission.leg(team)
    if leg is None:
        raise NotOnMission(team=team, teams=", ".join(leg.team for leg in mission.legs) or "–")
    possible = possible_from(PARTS, leg.part)
    raise StepOutOfOrder(team=team, part=leg.part, step=fact, possible=possible)


def check_can_close(mission: Mission) -> None:
    """Raise TeamsStillOut or NothingRecorded unless the mission can close."""
    if mission.out:
        raise TeamsStillOut(teams=", ".join(mission.out))
    if not mission.records:
        raise NothingRecorded


def can_close(mission: Mission) -> bool:
    """Tell whether the mission can close."""
    return not mission.out and bool(mission.records)
