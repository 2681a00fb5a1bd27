"""Start, extend and end a team's shift."""

from __future__ import annotations

from datetime import datetime

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.teams import decide
from najda.domain.teams.events import ShiftEnded, ShiftExtended, ShiftStarted
from najda.kernel.phrases import N_
from najda.kernel.time import moment
from najda.kernel.visible import visible


def start_shift(
    desk: Desk, act: Act, *, team: str, until: datetime, unrested_reason: str = ""
) -> Done:
    """Start a shift until a time; before its rest is over only with the reason for cutting it short."""

    def work(work: Work) -> None:
        why = None
        if visible(unrested_reason):
            why = work.seal_reason(team, unrested_reason, N_("start a shift unrested"))
        state = work.get("teams", team)
        started = decide.start_shift(state, until=moment(until), at=work.at, unrested=why)
        work.add("teams", team, started)

    return desk.perform(act, work, ShiftStarted, team)


def extend_shift(desk: Desk, act: Act, *, team: str, until: datetime, reason: str) -> Done:
    """Let a shift go on longer, and say why."""

    def work(work: Work) -> None:
        why = work.seal_reason(team, reason, N_("extend the shift"))
        state = work.get("teams", team)
        extended = decide.extend_shift(state, until=moment(until), reason=why, at=work.at)
        work.add("teams", team, extended)

    return desk.perform(act, work, ShiftExtended, team)


def end_shift(desk: Desk, act: Act, *, team: str) -> Done:
    """End the shift of a team that is free; its rest begins."""

    def work(work: Work) -> None:
        work.add("teams", team, decide.end_shift(work.get("teams", team)))

    return desk.perform(act, work, ShiftEnded, team)
