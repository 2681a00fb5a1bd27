"""Take a file of messages in: every row becomes a report, or a refused row with its reason.

A row's act has an id made from the row's own content and the number of identical rows before it. So a
file that was interrupted, is run again, or has grown neither loses nor doubles a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple, Protocol

from najda.application.desk import Act, Desk
from najda.application.errors import ActKnown, InTheFuture, NothingSaid, TooLong
from najda.intake import columns
from najda.intake.messages import Message, as_words
from najda.intake.operations_area import OutsideArea
from najda.intake.places import resolve
from najda.kernel.errors import Malformed
from najda.kernel.ids import derived_id
from najda.kernel.phrases import Phrase
from najda.kernel.places import Place, Position

from .receive_report import receive_report

AT_ONCE = 1000
"""Rows that are recorded in one transaction: killed, an import repeats at most so many."""

ROW_REFUSALS = (Malformed, OutsideArea, InTheFuture, NothingSaid, TooLong)
"""What is wrong with a row alone; any other refusal ends the import."""


class Row(Protocol):
    """A row of a file: its number, its values by column, and what is wrong with it if it was damaged."""

    number: int
    values: Mapping[str, Any]
    problem: Phrase | None


class Imported(NamedTuple):
    """How many rows were taken in, were known already, were refused."""

    taken: int = 0
    known: int = 0
    refused: int = 0

    @property
    def rows(self) -> int:
        """Return how many rows there were."""
        return sum(self)


Refuse = Callable[[Row, Phrase], None]


def import_reports(
    desk: Desk,
    act: Act,
    *,
    rows: Iterable[Row],
    mapping: columns.Mapping,
    refuse: Refuse,
    progress: Callable[[Imported], None] = lambda so_far: None,
    dry_run: bool = False,
    at_once: int = AT_ONCE,
) -> Imported:
    """Take every row in, and tell `refuse` of those that are not taken.

    `act` says who imports, with what, from which source; every row becomes an act of its own. `progress`
    hears of each batch of `at_once` rows once it is kept; others write between two batches. A `dry_run`
    does everything and undoes it.
    """
    importing = _Importing(desk, act, mapping)
    so_far = Imported()
    waiting = iter(rows)
    while batch := list(islice(waiting, at_once)):
        came, refused = _batch(desk, importing, batch, dry_run)
        for row, why in refused:
            refuse(row, why)
        so_far = Imported(*map(sum, zip(so_far, came, strict=True)))
        progress(so_far)
    return so_far


class _Undo(Exception):
    """Ends a dry run's batch."""


def _batch(
    desk: Desk, importing: _Importing, batch: list[Row], dry_run: bool
) -> tuple[Imported, list[tuple[Row, Phrase]]]:
    refused: list[tuple[Row, Phrase]] = []
    taken = 0
    try:
        with desk.together():
            for row in batch:
                said = importing.take(row)
                if isinstance(said, Phrase):
                    refused.append((row, said))
                else:
                    taken += said
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    known = len(batch) - taken - len(refused)
    return Imported(taken, known, len(refused)), refused


class _Importing:
    """What is remembered from row to row."""

    def __init__(self, desk: Desk, act: Act, mapping: columns.Mapping) -> None:
        self._desk, self._act, self._mapping = desk, act, mapping
        self._area = desk.area()
        self._seen: Counter[bytes] = Counter()
        self._place = lru_cache(maxsize=20_000)(self._placed)

    def take(self, row: Row) -> bool | Phrase:
        """Return whether the row was new, or why it is refused."""
        if row.problem is not None:
            return row.problem
        act = self._act_of(row)
        message = columns.apply(self._mapping, row.values)
        if isinstance(message, Phrase):
            return message
        try:
            return self._receive(act, message)
        except ActKnown:  # somebody else imported it
            return False
        except ROW_REFUSALS as refusal:
            return refusal.phrase

    def _receive(self, act: str, message: Message) -> bool:
        reached = ", ".join(filter(None, (message.reporter, message.contact)))
        done = receive_report(
            self._desk,
            _own(self._act, id=act, occurred_at=message.at),
            text=message.text,
            channel=message.channel,
            where=self._place(message.words, message.position),
            reporter=reached,
        )
        return not done.again

    def _act_of(self, row: Row) -> str:
        digest = content_digest(row.values)
        before = self._seen[digest]
        self._seen[digest] += 1
        blinded = self._desk.seals.blinded(digest)
        return derived_id("reports import", blinded, str(before))

    def _placed(self, words: str, position: Position | None) -> Place:
        if position is not None:
            self._area.check_inside(position)
        return resolve(self._desk.gazetteer, words=words, position=position)


def _own(act: Act, **changed: Any) -> Act:
    return Act(person=act.person, device=act.device, source=act.source, **changed)


def content_digest(values: Mapping[str, Any]) -> bytes:
    """Return a digest of what a row says: the same whatever the columns' order and the file's format."""
    said = [f"{name}\x1e{text}" for name, value in values.items() if (text := as_words(value))]
    return blake2b("\x1f".join(sorted(said)).encode(), digest_size=16).digest()


def values_of(rows: Iterable[Row]) -> Iterator[Mapping[str, Any]]:
    """Yield the values of the rows that could be read, to study what the columns hold."""
    return (row.values for row in rows if row.problem is None)
