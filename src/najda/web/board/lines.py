"""Lines of the board as HTML: the same for the page and for what comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from najda.application.board_lines import Line, Part
from najda.application.ports import Gazetteer, Language, Roads
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.need import Level
from najda.kernel.places import Place, Position

from ..naming import area_name, closure_name, place_name


class Look(NamedTuple):
    """Who looks, as far as it changes what a line says."""

    language: Language
    gazetteer: Gazetteer
    roads: Roads


def drawn(look: Look, lines: Iterable[Line]) -> list[SafeString]:
    """Return each line as HTML; one that was drawn before and says nothing new is not drawn again."""
    known = _known.setdefault(look.gazetteer, {})
    if len(known) > REMEMBERED:
        known.clear()
    with override(look.language.code):
        return [_remembered(known, look, line) for line in lines]


REMEMBERED = 10_000
"""Lines kept as HTML, a few hundred bytes each."""

_known: WeakKeyDictionary[Gazetteer, dict[Any, SafeString]] = WeakKeyDictionary()
"""What was drawn for each installation that is open in this process, which has a gazetteer of its own."""


def _remembered(known: dict[Any, SafeString], look: Look, line: Line) -> SafeString:
    names = look.roads.named(line.state.spot) if line.part is Part.ROADS else ()
    key = (look.language.code, line.part, line.key, line.versions, line.about is None, names)
    if key not in known:
        known[key] = _draw(look, line)
    return known[key]


def _draw(look: Look, line: Line) -> SafeString:
    about = line.about if line.part is not Part.QUEUE else line.state
    context: dict[str, Any] = {
        "language": look.language,
        "line": line,
        "it": line.state,
        "about": about,
        "level": Level(about.level) if about is not None and about.level else None,
        "where": where(look, about.place) if about is not None else "",
        "url": _address(line),
        "spot": _spot(line),
        **_MORE.get(line.part, _nothing)(look, line),
    }
    return get_template(f"board/line_{line.part}.html").render(context)


def where(look: Look, place: Place) -> str:
    """Return what a place is called, with the narrowest area around it."""
    return _with_area(look, place_name(look.language, place, look.gazetteer), place)


def _with_area(look: Look, name: str, place: Place) -> str:
    if not place.areas:
        return name
    area = area_name(look.language, look.gazetteer, place.areas[-1])
    return name if area in name else f"{name} · {area}"


def _nothing(look: Look, line: Line) -> Mapping[str, Any]:
    return {}


def _mission(look: Look, line: Line) -> Mapping[str, Any]:
    return {"legs": [(name, leg.part) for leg, name in line.teams]}


def _at_its_place(look: Look, line: Line) -> Mapping[str, Any]:
    return {"where": where(look, line.state.place)}


def _closure(look: Look, line: Line) -> Mapping[str, Any]:
    name = closure_name(look.language, line.state, look.roads, look.gazetteer)
    return {"where": _with_area(look, name, line.state.place)}


_MORE = {
    Part.MISSIONS: _mission,
    Part.REPORTS: _at_its_place,
    Part.HAZARDS: _at_its_place,
    Part.ROADS: _closure,
}

_ADDRESSES = {
    Part.QUEUE: "incident",
    Part.REPORTS: "report",
    Part.MISSIONS: "mission",
    Part.TEAMS: "team",
    Part.ALARMS: "team",
    Part.HAZARDS: "hazard",
    Part.ROADS: "closure",
}


def _address(line: Line) -> str:
    return address(_ADDRESSES[line.part], line.id)


def address(name: str, *arguments: Any) -> str:
    """Return an address by its name; empty while no page has it."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


class Spot(NamedTuple):
    """Where and how a line stands on the map. Degrees as text, as JavaScript reads them."""

    lat: str
    lon: str
    symbol: str
    order: int
    radius: int = 0
    name: str = ""


def _spot(line: Line) -> Spot | None:
    position = _position(line)
    if position is None:
        return None
    symbol, order, radius, name = _SYMBOLS[line.part](line)
    return Spot(repr(position.lat), repr(position.lon), symbol, order, radius, name)


def _position(line: Line) -> Position | None:
    match line.part:
        case Part.TEAMS:
            return line.state.whereabouts
        case Part.MISSIONS:
            return line.about.place.position if line.about else None
        case Part.ALARMS:
            return None
    return line.state.place.position


_ON_TEAM = {
    TeamStatus.COMMITTED: "team-out",
    TeamStatus.OFF_SHIFT: "team-off",
}


def _team_symbol(line: Line) -> tuple[str, int, int, str]:
    symbol = "team-alarm" if line.state.alarm_since else _ON_TEAM.get(line.state.status, "team")
    return symbol, 90 if line.state.alarm_since else 50, 0, line.state.name


def _mission_symbol(line: Line) -> tuple[str, int, int, str]:
    """A mission stands where its incident does, under the incident's own sign while nobody serves it."""
    served = line.about.status == IncidentStatus.SERVED
    return f"incident-{line.about.level}" + ("-served" if served else ""), 40, 0, ""


_SYMBOLS = {
    Part.QUEUE: lambda line: (f"incident-{line.state.level}", 80 - line.state.level, 0, ""),
    Part.REPORTS: lambda line: ("report", 30, 0, ""),
    Part.MISSIONS: _mission_symbol,
    Part.TEAMS: _team_symbol,
    Part.HAZARDS: lambda line: ("hazard", 20, line.state.radius_m, ""),
    Part.ROADS: lambda line: (f"road-{line.state.status}", 25, 0, ""),
}


def in_lists(look: Look, lines: Mapping[Part, Sequence[Line]]) -> dict[str, list[SafeString]]:
    """Return the lines of a whole board as HTML, by list."""
    return {part.value: drawn(look, shown) for part, shown in lines.items()}
