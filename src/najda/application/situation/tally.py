"""Puts figures together, each with what it rests on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from math import ceil
from typing import Any

from najda.kernel.phrases import N_, Phrase, phrase

from .ground import Ground
from .model import Figure, Label, Unit

Sequences = Iterable[int]


class Tally:
    """Figures in the order they are counted. Keys are written below `prefix`: `reports.received`."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.figures: list[Figure] = []

    def count(self, key: str, label: Label, grounds: Iterable[Sequences], depth: int = 0) -> str:
        """Count things, each given by its entries; return the figure's whole key."""
        each = [tuple(ground) for ground in grounds]
        return self._put(key, label, len(each), Unit.COUNT, _flat(each), depth)

    def people(
        self, key: str, label: Label, counted: Iterable[tuple[int, Sequences]], depth: int = 0
    ) -> str:
        """Add people up, each number given with its entries; those with none rest on them too."""
        each = [(number, tuple(ground)) for number, ground in counted]
        total = sum(number for number, _ in each)
        return self._put(key, label, total, Unit.PEOPLE, _flat(ground for _, ground in each), depth)

    def times(
        self, key: str, labels: tuple[Label, Label, Label], waits: list[Wait], depth: int = 0
    ) -> tuple[str, str, str]:
        """Give median, 90th percentile and longest of some waits, by nearest rank: each is a wait that
        somebody had, and no average of two."""
        ordered = sorted(waits, key=lambda wait: wait[0])
        every = _flat(ground for _, ground in ordered)
        longest = ordered[-1][1] if ordered else ()
        found = (
            ("median", _at_rank(ordered, 0.5), every),
            ("p90", _at_rank(ordered, 0.9), every),
            ("longest", _at_rank(ordered, 1.0), longest),
        )
        keys = (
            self._put(f"{key}.{name}", label, value, Unit.MINUTES, ground, depth)
            for label, (name, value, ground) in zip(labels, found, strict=True)
        )
        return tuple(keys)  # type: ignore[return-value]

    def longest(self, key: str, label: Label, waits: list[Wait], depth: int = 0) -> str:
        """Give the longest of some waits alone."""
        wait = max(waits, key=lambda wait: wait[0], default=None)
        value, ground = (round(wait[0], 1), wait[1]) if wait else (None, ())
        return self._put(key, label, value, Unit.MINUTES, ground, depth)

    def middle(self, key: str, label: Label, waits: list[Wait], depth: int = 0) -> str:
        """Give the median of some waits alone, by nearest rank."""
        value = _at_rank(sorted(waits, key=lambda wait: wait[0]), 0.5)
        ground = _flat(ground for _, ground in waits)
        return self._put(key, label, value, Unit.MINUTES, ground, depth)

    def split(
        self,
        key: str,
        things: Iterable[tuple[Hashable, Sequences]],
        order: Iterable[tuple[Any, str, Label]],
        depth: int = 1,
    ) -> None:
        """Count things by what they are: `order` gives each kind, its key and its label; kinds of which
        there are none are left out."""
        groups: dict[Hashable, list[Sequences]] = {}
        for kind, ground in things:
            groups.setdefault(kind, []).append(ground)
        for kind, name, label in order:
            if kind in groups:
                self.count(f"{key}.{name}", label, groups[kind], depth)

    def _put(
        self, key: str, label: Label, value: Any, unit: Unit, ground: Sequences, depth: int
    ) -> str:
        whole = f"{self.prefix}.{key}"
        self.figures.append(Figure(whole, label, value, unit, Ground(ground), depth))
        return whole


Wait = tuple[float, tuple[int, ...]]
"""Minutes, and the entries that say when it began and ended."""

MEDIAN, P90, LONGEST = (
    phrase(N_("median")),
    phrase(N_("90th percentile")),
    phrase(N_("longest")),
)


def nearest_rank_note() -> Phrase:
    """Return how medians and percentiles are to be read."""
    return phrase(
        N_(
            "Medians and 90th percentiles are by nearest rank: each is a time that was really recorded."
        )
    )


def _at_rank(ordered: list[Wait], share: float) -> float | None:
    if not ordered:
        return None
    return round(ordered[max(ceil(share * len(ordered)), 1) - 1][0], 1)


def _flat(grounds: Iterable[Sequences]) -> list[int]:
    return [sequence for ground in grounds for sequence in ground]
