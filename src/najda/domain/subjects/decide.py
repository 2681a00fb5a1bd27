"""What may happen to a subject: from its state and what is asked to the facts, or a named refusal."""

from __future__ import annotations

from najda.kernel.phrases import N_, phrase
from najda.kernel.status import check

from .events import Event, Purpose, SubjectErased, SubjectOpened
from .state import Subject
from .status import MOVES


def open_(state: Subject | None, *, purpose: Purpose, masked: bool = False) -> list[Event]:
    """Note that somebody read what is sealed under the subject, or read it masked."""
    check(MOVES, phrase(N_("The subject")), state and state.status, SubjectOpened)
    return [SubjectOpened(purpose=purpose, masked=masked)]


def erase(state: Subject | None) -> list[Event]:
    """Note that the subject's key is destroyed."""
    check(MOVES, phrase(N_("The subject")), state and state.status, SubjectErased)
    return [SubjectErased()]
