"""Makes a situation report from a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from najda.application.ports import Reading, Store
from najda.intake.places import Names
from najda.kernel.entry import Entry
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import Period

from . import (
    about_dangers,
    about_incidents,
    about_missions,
    about_people,
    about_reports,
    about_teams,
    about_unknowns,
    about_waits,
)
from .gather import Progress, gathered, installation_facts
from .model import Figure, Heading, Section, SituationReport
from .scope import NamesOf, Scope
from .window import Window

DEFAULT_ZONE = "Asia/Damascus"
"""The time zone of an installation of which nothing was recorded yet."""

GLANCE = (
    "reports.received",
    "reports.not_judged",
    "incidents.opened",
    "incidents.closed",
    "incidents.waiting",
    "missions.sent",
    "missions.closed",
    "missions.aborted",
    "missions.refusals",
    "teams.on_shift",
    "waits.reached.critical.median",
    "waits.reached.critical.waiting",
    "people.rescued",
    "people.treated",
    "people.moved",
    "people.dead_found",
    "hazards.standing",
    "teams.alarms",
)
"""What stands at the head of the report."""

_NEAR = 500
"""Ranges no farther apart than this are read in one go when a figure is traced."""


class LedgerShorter(Refusal):
    """A report was asked for over more entries than there are."""

    says = N_("The ledger has {size} entries, not {upto}. Give a size up to {size}.")


def situation_report(
    store: Store,
    *,
    period: Period,
    made_at: datetime,
    area: str = "",
    upto: int | None = None,
    names_of: NamesOf = lambda code: None,
    progress: Progress = lambda done, of: None,
) -> SituationReport:
    """Return the report on a period and an area, from the first `upto` entries of the ledger (all).

    `area` is the code of an area, empty for everywhere. The same period, area, `upto` and `made_at` give
    the same report, whatever was recorded since. Raises LedgerShorter.
    """
    with store.reading() as view:
        size = _size(view, upto)
        organisation, zone = _installation(view, size)
        found = gathered(view, Window(period, zone), size, progress)
        root = view.range_root()(0, size).hex()
    scope = Scope(found, area, made_at, names_of)
    names = scope.names(area) if area else Names()
    heading = Heading(organisation, store.realm, period, zone, area, names, made_at, size, root)
    sections = _sections(scope)
    return SituationReport(heading, (_glance(sections), *sections))


def zone_of(store: Store) -> str:
    """Return the time zone in which the installation counts its days."""
    with store.reading() as view:
        return _installation(view, view.head().size)[1]


def traced(store: Store, figure: Figure) -> Iterator[Entry]:
    """Yield the entries a figure rests on, in order."""
    with store.reading() as view:
        for first, last in _spans(figure):
            for entry in view.entries(after=first - 1, upto=last):
                if entry.sequence in figure.ground:
                    yield entry


def _spans(figure: Figure) -> Iterator[tuple[int, int]]:
    span: tuple[int, int] | None = None
    for first, last in figure.ground.ranges():
        if span and first - span[1] <= _NEAR:
            span = (span[0], last)
            continue
        if span:
            yield span
        span = (first, last)
    if span:
        yield span


def _size(view: Reading, upto: int | None) -> int:
    size = view.head().size
    if upto is not None and not 0 <= upto <= size:
        raise LedgerShorter(size=size, upto=upto)
    return size if upto is None else upto


def _installation(view: Reading, upto: int) -> tuple[str, str]:
    name, zone = "", DEFAULT_ZONE
    for fact in installation_facts(view, upto):
        name, zone = fact.name, fact.time_zone
    return name, zone


def _sections(scope: Scope) -> tuple[Section, ...]:
    return (
        about_reports.section(scope),
        about_incidents.section(scope),
        about_incidents.by_kind(scope),
        about_incidents.by_area(scope),
        about_missions.section(scope),
        about_missions.by_day(scope),
        about_missions.by_kind(scope),
        about_people.section(scope),
        about_waits.section(scope),
        about_dangers.section(scope),
        about_teams.section(scope),
        about_unknowns.section(scope),
    )


def _glance(sections: tuple[Section, ...]) -> Section:
    known = {figure.key: figure for section in sections for figure in section.figures}
    figures = tuple(known[key]._replace(depth=0) for key in GLANCE)
    return Section("glance", phrase(N_("At a glance")), figures)
