"""Every team for one incident: the fit ranked, the unfit with what keeps them."""

from __future__ import annotations

from najda.kernel.tasks import Capability

from .fit import PLACE_UNKNOWN, Obstacle, Site, journey_obstacles, lacks, site_of, team_obstacles
from .objective import UNCOVERED_COST, Cover
from .plan import Candidate, Ranking, Unfit
from .problem import Incident, Problem, TeamOption
from .reasons import reasons_for


def rank(problem: Problem, incident: str) -> Ranking:
    """Return every team for the incident of this id, with reasons: the fit by cost, then way, then
    id; the unfit by id with every rule that keeps them. The cost takes each team as sent alone."""
    (column,) = (at for at, one in enumerate(problem.incidents) if one.id == incident)
    wanted = problem.incidents[column]
    site = site_of(problem, wanted)
    cover = Cover(team for team in problem.teams if not team_obstacles(team, problem.at))
    fit, unfit = [], []
    for team, row in zip(problem.teams, problem.travel_minutes, strict=True):
        if kept := _kept(problem, wanted, site, team, row[column]):
            unfit.append(Unfit(team=team.id, obstacles=tuple(kept)))
        else:
            minutes: float = row[column]  # not None: a team without a way was kept above
            fit.append(_candidate(problem, wanted, site, cover, team, minutes))
    fit.sort(key=lambda one: (one.cost, one.travel_minutes, one.team))
    unfit.sort(key=lambda one: one.team)
    return Ranking(incident=incident, asks=site.asks, fit=tuple(fit), unfit=tuple(unfit))


def _fills(site: Site, team: TeamOption) -> tuple[Capability, ...]:
    return tuple(sorted(set(site.asks) & set(team.capabilities)))


def _kept(
    problem: Problem, incident: Incident, site: Site, team: TeamOption, minutes: float | None
) -> list[Obstacle]:
    """Return what keeps a team from every slot of an incident."""
    kept = []
    if not _fills(site, team):
        kept += [lacks(capability) for capability in dict.fromkeys(site.asks)]
    kept += team_obstacles(team, problem.at)
    if incident.position is None:
        kept.append(PLACE_UNKNOWN)
    elif team.position is not None:
        kept += journey_obstacles(
            team,
            site,
            travel_minutes=minutes,
            at=problem.at,
            no_way=problem.no_way.get(incident.id),
        )
    return kept


def _candidate(
    problem: Problem,
    incident: Incident,
    site: Site,
    cover: Cover,
    team: TeamOption,
    minutes: float,
) -> Candidate:
    fills, lost = _fills(site, team), cover.lost_without(team)
    enters = site.enters_after(minutes, problem.at)
    return Candidate(
        team=team.id,
        fills=fills,
        travel_minutes=minutes,
        enters_minutes=enters,
        cost=incident.weight * enters + UNCOVERED_COST * len(lost),
        reasons=reasons_for(
            team, site, fills=fills, travel_minutes=minutes, lost=lost, at=problem.at
        ),
    )
