"""What if this team were sent instead: what the whole plan would cost more, and who would wait longer."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np

from najda.kernel.need import LEVEL_WEIGHT, Level
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from .engine.insertion import insert_open
from .fit import Obstacle, Rule, obstacles, site_of
from .plan import Stop
from .reading import Reading
from .reasons import about_minutes
from .schedule import StandingPlan, cost_of, kept, times

WAY_SPREAD, SETTING_OUT_MINUTES = 0.2, 2.0
"""Standard deviation of a journey: this share of its length, and on top of it this much for setting
out. Journeys measured for an ambulance service vary relatively less the longer they are (S. Budge, A.
Ingolfsson, D. Zerom, Management Science 56(4), 2010); the numbers are Najda's policy, to be replaced
by each organisation's own journeys."""

WORK_SPREAD = 0.5
"""Standard deviation of work at a place, as a share of what is expected. Najda's policy."""

FOUR_IN_FIVE = 1.28
"""Standard deviations each side of a normal mean that hold four in five."""

SLIP_MINUTES = 1.0
"""A call is said to slip from this many minutes on."""


_NOT_ASKED = Obstacle(
    Rule.NOT_ASKED, phrase(N_("The incident does not ask for a team like this now."))
)
_NO_TEAM = Obstacle(Rule.NO_TEAM, phrase(N_("There is no such team any more: it was stood down.")))


class Arrival(Value, frozen=True):
    """When a team enters, in minutes: expected, and the span that holds four times in five."""

    early: float
    likely: float
    late: float


class Slip(Value, frozen=True):
    """An incident whose last team comes so many minutes later (below 0: sooner). `open` tells that it
    would have nobody in the plan at all."""

    incident: str
    minutes: float
    open: bool = False


class WhatIf(Value, frozen=True):
    """What sending a team changes against the plan: `cost` in minutes of an incident of weight 1 (below
    0: better than the plan), who slips, and why it may not be sent, if so."""

    team: str
    incident: str
    capability: Capability
    arrival: Arrival | None
    cost: float
    slips: tuple[Slip, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    def says(self) -> tuple[Phrase, ...]:
        """Return it in words."""
        if self.obstacles:
            return tuple(one.says for one in self.obstacles)
        said = (
            [arrival_says(self.team, self.arrival), price_says(self.cost)] if self.arrival else []
        )
        return (*said, *map(slip_says, self.slips))


def what_if(standing: StandingPlan, incident: str, capability: Capability, team: str) -> WhatIf:
    """Return what sending this team now would change; of like slots it takes the one where that costs
    least. Everything it takes away is planned anew: milliseconds, whatever the size."""
    tried = [sent_to(standing, slot, team) for slot in like_slots(standing, incident, capability)]
    found = [one for one in tried if one is not None]
    if not found:
        kept = _kept(standing.reading, incident, capability, team)
        known = {"team": team, "incident": incident, "capability": capability}
        return WhatIf(**known, arrival=None, cost=float("inf"), obstacles=kept)
    return min(found, key=lambda one: one.cost)


def sent_to(standing: StandingPlan, slot: int, team: str) -> WhatIf | None:
    """Return what sending this team to a slot now would change; None if it may not be sent there."""
    reading, x, routes = standing
    x = x._replace(prices=x.prices * (1.0, 0.0))  # to change is what is asked, so it has no price
    row = next((at for at, one in enumerate(reading.teams) if one.id == team), None)
    if row is None or not reading.ready[row] or not reading.fit[row, slot]:
        return None
    other = without(reading, routes, slot)
    other[row] = kept(reading, row, [slot, *(one for one in routes[row] if one != slot)])
    other = min((other, insert_open(x, other)), key=lambda one: cost_of(x, one))
    stop = (times(reading, row, other[row]) or [])[0]
    return WhatIf(
        team=team,
        incident=reading.incidents[reading.slots[slot].incident].id,
        capability=reading.slots[slot].capability,
        arrival=arrival_of([stop]),
        cost=cost_of(x, other) - cost_of(x, routes),
        slips=slips(reading, routes, other),
    )


def without(reading: Reading, routes: list[list[int]], slot: int) -> list[list[int]]:
    """Return the routes with one slot left open, and with it what cannot be kept once it is."""
    return [
        kept(reading, team, [one for one in route if one != slot]) if slot in route else list(route)
        for team, route in enumerate(routes)
    ]


def like_slots(standing: StandingPlan, incident: str, capability: Capability) -> list[int]:
    """Return the slots of this incident and capability that somebody could fill: those planned for first,
    the soonest served before the others, then those left open."""
    reading, _, routes = standing
    mine = [
        at
        for at, slot in enumerate(reading.slots)
        if (reading.incidents[slot.incident].id, slot.capability) == (incident, capability)
    ]
    enters = {}
    for team, route in enumerate(routes):
        if not set(mine).isdisjoint(route):
            stops = times(reading, team, route) or ()
            enters |= {slot: stop.enters_minutes for slot, stop in zip(route, stops, strict=False)}
    return sorted(mine, key=lambda at: (enters.get(at, float("inf")), at))


def arrival_of(stops: list[Stop] | tuple[Stop, ...], *, busy_minutes: float = 0.0) -> Arrival:
    """Return when the last of these stops is entered, with a spread that grows from stop to stop, and
    with how long the team is still busy before it sets out."""
    variance = SETTING_OUT_MINUTES**2 + (WORK_SPREAD * busy_minutes) ** 2
    for at, stop in enumerate(stops):
        variance += (WAY_SPREAD * stop.travel_minutes) ** 2
        if at:
            before = stops[at - 1]
            variance += (WORK_SPREAD * (before.leaves_minutes - before.enters_minutes)) ** 2
    ways = [stop.travel_minutes for stop in stops]
    spread, likely = FOUR_IN_FIVE * sqrt(variance), stops[-1].enters_minutes
    return Arrival(
        early=max(likely - spread, likely - 0.5 * (busy_minutes + sum(ways))),
        likely=likely,
        late=likely + spread,
    )


def slips(reading: Reading, before: list[list[int]], after: list[list[int]]) -> tuple[Slip, ...]:
    """Return the incidents that wait longer or shorter, the most weighted minutes first."""
    was, now = _latest(reading, before), _latest(reading, after)
    found = []
    for one in np.flatnonzero(np.abs(now - was) >= SLIP_MINUTES):
        nobody = now[one] >= reading.parts.unserved[one]
        slip = Slip(
            incident=reading.incidents[one].id,
            minutes=float(now[one] - was[one]),
            open=bool(nobody),
        )
        found.append((-abs(reading.parts.weight[one] * slip.minutes), slip.incident, slip))
    return tuple(slip for *_, slip in sorted(found, key=lambda one: one[:2]))


def arrival_says(team: str, arrival: Arrival) -> Phrase:
    """Return when a team is there, in words."""
    if arrival.likely <= 0:
        return counted(
            N_("{team} would be there at once, most likely within one minute."),
            N_("{team} would be there at once, most likely within {count} minutes."),
            max(1, ceil(arrival.late)),
            team=team,
        )
    says = N_("{team} would be there in {likely}, most likely within {early} to {late}.")
    return phrase(
        says,
        team=team,
        likely=about_minutes(arrival.likely),
        early=round(arrival.early),
        late=ceil(arrival.late),
    )


def price_says(cost: float) -> Phrase:
    """Return what a change costs overall, put as minutes of one critical casualty's wait."""
    minutes = round(abs(cost) / LEVEL_WEIGHT[Level.CRITICAL])
    if minutes == 0:
        return phrase(N_("Overall it is about as good as the plan."))
    if cost > 0:
        return counted(
            N_(
                "Overall it costs as much as one person in immediate danger waiting one minute longer."
            ),
            N_(
                "Overall it costs as much as one person in immediate danger waiting {count} minutes "
                "longer."
            ),
            minutes,
        )
    return counted(
        N_(
            "Overall it saves as much as one person in immediate danger waiting one minute less: it is "
            "better than the plan."
        ),
        N_(
            "Overall it saves as much as one person in immediate danger waiting {count} minutes less: "
            "it is better than the plan."
        ),
        minutes,
    )


def slip_says(slip: Slip) -> Phrase:
    """Return who waits longer or shorter, in words."""
    if slip.open:
        return phrase(N_("Nobody would be left for {incident}."), incident=slip.incident)
    minutes = max(1, round(abs(slip.minutes)))
    if slip.minutes > 0:
        one, many = (
            N_("{incident} would wait one minute longer."),
            N_("{incident} would wait {count} minutes longer."),
        )
    else:
        one, many = (
            N_("{incident} would wait one minute less."),
            N_("{incident} would wait {count} minutes less."),
        )
    return counted(one, many, minutes, incident=slip.incident)


def _latest(reading: Reading, routes: list[list[int]]) -> np.ndarray:
    """Return the minutes until each incident's last team, as counted if nobody is planned."""
    latest, filled = np.zeros(len(reading.incidents)), np.zeros(len(reading.slots), bool)
    for team, route in enumerate(routes):
        for slot, stop in zip(route, times(reading, team, route) or (), strict=False):
            one = reading.slots[slot].incident
            latest[one], filled[slot] = max(latest[one], stop.enters_minutes), True
    for slot in np.flatnonzero(~filled):
        one = reading.slots[slot].incident
        latest[one] = reading.parts.unserved[one]
    return latest


def _kept(
    reading: Reading, incident: str, capability: Capability, team: str
) -> tuple[Obstacle, ...]:
    problem = reading.problem
    option = next((one for one in problem.teams if one.id == team), None)
    wanted = next((one for one in problem.incidents if one.id == incident), None)
    if wanted is None or capability not in site_of(problem, wanted).asks:
        return (_NOT_ASKED,)
    if option is None:
        return (_NO_TEAM,)
    return tuple(obstacles(problem, option, wanted, capability))
