"""The drill's teams: invented, with real towns for bases; and the people and vehicles in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from najda.application.usecases.manage_team import give_vehicle, join_team, register_team
from najda.kernel.tasks import Capability

from .chance import Chance
from .hands import Hands, made
from .places import Land, Town
from .profile import HOUR, Plan
from .words import lists

_C = Capability
KITS: dict[str, tuple[Capability, ...]] = {
    "rescue": (_C.SEARCH_AND_RESCUE, _C.HEAVY_RESCUE, _C.WATER_RESCUE, _C.AMBULANCE),
    "fire": (_C.FIREFIGHTING, _C.SEARCH_AND_RESCUE, _C.AMBULANCE),
    "ambulance": (_C.AMBULANCE, _C.MEDICAL),
    "water": (_C.WATER_RESCUE, _C.SEARCH_AND_RESCUE),
    "ordnance": (_C.ORDNANCE_DISPOSAL,),
    "engineering": (_C.ENGINEERING, _C.HEAVY_RESCUE),
    "logistics": (_C.LOGISTICS, _C.COMMUNITY),
    "recovery": (_C.REMAINS_RECOVERY, _C.COMMUNITY),
    "hazmat": (_C.HAZARDOUS_MATERIALS, _C.FIREFIGHTING),
}
_ORDER = (
    *("ambulance", "fire", "rescue", "logistics", "ambulance", "fire", "ordnance", "engineering"),
    *("water", "ambulance", "fire", "rescue", "logistics", "ambulance", "fire", "ordnance"),
    *("engineering", "water", "recovery", "hazmat", "ambulance", "fire", "rescue", "ambulance"),
    "rescue",
)
"""Which kit each further team has, over and over."""

PATTERNS = {
    "day": ((7, 19), 24),
    "night": ((19, 31), 24),
    "long": ((8, 32), 48),
}
"""Hours of the day between which a shift is meant to last, and after how many hours the next begins."""


@dataclass
class Crew:
    """A team as the drill's people know it."""

    id: str
    number: int
    leader: str
    town: Town
    pattern: str
    on_shift: bool = False

    def starts(self) -> Iterator[tuple[int, int]]:
        """Yield the seconds at which shifts are to start and end; the first may be under way."""
        (begin, end), every = PATTERNS[self.pattern]
        hour = begin - (48 if self.number % 2 and self.pattern == "long" else 24)
        while True:
            if hour + end - begin > 1:
                yield max(0, hour * HOUR), (hour + end - begin) * HOUR
            hour += every


def muster(plan: Plan, land: Land, chance: Chance, hands: Hands) -> Iterator[Crew]:
    """Register every team with its members and vehicles, and yield it."""
    by_governorate: dict[str, list[Town]] = {}
    for town in land.towns:
        by_governorate.setdefault(town.governorate, []).append(town)
    share = {name: sum(town.weight for town in towns) for name, towns in by_governorate.items()}
    placed: Counter[str] = Counter()
    manned: Counter[str] = Counter()
    for number in range(plan.teams):
        draw = chance.of("team", number)
        kit = _ORDER[number % len(_ORDER)]
        where = min(share, key=lambda name: ((placed[name] + 1) / share[name], name))
        placed[where] += 1
        towns = by_governorate[where]
        town = draw.weighted(towns, [one.weight for one in towns])
        pattern = tuple(PATTERNS)[manned[kit] % len(PATTERNS)]
        manned[kit] += 1
        yield _registered(hands, chance, number, f"{where}-{placed[where]} {kit}", town, pattern)


def _registered(
    hands: Hands, chance: Chance, number: int, name: str, town: Town, pattern: str
) -> Crew:
    kit, leader = name.split()[-1], f"drill/team-{number + 1}"
    what = {
        "name": name,
        "base": town.place,
        "capabilities": KITS[kit],
        "check_in_minutes": 90 if kit in ("logistics", "engineering", "recovery") else 60,
        "rest_hours": 12 if pattern == "long" else 8,
        "longest_shift_hours": 24 if pattern == "long" else 16,
    }
    team = made(hands.do(register_team, str(number), by="drill/chief", what=what), "teams")
    draw = chance.of("members", number)
    for member in range(draw.between(4, 6)):
        what = {"team": team, "name": invented_name(chance, number, member)}
        hands.do(join_team, f"{number}/{member}", by=leader, what=what)
    for vehicle in range(draw.between(1, 2)):
        what = {
            "team": team,
            "name": f"{name} {vehicle + 1}",
            "seats": 5,
            "stretchers": 2 if kit == "ambulance" else 0,
        }
        hands.do(give_vehicle, f"{number}/{vehicle}", by=leader, what=what)
    return Crew(team, number, leader, town, pattern)


def invented_name(chance: Chance, *key: object) -> str:
    """Return a name that says itself that nobody bears it."""
    draw, people = chance.of("name", *key), lists()["people"]
    language = draw.one(("ar", "en"))
    first, family = draw.one(people[f"first_{language}"]), draw.one(people[f"first_{language}"])
    return f"{first} {family} ({people[f'invented_{language}']})"
