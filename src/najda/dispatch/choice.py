"""Where a person's choice departs from what is proposed, and so asks for a reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from najda.kernel.phrases import N_, Phrase, counted, phrase

from .plan import Candidate, OpenSlot, Ranking
from .slots import slots_filled

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

    Teams are taken by rank whenever all taken so far can still each have a slot, which fills as many
    slots as can be filled.
    """
    best = [one for one in proposal.best if one.team not in proposal.elsewhere]
    slots = slots_filled(proposal.ranking.asks, [one.fills for one in best])
    return tuple(one.team for one, slot in zip(best, slots, strict=True) if slot is not None)


def departures(proposal: Proposal, chosen: Sequence[str]) -> dict[str, Phrase]:
    """Return for each chosen team that departs from the proposal why it does; empty if none does.

    A team departs if it is not fit, if the others chosen leave it no slot of its own, or if one left out
    that ranks above it and could fill what it fills would enter more than AS_GOOD_MINUTES sooner. What is
    proposed, or a part of it, never departs, nor does whom the plan sends here. Whom it sends elsewhere
    is needed more there, so nobody waits for it.
    """
    if set(chosen) <= set(proposed(proposal)):
        return {}
    ranking, besides = proposal.ranking, _besides(proposal, chosen)
    fit = {candidate.team: candidate for candidate in ranking.fit}
    unfit = {team.team: team for team in ranking.unfit}
    found: dict[str, Phrase] = {}
    for team in chosen:
        if team in unfit:
            found[team] = unfit[team].obstacles[0].says
        elif team not in fit:
            found[team] = phrase(N_("it is not known to the planner"))
        elif team in besides:
            found[team] = phrase(N_("nothing more is asked for"))
        elif team not in proposal.planned and (best := _sooner(fit[team], proposal, chosen)):
            minutes = round(fit[team].enters_minutes - best.enters_minutes)
            found[team] = counted(
                N_("{best} could be there one minute sooner"),
                N_("{best} could be there {count} minutes sooner"),
                minutes,
                best=best.team,
            )
    return found


def _besides(proposal: Proposal, chosen: Sequence[str]) -> set[str]:
    """Return the fit teams chosen beyond what is asked for; of several those last by rank."""
    ranked = [one for one in proposal.best if one.team in chosen]
    slots = slots_filled(proposal.ranking.asks, [one.fills for one in ranked])
    return {one.team for one, slot in zip(ranked, slots, strict=True) if slot is None}


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
