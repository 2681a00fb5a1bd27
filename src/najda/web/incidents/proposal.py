"""Who could go: the planner's ranking, with names, as a person reads and decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString

from najda.application.permissions import Permission, can
from najda.application.ports import Reading
from najda.application.reach import reach_of
from najda.application.rooms import TEAMS
from najda.application.usecases.propose_teams import proposal_for
from najda.dispatch.choice import proposed
from najda.dispatch.fit import Rule
from najda.dispatch.plan import OpenSlot, Unfit
from najda.domain.teams.status import Status
from najda.kernel.phrases import Phrase
from najda.kernel.tasks import Capability

from ..finding import Thing, as_thing
from ..saying import Names

AT_HAND = (Status.OFF_SHIFT, Status.AVAILABLE, Status.PREASSIGNED, Status.COMMITTED)
_FREE = (Status.AVAILABLE, Status.PREASSIGNED)


class Option(NamedTuple):
    """A team that may be sent: fit or not, in how many minutes it could enter, why. `free` tells whether
    sending it is possible at all, be it with a reason."""

    team: Thing
    fit: bool
    proposed: bool
    free: bool
    minutes: float | None
    fills: tuple[Capability, ...]
    why: tuple[Phrase, ...]


class Waits(NamedTuple):
    """What nobody goes for now by the plan: who comes later and when, or why nobody does. `slots` is how
    many slots this is said of."""

    capability: Capability
    why: SafeString
    slots: int


class Proposal(NamedTuple):
    """What is asked for still, the teams proposed for it, and every team, fit ones first; what waits by
    the plan, and whether somebody comes for it `later`."""

    asks: tuple[Capability, ...]
    first: list[Option]
    options: list[Option]
    waits: list[Waits]
    later: bool

    @property
    def fit(self) -> list[Option]:
        """Return the fit teams, best first."""
        return [option for option in self.options if option.fit]

    @property
    def mission(self) -> str:
        """Return the mission that a proposed team is set down for here; empty if none is."""
        return next((option.team.state.mission for option in self.first), "")

    @property
    def names(self) -> list[str]:
        """Return what the proposed teams are called."""
        return [option.team.state.name for option in self.first]


def proposal(request: HttpRequest, incident: Thing) -> Proposal:
    """Return who could go to an incident, of the teams within the person's areas."""
    with request.desk.store.reading() as view:
        by_plan = proposal_for(request.desk, incident=incident.id, grant=request.grant)
        ranking = by_plan.ranking
        names, teams = Names(request, view), _teams(request, view)
        first = [team for team in proposed(by_plan) if team in teams]
        options = [
            Option(
                teams[one.team], True, one.team in first, True, one.enters_minutes, one.fills,
                tuple(map(names.in_phrase, one.reasons)),
            )
            for one in by_plan.best if one.team in teams
        ]  # fmt: skip
        unfit = [
            Option(
                teams[one.team], False, False, _is_free(teams[one.team], one), None, (),
                tuple(names.in_phrase(obstacle.says) for obstacle in one.obstacles),
            )
            for one in ranking.unfit if one.team in teams
        ]  # fmt: skip
        waits = _waits(names, by_plan.waits)
    unfit.sort(key=lambda option: (not option.free, option.team.state.name))
    options.sort(key=lambda option: not option.proposed)
    first_options = [option for option in options if option.proposed]
    later = any(slot.team for slot in by_plan.waits)
    return Proposal(ranking.asks, first_options, options + unfit, waits, later)


def _waits(names: Names, slots: Iterable[OpenSlot]) -> list[Waits]:
    """Return what is said of slots nobody goes for now, each thing once."""
    said = Counter((slot.capability, names.linked(slot.reason)) for slot in slots)
    return [Waits(capability, why, count) for (capability, why), count in said.items()]


def _is_free(team: Thing, unfit: Unfit) -> bool:
    """Tell whether a team that is not fit can be sent all the same, by whoever says why."""
    promised = any(obstacle.rule is Rule.PREASSIGNED for obstacle in unfit.obstacles)
    return team.state.status in _FREE and not promised


def _teams(request: HttpRequest, view: Reading) -> dict[str, Thing]:
    rows = view.standings(TEAMS.name, status=AT_HAND)
    return {
        row.id: as_thing(row)
        for row in rows
        if can(request.grant, Permission.MISSIONS_SEND, reach_of(view, row))
    }
