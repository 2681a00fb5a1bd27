"""Why this team: when it comes, who else could, what that would cost, who waits for it, who may not."""

from __future__ import annotations

from collections import Counter

from najda.kernel.need import LEVEL_WEIGHT, Level
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from .fit import Rule, lacks
from .plan import Plan, Unfit
from .rank import rank
from .reasons import about_minutes
from .schedule import StandingPlan, times
from .whatif import (
    Arrival,
    Slip,
    WhatIf,
    arrival_of,
    arrival_says,
    like_slots,
    sent_to,
    slip_says,
    slips,
    without,
)

ALTERNATIVES = 3
"""How many next best teams are shown."""

LOOKED_AT = 10
"""How many of the soonest fit teams are tried for them."""


class Explanation(Value, frozen=True):
    """The reasons for one slot of a plan.

    `team` is who is planned for it ("" for nobody) and `arrival` when; `reason` why nobody is, or why it
    comes only later; `slips` are the calls that wait longer because of it; `instead` the next best with
    what each would change; `unfit` who may not. Where an incident asks for several teams alike, this is
    number `place` of `like` slots, the soonest served first.
    """

    incident: str
    capability: Capability
    team: str
    arrival: Arrival | None
    slips: tuple[Slip, ...]
    instead: tuple[WhatIf, ...]
    unfit: tuple[Unfit, ...]
    place: int = 1
    like: int = 1
    reason: Phrase | None = None

    def says(self) -> tuple[Phrase, ...]:
        """Return the reasons in words, the unfit apart (each has its own sentences)."""
        said = [arrival_says(self.team, self.arrival)] if self.arrival else []
        said += [self.reason] if self.reason else []
        said += [slip_says(slip) for slip in self.slips if slip.minutes > 0]
        return (*said, *(_instead(other) for other in self.instead))


def explain_all(standing: StandingPlan, incident: str) -> tuple[Explanation, ...]:
    """Return why every slot of an incident is filled as it is, or by nobody; empty if it asks none."""
    plan = standing.plan()
    asked = Counter(
        one.capability for one in (*plan.assignments, *plan.open) if one.incident == incident
    )
    return tuple(
        _explained(standing, plan, incident, capability, place, like, unfit)
        for capability, like in sorted(asked.items())
        for unfit in [_unfit(standing, incident, capability)]
        for place in range(1, like + 1)
    )


def explain(
    standing: StandingPlan, incident: str, capability: Capability, *, place: int = 1
) -> Explanation:
    """Return why a slot is filled as it is, or by nobody; of like slots that number `place`."""
    plan = standing.plan()
    like = sum(
        (one.incident, one.capability) == (incident, capability)
        for one in (*plan.assignments, *plan.open)
    )
    unfit = _unfit(standing, incident, capability)
    return _explained(standing, plan, incident, capability, place, max(1, like), unfit)


def _explained(
    standing: StandingPlan,
    plan: Plan,
    incident: str,
    capability: Capability,
    place: int,
    like: int,
    unfit: tuple[Unfit, ...],
) -> Explanation:
    reading, _, routes = standing
    known = dict(enumerate(like_slots(standing, incident, capability), 1))
    slot = known.get(place)
    team = next((at for at, route in enumerate(routes) if slot is not None and slot in route), None)
    arrival, slipping = None, ()
    if slot is not None and team is not None:
        stops = times(reading, team, routes[team]) or []
        busy = float(reading.parts.ready[team])
        arrival = arrival_of(stops[: routes[team].index(slot) + 1], busy_minutes=busy)
        slipping = tuple(
            slip
            for slip in slips(reading, without(reading, routes, slot), routes)
            if slip.incident != incident
        )
    return Explanation(
        incident=incident,
        capability=capability,
        team="" if team is None else reading.teams[team].id,
        arrival=arrival,
        slips=slipping,
        instead=_next_best(standing, slot, set(known.values())),
        unfit=unfit,
        place=place,
        like=like,
        reason=_why_not_now(
            plan, incident, capability, "" if team is None else reading.teams[team].id
        ),
    )


def _unfit(standing: StandingPlan, incident: str, capability: Capability) -> tuple[Unfit, ...]:
    """Return who may not fill a slot of this capability, each with every rule that keeps it, first of
    all those who could if it were not for the rules of the moment."""
    problem = standing.reading.problem
    if all(one.id != incident for one in problem.incidents):
        return ()
    kept = {one.team: one.obstacles for one in rank(problem, incident).unfit}
    for team in problem.teams:
        if capability not in team.capabilities:
            others = (one for one in kept.get(team.id, ()) if one.rule is not Rule.LACKS_CAPABILITY)
            kept[team.id] = (lacks(capability), *others)
    found = [Unfit(team=team, obstacles=why) for team, why in kept.items()]
    return tuple(sorted(found, key=lambda one: (_lacks(one), one.team)))


def _lacks(unfit: Unfit) -> bool:
    return any(one.rule is Rule.LACKS_CAPABILITY for one in unfit.obstacles)


def _why_not_now(plan: Plan, incident: str, capability: Capability, team: str) -> Phrase | None:
    """Return why nobody is planned for a slot, or why its team comes only later."""
    return next(
        (
            one.reason
            for one in plan.open
            if (one.incident, one.capability, one.team) == (incident, capability, team)
        ),
        None,
    )


def _next_best(standing: StandingPlan, slot: int | None, like: set[int]) -> tuple[WhatIf, ...]:
    """Return the teams whose sending would cost least more, of the soonest that may go. Whoever is
    planned for a like slot comes anyway."""
    if slot is None:
        return ()
    reading, _, routes = standing
    where = reading.slots[slot].incident
    able = [
        at
        for at, route in enumerate(routes)
        if reading.ready[at] and reading.fit[at, slot] and like.isdisjoint(route)
    ]
    able.sort(key=lambda at: (reading.travel[at, where], reading.teams[at].id))
    tried = [sent_to(standing, slot, reading.teams[at].id) for at in able[:LOOKED_AT]]
    found = [one for one in tried if one is not None]
    return tuple(sorted(found, key=lambda one: (one.cost, one.team))[:ALTERNATIVES])


def _instead(other: WhatIf) -> Phrase:
    """Return what another team would mean, its price put as minutes of one critical casualty's wait."""
    minutes = about_minutes(other.arrival.likely if other.arrival else 0)
    price = round(other.cost / LEVEL_WEIGHT[Level.CRITICAL])
    if price <= 0:
        return phrase(
            N_("{team} could go instead, in {minutes}, at about the same cost overall."),
            team=other.team,
            minutes=minutes,
        )
    return counted(
        N_(
            "{team} could go instead, in {minutes}; overall that costs as much as one "
            "person in immediate danger waiting one minute longer."
        ),
        N_(
            "{team} could go instead, in {minutes}; overall that costs as much as one "
            "person in immediate danger waiting {count} minutes longer."
        ),
        price,
        team=other.team,
        minutes=minutes,
    )
