"""Let anybody report on the public page, and take it away again."""

from __future__ import annotations

from najda.application.desk import THE_INSTALLATION, Act, Desk, Done, Work
from najda.domain.installation import decide
from najda.domain.installation.events import PublicReportsEnded, PublicReportsOpened
from najda.intake.digits import western

ROOM = "installation"


def open_public_reports(desk: Desk, act: Act, *, phone: str = "") -> Done:
    """Let anybody report on the public page; `phone` is the number that page says to call instead."""
    number = western(phone)

    def work(work: Work) -> None:
        state = work.get(ROOM, THE_INSTALLATION)
        work.add(ROOM, THE_INSTALLATION, decide.open_public_reports(state, phone=number))

    return desk.perform(act, work, PublicReportsOpened)


def end_public_reports(desk: Desk, act: Act) -> Done:
    """Take the public page away; what was reported there stays, and so do the receipts."""

    def work(work: Work) -> None:
        state = work.get(ROOM, THE_INSTALLATION)
        work.add(ROOM, THE_INSTALLATION, decide.end_public_reports(state))

    return desk.perform(act, work, PublicReportsEnded)
