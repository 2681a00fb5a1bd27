"""Figures about what stands open, by the need: how much, and how long it has waited."""

from __future__ import annotations

from najda.application.words import word
from najda.domain.incidents.status import Status
from najda.kernel.need import Level
from najda.kernel.phrases import N_, Phrase, phrase, phrase_of

from .gather_incidents import Incident
from .model import Grid, Section
from .scope import Scope
from .tally import Tally
from .window import minutes_between

_COLUMNS = (
    phrase_of("incidents", "waiting"),
    phrase(N_("median so far")),
    phrase(N_("longest so far")),
    phrase_of("incidents", "with a mission under way"),
)


def section(scope: Scope) -> Section:
    """Return the section on incidents open at the end, whenever opened, by the need last assessed."""
    tally = Tally("open")
    still = [i for _, i in scope.incidents() if i.status != Status.CLOSED]
    levels: list[tuple[str, Phrase, int]] = [(x.name.lower(), word(x), x.value) for x in Level]
    if any(not i.level_now for i in still):
        levels.append(("unassessed", phrase_of("priority", "not assessed"), 0))
    cells = tuple(
        _row(scope, tally, key, name, [i for i in still if i.level_now == level])
        for key, name, level in levels
    )
    rows = tuple(name for _, name, _ in levels)
    title = phrase(N_("Open at the end, by need"))
    return Section(
        "open", title, tuple(tally.figures), _notes(), (Grid(title, _COLUMNS, rows, cells),)
    )


def _row(scope: Scope, tally: Tally, level: str, name: Phrase, still: list[Incident]):
    def label(measure: Phrase) -> Phrase:
        return phrase(N_("Open, {level}: {measure}"), level=name, measure=measure)

    waiting = [i for i in still if i.status == Status.WAITING]
    waits = [
        (max(minutes_between(i.opened[0], scope.now), 0.0), (*i.ground, *i.assessed))
        for i in waiting
    ]
    served = ((*i.ground, *i.assessed) for i in still if i.status == Status.SERVED)
    return (
        tally.count(f"{level}.waiting", label(_COLUMNS[0]), (ground for _, ground in waits)),
        tally.middle(f"{level}.median", label(_COLUMNS[1]), waits),
        tally.longest(f"{level}.longest", label(_COLUMNS[2]), waits),
        tally.count(f"{level}.served", label(_COLUMNS[3]), served),
    )


def _notes() -> tuple[Phrase, ...]:
    return (
        phrase(
            N_(
                "The need is the one last assessed. Waiting is counted from the opening of the incident, "
                "also where a team was there before and did not end it."
            )
        ),
    )
