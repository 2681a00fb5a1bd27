"""Figures about incidents: opened, closed, waiting; by kind and by area."""

from __future__ import annotations

from najda.application.words import word
from najda.domain.incidents.events import Ending
from najda.domain.incidents.status import Status
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import Task

from .model import Section
from .scope import Scope
from .tally import Tally


def section(scope: Scope) -> Section:
    """Return the section on what was opened and closed in the period, and stood at its end."""
    tally, inside = Tally("incidents"), scope.window.inside
    every = [incident for _, incident in scope.incidents()]
    opened = [i for i in every if inside(i.opened[0])]
    closings = [c for i in every for c in i.closings if inside(c[0])]
    reopened = [(s,) for i in every for at, s in i.reopenings if inside(at)]
    tally.count("opened", phrase(N_("Incidents opened")), ((i.opened[1],) for i in opened))
    tally.count("closed", phrase(N_("Incidents closed")), ((s,) for _, s, _ in closings))
    endings = [(ending, ending.value, word(ending)) for ending in Ending]
    tally.split("closed", ((ending, (s,)) for _, s, ending in closings), endings)
    tally.count("reopened", phrase(N_("Incidents opened again")), reopened)
    for status, key, label in (
        (Status.WAITING, "waiting", phrase(N_("Incidents waiting at the end, whenever opened"))),
        (Status.SERVED, "served", phrase(N_("Incidents with a mission under way at the end"))),
    ):
        tally.count(key, label, (i.ground for i in every if i.status == status))
    return Section("incidents", phrase(N_("Incidents")), tuple(tally.figures))


def by_kind(scope: Scope) -> Section:
    """Return the section on the kinds of the incidents opened, as last known."""
    tally = Tally("incidents")
    kinds = [(task, task.value, word(task)) for task in Task]
    things = ((i.task, (i.opened[1], *i.described)) for _, i in scope.opened())
    tally.split("by_kind", things, kinds, depth=0)
    title = phrase(N_("Incidents opened, by kind"))
    return Section("incidents_by_kind", title, tuple(tally.figures))


def by_area(scope: Scope) -> Section:
    """Return the section on where the incidents opened lie: by governorate, or, within an area, by the
    areas it has."""
    tally = Tally("incidents")
    placed = [(scope.area_below(i.areas), (i.opened[1], *i.described)) for _, i in scope.opened()]
    codes = sorted({code for code, _ in placed if code})
    order = [(code, code, scope.names(code)) for code in codes]
    tally.split("by_area", placed, [*order, ("", "unknown", phrase(N_("area not known")))], depth=0)
    title = phrase(N_("Incidents opened, by area"))
    return Section("incidents_by_area", title, tuple(tally.figures))
