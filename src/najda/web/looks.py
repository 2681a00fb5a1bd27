"""How what stands somewhere looks: the icon and the tone beside its word. A tone never stands alone."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from najda.domain.closures.status import Status as Closure
from najda.domain.incidents.status import Status as Incident
from najda.domain.missions.status import Part
from najda.domain.missions.status import Status as Mission
from najda.domain.reports.status import Status as Report
from najda.domain.teams.status import Status as Team
from najda.kernel.need import Level
from najda.kernel.tasks import HazardKind


class Look(NamedTuple):
    """An icon (frontend/style/icons.svg) and a tone (components.css)."""

    icon: str
    tone: str = ""


LOOKS: Mapping[type[Enum], Mapping[Enum, Look]] = {
    Level: {
        Level.CRITICAL: Look("critical", "alarm-solid"),
        Level.URGENT: Look("urgent", "alarm"),
        Level.SERIOUS: Look("serious", "warn"),
        Level.ROUTINE: Look("routine", "notice"),
        Level.LOW: Look("low"),
    },
    Incident: {
        Incident.WAITING: Look("clock", "warn"),
        Incident.SERVED: Look("moving", "notice"),
        Incident.CLOSED: Look("ok"),
    },
    Mission: {
        Mission.PLANNED: Look("clock", "warn"),
        Mission.UNDER_WAY: Look("moving", "notice"),
        Mission.CLOSED: Look("ok", "good"),
        Mission.ABORTED: Look("stop", "alarm"),
    },
    Team: {
        Team.OFF_SHIFT: Look("rest"),
        Team.AVAILABLE: Look("ok", "good"),
        Team.PREASSIGNED: Look("clock", "warn"),
        Team.COMMITTED: Look("moving", "notice"),
        Team.STOOD_DOWN: Look("stop"),
    },
    Closure: {
        Closure.CLOSED: Look("stop", "alarm"),
        Closure.SLOWED: Look("clock", "warn"),
        Closure.REOPENED: Look("ok", "good"),
    },
    HazardKind: dict.fromkeys(HazardKind, Look("hazard", "alarm")),
    Report: dict.fromkeys(Report, Look("report")),
    Part: dict.fromkeys(Part, Look("team", "notice")),
}


def look_of(member: Enum) -> Look:
    """Return how a member of an enumeration looks; plain where nothing is said."""
    return LOOKS.get(type(member), {}).get(member, Look("info"))
