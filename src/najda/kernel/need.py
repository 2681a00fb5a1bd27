"""Who is helped first: by need alone.

`Need` holds what the decision may rest on and nothing else: no name, no place, no words, so a rule
here cannot depend on who somebody is. Every number below is Najda's own policy and no standard; it
is written down, versioned and kept with each priority, so that it can be argued with and changed.
Change a number and POLICY_VERSION together.

More threat, more people, more trapped or less time never lowers the priority or its weight.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from math import log2

import msgspec

from .errors import Refusal
from .phrases import N_, Phrase, counted, phrase
from .triage import TriageClass
from .values import Value

POLICY_VERSION = "need-1"

ASSUMED_PEOPLE = 5
"""People weighed where nobody has counted: a household, so that the unknown is not taken for nobody."""

CRITICAL_MINUTES, URGENT_MINUTES, SERIOUS_MINUTES = 60, 6 * 60, 24 * 60
"""At most this much time left calls for at least this priority: an hour, a working shift, a day."""

MOST_PEOPLE = 1_000_000
"""Above this a count is taken for a slip of the hand (a telephone number, say) and refused."""


class LifeThreat(StrEnum):
    """How far life is threatened, as somebody judged it from what was told or seen."""

    IMMEDIATE = "immediate"  # someone will die within minutes or hours without help
    SERIOUS = "serious"  # badly hurt, trapped or cut off, and stable for now
    POSSIBLE = "possible"  # may come to it
    NONE = "none"  # judged, and no life is threatened
    UNKNOWN = "unknown"  # not judged yet


class Level(IntEnum):
    """Priority, 1 first."""

    CRITICAL = 1
    URGENT = 2
    SERIOUS = 3
    ROUTINE = 4
    LOW = 5


LEVEL_WEIGHT = {
    Level.CRITICAL: 16,
    Level.URGENT: 8,
    Level.SERIOUS: 4,
    Level.ROUTINE: 2,
    Level.LOW: 1,
}
"""Each level weighs twice the next: one minute of its waiting counts as two of the other's. Doubling
is a choice: simple to say, and steep enough that lower levels wait without being forgotten."""

_LEVEL_OF_THREAT = {
    LifeThreat.IMMEDIATE: Level.CRITICAL,
    LifeThreat.SERIOUS: Level.URGENT,
    LifeThreat.UNKNOWN: Level.URGENT,  # cautious: until somebody judges it, as if serious
    LifeThreat.POSSIBLE: Level.SERIOUS,
    LifeThreat.NONE: Level.LOW,
}
_LEVEL_OF_TRIAGE = {
    TriageClass.IMMEDIATE: Level.CRITICAL,
    TriageClass.DELAYED: Level.URGENT,
    TriageClass.EXPECTANT: Level.URGENT,  # alive: the class may change as help arrives
    TriageClass.MINIMAL: Level.SERIOUS,
    TriageClass.DECEASED: Level.LOW,
}


class NeedImpossible(Refusal):
    """A number in a need cannot be meant."""

    says = N_(
        "{given} cannot be {what}: a whole number from 0 to {most} is meant. Correct it, or leave it "
        "open if it is not known."
    )


class Need(Value, frozen=True, omit_defaults=True):
    """What is known of the need. None and UNKNOWN say "not known", which is not the same as 0.

    `people_at_risk` and `trapped` are counts of the living, the trapped among those at risk;
    `minutes_left` is the time until a life is likely lost. Raises NeedImpossible for a negative or
    absurd number.
    """

    life_threat: LifeThreat = LifeThreat.UNKNOWN
    people_at_risk: int | None = None
    trapped: int | None = None
    triage: dict[TriageClass, int] = msgspec.field(default_factory=dict)
    minutes_left: int | None = None

    def __post_init__(self) -> None:
        _check(N_("the number of people at risk"), self.people_at_risk)
        _check(N_("the number of people trapped"), self.trapped)
        _check(N_("the minutes left"), self.minutes_left)
        for count in self.triage.values():
            _check(N_("the number of people in a triage class"), count)


class Priority(Value, frozen=True):
    """How a need ranks under a version of the policy; `reasons` says why in words.

    `weight` is what one minute of waiting costs (no unit): the level's weight times one plus the
    logarithm to base 2 of the people at risk. The logarithm is Najda's choice: each doubling of the
    people adds as much again, so that numbers count without one crowd outweighing everyone else.
    """

    level: Level
    weight: float
    policy: str


def prioritise(need: Need) -> Priority:
    """Return the priority of a need, and of nothing but the need."""
    level = min(level for level, _ in _grounds(need))
    weight = LEVEL_WEIGHT[level] * (1 + log2(_people(need)))
    return Priority(level=level, weight=round(weight, 3), policy=POLICY_VERSION)


def reasons(need: Need) -> tuple[Phrase, ...]:
    """Return why a need has its priority, the deciding grounds first, then what it weighs."""
    grounds = sorted(_grounds(need), key=lambda ground: ground[0])
    return (*(says for _, says in grounds), _weighed(need))


_A_LEVEL = 1_000
"""More than any weight, so that no crowd lifts anything past a higher level in a queue."""


def in_order(level: int, weight: float) -> float:
    """Return the place in a queue as a number, greatest first: by level, within a level by weight."""
    return (Level.LOW + 1 - level) * _A_LEVEL + weight


def _grounds(need: Need) -> list[tuple[Level, Phrase]]:
    """Return everything that speaks for a level, each with the level it calls for."""
    grounds = [(_LEVEL_OF_THREAT[need.life_threat], phrase(_THREAT_SAYS[need.life_threat]))]
    if need.trapped:
        one, many = N_("One person is trapped."), N_("{count} people are trapped.")
        grounds.append((Level.URGENT, counted(one, many, need.trapped)))
    for triage, count in sorted(need.triage.items()):
        if count:
            one, many = _TRIAGE_SAYS[triage]
            grounds.append((_LEVEL_OF_TRIAGE[triage], counted(one, many, count)))
    if need.minutes_left is not None:
        grounds.append((_level_of_time(need.minutes_left), _time_says(need.minutes_left)))
    if need.people_at_risk is None or _known_people(need):
        grounds.append((Level.ROUTINE, phrase(N_("People are, or may be, at risk."))))
    return grounds


def _level_of_time(minutes: int) -> Level:
    if minutes <= CRITICAL_MINUTES:
        return Level.CRITICAL
    if minutes <= URGENT_MINUTES:
        return Level.URGENT
    return Level.SERIOUS if minutes <= SERIOUS_MINUTES else Level.ROUTINE


def _time_says(minutes: int) -> Phrase:
    return counted(
        N_("One minute is left to save a life."),
        N_("{count} minutes are left to save a life."),
        minutes,
    )


def _known_people(need: Need) -> int:
    """Return the living people known of: the largest of the counts given, as they overlap."""
    triaged = sum(need.triage.values()) - need.triage.get(TriageClass.DECEASED, 0)
    return max(need.people_at_risk or 0, need.trapped or 0, triaged)


def _people(need: Need) -> int:
    """Return the people a need is weighed for, at least one."""
    assumed = ASSUMED_PEOPLE if need.people_at_risk is None else 1
    return max(_known_people(need), assumed)


def _weighed(need: Need) -> Phrase:
    people = _people(need)
    if need.people_at_risk is None and people == ASSUMED_PEOPLE:
        says = N_("How many people are at risk is not known: weighed as {people}.")
        return phrase(says, people=people)
    return counted(N_("Weighed for one person."), N_("Weighed for {count} people."), people)


def _check(what: str, count: int | None) -> None:
    if count is not None and not 0 <= count <= MOST_PEOPLE:
        raise NeedImpossible(given=count, what=phrase(what), most=MOST_PEOPLE)


_THREAT_SAYS = {
    LifeThreat.IMMEDIATE: N_("Life is in immediate danger."),
    LifeThreat.SERIOUS: N_("Life is in serious danger."),
    LifeThreat.POSSIBLE: N_("Life may be in danger."),
    LifeThreat.NONE: N_("No life is in danger as far as is known."),
    LifeThreat.UNKNOWN: N_("Nobody has judged the danger to life: treated as serious until then."),
}
_TRIAGE_SAYS = {
    TriageClass.IMMEDIATE: (
        N_("One person needs help immediately (triage)."),
        N_("{count} people need help immediately (triage)."),
    ),
    TriageClass.DELAYED: (
        N_("One person is badly hurt and can wait a little (triage)."),
        N_("{count} people are badly hurt and can wait a little (triage)."),
    ),
    TriageClass.EXPECTANT: (
        N_("One person is not likely to survive with what is there now (triage)."),
        N_("{count} people are not likely to survive with what is there now (triage)."),
    ),
    TriageClass.MINIMAL: (
        N_("One person has minor injuries (triage)."),
        N_("{count} people have minor injuries (triage)."),
    ),
    TriageClass.DECEASED: (
        N_("One person is dead (triage)."),
        N_("{count} people are dead (triage)."),
    ),
}
