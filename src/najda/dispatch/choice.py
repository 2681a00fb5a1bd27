"""Where a person's choice departs from what is proposed, and so asks for a reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from najda.kernel.phrases import N_, Phrase, phrase

from .plan import Candidate, Ranking

AS_GOOD_MINUTES = 5.0
"""A fit team that enters within this many minutes of the best for its slot is as good as proposed:
estimates are no more exact than that. Najda's policy."""


def departures(
    ranking: Ranking, chosen: Sequence[str], planned: Collection[str] = ()
) -> dict[str, Phrase]:
    """Return for each chosen team that departs from the proposal why it does; empty if none does.

    A team departs if it is not fit, or if one left out that ranks above it and could fill what it fills
    would enter more than AS_GOOD_MINUTES sooner. Whom the plan for all sends here, `planned`, does not
    depart: whoever would be sooner is needed more elsewhere.
    """
    fit = {candidate.team: candidate for candidate in ranking.fit}
    unfit = {team.team: team for team in ranking.unfit}
    found: dict[str, Phrase] = {}
    for team in chosen:
        if team in unfit:
            found[team] = unfit[team].obstacles[0].says
        elif team not in fit:
            found[team] = phrase(N_("it is not known to the planner"))
        elif team not in planned and (best := _sooner(fit[team], ranking, chosen)):
            minutes = round(fit[team].enters_minutes - best.enters_minutes)
            says = N_("{best} could be there {minutes} minutes sooner")
            found[team] = phrase(says, best=best.team, minutes=minutes)
    return found


def _sooner(candidate: Candidate, ranking: Ranking, chosen: Sequence[str]) -> Candidate | None:
    """Return the best team left out that could fill what this one fills, if it is clearly sooner."""
    rivals = [
        other
        for other in ranking.fit[: ranking.fit.index(candidate)]
        if other.team not in chosen and set(other.fills) & set(candidate.fills)
    ]
    best = min(rivals, key=lambda other: (other.enters_minutes, other.team), default=None)
    if best and candidate.enters_minutes - best.enters_minutes > AS_GOOD_MINUTES:
        return best
    return None
