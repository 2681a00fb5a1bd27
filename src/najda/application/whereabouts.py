"""From how a place is given to how the ledger keeps it."""

from __future__ import annotations

from najda.intake.coordinates import looks_like_coordinates, read_pair
from najda.intake.names import plain
from najda.intake.places import MISSPELT, Found, clearly_best, resolve
from najda.kernel.errors import Refusal
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_
from najda.kernel.places import Place, Position
from najda.kernel.values import Value, replace

from .desk import Desk, Work

NONE_OF_THEM = "none"
"""What is chosen where none of the places called so is meant: the words are kept, nothing else."""

CHOICES = 8


class PlaceUnclear(Refusal):
    """Several places may be meant, and nobody has said which."""

    says = N_(
        "Several places may be meant by “{words}”. Choose one of them, or say that it is none of them."
    )


class Where(Value, frozen=True, omit_defaults=True):
    """How somebody gave a place: words, a position, or both."""

    words: str = ""
    position: Position | None = None


def resolved(desk: Desk, where: Where | Place) -> Place:
    """Return the place meant; raise OutsideArea if it lies outside the area of operations."""
    if isinstance(where, Place):
        return where
    if where.position is not None:
        desk.area().check_inside(where.position)
    return resolve(desk.gazetteer, words=where.words, position=where.position)


def read_place(desk: Desk, words: str, *, at: str = "", choice: str = "") -> Place:
    """Return the place somebody at a desk means by words, coordinates or a choice; never guesses.

    `at` is a position pointed at, which decides; `choice` the code of one of `choices`, or NONE_OF_THEM;
    coordinates may be typed as the words. Raises Malformed and OutsideArea for coordinates, PlaceUnclear
    where somebody who can be asked should be.
    """
    words = " ".join(words.split())
    if at:
        return resolved(desk, Where(words=words, position=read_pair(at)))
    if looks_like_coordinates(words):
        return resolved(desk, Where(position=read_pair(words)))
    if choice == NONE_OF_THEM:
        return Place(words=words)
    if chosen := _chosen(desk, words, choice):
        return replace(chosen.place, words=words)
    found = choices(desk, words)
    best = clearly_best(found)
    if found and best is None:
        raise PlaceUnclear(words=words)
    return best.place if best else Place(words=words)


def choices(desk: Desk, words: str, *, limit: int = CHOICES) -> list[Found]:
    """Return the places that may be meant by words, best first; none that are hardly alike."""
    if not words or looks_like_coordinates(words):
        return []
    return [one for one in desk.gazetteer.search(words, limit=limit) if one.score >= MISSPELT]


def _chosen(desk: Desk, words: str, code: str) -> Found | None:
    """Return the chosen place if the words still speak of it: they may have been changed since."""
    known = desk.gazetteer.known(code) if code else None
    if known is None:
        return None
    names = (known.place.name_en, known.place.name_ar)
    if any(name and plain(name) in plain(words) for name in names):
        return known
    return (
        known if any(one.code == code for one in desk.gazetteer.search(words, limit=20)) else None
    )


def kept(work: Work, subject: str, place: Place) -> tuple[Place, Sealed | None]:
    """Return the place as the ledger keeps it, and its words sealed under the subject."""
    directions = work.seal(subject, place.words) if place.words else None
    return replace(place, words=""), directions
