"""Which hazards are to be reckoned with at a place."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from najda.dispatch.fit import NEAR_KM
from najda.domain.hazards.rules import threatens
from najda.domain.hazards.state import Hazard
from najda.domain.hazards.status import Status
from najda.kernel.places import Position

from . import codec
from .ports import Reading, Standing
from .rooms import HAZARDS


class Danger(NamedTuple):
    """A hazard at or near a place: how far its middle is, in km, and whether the place lies within it."""

    row: Standing
    hazard: Hazard
    km: float
    at_the_place: bool


def dangers_near(view: Reading, position: Position | None, at: datetime) -> list[Danger]:
    """Return the hazards that threaten at a moment and reach to within NEAR_KM of a position, those at
    the place first, then the nearest; none where the position is not known."""
    found = []
    for row in view.standings(HAZARDS.name, status=[Status.STANDING]) if position else ():
        hazard = codec.state_from(HAZARDS.name, row.state)
        if hazard.place.position is None or not threatens(hazard, at):
            continue
        km = position.km_to(hazard.place.position)
        edge = km - hazard.radius_m / 1000
        if edge <= NEAR_KM:
            found.append(Danger(row, hazard, km, edge <= 0))
    return sorted(found, key=lambda one: (not one.at_the_place, one.km, one.row.id))
