"""Facts about a request for aid."""

from __future__ import annotations

from datetime import datetime

from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.tasks import Capability
from najda.kernel.values import Fact, Value


class Neighbour(Value, frozen=True, omit_defaults=True):
    """Who is asked: an organisation by its `name`, never a person's; an area by its codes, widest first;
    or both."""

    name: str = ""
    areas: tuple[str, ...] = ()


class Forecast(Value, frozen=True, omit_defaults=True):
    """What the planner foresaw when aid was asked for: nobody left from `in_minutes` on until
    `until_minutes` (None: as far as it looked), `short` teams too few at the worst."""

    in_minutes: int
    short: float
    until_minutes: int | None = None


class AidAsked(Fact, frozen=True):
    """Somebody asked a neighbour for teams with a capability for a place, until a time. `forecast` is
    what the planner foresaw then, if it foresaw a shortage at all; why they ask is sealed."""

    neighbour: Neighbour
    capability: Capability
    teams: int
    place: Place
    until: datetime
    reason: Sealed
    forecast: Forecast | None = None


class AidGranted(Fact, frozen=True):
    """The neighbour said how many teams it gives; said again, this number holds."""

    teams: int
    words: Sealed | None = None


class AidDeclined(Fact, frozen=True):
    """The neighbour said that it gives none, or no longer any."""

    reason: Sealed


class AidExtended(Fact, frozen=True):
    """The aid is needed until another time than was thought."""

    until: datetime
    reason: Sealed


class AidWithdrawn(Fact, frozen=True):
    """Whoever asked needs it no longer."""

    reason: Sealed


class AidTeamCame(Fact, frozen=True):
    """A team is here on this request: it is registered like any other."""

    team: str


class AidTeamLeft(Fact, frozen=True):
    """A team is no longer here on this request."""

    team: str


Event = AidAsked | AidGranted | AidDeclined | AidExtended | AidWithdrawn | AidTeamCame | AidTeamLeft
