"""What may happen to the installation: from its state to the facts, or a named refusal."""

from __future__ import annotations

from najda.kernel.phrases import N_, phrase
from najda.kernel.status import check

from . import rules
from .events import (
    Event,
    InstallationFounded,
    InstallationRevised,
    PublicReportsEnded,
    PublicReportsOpened,
)
from .state import Installation
from .status import MOVES


def found(state: Installation | None, founded: InstallationFounded) -> list[Event]:
    """Set operations up."""
    check(MOVES, phrase(N_("The installation")), state and state.status, InstallationFounded)
    rules.check_zone(founded.time_zone)
    return [founded]


def revise(state: Installation, revised: InstallationRevised) -> list[Event]:
    """Change name, area or time zone."""
    check(MOVES, phrase(N_("The installation")), state.status, InstallationRevised)
    rules.check_zone(revised.time_zone)
    return [revised]


def open_public_reports(state: Installation, *, phone: str) -> list[Event]:
    """Let anybody report on the public page, or say another number to call there."""
    check(MOVES, phrase(N_("The installation")), state.status, PublicReportsOpened)
    rules.check_phone(phone)
    return [PublicReportsOpened(phone=phone)]


def end_public_reports(state: Installation) -> list[Event]:
    """Take the public page away."""
    check(MOVES, phrase(N_("The installation")), state.status, PublicReportsEnded)
    if not state.public_reports:
        raise rules.PublicReportsNotOpen
    return [PublicReportsEnded()]
