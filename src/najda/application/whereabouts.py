"""From how a place is given to how the ledger keeps it."""

from __future__ import annotations

from najda.intake.places import resolve
from najda.kernel.personal import Sealed
from najda.kernel.places import Place, Position
from najda.kernel.values import Value, replace

from .desk import Desk, Work


class Where(Value, frozen=True, omit_defaults=True):
    """How somebody gave a place: words, a position, or both."""

    words: str = ""
    position: Position | None = None


def resolved(desk: Desk, where: Where) -> Place:
    """Return the place meant; raise OutsideArea if it lies outside the area of operations."""
    if where.position is not None:
        desk.area().check_inside(where.position)
    return resolve(desk.gazetteer, words=where.words, position=where.position)


def kept(work: Work, subject: str, place: Place) -> tuple[Place, Sealed | None]:
    """Return the place as the ledger keeps it, and its words sealed under the subject."""
    directions = work.seal(subject, place.words) if place.words else None
    return replace(place, words=""), directions
