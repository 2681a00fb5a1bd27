"""Where a person's choice departs from what is proposed, and so asks for a reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from najda.kernel.phrases import N_, Phrase, counted, phrase

from .plan import Candidate, OpenSlot, Ranking

AS_GOOD_MINUTES = 5.0
"""A fit team that enters within this many minutes of the best for its slot is as good as proposed:
estimates are no more exact than that. Najda's policy."""


class Proposal(NamedTuple):
    """Who should go to one incident: every team by rank, whom the plan for all sends there now, whom it
    sends elsewhere, and what of it `waits` by the plan: who comes later, or why nobody does."""

    ranking: Ranking
    planned: Collection[str] = ()
    elsewhere: Collection[str] = ()
    waits: tuple[OpenSlot, ...] = ()

    @property
    def best(self) -> list[Candidate]:
        """Return the fit teams, those planned first, then by rank, those needed elsewhere last."""
        return sorted(
            self.ranking.fit,
            key=lambda one: (one.team not in self.planned, one.team in self.elsewhere),
        )


def proposed(proposal: Proposal) -> tuple[str, ...]:
    """Return the teams proposed for the open slots, best first: each goes to a slot of its own, and no
    team is passed over for one that comes after it, unless the slots it could fill are taken. Whom the
    plan sends elsewhere is not proposed.

    Teams are taken by rank whenever all taken so far can still each have a slot (augmenting paths, as in
    Hopcroft and Karp's matching), which fills as many slots as can be filled.
    """
    holder: dict[int, Candidate] = {}

    def place(candidate: Candidate, tried: set[int]) -> bool:
        for slot, capability in enumerate(proposal.ranking.asks):
            if capability not in candidate.fills or slot in tried:
                continue
            tried.add(slot)
            if slot not in holder or place(holder[slot], tried):
                holder[slot] = candidate
                return True
        return False

    best = (one for one in proposal.best if one.team not in proposal.elsewhere)
    return tuple(one.team for one in best if place(one, set()))


def departures(proposal: Proposal, chosen: Sequence[str]) -> dict[str, Phrase]:
    """Return for each chosen team that departs from the proposal why it does; empty if none does.

    A team departs if it is not fit, or if one left out that ranks above it and could fill what it fills
    would enter more than AS_GOOD_MINUTES sooner. What is proposed, or a part of it, never departs, nor
    does whom the plan sends here. Whom it sends elsewhere is needed more there, so nobody waits for it.
    """
    if set(chosen) <= set(proposed(proposal)):
        return {}
    ranking = proposal.ranking
    fit = {candidate.team: candidate for candidate in ranking.fit}
    unfit = {team.team: team for team in ranking.unfit}
    found: dict[str, Phrase] = {}
    for team in chosen:
        if team in unfit:
            found[team] = unfit[team].obstacles[0].says
        elif team not in fit:
            found[team] = phrase(N_("it is not known to the planner"))
        elif team not in proposal.planned and (best := _sooner(fit[team], proposal, chosen)):
            minutes = round(fit[team].enters_minutes - best.enters_minutes)
            found[team] = counted(
                N_("{best} could be there one minute sooner"),
                N_("{best} could be there {count} minutes sooner"),
                minutes,
                best=best.team,
            )
    return found


def _sooner(candidate: Candidate, proposal: Proposal, chosen: Sequence[str]) -> Candidate | None:
    """Return the best team left out that could fill what this one fills, if it is clearly sooner."""
    fit, out = proposal.ranking.fit, {*chosen, *proposal.elsewhere}
    rivals = [
        other
        for other in fit[: fit.index(candidate)]
        if other.team not in out and set(other.fills) & set(candidate.fills)
    ]
    best = min(rivals, key=lambda other: (other.enters_minutes, other.team), default=None)
    if best and candidate.enters_minutes - best.enters_minutes > AS_GOOD_MINUTES:
        return best
    return None
