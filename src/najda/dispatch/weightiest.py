"""Which incidents are planned for when there are too many: the weightiest, and work for every team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from najda.kernel.tasks import Capability

from .problem import Incident, Problem, TeamOption
from .reading import minutes_of, plannable

SLOTS_EACH = 3
"""Slots, for each team with a capability, that are planned for however little they weigh: so no team
idles because what it can do is not what weighs most. Najda's policy."""


def weightiest(
    wanted: Iterable[Incident], teams: Iterable[TeamOption], *, most: int
) -> tuple[list[Incident], list[Incident]]:
    """Return the incidents to plan for and the others, each the weightiest first: the `most` weightiest,
    and beyond them as many as keep those of the `teams` busy who can do what few of the weightiest ask
    for."""
    order = sorted(wanted, key=lambda one: (-one.weight, one.since, one.id))
    chosen, rest = order[:most], order[most:]
    if not rest:
        return chosen, rest
    room = Counter({one: SLOTS_EACH * count for one, count in _able(teams).items()})
    room.subtract(asked for one in chosen for asked in one.asks)
    besides, lighter = [], []
    for one in rest:
        if one.position is not None and any(room[asked] > 0 for asked in one.asks):
            room.subtract(one.asks)
            besides.append(one)
        else:
            lighter.append(one)
    return chosen + besides, lighter


def stranded(problem: Problem) -> list[TeamOption]:
    """Return the teams that can be counted on and reach nothing of the problem that they could do."""
    minutes = minutes_of(problem.travel_minutes, (len(problem.teams), len(problem.incidents)))
    found = []
    for team, ways in zip(problem.teams, minutes < float("inf"), strict=True):
        useful = any(
            way and not set(team.capabilities).isdisjoint(one.asks)
            for way, one in zip(ways, problem.incidents, strict=True)
        )
        if not useful and plannable(team, problem.at):
            found.append(team)
    return found


def within_reach(
    teams: Sequence[TeamOption], lighter: Sequence[Incident], minutes: Sequence[Sequence[float]]
) -> list[Incident]:
    """Return the weightiest of the lighter incidents that stranded teams could do and reach, SLOTS_EACH
    for each team. `minutes` has a row per team, a column per incident; infinite where there is no way."""
    found: dict[str, Incident] = {}
    for team, ways in zip(teams, minutes, strict=True):
        fit = (
            one
            for way, one in zip(ways, lighter, strict=True)
            if way < float("inf") and not set(team.capabilities).isdisjoint(one.asks)
        )
        found |= {one.id: one for one, _ in zip(fit, range(SLOTS_EACH), strict=False)}
    return list(found.values())


def _able(teams: Iterable[TeamOption]) -> Counter[Capability]:
    return Counter(able for team in teams for able in set(team.capabilities))
