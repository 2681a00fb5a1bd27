"""Why this team: when it comes, who else could, what that would cost, who waits for it, who may not."""

from __future__ import annotations

from najda.kernel.need import LEVEL_WEIGHT, Level
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import Value

from .plan import Unfit
from .rank import rank
from .schedule import StandingPlan, times
from .whatif import (
    Arrival,
    Slip,
    WhatIf,
    arrival_of,
    arrival_says,
    slip_says,
    slips,
    slot_of,
    what_if,
)

ALTERNATIVES = 3
"""How many next best teams are shown."""

LOOKED_AT = 10
"""How many of the soonest fit teams are tried for them."""


class Explanation(Value, frozen=True):
    """The reasons for one slot of a plan.

    `team` is who is planned for it ("" for nobody) and `arrival` when; `slips` are the calls that wait
    longer because of it; `instead` the next best with what each would change; `unfit` who may not.
    """

    incident: str
    capability: Capability
    team: str
    arrival: Arrival | None
    slips: tuple[Slip, ...]
    instead: tuple[WhatIf, ...]
    unfit: tuple[Unfit, ...]

    def says(self) -> tuple[Phrase, ...]:
        """Return the reasons in words, the unfit apart (each has its own sentences)."""
        said = [arrival_says(self.team, self.arrival)] if self.arrival else []
        said += [slip_says(slip) for slip in self.slips if slip.minutes > 0]
        return (*said, *(_instead(other) for other in self.instead))


def explain(standing: StandingPlan, incident: str, capability: Capability) -> Explanation:
    """Return why a slot is filled as it is, or by nobody."""
    reading, _, routes = standing
    slot = slot_of(reading, incident, capability)
    team = next((at for at, route in enumerate(routes) if slot is not None and slot in route), None)
    arrival, slipping = None, ()
    if team is not None:
        stops = times(reading, team, routes[team]) or []
        busy = float(reading.parts.ready[team])
        arrival = arrival_of(stops[: routes[team].index(slot) + 1], busy_minutes=busy)
        without = [[one for one in route if one != slot] for route in routes]
        slipping = tuple(
            slip for slip in slips(reading, without, routes) if slip.incident != incident
        )
    planned = "" if team is None else reading.teams[team].id
    return Explanation(
        incident=incident,
        capability=capability,
        team=planned,
        arrival=arrival,
        slips=slipping,
        instead=_next_best(standing, incident, capability, slot, planned),
        unfit=rank(reading.problem, incident).unfit if _in_problem(standing, incident) else (),
    )


def _in_problem(standing: StandingPlan, incident: str) -> bool:
    return any(one.id == incident for one in standing.reading.problem.incidents)


def _next_best(
    standing: StandingPlan, incident: str, capability: Capability, slot: int | None, planned: str
) -> tuple[WhatIf, ...]:
    """Return the teams whose sending would cost least more, of the soonest that may go."""
    if slot is None:
        return ()
    reading = standing.reading
    where = reading.slots[slot].incident
    able = [
        at
        for at, team in enumerate(reading.teams)
        if reading.ready[at] and reading.fit[at, slot] and team.id != planned
    ]
    able.sort(key=lambda at: (reading.travel[at, where], reading.teams[at].id))
    tried = [
        what_if(standing, incident, capability, reading.teams[at].id) for at in able[:LOOKED_AT]
    ]
    return tuple(sorted(tried, key=lambda one: (one.cost, one.team))[:ALTERNATIVES])


def _instead(other: WhatIf) -> Phrase:
    """Return what another team would mean, its price put as minutes of one critical casualty's wait."""
    minutes = round(other.arrival.likely) if other.arrival else 0
    price = round(other.cost / LEVEL_WEIGHT[Level.CRITICAL])
    if price <= 0:
        return phrase(
            N_(
                "{team} could go instead, in about {minutes} minutes, at about the same cost overall."
            ),
            team=other.team,
            minutes=minutes,
        )
    return counted(
        N_(
            "{team} could go instead, in about {minutes} minutes; overall that costs as much as one "
            "person in immediate danger waiting one minute longer."
        ),
        N_(
            "{team} could go instead, in about {minutes} minutes; overall that costs as much as one "
            "person in immediate danger waiting {count} minutes longer."
        ),
        price,
        team=other.team,
        minutes=minutes,
    )
