"""Record what a team did and found, and put right what was recorded wrongly."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.missions import decide
from najda.domain.missions.events import Outcome, OutcomeCorrected, OutcomeRecorded
from najda.kernel.phrases import N_
from najda.kernel.visible import visible


def record_outcome(
    desk: Desk, act: Act, *, mission: str, team: str, outcome: Outcome, believed: str = ""
) -> Done:
    """Record people rescued, treated, moved by triage class, dead found, and hazards found; `believed` is
    what the team was told or thinks and has not seen, kept apart and sealed."""

    def work(work: Work) -> None:
        state = work.get("missions", mission)
        record = work.new_id("outcome")
        told = work.seal(mission, visible(believed)) if visible(believed) else None
        recorded = decide.record(state, record=record, team=team, outcome=outcome, believed=told)
        work.add("missions", mission, recorded)

    return desk.perform(act, work, OutcomeRecorded, mission)


def correct_outcome(
    desk: Desk, act: Act, *, mission: str, record: str, outcome: Outcome, reason: str
) -> Done:
    """Put another outcome in the place of a record that was wrong, and say why; both are kept."""

    def work(work: Work) -> None:
        why = work.seal_reason(mission, reason, N_("correct"))
        state = work.get("missions", mission)
        corrected = decide.correct(state, record=record, outcome=outcome, reason=why)
        work.add("missions", mission, corrected)

    return desk.perform(act, work, OutcomeCorrected, mission)
