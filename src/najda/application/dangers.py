"""Which standing hazards somebody at a place has to reckon with, how far off and in which direction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from najda.domain.hazards.rules import threatens
from najda.domain.hazards.state import Hazard
from najda.domain.hazards.status import Status
from najda.kernel.places import Direction, Position

from . import codec
from .ports import Reading
from .rooms import HAZARDS

NEAR_M = 5_000
"""A hazard whose edge lies within so many metres is told to a team (Najda's policy): what can be met on
the last minutes of the way."""


class Danger(NamedTuple):
    """A hazard as seen from a place: `metres` to its centre, `direction` towards it, and whether the
    place lies `inside` its reach."""

    id: str
    hazard: Hazard
    metres: int
    direction: Direction
    inside: bool


def dangers_at(
    hazards: Iterable[tuple[str, Hazard]], here: Position, at: datetime, within_m: int = NEAR_M
) -> list[Danger]:
    """Return the hazards that threaten at a time and whose edge is within some metres, the nearest edge
    first."""
    found = []
    for id_, hazard in hazards:
        centre = hazard.place.position
        if centre is None or not threatens(hazard, at):
            continue
        metres = round(here.km_to(centre) * 1000)
        if metres - hazard.radius_m <= within_m:
            inside = metres <= hazard.radius_m
            found.append(Danger(id_, hazard, metres, here.direction_to(centre), inside))
    return sorted(found, key=lambda d: (d.metres - d.hazard.radius_m, d.id))


def dangers_near(view: Reading, here: Position, at: datetime) -> list[Danger]:
    """Return the hazards of the ledger that are near a place at a time, nearest edge first."""
    rows = view.standings(HAZARDS.name, status=[Status.STANDING])
    hazards = ((row.id, codec.state_from(row.room, row.state)) for row in rows)
    return dangers_at(hazards, here, at)
