"""Cover on a map: each area at the middle of where its calls come from, and who could stand by where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from najda.application.planning.cover import AreaStands
from najda.application.rooms import TEAMS
from najda.dispatch.coverage import AreaCover, Move
from najda.kernel.phrases import N_, Phrase, phrase

from ..roads import shapes
from ..saying import Names


class Sign(NamedTuple):
    """What a sign on the map means: its icon, the tone of its badge, the words, and how many areas."""

    icon: str
    tone: str
    says: Phrase
    count: int


_SIGNS = {
    AreaCover.NOT_AT_ALL: ("critical", "alarm", phrase(N_("Not covered at all"))),
    AreaCover.PARTLY: ("hazard", "warn", phrase(N_("Partly covered"))),
    AreaCover.LACKS_SOON: ("clock", "notice", phrase(N_("Covered now, not in two hours"))),
    AreaCover.COVERED: ("ok", "good", phrase(N_("Covered"))),
}


def counted_areas(areas: Sequence[AreaStands]) -> list[Sign]:
    """Return what the signs mean and how many areas bear each, the worst first."""
    count = Counter(one.cover for one in areas)
    return [Sign(*about, count[cover]) for cover, about in _SIGNS.items()]


def drawn(
    names: Names, areas: Sequence[AreaStands], moves: Sequence[Move], called: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the map shows: areas, and teams that could stand by elsewhere with a line to there."""
    worst = list(AreaCover)
    things = [
        shapes.thing(
            f"areas/{one.area}", f"area-{one.cover}", one.middle, called[one.area],
            order=worst.index(one.cover),
        )
        for one in areas
    ]  # fmt: skip
    middles, lines = {one.area: one.middle for one in areas}, []
    for move in moves:
        team = names.thing(TEAMS.name, move.team)
        if team is None or team.state.whereabouts is None or move.area not in middles:
            continue
        start = team.state.whereabouts
        things.append(shapes.thing(team.stream, "team", start, team.state.name, order=50))
        lines.append(shapes.line("estimate", (start, middles[move.area])))
    return {"things": things, "lines": lines}
