"""A second opinion on a plan, that shares no code with the engine: every hard rule, stop by stop."""

from datetime import timedelta
from itertools import pairwise

from najda.dispatch.fit import WORK_MINUTES
from najda.dispatch.problem import Availability
from najda.kernel.tasks import Capability, HazardKind


def faults(problem, plan):
    """Return what is wrong with the routes of a plan, in words; nothing is what a test wants."""
    found, filled = [], []
    incidents = {one.id: one for one in problem.incidents}
    for route in plan.routes:
        (row,) = (at for at, one in enumerate(problem.teams) if one.id == route.team)
        team = problem.teams[row]
        found += team_faults(team, problem.at)
        stops = route.stops
        if len({stop.incident for stop in stops}) != len(stops):
            found.append(f"{team.id} fills two slots of one incident")
        column = problem.incidents.index(incidents[stops[0].incident])
        way = problem.travel_minutes[row][column]
        if way is None or stops[0].enters_minutes < waits(team, problem.at) + way - 1e-3:
            found.append(f"{team.id} is there too soon")
        found += [
            f"{team.id} leaves {one.incident} too late"
            for one, other in pairwise(stops)
            if other.enters_minutes < one.leaves_minutes - 1e-6
        ]
        for stop in stops:
            found += stop_faults(problem, team, incidents[stop.incident], stop)
            filled.append((stop.incident, stop.capability))
    for one in problem.incidents:
        for capability in Capability:
            asked = (one.asks.count(capability)) + (capability is Capability.ORDNANCE_DISPOSAL)
            if filled.count((one.id, capability)) > asked:
                found.append(f"{one.id} gets more {capability} than it asks for")
    return found


def team_faults(team, at):
    if team.position is None or team.shift_end is None or team.shift_end <= at:
        yield f"{team.id} has no position or no shift"
    if team.availability is Availability.PREASSIGNED:
        yield f"{team.id} is promised"
    if team.availability is Availability.BUSY and team.free_at is None:
        yield f"{team.id} is busy for nobody knows how long"


def stop_faults(problem, team, incident, stop):
    enters = problem.at + timedelta(minutes=stop.enters_minutes + 2e-3)
    if stop.capability not in team.capabilities:
        yield f"{team.id} cannot do {stop.capability}"
    if enters - timedelta(minutes=4e-3) + timedelta(minutes=WORK_MINUTES) > team.shift_end:
        yield f"the shift of {team.id} ends too soon"
    if incident.position is None:
        yield f"nobody knows where {incident.id} is"
        return
    for hazard in problem.hazards:
        here = hazard.position.km_to(incident.position) <= hazard.radius_km
        if not (here and hazard.lasts_at(problem.at)):
            continue
        strike = hazard.kind is HazardKind.SECOND_STRIKE
        if strike and (hazard.until is None or enters < hazard.until):
            yield f"{team.id} enters before the second strike is over"
        disposes = Capability.ORDNANCE_DISPOSAL in team.capabilities
        if hazard.kind is HazardKind.UNEXPLODED_ORDNANCE and not disposes:
            yield f"{team.id} enters where ordnance lies"


def waits(team, at):
    times = [at, team.rest_until or at]
    if team.availability is Availability.BUSY:
        times.append(team.free_at)
    return (max(times) - at).total_seconds() / 60
