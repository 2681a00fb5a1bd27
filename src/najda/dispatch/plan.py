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
    """A slot no team is proposed for, and why."""

    incident: str
    capability: Capability
    reason: Phrase


class Plan(Value, frozen=True):
    """A proposal for all open incidents at once, in order of incident and capability."""

    assignments: tuple[Assignment, ...]
    open: tuple[OpenSlot, ...]
    cost: float
