"""Which drills there are: how much happens where, in which waves, and who is there to answer."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import NamedTuple

from najda import bootstrap
from najda.kernel.errors import Malformed, Refusal
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import from_text

START: datetime = from_text("2024-09-01T21:00:00Z")
"""When every drill begins: Monday 2 September 2024, midnight in Damascus. A day of no event we know."""

HOUR, DAY = 3600, 24 * 3600
MOST_DAYS, MOST_SCALE, MOST_TEAMS = 31, 1000.0, 600


class Wave(NamedTuple):
    """A surge: kinds of events and how many of each an hour at its height (scale 1), how it goes down.

    `hours` is how long it lasts evenly; with `omori` set it dies away as 1/(1 + t/omori) from its start.
    """

    name: str
    kinds: dict[str, float]
    hours: float
    omori: float = 0.0


class Profile(NamedTuple):
    """A named drill at scale 1."""

    name: str
    governorates: tuple[str, ...]
    events_a_day: float
    waves: tuple[Wave, ...]
    teams: int
    calls: float = 0.15
    """How likely each further call is that an event could bring."""
    every: int = 1
    """A wave comes on one day in so many."""
    area: str = bootstrap.SYRIA
    """The box in which the operations are."""
    first_wave: tuple[float, float] = (7.0, 20.0)
    """The hours of the day between which a wave begins."""


FIRE_WEATHER = Wave("fire weather", {"brush_fire": 1.3, "evacuation": 0.25, "house_fire": 0.2}, 7)
STRIKES = Wave("strikes", {"strike": 1.0, "ordnance": 0.5, "house_fire": 0.5}, 2.5)
AFTERSHOCKS = Wave(
    "aftershocks",
    {"collapse": 0.35, "hurt_in_quake": 0.8, "cracked": 0.7, "road_blocked": 0.2},
    16,
    omori=2.0,
)
CLOUDBURST = Wave("cloudburst", {"flood": 1.7, "water_cut": 0.3, "road_blocked": 0.5}, 5)
NATIONAL = Wave(
    "earthquake",
    {"collapse": 600, "hurt_in_quake": 490, "cracked": 480, "house_fire": 25, "road_blocked": 38},
    72,
    omori=5.0,
)

PROFILES = {
    "coast": Profile(
        name="coast",
        governorates=("Latakia", "Tartous", "Hama", "Homs"),
        events_a_day=21.0,
        waves=(FIRE_WEATHER, AFTERSHOCKS, STRIKES, CLOUDBURST),
        teams=25,
        area="34.0,35.4,36.2,38.8",
    ),
    "earthquake": Profile(
        name="earthquake",
        governorates=(),
        events_a_day=120.0,
        waves=(NATIONAL,),
        teams=500,
        calls=0.5,
        every=100,
        first_wave=(4.2, 4.4),
    ),
}


class DrillUnknown(Refusal):
    """There is no drill of this name."""

    says = N_("There is no drill “{name}”. Those there are: {known}.")


class Plan(NamedTuple):
    """One drill as it is to be run. Equal plans tell equal stories."""

    profile: Profile
    seed: int
    days: int
    scale: float

    @property
    def realm(self) -> str:
        """Return the realm every entry is marked with."""
        return f"drill:{self.profile.name}"

    @property
    def title(self) -> str:
        """Return what the installation is called, by which a drill is known again."""
        return (
            f"DRILL {self.profile.name} / تدريب: seed {self.seed}, {self.days} days, "
            f"scale {self.scale:g}"
        )

    @property
    def seconds(self) -> int:
        """Return how long the drill lasts."""
        return self.days * DAY

    @property
    def teams(self) -> int:
        """Return how many teams there are: as many more as there is more to do, up to a country's."""
        return max(6, min(MOST_TEAMS, round(self.profile.teams * self.scale)))

    @property
    def call_takers(self) -> int:
        """Return how many people answer calls."""
        return max(2, ceil(self.teams / 4))

    @property
    def dispatchers(self) -> int:
        """Return how many dispatchers each operations room has."""
        return 3 + self.teams // 100

    @property
    def rooms(self) -> bool:
        """Tell whether every governorate has an operations room of its own."""
        return not self.profile.governorates


def plan(name: str, *, seed: int, days: int, scale: float = 1.0) -> Plan:
    """Return the plan of a drill; raise DrillUnknown or Malformed."""
    if name not in PROFILES:
        raise DrillUnknown(name=name, known=", ".join(PROFILES))
    if not 1 <= days <= MOST_DAYS:
        raise Malformed(what=phrase(N_("number of days")), given=days, expected=f"1 – {MOST_DAYS}")
    if not 0.1 <= scale <= MOST_SCALE:
        raise Malformed(what=phrase(N_("scale")), given=scale, expected=f"0.1 – {MOST_SCALE:g}")
    return Plan(PROFILES[name], seed, days, scale)
