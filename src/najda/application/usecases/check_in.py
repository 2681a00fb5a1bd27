"""Hear from teams, and notice when one is not heard from."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.teams import decide
from najda.domain.teams.events import AlarmAnswered, CheckedIn, CheckInMissed
from najda.kernel.phrases import N_
from najda.kernel.places import Position
from najda.kernel.time import as_text


def check_in(desk: Desk, act: Act, *, team: str, position: Position | None = None) -> Done:
    """Note that a team was heard from, and where it is if it said so."""

    def work(work: Work) -> None:
        work.add("teams", team, decide.check_in(work.get("teams", team), position=position))

    return desk.perform(act, work, CheckedIn, team)


def raise_alarms(desk: Desk, act: Act) -> Done:
    """Raise the alarm for every team that should have been heard from by now. Run it every minute; an
    alarm that stands is not raised again."""

    def work(work: Work) -> None:
        for row in work.tx.standings("teams", due_before=as_text(work.at)):
            work.add("teams", row.id, decide.miss_check_in(work.get("teams", row.id), at=work.at))

    return desk.perform(act, work, CheckInMissed)


def answer_alarm(desk: Desk, act: Act, *, team: str, reason: str) -> Done:
    """Say what was found when looking after an alarm."""

    def work(work: Work) -> None:
        why = work.seal_reason(team, reason, N_("answer the alarm"))
        work.add("teams", team, decide.answer_alarm(work.get("teams", team), reason=why))

    return desk.perform(act, work, AlarmAnswered, team)
