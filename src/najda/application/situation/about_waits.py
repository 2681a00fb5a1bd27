"""How long people waited, by priority: until a team was sent, and until one was there.

Those who were never reached have no waiting time, so leaving them out would flatter: they stand beside.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import NamedTuple

from najda.application.words import word
from najda.domain.incidents.status import Status
from najda.kernel.need import Level
from najda.kernel.phrases import N_, Phrase, counted, phrase, phrase_of

from .gather_incidents import Incident
from .model import Grid, Section
from .scope import Scope
from .takers import Moment
from .tally import LONGEST, MEDIAN, P90, Tally, Wait, nearest_rank_note
from .window import minutes_between


class _Step(NamedTuple):
    """What was waited for: its key, how its columns are called, and when it came (None: not yet)."""

    key: str
    title: Phrase
    done: Phrase
    open: Phrase
    never: Phrase
    came: Callable[[str, Incident], Moment | None]


class Band(NamedTuple):
    """Waits over `over` and up to `upto` minutes; how it is called in a key and in a table."""

    over: float
    upto: float
    key: str
    label: Phrase


BANDS = (
    Band(-1, 15, "upto_15", phrase(N_("up to {high} min"), high=15)),
    Band(15, 30, "upto_30", phrase(N_("{low}–{high} min"), low=15, high=30)),
    Band(30, 60, "upto_60", phrase(N_("{low}–{high} min"), low=30, high=60)),
    Band(60, 120, "upto_120", phrase(N_("{low}–{high} h"), low=1, high=2)),
    Band(120, 240, "upto_240", phrase(N_("{low}–{high} h"), low=2, high=4)),
    Band(240, 480, "upto_480", phrase(N_("{low}–{high} h"), low=4, high=8)),
    Band(480, inf, "over_480", phrase(N_("over {low} h"), low=8)),
)
"""How waits are spread in a table and a chart. Finer where a quarter of an hour decides over life:
Najda's policy."""


def section(scope: Scope) -> Section:
    """Return the section on the waits of incidents opened in the period."""
    tally, first = Tally("waits"), first_arrivals(scope)
    opened = list(scope.opened())
    steps = (
        _Step(
            "sent",
            phrase(N_("Until the first team was sent")),
            phrase_of("incidents", "sent to"),
            phrase_of("incidents", "not sent to yet"),
            phrase_of("incidents", "closed, never sent to"),
            lambda _, i: i.sent,
        ),
        _Step(
            "reached",
            phrase(N_("Until the first team was there")),
            phrase_of("incidents", "reached"),
            phrase_of("incidents", "not reached yet"),
            phrase_of("incidents", "closed, never reached"),
            lambda id_, _: first.get(id_),
        ),
    )
    levels: list[tuple[str, Phrase, list[tuple[str, Incident]]]] = [
        (level.name.lower(), word(level), [p for p in opened if p[1].level == level])
        for level in Level
    ]
    unassessed = [p for p in opened if not p[1].level]
    if unassessed:
        levels.append(("unassessed", phrase_of("priority", "not assessed"), unassessed))
    grids = tuple(_grid(scope, tally, step, levels) for step in steps)
    grids += (_spread(tally, steps[1], levels),)
    early = sum(_is_early(i, step.came(id_, i)) for id_, i in opened for step in steps)
    title = phrase(N_("Waiting time by priority"))
    return Section("waits", title, tuple(tally.figures), _notes(early), grids)


def first_arrivals(scope: Scope) -> dict[str, Moment]:
    """Return when the first team was at each incident that was reached."""
    first: dict[str, Moment] = {}
    for mission in scope.found.missions.by_id.values():
        if mission.arrived:
            first[mission.incident] = min(
                first.get(mission.incident, mission.arrived), mission.arrived
            )
    return first


def _grid(scope: Scope, tally: Tally, step: _Step, levels) -> Grid:
    columns = (
        phrase_of("incidents", "opened"), step.done, MEDIAN, P90, LONGEST, step.open,
        phrase(N_("longest so far")), step.never,
    )  # fmt: skip
    rows = tuple(label for _, label, _ in levels)
    cells = tuple(_row(scope, tally, step, key, label, pairs) for key, label, pairs in levels)
    return Grid(step.title, columns, rows, cells)


def _row(
    scope: Scope, tally: Tally, step: _Step, level: str, name: Phrase, pairs
) -> tuple[str, ...]:
    came = [(i, step.came(id_, i)) for id_, i in pairs]
    done = [_wait(i, moment) for i, moment in came if moment]
    waiting = [i for i, moment in came if not moment and i.status != Status.CLOSED]
    never = [i for i, moment in came if not moment and i.status == Status.CLOSED]
    so_far = [(max(minutes_between(i.opened[0], scope.now), 0.0), i.ground) for i in waiting]
    key = f"{step.key}.{level}"

    def label(measure: Phrase) -> Phrase:
        text = N_("{step} – {level}: {measure}")
        return phrase(text, step=step.title, level=name, measure=measure)

    opened = ((i.opened[1], *i.assessed) for i, _ in came)
    return (
        tally.count(f"{key}.opened", label(phrase_of("incidents", "opened")), opened),
        tally.count(f"{key}.done", label(step.done), (ground for _, ground in done)),
        *tally.times(key, (label(MEDIAN), label(P90), label(LONGEST)), done),
        tally.count(f"{key}.waiting", label(step.open), (i.ground for i in waiting)),
        tally.longest(f"{key}.so_far", label(phrase(N_("longest so far"))), so_far),
        tally.count(f"{key}.never", label(step.never), (i.ground for i in never)),
    )


def _spread(tally: Tally, step: _Step, levels) -> Grid:
    """Return how the waits spread over bands of time, a row for each level."""
    title = phrase(N_("{step}: how many waited how long"), step=step.title)
    cells = tuple(
        tuple(_band(tally, step, key, name, pairs, band) for band in BANDS)
        for key, name, pairs in levels
    )
    return Grid(title, tuple(b.label for b in BANDS), tuple(name for _, name, _ in levels), cells)


def _band(tally: Tally, step: _Step, level: str, name: Phrase, pairs, band: Band) -> str:
    came = ((i, step.came(id_, i)) for id_, i in pairs)
    waits = [_wait(i, moment) for i, moment in came if moment]
    inside = [ground for minutes, ground in waits if band.over < minutes <= band.upto]
    text = N_("{step} – {level}: {measure}")
    label = phrase(text, step=step.title, level=name, measure=band.label)
    return tally.count(f"{step.key}.{level}.{band.key}", label, inside)


def _wait(incident: Incident, came: Moment) -> Wait:
    minutes = minutes_between(incident.opened[0], came[0])
    return max(minutes, 0.0), (incident.opened[1], came[1])


def _is_early(incident: Incident, came: Moment | None) -> bool:
    return came is not None and came[0] < incident.opened[0]


def _notes(early: int) -> tuple[Phrase, ...]:
    notes = (
        phrase(
            N_(
                "Incidents opened in the period; their waiting begins when the incident was opened, not "
                "when the call came. The priority is the one last assessed before a team was sent."
            )
        ),
        nearest_rank_note(),
    )
    if not early:
        return notes
    early_ones = counted(
        N_("One time lay before the incident was opened and is counted as 0 minutes."),
        N_("{count} times lay before the incident was opened and are counted as 0 minutes."),
        early,
    )
    return (*notes, early_ones)
