"""What a team did and found, in words: one short phrase for each figure that is not nothing."""

from __future__ import annotations

from najda.domain.missions.events import Outcome
from najda.kernel.phrases import N_, Phrase, phrase


def outcome_words(outcome: Outcome) -> tuple[Phrase, ...]:
    """Return what an outcome says; that there is nothing to tell where every figure is 0."""
    said = []
    if outcome.rescued:
        said.append(phrase(N_("rescued alive: {count}"), count=outcome.rescued))
    if outcome.treated:
        said.append(phrase(N_("treated: {count}"), count=outcome.treated))
    for triage, count in sorted(outcome.moved.items()):
        if count:
            said.append(phrase(N_("moved, {triage}: {count}"), triage=triage, count=count))
    if outcome.dead_found:
        said.append(phrase(N_("dead found: {count}"), count=outcome.dead_found))
    for kind in outcome.hazards_found:
        said.append(phrase(N_("hazard found: {kind}"), kind=kind))
    return tuple(said) or (phrase(N_("nobody found, nothing to report")),)
