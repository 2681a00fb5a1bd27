"""Where a request for aid can go from where it stands."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.status import Moves

from .events import (
    AidAsked,
    AidDeclined,
    AidExtended,
    AidGranted,
    AidTeamCame,
    AidTeamLeft,
    AidWithdrawn,
)


class Status(StrEnum):
    """Where a request stands; whether it has lapsed depends on the time too: see `rules`."""

    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


MOVES: Moves = {
    (None, AidAsked): Status.ASKED,
    (Status.ASKED, AidGranted): Status.GRANTED,
    (Status.GRANTED, AidGranted): Status.GRANTED,
    (Status.DECLINED, AidGranted): Status.GRANTED,
    (Status.ASKED, AidDeclined): Status.DECLINED,
    (Status.GRANTED, AidDeclined): Status.DECLINED,
    (Status.ASKED, AidExtended): Status.ASKED,
    (Status.GRANTED, AidExtended): Status.GRANTED,
    (Status.ASKED, AidWithdrawn): Status.WITHDRAWN,
    (Status.GRANTED, AidWithdrawn): Status.WITHDRAWN,
    (Status.ASKED, AidTeamCame): Status.ASKED,
    (Status.GRANTED, AidTeamCame): Status.GRANTED,
    (Status.ASKED, AidTeamLeft): Status.ASKED,
    (Status.GRANTED, AidTeamLeft): Status.GRANTED,
    (Status.DECLINED, AidTeamLeft): Status.DECLINED,
    (Status.WITHDRAWN, AidTeamLeft): Status.WITHDRAWN,
}
"""Teams already here stay here when a neighbour takes its word back or nobody needs more: they leave when
they leave, and that can be said at any time."""
