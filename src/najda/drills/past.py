"""What a drill had done before it was interrupted, met again in order as the story is told anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import groupby, islice

from najda.application.ports import Store
from najda.kernel.entry import Entry
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

DEVICE = "drill"
"""The device of every act that a drill does; acts from another one are not its own."""

_AT_ONCE = 5000
_TIME = 13
"""Characters of a UUIDv7 that hold its time."""


class StoryDiffers(Refusal):
    """The ledger holds what this story does not tell."""

    says = N_(
        "This folder was begun by a drill that goes another way (an older version of Najda, perhaps), so "
        "it cannot go on. Start afresh with --fresh, or name another folder."
    )


class Past:
    """The acts a ledger holds already, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._acts: deque[tuple[Entry, ...]] = deque()
        self._after, self._rest = 0, True
        self._fill()

    def __bool__(self) -> bool:
        """Tell whether there is more past to be met."""
        return bool(self._acts)

    def take(self, act: str) -> tuple[Entry, ...]:
        """Return what the act left, or nothing if it came to nothing at the time.

        Acts come in the order they were done. Raises StoryDiffers if the ledger holds an earlier one that
        was not asked for.
        """
        if not self._acts:
            return ()
        known = self._acts[0][0].act
        if known == act:
            entries = self._acts.popleft()
            self._fill()
            return entries
        if known[:_TIME] < act[:_TIME]:
            raise StoryDiffers
        return ()

    def _fill(self) -> None:
        while self._rest and len(self._acts) < 2:
            page = self._page()
            self._rest = len(page) == _AT_ONCE
            for _, entries in groupby(page, key=lambda entry: entry.act):
                act = tuple(entries)
                if self._acts and self._acts[-1][0].act == act[0].act:
                    act = self._acts.pop() + act
                if act[0].device == DEVICE:
                    self._acts.append(act)

    def _page(self) -> list[Entry]:
        with self._store.reading() as view:
            entries: Iterator[Entry] = view.entries(after=self._after)
            page = list(islice(entries, _AT_ONCE))
        if page:
            self._after = page[-1].sequence
        return page
