"""The aid that is asked for now: what stands, whatever became of it so far."""

from __future__ import annotations

from datetime import datetime, timedelta

from najda.domain.aid.events import Neighbour
from najda.domain.aid.rules import has_lapsed, stands
from najda.domain.aid.state import Aid
from najda.domain.aid.status import Status
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from . import codec
from .ports import Reading
from .rooms import AID

LAPSED_TOLD = timedelta(hours=24)
"""How long a request that lapsed is told of (Najda's policy): so long somebody may need it longer."""


class AskedAid(Value, frozen=True):
    """A request that stands: `teams` asked for, `granted` (None: no answer yet), `here` those that came.
    `area` is the code of the area they are for."""

    id: str
    area: str
    areas: tuple[str, ...]
    neighbour: Neighbour
    capability: Capability
    teams: int
    granted: int | None
    here: tuple[str, ...]
    until: datetime

    @property
    def concerns(self) -> tuple[str, ...]:
        """Return the areas it is for and those it is asked of."""
        return (*self.areas, *self.neighbour.areas)

    def says(self) -> Phrase:
        """Return in words what came of it so far."""
        if self.granted is None:
            return counted(
                N_("One team is asked for until {until}; there is no answer yet."),
                N_("{count} teams are asked for until {until}; there is no answer yet."),
                self.teams,
                until=self.until,
            )
        return counted(
            N_("One team is asked for until {until}. Granted: {granted}. Here: {here}."),
            N_("{count} teams are asked for until {until}. Granted: {granted}. Here: {here}."),
            self.teams,
            until=self.until,
            granted=self.granted,
            here=len(self.here),
        )


def asked_now(view: Reading, at: datetime) -> tuple[AskedAid, ...]:
    """Return the requests that stand at a time, the earliest first."""
    known = _known(view, [Status.ASKED, Status.GRANTED])
    return tuple(as_asked(id_, aid) for id_, aid in known if stands(aid, at))


def over_now(view: Reading, at: datetime) -> tuple[tuple[str, Aid], ...]:
    """Return the requests that are over and still somebody's business, by id, the earliest first: teams
    are here on them, or they lapsed not long ago."""
    return tuple(
        (id_, aid)
        for id_, aid in _known(view)
        if not stands(aid, at)
        and (aid.here or (has_lapsed(aid, at) and at - aid.until < LAPSED_TOLD))
    )


def came_to(id_: str, aid: Aid, at: datetime) -> Phrase:
    """Return in words what came of a request so far, whether it stands or is over."""
    here = len(aid.here)
    if aid.status is Status.DECLINED:
        return phrase(
            N_("They give no team, or no longer any. Teams still here: {here}."), here=here
        )
    if aid.status is Status.WITHDRAWN:
        return phrase(N_("It was withdrawn. Teams still here: {here}."), here=here)
    if has_lapsed(aid, at):
        lapsed = N_("It lapsed at {until}. Teams still here: {here}.")
        return phrase(lapsed, until=aid.until, here=here)
    return as_asked(id_, aid).says()


def _known(view: Reading, status: list[Status] | None = None) -> list[tuple[str, Aid]]:
    rows = view.standings(AID.name, status=status)
    known = ((row.id, codec.state_from(AID.name, row.state)) for row in rows)
    return sorted(known, key=lambda one: (one[1].asked_at, one[0]))


def as_asked(id_: str, aid: Aid) -> AskedAid:
    """Return a request as it is told."""
    return AskedAid(
        id=id_,
        area=aid.place.areas[-1] if aid.place.areas else "",
        areas=aid.place.areas,
        neighbour=aid.neighbour,
        capability=aid.capability,
        teams=aid.teams,
        granted=aid.granted if aid.status is Status.GRANTED else None,
        here=aid.here,
        until=aid.until,
    )
