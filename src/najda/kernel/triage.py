"""START, JumpSTART and SALT: the published tables for sorting many casualties in little time.

Pure: signs in, a class and the step that decided out. A step whose sign was not looked at refuses
instead of guessing. These sort who is helped first; they are no diagnosis, and the person on the
spot may always decide otherwise.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from .errors import Refusal
from .phrases import N_, Phrase, phrase
from .values import Value

_Sign = TypeVar("_Sign")

START_MOST_BREATHS = 30  # a minute; "over 30" is immediate, so 30 itself goes on to the next step
START_MOST_REFILL_SECONDS = 2.0  # capillary refill; "over 2 seconds" is immediate
JUMPSTART_LEAST_BREATHS, JUMPSTART_MOST_BREATHS = 15, 45  # a minute; both still go on


class TriageClass(StrEnum):
    """Who is helped first. START and JumpSTART call MINIMAL "minor"; only SALT knows EXPECTANT."""

    IMMEDIATE = "immediate"  # red
    DELAYED = "delayed"  # yellow
    MINIMAL = "minimal"  # green
    EXPECTANT = "expectant"  # grey: alive, and not likely to survive with what is there now
    DECEASED = "deceased"  # black


IMMEDIATE, DELAYED, MINIMAL, EXPECTANT, DECEASED = TriageClass


class Triaged(NamedTuple):
    """The class and the step of the table that decided it."""

    triage: TriageClass
    step: Phrase


class SignMissing(Refusal):
    """The table cannot go on without a sign nobody looked at."""

    says = N_("{method} cannot decide yet: {sign} is not known. Look, and try again.")


class Responds(StrEnum):
    """AVPU, with the response to pain told apart as JumpSTART asks."""

    ALERT = "alert"
    TO_VOICE = "to_voice"
    TO_PAIN = "to_pain"  # appropriately: localises or withdraws
    TO_PAIN_POSTURING = "to_pain_posturing"  # inappropriately
    UNRESPONSIVE = "unresponsive"


class StartSigns(Value, frozen=True):
    """What START looks at, in its order; None is "not looked at"."""

    walking: bool
    breathing: bool | None = None
    breathing_after_airway_opened: bool | None = None
    breaths_per_minute: int | None = None
    radial_pulse: bool | None = None
    capillary_refill_seconds: float | None = None
    obeys_commands: bool | None = None


class JumpStartSigns(Value, frozen=True):
    """What JumpSTART looks at, in its order; None is "not looked at"."""

    walking: bool
    breathing: bool | None = None
    breathing_after_airway_opened: bool | None = None
    palpable_pulse: bool | None = None
    breathing_after_rescue_breaths: bool | None = None
    breaths_per_minute: int | None = None
    breathing_irregular: bool = False
    responds: Responds | None = None


class SaltSigns(Value, frozen=True):
    """What SALT's individual assessment looks at, after its lifesaving interventions."""

    breathing: bool | None = None
    obeys_or_moves_purposefully: bool | None = None
    peripheral_pulse: bool | None = None
    respiratory_distress: bool | None = None
    haemorrhage_controlled: bool | None = None
    minor_injuries_only: bool | None = None
    likely_to_survive: bool | None = None  # given the resources there are now


def start(signs: StartSigns) -> Triaged:
    """Return the START class of an adult.

    Source: START, Hoag Hospital and Newport Beach Fire Department, California, 1983; chart as kept
    at chemm.hhs.gov/startadult.htm. Perfusion is poor without a radial pulse (revision of 1996) or
    with a capillary refill over two seconds (original); one of the two is enough to go on.
    """
    if signs.walking:
        return _is(MINIMAL, N_("walks"))
    if not _seen("START", signs.breathing, N_("whether the person breathes")):
        if _seen("START", signs.breathing_after_airway_opened, _AFTER_AIRWAY):
            return _is(IMMEDIATE, N_("breathes only after the airway was opened"))
        return _is(DECEASED, N_("does not breathe after the airway was opened"))
    rate, most = _seen("START", signs.breaths_per_minute, _RATE), START_MOST_BREATHS
    if rate > most:
        return _is(
            IMMEDIATE, N_("breathes {rate} times a minute, over {most}"), rate=rate, most=most
        )
    if poor := _start_perfusion_poor(signs):
        return poor
    if not _seen("START", signs.obeys_commands, N_("whether the person obeys simple commands")):
        return _is(IMMEDIATE, N_("does not obey simple commands"))
    return _is(
        DELAYED, N_("breathing, circulation and response are within limits, and cannot walk")
    )


def _start_perfusion_poor(signs: StartSigns) -> Triaged | None:
    refill, most = signs.capillary_refill_seconds, START_MOST_REFILL_SECONDS
    if signs.radial_pulse is None and refill is None:
        sign = phrase(N_("the radial pulse or the capillary refill"))
        raise SignMissing(method="START", sign=sign)
    if signs.radial_pulse is False:
        return _is(IMMEDIATE, N_("has no radial pulse"))
    if refill is not None and refill > most:
        says = N_("capillary refill takes {refill} seconds, over {most}")
        return _is(IMMEDIATE, says, refill=refill, most=most)
    return None


def jumpstart(signs: JumpStartSigns) -> Triaged:
    """Return the JumpSTART class of a child: whoever looks like a child rather than a young adult.

    Source: L. E. Romig, JumpSTART (1995, revised 2001), published in JEMS 27(7), 2002; chart as kept
    at chemm.hhs.gov/startpediatric.htm. Infants who cannot walk yet go through every step.
    """
    if signs.walking:
        return _is(MINIMAL, N_("walks"))
    if not _seen("JumpSTART", signs.breathing, N_("whether the child breathes")):
        return _jumpstart_not_breathing(signs)
    if signs.breathing_irregular:
        return _is(IMMEDIATE, N_("breathes irregularly"))
    rate = _seen("JumpSTART", signs.breaths_per_minute, _RATE)
    least, most = JUMPSTART_LEAST_BREATHS, JUMPSTART_MOST_BREATHS
    if not least <= rate <= most:
        says = N_("breathes {rate} times a minute, outside {least} to {most}")
        return _is(IMMEDIATE, says, rate=rate, least=least, most=most)
    if not _seen("JumpSTART", signs.palpable_pulse, _PULSE):
        return _is(IMMEDIATE, N_("has no palpable pulse"))
    responds = _seen("JumpSTART", signs.responds, N_("how the child responds (AVPU)"))
    if responds is Responds.TO_PAIN_POSTURING:
        return _is(IMMEDIATE, N_("responds to pain only by posturing"))
    if responds is Responds.UNRESPONSIVE:
        return _is(IMMEDIATE, N_("does not respond"))
    return _is(DELAYED, N_("breathing, pulse and response are within limits, and cannot walk"))


def _jumpstart_not_breathing(signs: JumpStartSigns) -> Triaged:
    if _seen("JumpSTART", signs.breathing_after_airway_opened, _AFTER_AIRWAY):
        return _is(IMMEDIATE, N_("breathes only after the airway was opened"))
    if not _seen("JumpSTART", signs.palpable_pulse, _PULSE):
        return _is(DECEASED, N_("does not breathe and has no palpable pulse"))
    after = N_("whether the child breathes after five rescue breaths")
    if _seen("JumpSTART", signs.breathing_after_rescue_breaths, after):
        return _is(IMMEDIATE, N_("breathes only after rescue breaths"))
    return _is(DECEASED, N_("has a pulse but does not breathe after rescue breaths"))


class SaltOrder(StrEnum):
    """SALT's global sorting: who is assessed first. It orders, it does not class."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


def salt_order(*, walks: bool, waves: bool, obvious_life_threat: bool) -> SaltOrder:
    """Return when a person is assessed: still or obviously threatened first, who walks last.

    Source as for `salt`.
    """
    if obvious_life_threat or not (walks or waves):
        return SaltOrder.FIRST
    return SaltOrder.THIRD if walks else SaltOrder.SECOND


def salt(signs: SaltSigns) -> Triaged:
    """Return the SALT class of anybody, after the lifesaving interventions (bleeding stopped, airway
    opened, two rescue breaths for a child, chest decompressed, antidotes).

    Source: E. B. Lerner and others, Disaster Med Public Health Prep 2008;2(S1):S25–34, and the
    concept endorsed in 2008;2(4):245–246; chart as kept at chemm.hhs.gov/salttriage.htm.
    """
    if not _seen("SALT", signs.breathing, N_("whether the person breathes")):
        return _is(DECEASED, N_("does not breathe after the lifesaving interventions"))
    if failed := _salt_failed(signs):
        if _seen("SALT", signs.likely_to_survive, N_("whether the person is likely to survive")):
            return _is(IMMEDIATE, failed)
        says = N_("{sign}; not likely to survive with what is there now")
        return _is(EXPECTANT, says, sign=phrase(failed))
    if _seen("SALT", signs.minor_injuries_only, N_("whether there are minor injuries only")):
        return _is(MINIMAL, N_("has minor injuries only"))
    return _is(DELAYED, N_("nothing threatens life at once, and injuries are more than minor"))


def _salt_failed(signs: SaltSigns) -> str | None:
    """Return the first of SALT's four questions answered badly; one bad answer is enough, so the
    others need not be known."""
    for field, bad, _, failed in _SALT_QUESTIONS:
        if getattr(signs, field) is bad:
            return failed
    for field, _, asked, _ in _SALT_QUESTIONS:
        _seen("SALT", getattr(signs, field), asked)
    return None


_SALT_QUESTIONS = (
    (
        "obeys_or_moves_purposefully",
        False,
        N_("whether the person obeys commands or moves with purpose"),
        N_("neither obeys commands nor moves with purpose"),
    ),
    ("peripheral_pulse", False, N_("whether there is a pulse"), N_("has no peripheral pulse")),
    ("respiratory_distress", True, N_("how hard breathing is"), N_("is in respiratory distress")),
    (
        "haemorrhage_controlled",
        False,
        N_("whether major bleeding is controlled"),
        N_("major bleeding is not controlled"),
    ),
)
"""Field, its bad answer, what is asked, and what a bad answer means."""


_AFTER_AIRWAY = N_("whether breathing starts after the airway was opened")
_RATE = N_("the number of breaths a minute")
_PULSE = N_("whether there is a palpable pulse")


def _seen(method: str, sign: _Sign | None, name: str) -> _Sign:
    if sign is None:
        raise SignMissing(method=method, sign=phrase(name))
    return sign


def _is(triage: TriageClass, says: str, **values: Any) -> Triaged:
    return Triaged(triage, Phrase(says, values))
