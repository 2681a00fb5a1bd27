"""The aid that is asked for now: what stands, whatever became of it so far."""

from __future__ import annotations

from datetime import datetime

from najda.domain.aid.events import Neighbour
from najda.domain.aid.rules import stands
from najda.domain.aid.state import Aid
from najda.domain.aid.status import Status
from najda.kernel.phrases import N_, Phrase, counted
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from . import codec
from .ports import Reading
from .rooms import AID


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
    rows = view.standings(AID.name, status=[Status.ASKED, Status.GRANTED])
    known = ((row.id, codec.state_from(AID.name, row.state)) for row in rows)
    found = sorted(
        ((id_, aid) for id_, aid in known if stands(aid, at)),
        key=lambda one: (one[1].asked_at, one[0]),
    )
    return tuple(as_asked(id_, aid) for id_, aid in found)


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
