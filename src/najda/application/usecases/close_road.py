"""Close or slow a part of the roads, say how long that lasts, and that it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from najda.application.desk import Act, Desk, Done, Work
from najda.domain.closures import decide
from najda.domain.closures.events import (
    ClosureExtended,
    Event,
    RoadClosed,
    RoadReopened,
    RoadSlowed,
)
from najda.domain.closures.rules import NoRoadThere
from najda.intake.places import resolve
from najda.kernel.phrases import N_
from najda.kernel.places import Place
from najda.kernel.roads import RoadSpot, SaidBy
from najda.kernel.time import moment


def close_road(
    desk: Desk,
    act: Act,
    *,
    spot: RoadSpot,
    said_by: SaidBy,
    reason: str,
    until: datetime | None = None,
) -> Done:
    """Say that no vehicle passes there. Its id is `Done.made("closures")`."""
    happens = partial(decide.close, spot=spot, place=_place(desk, spot), said_by=said_by)
    return desk.perform(act, _hindered(happens, N_("close"), reason, until), RoadClosed)


def slow_road(
    desk: Desk,
    act: Act,
    *,
    spot: RoadSpot,
    times_as_long: float,
    said_by: SaidBy,
    reason: str,
    until: datetime | None = None,
) -> Done:
    """Say that vehicles pass there slowly. Its id is `Done.made("closures")`."""
    place = _place(desk, spot)
    happens = partial(
        decide.slow, spot=spot, place=place, times_as_long=times_as_long, said_by=said_by
    )
    return desk.perform(act, _hindered(happens, N_("slow"), reason, until), RoadSlowed)


def _hindered(
    happens: Callable[..., list[Event]], what: str, reason: str, until: datetime | None
) -> Callable[[Work], None]:
    def work(work: Work) -> None:
        closure = work.new_id("closure")
        facts = happens(
            work.find("closures", closure),
            reason=work.seal_reason(closure, reason, what),
            until=until and moment(until),
            at=work.at,
        )
        work.add("closures", closure, facts)

    return work


def extend_closure(
    desk: Desk,
    act: Act,
    *,
    closure: str,
    until: datetime | None,
    said_by: SaidBy,
    reason: str,
) -> Done:
    """Say that it lasts until another time; None: until it is reopened."""

    def work(work: Work) -> None:
        why = work.seal_reason(closure, reason, N_("extend"))
        ends = until and moment(until)
        state = work.get("closures", closure)
        facts = decide.extend(state, until=ends, said_by=said_by, reason=why, at=work.at)
        work.add("closures", closure, facts)

    return desk.perform(act, work, ClosureExtended, closure)


def reopen_road(desk: Desk, act: Act, *, closure: str, said_by: SaidBy, reason: str) -> Done:
    """Say that vehicles pass again."""

    def work(work: Work) -> None:
        why = work.seal_reason(closure, reason, N_("reopen"))
        state = work.get("closures", closure)
        work.add("closures", closure, decide.reopen(state, said_by=said_by, reason=why))

    return desk.perform(act, work, RoadReopened, closure)


def _place(desk: Desk, spot: RoadSpot) -> Place:
    """Return where a part of the roads is; raise OutsideArea or NoRoadThere if there is none."""
    area = desk.area()
    for point in spot.points:
        area.check_inside(point)
    middle = spot.middle
    if desk.roads.is_mapped() and not desk.roads.lines(spot):
        raise NoRoadThere(where=f"{middle.lat:g}, {middle.lon:g}")
    return resolve(desk.gazetteer, words="", position=middle)
