"""Which areas no fit team reaches in time, now and soon, and where standing by would help.

An area is covered for a capability if a team that can be sent, and is not, would be there within the
target. What is not covered is weighed by the calls past demand leads to expect, as in the maximal
expected covering of M. S. Daskin, Transportation Science 17(1), 1983; here each team counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np

from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value
from najda.kernel.words import word

TARGET_MINUTES = 20.0
"""How soon somebody should be able to be anywhere. Najda's policy."""

WORTH_CALLS = 0.05
"""Expected calls, within the time looked at, that a move must bring within reach to be suggested."""


class Demand(Value, frozen=True):
    """Calls to expect from an area for a capability within the time looked at, from past demand."""

    area: str
    capability: Capability
    calls: float


class Waiting(Value, frozen=True):
    """A team free from `from_minutes` on, with minutes to each area, in the order areas are given."""

    team: str
    capabilities: tuple[Capability, ...]
    minutes: tuple[float | None, ...]
    from_minutes: float = 0.0


class Gap(Value, frozen=True):
    """An area nobody reaches in time with a capability; `soonest` is None if nobody is left at all."""

    area: str
    capability: Capability
    calls: float
    soonest: float | None

    def says(self) -> Phrase:
        """Return it in words."""
        who = {"capability": word(self.capability), "area": self.area}
        if self.soonest is None:
            return phrase(
                N_("{area}: no team is left that could be there for {capability}."), **who
            )
        return counted(
            N_("{area}: the nearest free team for {capability} is one minute away."),
            N_("{area}: the nearest free team for {capability} is {count} minutes away."),
            round(self.soonest),
            **who,
        )


class AreaCover(StrEnum):
    """How much of what is asked for in an area is covered; the later, the worse."""

    COVERED = "covered"
    LACKS_SOON = "lacks_soon"
    PARTLY = "partly"
    NOT_AT_ALL = "not_at_all"


class Move(Value, frozen=True):
    """A suggestion that a waiting team stand by in an area: the way there, and what it gains and loses
    in expected calls within reach."""

    team: str
    area: str
    minutes: float
    gains: float
    now_covered: tuple[Gap, ...]

    def says(self) -> Phrase:
        """Return it in words."""
        return counted(
            N_(
                "{team} could stand by in {area}, one minute away: more calls would be within reach."
            ),
            N_(
                "{team} could stand by in {area}, {count} minutes away: more calls would be within reach."
            ),
            round(self.minutes),
            team=self.team,
            area=self.area,
        )


def gaps(
    areas: Sequence[str],
    demand: Iterable[Demand],
    waiting: Sequence[Waiting],
    *,
    in_minutes: float = 0.0,
    target: float = TARGET_MINUTES,
) -> tuple[Gap, ...]:
    """Return what is not covered so many minutes from now, the most expected calls first."""
    number = {area: at for at, area in enumerate(areas)}
    found = []
    for one in demand:
        ways = [
            team.minutes[number[one.area]]
            for team in waiting
            if one.capability in team.capabilities and team.from_minutes <= in_minutes
        ]
        soonest = min((way for way in ways if way is not None), default=None)
        if soonest is None or soonest > target:
            found.append(
                Gap(area=one.area, capability=one.capability, calls=one.calls, soonest=soonest)
            )
    return tuple(sorted(found, key=lambda gap: (-gap.calls, gap.area, gap.capability)))


def area_covers(
    areas: Iterable[str], demand: Iterable[Demand], now: Iterable[Gap], later: Iterable[Gap]
) -> dict[str, AreaCover]:
    """Return how each area is covered, by what is not covered now and what will not be later."""
    asked = Counter(one.area for one in demand)
    lacks, soon = Counter(gap.area for gap in now), {gap.area for gap in later}
    found = dict.fromkeys(areas, AreaCover.COVERED)
    for area in found:
        if lacks[area]:
            whole = lacks[area] == asked[area]
            found[area] = AreaCover.NOT_AT_ALL if whole else AreaCover.PARTLY
        elif area in soon:
            found[area] = AreaCover.LACKS_SOON
    return found


def relocations(
    areas: Sequence[str],
    demand: Iterable[Demand],
    waiting: Sequence[Waiting],
    between: Sequence[Sequence[float | None]],
    *,
    most: int = 3,
    target: float = TARGET_MINUTES,
) -> tuple[Move, ...]:
    """Return the moves that bring most expected calls within reach, one after another, each team at most
    once. `between` is minutes from area to area. What a move uncovers counts against it."""
    demand, teams, moves = list(demand), list(waiting), []
    for _ in range(most):
        best = _best_move(areas, demand, teams, between, target, {move.team for move in moves})
        if best is None:
            break
        moves.append(best)
        there = areas.index(best.area)
        teams = [
            _standing_by(team, between[there]) if team.team == best.team else team for team in teams
        ]
    return tuple(moves)


def _standing_by(team: Waiting, minutes: Sequence[float | None]) -> Waiting:
    return Waiting(team=team.team, capabilities=team.capabilities, minutes=tuple(minutes))


def _best_move(
    areas: Sequence[str],
    demand: list[Demand],
    waiting: list[Waiting],
    between: Sequence[Sequence[float | None]],
    target: float,
    moved: set[str],
) -> Move | None:
    number = {area: at for at, area in enumerate(areas)}
    calls = np.array([one.calls for one in demand])
    to = [number[one.area] for one in demand]
    reach = np.array(
        [
            [
                _reaches(team, one, team.minutes[n], target)
                for one, n in zip(demand, to, strict=True)
            ]
            for team in waiting
        ]
    )
    reach = reach.reshape(len(waiting), len(demand))
    count = reach.sum(axis=0)
    best: Move | None = None
    for row, team in enumerate(waiting):
        if team.team in moved or team.from_minutes > 0:
            continue
        others = count - reach[row]
        for at, area in enumerate(areas):
            way = team.minutes[at]
            if way is None:
                continue
            there = np.array(
                [
                    _reaches(team, one, between[at][n], target)
                    for one, n in zip(demand, to, strict=True)
                ],
                bool,
            )
            gain = float(calls @ (others + there > 0) - calls @ (count > 0))
            if gain >= WORTH_CALLS and (
                best is None or (-gain, way, team.team, area) < _order(best)
            ):
                closed = tuple(
                    Gap(area=one.area, capability=one.capability, calls=one.calls, soonest=None)
                    for one, new in zip(demand, there & (count == 0), strict=True)
                    if new
                )
                best = Move(team=team.team, area=area, minutes=way, gains=gain, now_covered=closed)
    return best


def _order(move: Move) -> tuple[float, float, str, str]:
    return (-move.gains, move.minutes, move.team, move.area)


def _reaches(team: Waiting, one: Demand, way: float | None, target: float) -> bool:
    return way is not None and way <= target and one.capability in team.capabilities
