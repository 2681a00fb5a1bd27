"""What people give on the command line, read into the core's own values."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer

from najda.application.whereabouts import Where
from najda.intake.coordinates import read_pair
from najda.kernel.errors import Malformed
from najda.kernel.need import LifeThreat, Need
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import Capability, Channel, HazardKind, Task
from najda.kernel.triage import TriageClass

E = TypeVar("E", bound=StrEnum)

_COUNT = N_("{names}, each with a number, such as {example}")


def option(*names: str, help: str, **more: Any) -> Any:
    """Return an option's description for an annotation."""
    return typer.Option(*names, help=help, **more)


Reason = Annotated[str, option("--reason", help="Why, in a few words; kept sealed.")]
PlaceWords = Annotated[
    str, option("--place", metavar="WORDS", help="Where, in the giver's own words, either script.")
]
PositionText = Annotated[
    str, option("--position", metavar="LAT,LON", help="Where, in degrees: 35.52,35.79.")
]
TaskName = Annotated[Task, typer.Argument(help="The kind: one of the 15 civil-defence tasks.")]
TaskOption = Annotated[
    Task | None, option("--task", help="The kind: one of the 15 civil-defence tasks.")
]
Capabilities = Annotated[
    list[Capability] | None,
    option("--capability", "-c", help="A capability; repeat for several."),
]
ChannelOption = Annotated[Channel, option("--channel", help="How it came in.")]
HazardName = Annotated[HazardKind, typer.Argument(help="The danger.")]
AreaOption = Annotated[
    str, option("--area", metavar="AREA", help="Only in this area, by name or code.")
]
LimitOption = Annotated[int, option("--limit", "-n", min=1, help="At most so many.")]
AllOption = Annotated[bool, option("--all", help="Closed ones too.")]

Threat = Annotated[LifeThreat, option("--threat", help="How far life is threatened.")]
People = Annotated[int | None, option("--people", help="Living people at risk.")]
Trapped = Annotated[int | None, option("--trapped", help="Of them, how many are trapped.")]
Triage = Annotated[
    str,
    option("--triage", metavar="CLASS=N,…", help="People by class: immediate=2,delayed=1."),
]
MinutesLeft = Annotated[
    int | None, option("--minutes-left", help="Minutes until a life is likely lost.")
]


def where(place: str, position: str) -> Where:
    """Return how a place was given."""
    return Where(words=place, position=read_pair(position) if position else None)


def need(
    threat: LifeThreat,
    people: int | None,
    trapped: int | None,
    triage: str,
    minutes_left: int | None,
) -> Need:
    """Return the need as assessed."""
    return Need(
        life_threat=threat,
        people_at_risk=people,
        trapped=trapped,
        triage=counts(triage, TriageClass, N_("triage")),
        minutes_left=minutes_left,
    )


def counts(text: str, kind: type[E], what: str) -> dict[E, int]:
    """Return numbers by name written as `immediate=2,delayed=1`; raise Malformed otherwise."""
    found: dict[E, int] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, number = part.partition("=")
        if name.strip() not in list(kind) or not number.strip().isdecimal():
            names, example = ", ".join(kind), f"{next(iter(kind))}=2"
            expected = phrase(_COUNT, names=names, example=example)
            raise Malformed(what=phrase(what), given=part, expected=expected)
        found[kind(name.strip())] = int(number)
    return found


def several(given: Iterable[Any] | None) -> tuple[Any, ...]:
    """Return what a repeatable option was given; typer says None for nothing."""
    return tuple(given or ())
