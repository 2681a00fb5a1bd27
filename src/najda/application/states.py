"""How one thing stands, by id."""

from __future__ import annotations

from typing import Any

from . import codec
from .errors import NotFound
from .ports import Reading
from .words import LISTED_BY, thing_word


def state_in(view: Reading, room: str, id_: str) -> Any:
    """Return a thing's state in a view; raise NotFound if it is not there."""
    row = view.standing(room, id_)
    if row is None:
        raise not_found(room, id_)
    return codec.state_from(room, row.state)


def not_found(room: str, id_: str) -> NotFound:
    """Return the refusal of whoever asks for what is not there."""
    return NotFound(what=thing_word(room), id=id_, room=LISTED_BY.get(room, room))
