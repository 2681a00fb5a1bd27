"""What the tags of OpenStreetMap say of a road to a laden rescue vehicle. Pure.

Tags, their values and what they imply: the OpenStreetMap wiki (Key:highway, Key:oneway, Key:access,
Key:barrier, Key:tracktype, Key:smoothness, Conditional and emergency access). Speeds are Najda's own
assumptions, to be replaced by each organisation's measured journeys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

KMH: Mapping[str, float] = {
    "motorway": 90, "motorway_link": 50,
    "trunk": 80, "trunk_link": 45,
    "primary": 60, "primary_link": 40,
    "secondary": 50, "secondary_link": 35,
    "tertiary": 40, "tertiary_link": 30,
    "unclassified": 35, "residential": 25, "road": 25, "busway": 30,
    "living_street": 10, "service": 15, "track": 20, "pedestrian": 8,
}  # fmt: skip
"""Kilometres per hour on roads of a class, if no sign says otherwise."""

LAST_RESORT_KMH: Mapping[str, float] = {"path": 8, "footway": 6, "cycleway": 8, "bridleway": 6}
"""Ways for others, used only where `emergency` says that rescue vehicles may."""

FASTEST_KMH = 100.0
"""A laden rescue vehicle goes no faster, whatever a sign allows."""

OF_SIGNED = 0.9
"""How much of the signed speed is reached between bends, crossings and others."""

SURFACE_KMH: Mapping[str, float] = {
    "unpaved": 35, "compacted": 50, "fine_gravel": 40, "gravel": 35, "pebblestone": 25,
    "dirt": 25, "earth": 25, "ground": 25, "rock": 10, "stone": 10, "sand": 12, "grass": 15,
    "grass_paver": 25, "mud": 8, "sett": 35, "cobblestone": 25, "unhewn_cobblestone": 20, "wood": 20,
}  # fmt: skip
SMOOTHNESS_KMH: Mapping[str, float] = {
    "bad": 35, "very_bad": 20, "horrible": 10, "very_horrible": 6, "impassable": 0,
}  # fmt: skip
TRACK_KMH: Mapping[str, float] = {
    "grade1": 40, "grade2": 25, "grade3": 18, "grade4": 12, "grade5": 8,
}  # fmt: skip
"""Nothing goes faster than this on such ground; 0 cannot be driven."""

PRIVATE_FACTOR = 0.6
"""Private ways lead to houses, so they are taken, but never as a short cut worth its gates."""

_NO = {"no", "agricultural", "forestry", "military", "discouraged"}
_YES = {"yes", "designated", "permissive", "official", "destination"}
_SLOW = {"private", "customers", "delivery", "permit", "residents"}
_MILE_KM = 1.609344
_SPEED = re.compile(r"(\d+(?:\.\d+)?)\s*(mph|km/?h|kmh|knots)?")
_WALKING_KMH = 6.0


class Drive(NamedTuple):
    """How fast a way is driven in its own direction and against it, in km/h; 0: not at all."""

    forward: float
    backward: float
    roundabout: bool = False


NOT_DRIVEN = Drive(0.0, 0.0)


def drive(tags: Mapping[str, str]) -> Drive:
    """Return how a way is driven by a rescue vehicle."""
    kind = tags.get("highway", "")
    let_in = tags.get("emergency") in _YES
    usual = KMH.get(kind) or (LAST_RESORT_KMH.get(kind) if let_in else None)
    slowed = _access(tags)
    if usual is None or slowed == 0 or (tags.get("area") == "yes" and kind != "pedestrian"):
        return NOT_DRIVEN
    ground = _ground_limit(tags, kind)
    limit = min(ground, FASTEST_KMH)
    if limit <= 0:
        return NOT_DRIVEN
    round_ = tags.get("junction") in ("roundabout", "circular")
    forward, backward = _directions(tags, kind, round_)
    return Drive(
        forward * slowed * min(limit, _signed(tags, "forward", usual)),
        backward * slowed * min(limit, _signed(tags, "backward", usual)),
        round_,
    )


def _access(tags: Mapping[str, str]) -> float:
    """Return 1 for open, 0 for closed, a factor in between for private: the most particular tag says."""
    if tags.get("emergency") in _YES:
        return 1.0
    for key in ("emergency", "motor_vehicle", "vehicle", "access"):
        value = tags.get(key)
        if value in _YES:
            return 1.0
        if value in _NO:
            return 0.0
        if value in _SLOW:
            return PRIVATE_FACTOR
    return 1.0


def _ground_limit(tags: Mapping[str, str], kind: str) -> float:
    limit = min(
        SURFACE_KMH.get(tags.get("surface", ""), FASTEST_KMH),
        SMOOTHNESS_KMH.get(tags.get("smoothness", ""), FASTEST_KMH),
    )
    if kind == "track":
        limit = min(limit, TRACK_KMH.get(tags.get("tracktype", ""), KMH["track"]))
    return limit


def _directions(tags: Mapping[str, str], kind: str, round_: bool) -> tuple[int, int]:
    """Return whether a way is open along and against its direction."""
    said = tags.get("oneway:emergency") or tags.get("oneway:motor_vehicle") or tags.get("oneway")
    if said in ("yes", "true", "1"):
        return 1, 0
    if said in ("-1", "reverse"):
        return 0, 1
    if said == "reversible":
        return 0, 0  # which way it runs now is not in the map
    if said is None and (round_ or kind == "motorway"):
        return 1, 0
    return 1, 1


def _signed(tags: Mapping[str, str], direction: str, usual: float) -> float:
    """Return the speed by sign where one is known, else the usual one of the class."""
    said = tags.get(f"maxspeed:{direction}") or tags.get("maxspeed") or ""
    kmh = kmh_of(said)
    return usual if kmh is None else max(kmh * OF_SIGNED, 5.0)


def kmh_of(said: str) -> float | None:
    """Return a signed speed in km/h; None if it says no figure."""
    if said == "walk":
        return _WALKING_KMH
    found = _SPEED.match(said.strip().lower())
    if not found:
        return None
    figure = float(found[1])
    factor = {"mph": _MILE_KM, "knots": 1.852}.get(found[2] or "", 1.0)
    return figure * factor if 0 < figure * factor <= 200 else None


WALLS = frozenset({
    "block", "bollard", "bus_trap", "chain", "cycle_barrier", "debris", "ditch", "fence",
    "full-height_turnstile", "guard_rail", "hedge", "horse_stile", "jersey_barrier",
    "kissing_gate", "log", "motorcycle_barrier", "planter", "rope", "spikes", "stile",
    "sump_buster", "turnstile", "wall", "wedge",
})  # fmt: skip
GATES: Mapping[str, float] = {
    "gate": 20, "lift_gate": 10, "swing_gate": 20, "sliding_gate": 20, "wicket_gate": 20,
    "hampshire_gate": 40, "toll_booth": 20, "border_control": 300, "checkpoint": 60,
}  # fmt: skip
"""Seconds lost on passing what stands on a road; Najda's own assumption."""


def passing(tags: Mapping[str, str]) -> float | None:
    """Return the seconds lost on passing a point of a road; None if no vehicle passes it."""
    barrier = tags.get("barrier") or ("checkpoint" if tags.get("military") == "checkpoint" else "")
    if not barrier:
        return 0.0
    if _access(tags) == 0:
        return None
    let_in = any(tags.get(key) in _YES for key in ("emergency", "motor_vehicle", "access"))
    if barrier in WALLS and not let_in and not _falls(tags):
        return None
    return GATES.get(barrier, 0.0)


def _falls(tags: Mapping[str, str]) -> bool:
    """Tell whether a bollard gives way."""
    return tags.get("bollard") in ("rising", "removable", "foldable", "flexible")


class Turn(NamedTuple):
    """A turn restriction: `only` lets nothing but the turn through, else the turn is forbidden."""

    only: bool


_TURNS = re.compile(r"(no|only)_(left_turn|right_turn|straight_on|u_turn|entry|exit)")
_EXCEPTED = {"emergency", "motor_vehicle", "vehicle"}


def turn(tags: Mapping[str, str]) -> Turn | None:
    """Return what a relation says of turning; None if it says nothing to rescue vehicles, or only at
    some hours: what is shut for hours is taken as open, as crews know it."""
    if tags.get("type") != "restriction":
        return None
    if _EXCEPTED & set(re.split(r"\s*;\s*", tags.get("except", ""))):
        return None
    said = tags.get("restriction:motor_vehicle") or tags.get("restriction") or ""
    found = _TURNS.fullmatch(said)
    return Turn(found[1] == "only") if found else None
