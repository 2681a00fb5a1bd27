"""Which team fills which of the slots an incident asks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from najda.kernel.tasks import Capability


def slots_filled(
    asks: Sequence[Capability], teams: Sequence[Collection[Capability]]
) -> list[int | None]:
    """Return for each team, given as what it can do, the place of the slot it fills in `asks`; None if
    it fills none.

    Each team fills one slot and each slot is filled by one team, as many as can be. Teams come in order:
    whoever has a slot keeps one, though it may become another, so that the next finds one as well
    (augmenting paths, as in Hopcroft and Karp's matching).
    """
    holder: dict[int, int] = {}

    def place(team: int, tried: set[int]) -> bool:
        for slot, capability in enumerate(asks):
            if capability not in teams[team] or slot in tried:
                continue
            tried.add(slot)
            if slot not in holder or place(holder[slot], tried):
                holder[slot] = team
                return True
        return False

    for team in range(len(teams)):
        place(team, set())
    slot_of = {team: slot for slot, team in holder.items()}
    return [slot_of.get(team) for team in range(len(teams))]
