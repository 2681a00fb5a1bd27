"""Two reports side by side: what came to more, and what to less."""

from __future__ import annotations

from typing import NamedTuple

from najda.application.ports import Language
from najda.kernel.phrases import N_, phrase

from .model import Figure, SituationReport, Unit
from .said import SaidFigure, said_figure
from .wording import duration

COMPARED = (
    "reports.received",
    "reports.not_judged",
    "incidents.opened",
    "incidents.closed",
    "incidents.waiting",
    "missions.sent",
    "missions.closed",
    "missions.aborted",
    "missions.refusals",
    "people.rescued",
    "people.treated",
    "people.moved",
    "people.dead_found",
    "waits.reached.critical.median",
    "hazards.standing",
    "teams.alarms",
)
"""What one day is held against another by."""


class Compared(NamedTuple):
    """A figure, what it came to in the other report, and the difference in words."""

    figure: SaidFigure
    before: SaidFigure
    change: str


def compared(
    report: SituationReport, before: SituationReport, language: Language
) -> tuple[Compared, ...]:
    """Return the figures by which two reports are compared."""
    now, then = report.figures(), before.figures()
    return tuple(
        Compared(
            said_figure(now[key], language),
            said_figure(then[key], language),
            change_said(now[key], then[key], language),
        )
        for key in COMPARED
    )


def change_said(now: Figure, then: Figure, language: Language) -> str:
    """Return the difference between two figures in words; a dash where one has no value."""
    if now.value is None or then.value is None:
        return "–"
    change = round(now.value - then.value, 1)
    if not change:
        return language.say(phrase(N_("the same")))
    much = duration(abs(change)) if now.unit is Unit.MINUTES else abs(change)
    text = N_("{number} more") if change > 0 else N_("{number} fewer")
    if now.unit is Unit.MINUTES:
        text = N_("{number} longer") if change > 0 else N_("{number} shorter")
    return language.say(phrase(text, number=much))
