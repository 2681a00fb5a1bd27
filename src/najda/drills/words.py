"""The drill's own words and kinds of events, read from the files in `texts/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from najda.kernel.tasks import NEEDED, Capability, HazardKind, Task
from najda.kernel.values import Value

Range = tuple[int, int]


class Scenario(Value, frozen=True):
    """A kind of event; the fields are explained at the head of `texts/scenarios.toml`."""

    name: str
    task: Task
    share: float
    hours: str
    grave: tuple[float, float, float, float]
    people: Range
    hurt: Range
    dead: float
    calls: Range
    work: Range
    ar: tuple[str, ...]
    en: tuple[str, ...]
    asks: tuple[Capability, ...] = ()
    also: tuple[tuple[Capability, float], ...] = ()
    trapped: tuple[float, int, int] = (0.0, 0, 0)
    hazard: tuple[HazardKind, float, int, float] | None = None
    minutes_left: tuple[float, int, int] = (0.0, 0, 0)
    attack: bool = False

    @property
    def needs(self) -> tuple[Capability, ...]:
        """Return what the event asks for in any case."""
        return self.asks or NEEDED[self.task]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("texts", name).read_text(encoding="utf-8"))


@cache
def scenarios() -> dict[str, Scenario]:
    """Return every kind of event by its name."""
    return {
        name: msgspec.convert({"name": name, **told}, Scenario)
        for name, told in _read("scenarios.toml").items()
    }


@cache
def lists() -> dict[str, Any]:
    """Return the lists of words by section."""
    return _read("words.toml")


def reasons(step: str) -> list[str]:
    """Return the reasons people of the drill give for a step, each marked as said in a drill."""
    mark = lists()["mark"]
    return [f"{mark['en']} – {said}" for said in lists()["reasons"][step]]


@cache
def towns_by_governorate() -> dict[str, dict[str, float]]:
    """Return the Arabic names of towns and how much happens there, by governorate."""
    return {
        name.replace("_", " "): {town: float(weight) for town, weight in told["towns"].items()}
        for name, told in _read("towns.toml").items()
    }
