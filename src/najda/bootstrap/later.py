"""What takes its time to make, made when it is first asked for: a command may never need it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from najda.application.ports import Gazetteer, Planner, Roads

PLACES = "places"
"""The folder within an installation where imported gazetteers are kept."""

ROADS = "roads"
"""The folder within an installation where its road network is kept."""


def gazetteer(folder: Path | None = None) -> Gazetteer:
    """Return the places known to the installation in a folder; without one, those that come along."""
    from najda.adapters.gazetteer import open_gazetteer

    return open_gazetteer(folder / PLACES if folder else None)


def roads(folder: Path) -> Roads:
    """Return the roads of the installation in a folder: a map built there, or the estimate."""
    from najda.adapters.roads.kept import KeptRoads

    return KeptRoads(folder / ROADS)


def planner() -> Planner:
    """Return the planner in use now."""
    from najda.adapters.planner import SearchPlanner

    return SearchPlanner()


class Later:
    """Something that takes its time to make, made when it is first asked for anything."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._made, name)
        setattr(self, name, value)
        return value

    @cached_property
    def _made(self) -> Any:
        return self._make()
