"""`najda roads`: the road map, what is closed on it, and the way from one place to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from najda import bootstrap
from najda.application.directions import directions, distance
from najda.application.look_up import Thing, short
from najda.application.place_names import figures
from najda.application.road_names import closure_name
from najda.application.roads_now import roads_now
from najda.application.routes import NoWay, Route
from najda.application.usecases import close_road
from najda.domain.closures.rules import hinders
from najda.domain.closures.state import Closure
from najda.domain.closures.status import Status
from najda.intake.coordinates import read_pair
from najda.kernel.phrases import N_, counted, phrase
from najda.kernel.roads import RoadPart, RoadSpot, SaidBy

from . import given
from .commands import command, group
from .language import heading, language, say, speaker
from .listing import list_things
from .outcome import came_to
from .progress import stages
from .session import Session
from .show import as_json, table
from .times import read_moment

_BUILT = N_("The roads of {source} are known now: {km} km.")
_CROSSINGS = (N_("{count} crossing on it."), N_("{count} crossings on it."))
_ISLANDS = N_(
    "{km} km of them are islands that the rest does not reach: places there have no way to elsewhere."
)
_NOT_UNDERSTOOD = (
    N_("{count} turn restriction is not heeded: the map does not say clearly which turn is meant."),
    N_(
        "{count} turn restrictions are not heeded: the map does not say clearly which turns are meant."
    ),
)
_ESTIMATES_HEED_NONE = N_(
    "There is no road map, so times are estimated by distance and do not heed it. Build one with "
    "`najda roads build`."
)
_TAKES = N_("{minutes} min, {km} km.")
_OFF = N_("{place}: {metres} off the road.")
_FROM, _TO = N_("From"), N_("To")
_COLUMNS = (
    N_("id"), N_("roads"), N_("where"), N_("status"), N_("times as long"), N_("said by"), N_("since"),
    N_("until"), N_("hinders now"),
)  # fmt: skip
_STEPS = (N_("after"), N_("what to do"))
_AT = N_("{name} ({position})")
_YES, _NO, _REOPENED = N_("yes"), N_("no"), N_("until reopened")

ClosureId = Annotated[str, typer.Argument(metavar="CLOSURE", help="Its id, or the end of it.")]
Points = Annotated[
    list[str],
    typer.Argument(
        metavar="LAT,LON…", help="One point for a stretch or a crossing, three or more for an area."
    ),
]
Crossing = Annotated[
    bool, given.option("--crossing", help="The whole crossing nearest to the point.")
]
Until = Annotated[
    str,
    given.option("--until", metavar="TIME", help="“18:00”, “+6h” or a date; else until reopened."),
]
Said = Annotated[SaidBy, given.option("--said-by", help="Whose word it is.")]
PositionArgument = Annotated[str, typer.Argument(metavar="LAT,LON", help="In degrees.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "roads", "The road map, what is closed on it, and the way to a place.")
    name = "najda roads"
    here = "35.5236,35.7918"
    command(made, "build", example=f"{name} build syria-latest.osm.pbf")(build)
    command(made, "show", example=f"{name} show")(show)
    command(made, "route", example=f"{name} route {here} 35.3614,35.9276")(route)
    command(made, "close", acts=True, example=f'{name} close {here} --until +6h --reason "rubble"')(
        close
    )
    command(made, "slow", acts=True, example=f'{name} slow {here} --times 3 --reason "one lane"')(
        slow
    )
    command(made, "list", example=f"{name} list")(list_)
    command(
        made, "extend", acts=True, example=f'{name} extend 9d31aa07 --until +6h --reason "still"'
    )(extend)
    command(made, "reopen", acts=True, example=f'{name} reopen 9d31aa07 --reason "cleared"')(reopen)


def build(
    session: Session,
    file: Annotated[Path, typer.Argument(help="An OpenStreetMap extract (.osm.pbf).")],
) -> None:
    """Build the road map from an extract, for whoever sets Najda up; the one before stays until then."""
    area, at = session.desk.area(), session.now
    with stages(session) as told:
        about = bootstrap.build_roads(session.options.folder, file, area=area, at=at, told=told)
    if session.options.as_json:
        as_json(session, about)
        return
    _say_about(session, about)


def show(session: Session) -> None:
    """Say which road map there is and what is wrong with it, for whoever wonders about travel times."""
    folder = session.need_installation()
    if session.options.as_json:
        as_json(session, bootstrap.roads_about(folder))
        return
    session.print(session.desk.roads.about())
    if session.desk.roads.is_mapped():
        _say_about(session, bootstrap.roads_about(folder))


def _say_about(session: Session, about: Any) -> None:
    session.print(phrase(_BUILT, source=about.source, km=round(about.km)))
    session.print(counted(*_CROSSINGS, about.junctions))
    if about.islands_km >= 0.5:
        session.print(phrase(_ISLANDS, km=round(about.islands_km)))
    if about.not_understood:
        session.print(counted(*_NOT_UNDERSTOOD, about.not_understood))


def route(session: Session, origin: PositionArgument, destination: PositionArgument) -> None:
    """Show the quickest way over the roads that are open, turn by turn, for whoever drives or sends."""
    start, end = read_pair(origin), read_pair(destination)
    with session.desk.store.reading() as view:
        found = roads_now(session.desk.roads, view, session.desk.clock.now()).route(start, end)
    if session.options.as_json:
        as_json(session, {"no_way": say(found.why)} if isinstance(found, NoWay) else found)
        return
    if isinstance(found, NoWay):
        session.print(found.why)
        return
    if found.estimated:
        session.print(session.desk.roads.about())
    session.print(phrase(_TAKES, minutes=round(found.minutes), km=round(found.km, 1)))
    for label, metres in zip((_FROM, _TO), found.off_road_m, strict=True):
        if metres >= 50:
            session.print(phrase(_OFF, place=phrase(label), metres=distance(metres)))
    table(session, _STEPS, _steps(found))


def _steps(found: Route) -> list[tuple[object, ...]]:
    return [
        (distance(step.at), say(step.act)) for step in directions(found, language=str(language()))
    ]


def close(
    session: Session,
    points: Points,
    crossing: Crossing = False,
    until: Until = "",
    said_by: Said = SaidBy.OPERATIONS_ROOM,
    reason: given.Reason = "",
) -> None:
    """Close a road, for whoever hears that nothing passes; teams are led around it at once."""
    done = close_road.close_road(
        session.desk,
        session.act(),
        spot=_spot(points, crossing),
        said_by=said_by,
        reason=reason,
        until=_moment(session, until),
    )
    _came_to(session, lambda: came_to(session, done, made="closures"))


def slow(
    session: Session,
    points: Points,
    times: Annotated[float, given.option("--times", help="So many times as long as when free.")],
    crossing: Crossing = False,
    until: Until = "",
    said_by: Said = SaidBy.OPERATIONS_ROOM,
    reason: given.Reason = "",
) -> None:
    """Say that a road is slow, for whoever hears of it; teams go around it where that is quicker."""
    done = close_road.slow_road(
        session.desk,
        session.act(),
        spot=_spot(points, crossing),
        times_as_long=times,
        said_by=said_by,
        reason=reason,
        until=_moment(session, until),
    )
    _came_to(session, lambda: came_to(session, done, made="closures"))


def extend(
    session: Session,
    closure: ClosureId,
    until: Until = "",
    said_by: Said = SaidBy.OPERATIONS_ROOM,
    reason: given.Reason = "",
) -> None:
    """Say until when a road stays closed or slow, for whoever knows better than was said."""
    id_ = session.id("closures", closure)
    act, ends = session.act("closures", id_), _moment(session, until)
    done = close_road.extend_closure(
        session.desk, act, closure=id_, until=ends, said_by=said_by, reason=reason
    )
    came_to(session, done)


def reopen(
    session: Session,
    closure: ClosureId,
    said_by: Said = SaidBy.OPERATIONS_ROOM,
    reason: given.Reason = "",
) -> None:
    """Say that vehicles pass again, for whoever knows; the road counts again at once."""
    id_ = session.id("closures", closure)
    act = session.act("closures", id_)
    done = close_road.reopen_road(session.desk, act, closure=id_, said_by=said_by, reason=reason)
    came_to(session, done)


def list_(
    session: Session,
    all_: Annotated[bool, given.option("--all", help="Reopened ones too.")] = False,
    area: given.AreaOption = "",
    limit: given.LimitOption = 200,
) -> None:
    """List what is closed and slow and whether it still hinders, for whoever plans a way."""
    list_things(
        session,
        "closures",
        _COLUMNS,
        _row,
        status=None if all_ else [Status.CLOSED, Status.SLOWED],
        area=area,
        limit=limit,
    )


def _row(session: Session, one: Thing) -> tuple[object, ...]:
    state = one.state
    return (
        short(one.id), state.spot.part, _called(session, state), state.status, state.times_as_long or "",
        state.said_by, state.since, state.until or heading(_REOPENED),
        heading(_YES if hinders(state, session.now) else _NO),
    )  # fmt: skip


def _called(session: Session, closure: Closure) -> str:
    """Return what a closure is called, with its coordinates behind."""
    desk = session.desk
    name, at = closure_name(speaker(), closure, desk.roads, desk.gazetteer), closure.spot.middle
    if figures(at) in name:
        return name
    return say(phrase(_AT, name=name, position=figures(at)))


def _spot(points: list[str], crossing: bool) -> RoadSpot:
    at = tuple(read_pair(point) for point in points)
    if crossing:
        return RoadSpot(part=RoadPart.CROSSING, points=at)
    return RoadSpot(part=RoadPart.STRETCH if len(at) == 1 else RoadPart.AREA, points=at)


def _came_to(session: Session, said: Callable[[], None]) -> None:
    """Say what was recorded, and that it changes no time where there is no road map."""
    said()
    if not session.options.as_json and not session.desk.roads.is_mapped():
        session.print(phrase(_ESTIMATES_HEED_NONE))


def _moment(session: Session, until: str) -> datetime | None:
    return read_moment(until, zone=session.zone, now=session.now) if until else None
