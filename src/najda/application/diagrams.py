"""The rooms' status tables as Mermaid diagrams for docs/status.md: `make docs` writes them anew.

The diagrams are made from the tables that the rules themselves read, so they cannot say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from najda.kernel.status import Moves

from .rooms import ROOMS, Room

BEGIN, END = "<!-- diagrams: made by make docs, not by hand -->", "<!-- end of diagrams -->"

TITLES = {
    "reports": "Reports",
    "incidents": "Incidents",
    "hazards": "Hazards",
    "closures": "Closures of roads",
    "aid": "Requests for aid",
    "teams": "Teams",
    "missions": "Missions",
    "subjects": "Subjects of sealed data",
    "installation": "The installation",
}


def diagram(moves: Moves) -> str:
    """Return the moves from one status to another as a Mermaid state diagram."""
    arrows: dict[tuple[StrEnum | None, StrEnum | None], list[str]] = {}
    for (before, fact), after in moves.items():
        if before is None or before != after:
            arrows.setdefault((before, after), []).append(fact.__name__)
    lines = [
        f"    {_node(before)} --> {_node(after)}: {_listed(facts)}"
        for (before, after), facts in arrows.items()
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def staying(moves: Moves) -> str:
    """Return, line by line, the facts that can come in a status and leave it as it is."""
    found: dict[StrEnum, set[str]] = {}
    for (before, fact), after in moves.items():
        if before is not None and before == after:
            found.setdefault(before, set()).add(fact.__name__)
    alike: dict[str, list[StrEnum]] = {}
    for status, facts in found.items():
        alike.setdefault(_listed(facts), []).append(status)
    lines = (f"- {', '.join(statuses)}: {facts}" for facts, statuses in alike.items())
    return "\n".join(["Possible without moving:", "", *lines]) if alike else ""


def section(room: Room) -> str:
    """Return what the page says of a room, and of its parts if it has any."""
    blocks = [f"## {TITLES[room.name]}", diagram(room.moves), staying(room.moves)]
    if room.parts is not None:
        blocks += ["Each team's part within it:", diagram(room.parts), staying(room.parts)]
    return "\n\n".join(filter(None, blocks))


def with_diagrams(page: str, rooms: Iterable[Room] = ROOMS.values()) -> str:
    """Return the page with everything between its two markers made anew; ValueError if they are gone."""
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"the page lacks its markers: {BEGIN} and {END}")
    made = "\n\n".join(section(room) for room in rooms)
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def _node(status: StrEnum | None) -> str:
    return "[*]" if status is None else str(status)


def _listed(facts: Iterable[str]) -> str:
    return ", ".join(sorted(facts))


if __name__ == "__main__":
    import sys
    from pathlib import Path

    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_diagrams(path.read_text(encoding="utf-8")), encoding="utf-8")
