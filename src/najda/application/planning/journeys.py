"""Travel times between places, asked of the roads only where they are not known yet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from najda.application.ports import Roads
from najda.kernel.phrases import Phrase
from najda.kernel.places import Position

MOST_PLACES = 6000
"""Places kept; beyond that everything is forgotten and asked again (a table of 144 MB)."""


class Journeys:
    """Minutes by road between places. What was asked is kept as long as the roads are the same."""

    def __init__(self) -> None:
        self._roads: Roads | None = None
        self._forget()

    def go_by(self, roads: Roads) -> bool:
        """Answer by these roads from now on; return whether they are other ones than before."""
        if roads == self._roads:
            return False
        self._roads = roads
        self._forget()
        return True

    def minutes(self, origins: Sequence[Position], destinations: Sequence[Position]) -> np.ndarray:
        """Return minutes, a row per origin, a column per destination; infinite where there is no way."""
        assert self._roads is not None, "roads are given first"
        if len(self._number) > MOST_PLACES:
            self._forget()
        rows, columns = self._numbers(origins), self._numbers(destinations)
        self._grow()
        table = self._table[np.ix_(rows, columns)]
        if np.isnan(table).any():
            self._ask(rows, columns, np.isnan(table))
            table = self._table[np.ix_(rows, columns)]
        return table.astype(float)

    def why_none(
        self, origins: Sequence[Position], destinations: Sequence[Position]
    ) -> list[Phrase | None]:
        """Return for each destination why no vehicle gets there from any of the origins; None where one
        does, or where the reasons differ."""
        assert self._roads is not None, "roads are given first"
        begins = frozenset(origins)
        new = [one for one in destinations if (begins, one) not in self._why]
        if new:
            whys = self._roads.why_none(origins, new)
            self._why.update(zip(((begins, one) for one in new), whys, strict=True))
        return [self._why[begins, one] for one in destinations]

    def _ask(self, rows: list[int], columns: list[int], missing: np.ndarray) -> None:
        """Ask for whole new columns first, then for what is left of the rows."""
        new = missing.all(axis=0)
        self._fill(rows, [one for one, is_new in zip(columns, new, strict=True) if is_new])
        left = (missing & ~new).any(axis=1)
        some = (missing & ~new).any(axis=0)
        self._fill(
            [one for one, is_left in zip(rows, left, strict=True) if is_left],
            [one for one, is_some in zip(columns, some, strict=True) if is_some],
        )

    def _fill(self, rows: list[int], columns: list[int]) -> None:
        if not rows or not columns:
            return
        here, there = ([self._places[one] for one in them] for them in (rows, columns))
        known = np.array(self._roads.travel_minutes(here, there), dtype=np.float32)
        self._table[np.ix_(rows, columns)] = np.where(known >= 0, known, np.inf)

    def _numbers(self, places: Sequence[Position]) -> list[int]:
        for place in places:
            if place not in self._number:
                self._number[place] = len(self._places)
                self._places.append(place)
        return [self._number[place] for place in places]

    def _grow(self) -> None:
        size, wanted = len(self._table), len(self._places)
        if wanted > size:
            wider = np.full((wanted + size // 2 + 64,) * 2, np.nan, np.float32)
            wider[:size, :size] = self._table
            self._table = wider

    def _forget(self) -> None:
        self._number: dict[Position, int] = {}
        self._why: dict[tuple[frozenset[Position], Position], Phrase | None] = {}
        self._places: list[Position] = []
        self._table = np.zeros((0, 0), np.float32)
