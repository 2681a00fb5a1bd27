"""Makes a situation report from a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

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
    about_open,
    about_people,
    about_places,
    about_reports,
    about_teams,
    about_unknowns,
    about_waits,
)
from .gather import Gathered, Progress, gathered, installation_facts
from .ground import Ground
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
        size = size_of(view, upto)
        found = gathered(view, Window(period, zone_in(view, size)), size, progress)
        made_from = seen(view, size)
    return report_from(
        found, made_from, realm=store.realm, area=area, made_at=made_at, names_of=names_of
    )


class MadeFrom(NamedTuple):
    """What a report was made from: the organisation's name and its ledger's size and root (hex)."""

    organisation: str
    size: int
    root: str


def seen(view: Reading, size: int) -> MadeFrom:
    """Return what a view of the ledger, up to a size, says of itself."""
    return MadeFrom(_installation(view, size)[0], size, view.range_root()(0, size).hex())


def report_from(
    found: Gathered,
    made_from: MadeFrom,
    *,
    realm: str,
    area: str,
    made_at: datetime,
    names_of: NamesOf,
) -> SituationReport:
    """Return the report that follows from what was gathered; the same, however it was gathered."""
    scope = Scope(found, area, made_at, names_of)
    period, zone = found.window.period, found.window.zone
    names = scope.names(area) if area else Names()
    organisation, size, root = made_from
    heading = Heading(organisation, realm, period, zone, area, names, made_at, size, root)
    sections = _sections(scope)
    return SituationReport(heading, (_glance(sections), *sections))


def zone_of(store: Store) -> str:
    """Return the time zone in which the installation counts its days."""
    with store.reading() as view:
        return zone_in(view, view.head().size)


def zone_in(view: Reading, upto: int) -> str:
    """Return the time zone that the first entries of the ledger name."""
    return _installation(view, upto)[1]


def traced(store: Store, figure: Figure) -> Iterator[Entry]:
    """Yield the entries a figure rests on, in order."""
    return rested_on(store, figure.ground)


def rested_on(store: Store, ground: Ground) -> Iterator[Entry]:
    """Yield the entries of a ground, in order."""
    with store.reading() as view:
        for first, last in _spans(ground):
            for entry in view.entries(after=first - 1, upto=last):
                if entry.sequence in ground:
                    yield entry


def _spans(ground: Ground) -> Iterator[tuple[int, int]]:
    span: tuple[int, int] | None = None
    for first, last in ground.ranges():
        if span and first - span[1] <= _NEAR:
            span = (span[0], last)
            continue
        if span:
            yield span
        span = (first, last)
    if span:
        yield span


def size_of(view: Reading, upto: int | None) -> int:
    """Return how many entries a report is made from; raise LedgerShorter if there are not so many."""
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
        about_open.section(scope),
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
        about_places.section(scope),
    )


def _glance(sections: tuple[Section, ...]) -> Section:
    known = {figure.key: figure for section in sections for figure in section.figures}
    figures = tuple(known[key]._replace(depth=0) for key in GLANCE)
    return Section("glance", phrase(N_("At a glance")), figures)
