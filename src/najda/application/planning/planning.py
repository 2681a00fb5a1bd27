"""The plan for all open incidents at once: kept, and brought up to date when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from threading import RLock, Thread

import numpy as np

from najda.application.ports import Planner, Reading, Roads
from najda.dispatch.choice import Proposal
from najda.dispatch.plan import Ranking
from najda.dispatch.problem import Availability, Incident, Problem, TeamOption
from najda.dispatch.reading import estimated, plannable
from najda.dispatch.replan import with_one_more
from najda.dispatch.schedule import StandingPlan
from najda.dispatch.weightiest import stranded, weightiest, within_reach
from najda.domain.incidents.state import Incident as IncidentState
from najda.kernel.phrases import Phrase
from najda.kernel.places import Position
from najda.kernel.values import replace

from ..roads_now import roads_now
from ..rooms import INCIDENTS, MISSIONS
from ..states import state_in
from .cut_off import with_no_way
from .journeys import Journeys
from .outlook import Outlook, incident_of
from .past import Past, past

STALE = timedelta(seconds=60)
"""How long a plan stands if nothing happens: waits grow and shifts run out meanwhile."""

MOST_PLANNED = 1500
"""Incidents planned for at once, the weightiest: with more, nobody gets to the others before everything
has changed, and the journeys between them alone would take longer than the plan stands. Beyond them only
what keeps teams busy that would else idle (see `dispatch.weightiest`)."""

MOST_BETWEEN = 500
"""Incidents, the weightiest, whose journeys from one to the next are asked of the roads; between the
others they are estimated by distance, at the pace of the teams' own journeys. First journeys always are
by road. So a road closed with a thousand calls open is heeded within a second or two."""


class Planning:
    """What is planned at one desk. Threads may share it; each call sees the store as its view does."""

    def __init__(self, roads: Roads, planner: Planner) -> None:
        self._roads, self._planner, self._journeys = roads, planner, Journeys()
        self._outlook, self._lock = Outlook(), RLock()
        self._standing: StandingPlan | None = None
        self._past: tuple[datetime, Past] | None = None
        self._behind = False  # something happened that the plan that stands does not know
        self._warming: Thread | None = None
        self.waits: Callable[[Phrase], None] = lambda why: None
        """Hears why planning takes longer than a moment, when it does."""

    def get_ready(self) -> None:
        """Prepare for planning, which takes its time on a machine that never planned before."""
        self._planner.get_ready(self.waits)

    def warm_up(self) -> Thread:
        """Prepare in the background, so that nobody waits; return the thread that does."""
        self._warming = Thread(target=self.get_ready, name="planner warm-up", daemon=True)
        self._warming.start()
        return self._warming

    @property
    def is_ready(self) -> bool:
        """Tell whether a plan comes at once: nothing is being prepared in the background."""
        return self._warming is None or not self._warming.is_alive()

    def ranking(self, view: Reading, at: datetime, incident: str) -> Ranking:
        """Return every team for one incident, fit or not, best first, with reasons."""
        state: IncidentState = state_in(view, INCIDENTS.name, incident)
        with self._lock:
            self._keep_up(view, at)
            problem = self._problem(at, [incident_of(view, incident, state)])
            problem = with_no_way(problem, self._journeys)
        promised = {row.id for row in view.standings(MISSIONS.name, parent=incident)}
        return self._planner.rank(_promised_free(problem, promised), incident)

    def plan(self, view: Reading, at: datetime) -> StandingPlan:
        """Return the plan that stands, brought up to where the view is."""
        with self._lock:
            self._keep_up(view, at)
            standing = self._standing
            if standing is None or self._behind or at - standing.reading.problem.at >= STALE:
                self.get_ready()
                self._standing = self._planner.plan(self._whole(view, at), standing)
                self._behind = False
            return self._standing

    def told(self, standing: StandingPlan) -> StandingPlan:
        """Return a plan that was just given, with why no vehicle gets to whatever nobody has a way to:
        for whoever is told the reasons, as planning needs none."""
        with self._lock:
            problem = with_no_way(standing.reading.problem, self._journeys)
        return standing._replace(reading=standing.reading._replace(problem=problem))

    def proposal(self, view: Reading, at: datetime, incident: str) -> Proposal:
        """Return who should go to one incident now, by rank and by the plan for all; by rank alone while
        the planner is prepared in the background."""
        if not self.is_ready:
            return Proposal(self.ranking(view, at, incident))
        plan = self.told(self.plan_with(view, at, incident)).plan()
        sent = plan.assignments
        return Proposal(
            self.ranking(view, at, incident),
            planned=tuple(one.team for one in sent if one.incident == incident),
            elsewhere=frozenset(one.team for one in sent if one.incident != incident),
            waits=tuple(one for one in plan.open if one.incident == incident),
        )

    def plan_with(self, view: Reading, at: datetime, incident: str) -> StandingPlan:
        """Return the plan by which somebody is sent to this incident: the one for all."""
        return self.plan(view, at)

    def plan_besides(self, view: Reading, at: datetime, incident: str) -> StandingPlan:
        """Return the plan that stands; an incident that weighs too little to be planned for is set in
        where it costs least, so that it can be asked what sending somebody would change."""
        with self._lock:
            standing = self.plan(view, at)
            known = standing.reading.problem
            one = next((one for one in known.lighter if one.id == incident), None)
            if one is None:
                return standing
            return with_one_more(standing, one, self._problem(at, [one]))

    def plan_for(
        self,
        view: Reading,
        at: datetime,
        incidents: Iterable[str],
        *,
        teams: Collection[str] | None = None,
    ) -> StandingPlan:
        """Return a plan for these incidents alone, as if there were no others, and no other teams."""
        with self._lock:
            self._keep_up(view, at)
            self.get_ready()
            problem = self._whole(view, at, set(incidents), teams)
            return self._planner.plan(problem)

    def expected(self, view: Reading, at: datetime) -> Past:
        """Return what the past lets expect, as it was at the last full hour."""
        hour = at.replace(minute=0, second=0, microsecond=0)
        with self._lock:
            if self._past is None or self._past[0] != hour:
                self._past = (hour, past(view, hour))
            return self._past[1]

    def minutes(
        self,
        view: Reading,
        at: datetime,
        origins: Sequence[Position],
        destinations: Sequence[Position],
    ) -> np.ndarray:
        """Return minutes by road, a row per origin; infinite where there is no way."""
        with self._lock:
            self._keep_up(view, at)
            return self._journeys.minutes(origins, destinations)

    def _keep_up(self, view: Reading, at: datetime) -> None:
        """Take in what happened and what is closed now; whoever asked, the plan hears of it."""
        other_roads = self._journeys.go_by(roads_now(self._roads, view, at))
        self._behind = self._outlook.keep_up(view) or other_roads or self._behind

    def _whole(
        self,
        view: Reading,
        at: datetime,
        only: set[str] | None = None,
        teams_only: Collection[str] | None = None,
    ) -> Problem:
        outlook, expected = self._outlook, self.expected(view, at)
        wanted = [
            replace(one, work_minutes=expected.work(outlook.tasks[one.id]))
            for one in outlook.incidents.values()
            if one.asks and (only is None or one.id in only)
        ]
        free = [team for team in self._teams(teams_only) if plannable(team, at)]
        incidents, lighter = weightiest(wanted, free, most=MOST_PLANNED)
        problem = self._problem(at, incidents, teams_only)
        if lighter and (besides := self._within_reach(stranded(problem), lighter)):
            near = {one.id for one in besides}
            incidents += besides
            lighter = [one for one in lighter if one.id not in near]
            problem = self._problem(at, incidents, teams_only)
        between = self._between(problem)
        teams = tuple(self._with_end(team, expected) for team in problem.teams)
        return replace(problem, teams=teams, between_minutes=between, lighter=tuple(lighter))

    def _within_reach(
        self, teams: Sequence[TeamOption], lighter: Sequence[Incident]
    ) -> list[Incident]:
        """Return lighter incidents for teams that reach none of those planned for."""
        near = [one for one in lighter if one.position is not None][:MOST_BETWEEN]
        if not teams or not near:
            return []
        minutes = self._journeys.minutes(
            [t.position for t in teams], [one.position for one in near]
        )
        return within_reach(teams, near, minutes)

    def _between(self, problem: Problem) -> np.ndarray:
        """Return minutes from incident to incident, by road between the weightiest."""
        incidents = problem.incidents
        placed = [at for at, one in enumerate(incidents) if one.position]
        between = np.full((len(incidents),) * 2, np.inf)
        if len(placed) > MOST_BETWEEN:
            between[np.ix_(placed, placed)] = estimated(problem, placed)
        near = placed[:MOST_BETWEEN]
        where = [incidents[at].position for at in near]
        between[np.ix_(near, near)] = self._journeys.minutes(where, where)
        return between

    def _with_end(self, team: TeamOption, expected: Past) -> TeamOption:
        """Return a team with when it should come free, as far as that can be foreseen."""
        engaged = self._outlook.engaged.get(team.id)
        site = self._outlook.incidents.get(engaged.incident) if engaged else None
        if engaged is None or site is None:
            return team
        begins = engaged.arrived_at
        if begins is None:
            way = self._way(team, site)
            begins = engaged.sent_at + timedelta(minutes=way)
        work = expected.work(self._outlook.tasks[site.id])
        return replace(team, free_at=begins + timedelta(minutes=work))

    def _way(self, team: TeamOption, site: Incident) -> float:
        if team.position is None or site.position is None:
            return 0.0
        way = float(self._journeys.minutes([team.position], [site.position])[0, 0])
        return way if np.isfinite(way) else 0.0

    def _teams(self, only: Collection[str] | None) -> tuple[TeamOption, ...]:
        teams = self._outlook.teams.items()
        return tuple(team for id_, team in teams if only is None or id_ in only)

    def _problem(
        self, at: datetime, incidents: Sequence[Incident], only: Collection[str] | None = None
    ) -> Problem:
        teams = self._teams(only)
        minutes = np.full((len(teams), len(incidents)), np.inf)
        here = [at for at, team in enumerate(teams) if team.position]
        there = [at for at, incident in enumerate(incidents) if incident.position]
        minutes[np.ix_(here, there)] = self._journeys.minutes(
            [teams[at].position for at in here], [incidents[at].position for at in there]
        )
        return Problem(
            at=at,
            incidents=tuple(incidents),
            teams=teams,
            travel_minutes=_told(minutes),
            hazards=tuple(h for h in self._outlook.hazards.values() if not h.until or at < h.until),
        )


def _told(minutes: np.ndarray) -> list[list[float | None]]:
    """Return a table as the planner takes it: None where there is no way."""
    if np.isfinite(minutes).all():
        return minutes.tolist()
    return [[m if np.isfinite(m) else None for m in row] for row in minutes.tolist()]


def _promised_free(problem: Problem, missions: set[str]) -> Problem:
    """Return the problem in which teams set down for these missions may be sent on them."""
    teams = tuple(
        replace(team, availability=Availability.FREE)
        if team.availability is Availability.PREASSIGNED and team.engaged_with in missions
        else team
        for team in problem.teams
    )
    return replace(problem, teams=teams)
