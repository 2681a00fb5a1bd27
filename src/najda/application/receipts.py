"""What whoever reported on the public page may know of what became of it: one word, and nothing else."""

from __future__ import annotations

from enum import StrEnum

from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.missions.status import Part
from najda.domain.reports.status import Status as ReportStatus

from . import codec
from .ports import Reading

_COMING = frozenset({Part.ACCEPTED, Part.ON_THE_WAY, Part.ON_SITE})
"""A team that was only asked has not said that it goes."""


class Receipt(StrEnum):
    """What became of a report, as far as whoever told it is told."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    HELP_COMING = "help_coming"
    CLOSED = "closed"


def receipt_of(view: Reading, report: str) -> Receipt | None:
    """Return what became of a report; None if there is no such report. It promises nothing: help is said
    to be on the way only once a team has said that it goes."""
    row = view.standing("reports", report)
    if row is None:
        return None
    match row.status:
        case ReportStatus.RECEIVED:
            return Receipt.RECEIVED
        case ReportStatus.SET_ASIDE:
            return Receipt.CLOSED
    incident = view.standing("incidents", row.parent)
    if incident is None or incident.status != IncidentStatus.SERVED:
        closed = incident is not None and incident.status == IncidentStatus.CLOSED
        return Receipt.CLOSED if closed else Receipt.LOOKED_AT
    return Receipt.HELP_COMING if _is_coming(view, row.parent) else Receipt.LOOKED_AT


def _is_coming(view: Reading, incident: str) -> bool:
    rows = view.standings("missions", parent=incident)
    missions = (codec.state_from("missions", row.state) for row in rows)
    return any(leg.part in _COMING for mission in missions for leg in mission.legs)
