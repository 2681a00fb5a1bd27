"""What a planner gives back: proposals with their reasons. None of it happens until a person says so."""

from __future__ import annotations

from najda.kernel.phrases import Phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from .fit import Obstacle


class Candidate(Value, frozen=True):
    """A fit team: the slots it can fill, minutes to the place and until it may enter, what sending
    it costs (see `objective`), and why it stands where it stands."""

    team: str
    fills: tuple[Capability, ...]
    travel_minutes: float
    enters_minutes: float
    cost: float
    reasons: tuple[Phrase, ...]


class Unfit(Value, frozen=True):
    """A team that may not go, and every rule that keeps it."""

    team: str
    obstacles: tuple[Obstacle, ...]


class Ranking(Value, frozen=True):
    """Every team for one incident: the fit, best first, and the unfit. `asks` are the open slots,
    with ordnance disposal added where it must come first."""

    incident: str
    asks: tuple[Capability, ...]
    fit: tuple[Candidate, ...]
    unfit: tuple[Unfit, ...]


class Assignment(Value, frozen=True):
    """One team proposed for one slot."""

    incident: str
    capability: Capability
    team: str
    travel_minutes: float
    enters_minutes: float
    reasons: tuple[Phrase, ...]


class OpenSlot(Value, frozen=True):
    """A slot no team is proposed for now, and why. `team` is who is to come later by this plan, and
    `enters_minutes` when; empty and None if nobody is."""

    incident: str
    capability: Capability
    reason: Phrase
    team: str = ""
    enters_minutes: float | None = None


class Stop(Value, frozen=True):
    """One stop of a team's route: the slot it fills, its way there, when it may enter, when it leaves."""

    incident: str
    capability: Capability
    travel_minutes: float
    enters_minutes: float
    leaves_minutes: float


class Route(Value, frozen=True):
    """Where a team goes, in order. Only the first stop of a team free now is a proposal; the rest is
    what the plan counts on, and is planned anew as things change."""

    team: str
    stops: tuple[Stop, ...]


class Plan(Value, frozen=True):
    """A proposal for all open incidents at once, in order of incident and capability."""

    assignments: tuple[Assignment, ...]
    open: tuple[OpenSlot, ...]
    cost: float
    routes: tuple[Route, ...] = ()
