"""Where an installation can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import (
    InstallationFounded,
    InstallationRevised,
    PublicReportsEnded,
    PublicReportsOpened,
)


class Status(StrEnum):
    """An installation is there, and stays."""

    FOUNDED = "founded"


MOVES: Moves = {
    (None, InstallationFounded): Status.FOUNDED,
    (Status.FOUNDED, InstallationRevised): Status.FOUNDED,
    (Status.FOUNDED, PublicReportsOpened): Status.FOUNDED,
    (Status.FOUNDED, PublicReportsEnded): Status.FOUNDED,
}
