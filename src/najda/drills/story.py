"""What truly happens in a drill, and who tells of it: made from the seed alone, before anybody acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from najda.domain.incidents.state import Incident
from najda.kernel.need import LifeThreat, Need
from najda.kernel.tasks import Capability, HazardKind, Task
from najda.kernel.triage import TriageClass

from .chance import Chance, Draw
from .places import Land, Spot
from .profile import DAY, HOUR, Plan, Wave
from .telling import Telling, tellings
from .words import Scenario, scenarios

NOTHING_SHARE = 0.1
"""Calls that tell of nothing for us, for each calm event."""

_RHYTHM = {
    "day": [1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 9, 9, 9, 8, 8, 7, 6, 4, 3, 2, 2, 1],
    "evening": [3, 2, 2, 1, 1, 2, 3, 4, 4, 4, 4, 5, 6, 5, 4, 5, 6, 8, 9, 10, 9, 8, 6, 4],
    "any": [3, 3, 2, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 4],
}
"""How much happens in each hour of the day, beside the other hours."""

_THREATS = (LifeThreat.IMMEDIATE, LifeThreat.SERIOUS, LifeThreat.POSSIBLE, LifeThreat.NONE)
_CLASSES = {
    TriageClass.IMMEDIATE: 5,
    TriageClass.DELAYED: 7,
    TriageClass.MINIMAL: 7,
    TriageClass.EXPECTANT: 1,
}


class Danger(NamedTuple):
    """A hazard that truly is at the place; no `seconds`: until somebody clears it."""

    kind: HazardKind
    radius_m: int
    seconds: int


class Happening(NamedTuple):
    """Something that truly happens `at` a second of the drill; without a scenario it is nothing for us.

    `need` is what is true, `told` what the first caller knows of it. `hurt` are the living who will be
    handed over, by triage class.
    """

    key: str
    at: int
    spot: Spot
    scenario: Scenario | None
    asks: tuple[Capability, ...]
    need: Need
    told: Need
    hurt: dict[TriageClass, int]
    rescued: int
    dead: int
    danger: Danger | None
    work: int
    tellings: tuple[Telling, ...]


def story(plan: Plan, land: Land, chance: Chance) -> Iterator[Happening]:
    """Yield everything that happens, in order of time; longer drills only add to shorter ones."""
    waves = list(_waves(plan, chance))
    for hour in range(plan.days * 24):
        draw = chance.of("hour", hour)
        begins = []
        for name, mean in _means(plan, waves, hour):
            begins += [(draw.randrange(HOUR), name) for _ in range(draw.poisson(mean))]
        for number, (second, name) in enumerate(sorted(begins)):
            key = f"{hour}-{number}"
            scenario = scenarios()[name] if name else None
            yield _happening(plan, land, chance.of("happening", key), key, hour, second, scenario)


def _waves(plan: Plan, chance: Chance) -> Iterator[tuple[int, Wave]]:
    """Yield every wave with the second it begins, on the days that waves come."""
    order = list(plan.profile.waves)
    chance.of("waves").shuffle(order)
    for number, day in enumerate(range(0, plan.days, plan.profile.every)):
        least, most = plan.profile.first_wave
        begins = chance.of("wave", day).between(least * HOUR, most * HOUR)
        yield day * DAY + begins, order[number % len(order)]


def _means(plan: Plan, waves: list[tuple[int, Wave]], hour: int) -> Iterator[tuple[str, float]]:
    """Yield how many events of each kind are to be expected in an hour; no name: nothing for us."""
    calm = plan.profile.events_a_day * plan.scale
    shares = sum(kind.share for kind in scenarios().values())
    for name, kind in scenarios().items():
        rhythm = _RHYTHM[kind.hours]
        yield name, calm * kind.share / shares * rhythm[hour % 24] / sum(rhythm)
    yield "", calm * NOTHING_SHARE / 24
    for begins, wave in waves:
        for name, mean in wave.kinds.items():
            yield name, mean * plan.scale * _strength(wave, hour - begins / HOUR)


def _strength(wave: Wave, since: float) -> float:
    """Return how strong a wave is in the hour that starts `since` hours after it began, at most 1."""
    lasts = min(since + 1, wave.hours) - max(since, 0.0)
    if lasts <= 0:
        return 0.0
    return lasts / (1 + max(since, 0.0) / wave.omori) if wave.omori else lasts


def _happening(
    plan: Plan,
    land: Land,
    draw: Draw,
    key: str,
    hour: int,
    second: int,
    scenario: Scenario | None,
) -> Happening:
    spot, at = land.spot(draw), hour * HOUR + second
    if scenario is None:
        calls = tellings(draw, key, spot, None, 1)
        return Happening(key, at, spot, None, (), Need(), Need(), {}, 0, 0, None, 0, calls)
    need, hurt = _need(draw, scenario)
    calls = _calls(plan, draw, scenario)
    return Happening(
        key=key,
        at=at,
        spot=spot,
        scenario=scenario,
        asks=(*scenario.needs, *(one for one, share in scenario.also if draw.happens(share))),
        need=need,
        told=_told(draw, need),
        hurt=hurt,
        rescued=_rescued(scenario, need),
        dead=_dead(draw, scenario),
        danger=_danger(draw, scenario),
        work=draw.minutes(*scenario.work),
        tellings=tellings(draw, key, spot, scenario, calls),
    )


def unknown_to_us(key: str, at: int, incident: Incident, land: Land) -> Happening:
    """Return what an incident is that was opened by somebody who is not of the drill: what they say of
    it, and half an hour of work."""
    need = incident.need or Need()
    return Happening(
        key=key,
        at=at,
        spot=land.around(incident.place.position),
        scenario=None,
        asks=incident.capabilities,
        need=need,
        told=need,
        hurt=need.triage,
        rescued=need.trapped or 0,
        dead=0,
        danger=None,
        work=HOUR // 2,
        tellings=(),
    )


def _calls(plan: Plan, draw: Draw, scenario: Scenario) -> int:
    least, most = scenario.calls
    return least + sum(draw.happens(plan.profile.calls) for _ in range(most - least))


def _need(draw: Draw, scenario: Scenario) -> tuple[Need, dict[TriageClass, int]]:
    people = draw.between(*scenario.people)
    share, least, most = scenario.trapped
    trapped = min(people, draw.between(least, most)) if draw.happens(share) else 0
    hurt: dict[TriageClass, int] = {}
    for _ in range(min(people, draw.between(*scenario.hurt))):
        triage = draw.weighted(list(_CLASSES), list(_CLASSES.values()))
        hurt[triage] = hurt.get(triage, 0) + 1
    likely, soonest, latest = scenario.minutes_left
    need = Need(
        life_threat=draw.weighted(_THREATS, scenario.grave),
        people_at_risk=people,
        trapped=trapped,
        triage=dict(sorted(hurt.items())),
        minutes_left=draw.between(soonest, latest) if draw.happens(likely) else None,
    )
    return need, need.triage


def _rescued(scenario: Scenario, need: Need) -> int:
    """Return how many are brought out: who is trapped, in the water, or to be evacuated."""
    water = Capability.WATER_RESCUE in scenario.needs
    everybody = water or scenario.task is Task.EVACUATION
    return (need.people_at_risk if everybody else need.trapped) or 0


def _told(draw: Draw, need: Need) -> Need:
    """Return what a first caller knows: seldom everything, never a triage."""
    return Need(
        life_threat=need.life_threat if draw.happens(0.85) else LifeThreat.UNKNOWN,
        people_at_risk=need.people_at_risk if draw.happens(0.6) else None,
        trapped=need.trapped if need.trapped and draw.happens(0.7) else None,
    )


def _dead(draw: Draw, scenario: Scenario) -> int:
    if not draw.happens(scenario.dead):
        return 0
    return 1 + sum(draw.happens(0.3) for _ in range(max(0, scenario.people[1] // 5)))


def _danger(draw: Draw, scenario: Scenario) -> Danger | None:
    if scenario.hazard is None or not draw.happens(scenario.hazard[1]):
        return None
    kind, _, radius, hours = scenario.hazard
    return Danger(kind, radius, int(hours * HOUR))
