"""What is not known: figures that keep the others honest."""

from __future__ import annotations

from najda.kernel.phrases import N_, Phrase, phrase

from .model import Section
from .scope import Scope
from .tally import Tally


def section(scope: Scope) -> Section:
    """Return the section on what is missing from what was recorded."""
    tally, found, inside = Tally("unknown"), scope.found, scope.window.inside
    nowhere = [i for i in found.incidents.by_id.values() if inside(i.opened[0]) and not i.areas]
    label = phrase(N_("Incidents whose area is not known (they count in no area)"))
    tally.count("incidents_without_area", label, ((i.opened[1], *i.described) for i in nowhere))
    loose = [r for r in found.reports.by_id.values() if inside(r.at) and not scope.areas_of(r)]
    label = phrase(N_("Reports whose area is not known (they count in no area)"))
    tally.count("reports_without_area", label, (r.ground for r in loose))
    unjudged = [i for _, i in scope.opened() if not i.threat_known]
    label = phrase(N_("Incidents opened whose danger to life nobody has judged"))
    tally.count("threat_not_judged", label, ((i.opened[1], *i.assessed) for i in unjudged))
    silent = [m for m in scope.missions() if _without_record(m) and inside(m.ended[0])]
    label = phrase(N_("Missions that ended without an outcome record"))
    tally.count("without_outcome", label, ((m.ended[1],) for m in silent))
    if scope.area:
        through = [r for r in scope.reports() if scope.through_incident(r)]
        label = phrase(N_("Reports counted here only because their incident lies here"))
        tally.count("reports_through_incident", label, (r.ground for r in through))
    label = phrase(N_("Entries about the period recorded after its end (in all areas)"))
    tally.count("recorded_late", label, ((s,) for s in found.late))
    return Section("unknown", phrase(N_("What is not known")), tuple(tally.figures), _notes())


def _without_record(mission) -> bool:
    return mission.ended is not None and mission.sent is not None and not mission.records


def _notes() -> tuple[Phrase, ...]:
    return (
        phrase(
            N_(
                "Only what was recorded is counted; nothing is estimated. A figure of 0 says that "
                "nothing was recorded, not that nothing happened."
            )
        ),
        phrase(
            N_(
                "Places, kinds and outcomes are taken as last known; what was waiting, judged or under "
                "way is taken as it stood at the end. A report made later may differ where more was "
                "recorded."
            )
        ),
    )
