"""What of all that was read belongs to the report: the area, and the moment it looks from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from najda.intake.places import Names
from najda.kernel.time import as_text

from .gather import Gathered
from .gather_hazards import Hazard
from .gather_incidents import Incident
from .gather_missions import Mission
from .gather_reports import Report
from .gather_teams import Team

NamesOf = Callable[[str], Names | None]
"""Tells what an area is called, by its code."""


class Scope:
    """The gathered things of one area (`area` empty: everywhere).

    `now` is the moment from which what has not ended is measured: the period's end, or when the report
    is made if that comes first. A linked report lies where its incident lies, so that a report and its
    incident are never counted in two areas; a mission lies where its incident lies, a team where it is
    based.
    """

    def __init__(self, found: Gathered, area: str, made_at: datetime, names_of: NamesOf) -> None:
        self.found, self.window, self.area = found, found.window, area
        self.now = min(as_text(made_at), found.window.end)
        self._names_of = names_of

    def reports(self) -> Iterator[Report]:
        """Yield the reports of the area that were received in the period."""
        for report in self.found.reports.by_id.values():
            if self.window.inside(report.at) and self._lies_in(self.areas_of(report)):
                yield report

    def areas_of(self, report: Report) -> tuple[str, ...]:
        """Return where a report counts: where its incident lies, or else where it says itself."""
        incident = self.found.incidents.by_id.get(report.incident)
        return incident.areas if incident and incident.areas else report.areas

    def through_incident(self, report: Report) -> bool:
        """Tell whether a report counts in the area only because its incident lies there."""
        return self.area not in report.areas and bool(self.area)

    def incidents(self) -> Iterator[tuple[str, Incident]]:
        """Yield the incidents of the area, whenever they were opened, each with its id."""
        for id_, incident in self.found.incidents.by_id.items():
            if self._lies_in(incident.areas):
                yield id_, incident

    def opened(self) -> Iterator[tuple[str, Incident]]:
        """Yield the incidents of the area that were opened in the period."""
        return ((i, one) for i, one in self.incidents() if self.window.inside(one.opened[0]))

    def missions(self) -> Iterator[Mission]:
        """Yield the missions to incidents of the area, whenever they were planned."""
        for mission in self.found.missions.by_id.values():
            incident = self.found.incidents.by_id.get(mission.incident)
            if self._lies_in(incident.areas if incident else ()):
                yield mission

    def hazards(self) -> Iterator[Hazard]:
        """Yield the hazards of the area, whenever they were reported."""
        return (h for h in self.found.hazards.by_id.values() if self._lies_in(h.areas))

    def teams(self) -> Iterator[Team]:
        """Yield the teams based in the area."""
        return (t for t in self.found.teams.by_id.values() if self._lies_in(t.areas))

    def area_below(self, areas: tuple[str, ...]) -> str:
        """Return the code of the widest area below the report's own in which something lies; empty if it
        is not known that exactly."""
        place = areas.index(self.area) + 1 if self.area in areas else 0
        return areas[place] if len(areas) > place else ""

    def names(self, code: str) -> Names:
        """Return what an area is called; its code, if nobody knows."""
        return self._names_of(code) or Names(en=code, ar=code)

    def _lies_in(self, areas: tuple[str, ...]) -> bool:
        return not self.area or self.area in areas
