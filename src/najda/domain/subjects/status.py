"""Where a subject can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import SubjectErased, SubjectOpened


class Status(StrEnum):
    """Whether what is sealed can still be read."""

    KEPT = "kept"
    ERASED = "erased"


MOVES: Moves = {
    (None, SubjectOpened): Status.KEPT,
    (Status.KEPT, SubjectOpened): Status.KEPT,
    (None, SubjectErased): Status.ERASED,
    (Status.KEPT, SubjectErased): Status.ERASED,
}
