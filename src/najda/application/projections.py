"""From what is true to what is read: how each thing stands, and everything again from the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.time import as_text, from_text
from najda.kernel.values import State

from . import codec
from .ports import Standing
from .rooms import ROOMS


def standing(room: str, id_: str, version: int, state: State) -> Standing:
    """Return the read model's row for a thing."""
    found = ROOMS[room].found_by(state)
    place = found.place
    position = place.position if place else None
    return Standing(
        room=room,
        id=id_,
        version=version,
        status=state.status,
        since=as_text(found.since),
        weight=found.weight,
        parent=found.parent,
        due=as_text(found.due) if found.due else "",
        areas=place.areas if place else (),
        lat=position.lat if position else None,
        lon=position.lon if position else None,
        state=codec.state_text(state),
    )


def rebuilt(
    entries: Iterable[Entry], progress: Callable[[int], None] = lambda done: None
) -> Iterator[Standing]:
    """Yield how everything stands after all entries: what the desk wrote as it went, made from nothing.

    States are held in memory, one per thing; `progress` hears of every thousandth entry.
    """
    states: dict[str, tuple[int, State]] = {}
    for entry in entries:
        room, _ = split_stream(entry.stream)
        _, before = states.get(entry.stream, (0, None))
        at = from_text(entry.occurred_at)
        states[entry.stream] = (
            entry.version,
            ROOMS[room].apply(before, codec.fact_of(entry), at),
        )
        if entry.sequence % 1000 == 0:
            progress(entry.sequence)
    for stream, (version, state) in states.items():
        room, id_ = split_stream(stream)
        yield standing(room, id_, version, state)
