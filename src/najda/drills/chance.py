"""Chance from one seed, in streams of its own for every purpose: drawing more in one shifts no other."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")

_AT_ONCE = 16.0
"""Largest mean drawn in one go: above it the product of Poisson's method would lose its digits."""


class Draw(Random):
    """One stream of chance, with the draws a drill needs."""

    def happens(self, probability: float) -> bool:
        """Tell whether something of this probability happens."""
        return self.random() < probability

    def between(self, least: float, most: float) -> int:
        """Return a whole number from `least` to `most`, both included, each as likely."""
        return self.randint(int(least), int(most))

    def minutes(self, least: float, most: float) -> int:
        """Return a duration in whole seconds, from `least` to `most` minutes."""
        return self.randint(int(least * 60), int(most * 60))

    def one(self, things: Sequence[T]) -> T:
        """Return one of the things, each as likely."""
        return things[self.randrange(len(things))]

    def weighted(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the things, as likely as it weighs."""
        return self.choices(things, weights)[0]

    def poisson(self, mean: float) -> int:
        """Return how many happen where `mean` are expected (Knuth's product method, in parts)."""
        total = 0
        while mean > 0:
            part, mean = min(mean, _AT_ONCE), mean - _AT_ONCE
            least, product = exp(-part), self.random()
            while product > least:
                total += 1
                product *= self.random()
        return total


class Chance:
    """Where every stream of chance in a drill comes from."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def of(self, purpose: str, *key: object) -> Draw:
        """Return the stream for a purpose and what it is about: the same whenever it is asked for."""
        return Draw("/".join([self._seed, purpose, *map(str, key)]))
