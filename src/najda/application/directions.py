"""Turn by turn: from the legs of a route to sentences. Pure; no language is chosen here but for names.

Angles are what a driver turns by, to the right positive. Where OpenStreetMap knows a road's name in the
person's language that one is said, else the name on its signs, which the shells keep apart from the
text around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from najda.kernel.phrases import N_, Phrase, counted, phrase

from .routes import Leg, RoadName, Route, walk_minutes

STRAIGHT, SLIGHT, SHARP, BACK = 25.0, 50.0, 130.0, 165.0
"""From so many degrees on a bend is slight, a turn, sharp, a turn back (Najda's policy)."""

SHORTEST_WALK_MIN = 0.5
"""A walk shorter than this goes without saying."""

SHORT_M = 25.0
"""A nameless piece shorter than this between two roads belongs to the turn."""

_COMPASS = (
    N_("north"), N_("north-east"), N_("east"), N_("south-east"),
    N_("south"), N_("south-west"), N_("west"), N_("north-west"),
)  # fmt: skip
_TURNS: dict[str, tuple[str, str]] = {
    "straight": (N_("Go straight on"), N_("Go straight on, onto {road}")),
    "slight right": (N_("Keep right"), N_("Keep right, onto {road}")),
    "slight left": (N_("Keep left"), N_("Keep left, onto {road}")),
    "right": (N_("Turn right"), N_("Turn right onto {road}")),
    "left": (N_("Turn left"), N_("Turn left onto {road}")),
    "sharp right": (N_("Turn sharp right"), N_("Turn sharp right onto {road}")),
    "sharp left": (N_("Turn sharp left"), N_("Turn sharp left onto {road}")),
    "back": (N_("Turn back"), N_("Turn back onto {road}")),
    "roundabout": (
        N_("At the roundabout take exit {exit}"),
        N_("At the roundabout take exit {exit}, onto {road}"),
    ),
    "set out": (N_("Set out to the {way}"), N_("Set out to the {way} on {road}")),
}
_ROUND_TO_END = N_("Enter the roundabout")
_ARRIVE = N_("You have arrived")
_ON_FOOT = N_("Continue on foot to the place, about {minutes} min")
_TO_ROAD = N_("Go on foot to the road, about {minutes} min")
_ESTIMATED = N_("There is no road map: the line is straight and the time an estimate")


class Step(NamedTuple):
    """Something to do and how far it leads, in metres; `at` is where on the way it is done, in metres."""

    act: Phrase
    metres: float
    at: float


def directions(route: Route, *, language: str) -> list[Step]:
    """Return what to do from the beginning of a route to its end, names in a language where known."""
    if route.estimated:
        return [Step(phrase(_ESTIMATED), route.km * 1000, 0.0)]
    begin, end = zip(route.off_road_m, route.barred, strict=True)
    steps = _walk(_TO_ROAD, *begin, at=0.0)
    at = 0.0
    for act, metres in _driven(_without_crumbs(route.legs), language):
        steps.append(Step(act, metres, at))
        at += metres
    steps += _walk(_ON_FOOT, *end, at=at)
    return [*steps, Step(phrase(_ARRIVE), 0.0, at)]


def distance(metres: float) -> Phrase:
    """Return a distance as one says it: to ten metres below a kilometre, else kilometres to a tenth."""
    if metres >= 995:
        km = round(metres / 1000, 1)
        return phrase(N_("{km} km"), km=int(km) if km == int(km) else km)
    rounded = round(metres / 10) * 10 if metres >= 10 else round(metres)
    return counted(N_("{count} metre"), N_("{count} metres"), rounded)


def called(road: RoadName, language: str) -> str:
    """Return a road's name in a language, else as its signs have it, else its number; perhaps nothing."""
    own = {"ar": road.ar, "en": road.en}.get(language, "")
    name = own or road.name
    if name and road.ref and road.ref not in name:
        return f"{name} ({road.ref})"
    return name or road.ref


def turned(before: float, after: float) -> float:
    """Return the angle from one direction to another, from -180 (left) to 180 (right)."""
    return (after - before + 180) % 360 - 180


def manner(angle: float) -> str:
    """Return how a turn by an angle is called, a key of what can be said."""
    size, side = abs(angle), "right" if angle > 0 else "left"
    if size < STRAIGHT:
        return "straight"
    if size >= BACK:
        return "back"
    strength = "slight " if size < SLIGHT else "sharp " if size >= SHARP else ""
    return strength + side


def _walk(template: str, metres: float, barred: bool, *, at: float) -> list[Step]:
    """Return the walk between the road and a place, if there is one worth a word."""
    minutes = walk_minutes(metres, barred=barred)
    if minutes < SHORTEST_WALK_MIN:
        return []
    return [Step(phrase(template, minutes=max(1, round(minutes))), metres, at)]


def _driven(legs: Sequence[Leg], language: str) -> Iterator[tuple[Phrase, float]]:
    """Yield what to do and how many metres to go on then."""
    act: Phrase | None = None
    metres, exits, last = 0.0, 0, None
    for leg in legs:
        said = None
        if last is None:
            said = _say("roundabout" if leg.roundabout else "set out", leg, language)
        elif leg.roundabout and not last.roundabout:
            exits = 0
            said = phrase(_ROUND_TO_END)
        elif last.roundabout and not leg.roundabout:
            act = _say("roundabout", leg, language, exit=max(1, exits))
        elif not leg.roundabout and _worth_saying(last, leg, language):
            said = _say(manner(turned(last.arrives, leg.sets_out)), leg, language)
        if said is not None:
            if act is not None:
                yield act, metres
            act, metres = said, 0.0
        metres += leg.metres
        exits += leg.exits if leg.roundabout else 0
        last = leg
    if act is not None:
        yield act, metres


def _say(what: str, leg: Leg, language: str, **values: int) -> Phrase:
    plain, onto = _TURNS[what]
    road = called(leg.road, language)
    given: dict[str, object] = dict(values)
    if what == "set out":
        given["way"] = phrase(_COMPASS[round(leg.sets_out / 45) % 8])
    if what == "roundabout" and "exit" not in values:
        return phrase(_ROUND_TO_END)
    return phrase(onto, road=road, **given) if road else phrase(plain, **given)


def _worth_saying(last: Leg, leg: Leg, language: str) -> bool:
    """Tell whether a driver would go wrong without a word: a turn with a choice, or another road."""
    how = manner(turned(last.arrives, leg.sets_out))
    if how == "back":
        return True
    before, after = called(last.road, language), called(leg.road, language)
    if last.others == 0:  # there is no other way on
        return how != "straight" and bool(before and after) and before != after
    if how == "straight":
        return bool(after) and before != after
    return not (how.startswith("slight") and before == after)  # the road bends, another leaves it


def _without_crumbs(legs: Sequence[Leg]) -> list[Leg]:
    """Return the legs with short nameless pieces given to the turn they are part of."""
    kept: list[Leg] = []
    crumb: Leg | None = None
    for leg in legs:
        if crumb is not None:
            leg = _joined(crumb, leg)
            crumb = None
        small = leg.metres < SHORT_M and not leg.roundabout and leg.road == RoadName()
        if small and kept and not kept[-1].roundabout and leg is not legs[-1]:
            crumb = leg
        else:
            kept.append(leg)
    return [*kept, crumb] if crumb is not None else kept


def _joined(crumb: Leg, leg: Leg) -> Leg:
    """Return the next leg with the crumb's length; its own direction makes the turn."""
    return Leg(
        road=leg.road,
        metres=crumb.metres + leg.metres,
        minutes=crumb.minutes + leg.minutes,
        sets_out=leg.sets_out,
        arrives=leg.arrives,
        roundabout=leg.roundabout,
        others=leg.others,
        exits=leg.exits,
    )
