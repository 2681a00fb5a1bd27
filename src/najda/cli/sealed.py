"""Reading what is sealed: always through the use case that keeps who read it and why."""

from __future__ import annotations

from typing import Annotated

from najda.application.usecases.protect_person import open_sealed
from najda.domain.subjects.events import Purpose
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, phrase

from .given import option
from .language import say
from .session import Session

PurposeOption = Annotated[
    Purpose, option("--purpose", help="Why the sealed words are read; kept with who read them.")
]
ClosedOption = Annotated[
    bool, option("--sealed", help="Leave sealed words closed; then nothing is recorded.")
]

_ERASED = N_("(erased)")
_SEALED = N_("(sealed)")


def opened(session: Session, sealed: Sealed | None, purpose: Purpose | None, part: str) -> str:
    """Return sealed words after recording that they were read; without a purpose they stay closed."""
    if sealed is None:
        return ""
    if purpose is None:
        return say(phrase(_SEALED))
    act = session.act(part=part)
    text = open_sealed(session.desk, act, sealed=sealed, purpose=purpose)
    return say(phrase(_ERASED)) if text is None else text
